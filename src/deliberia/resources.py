"""Where the project's data folders are, installed or in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from deliberia.errors import DataError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = {"templates": "templates/deliberations", "legal_refs": "legal_refs"}


@cache
def data_dir(name: str) -> Path:
    """Return the folder of the data called `name` ("templates" or "legal_refs").

    In a wheel the data stand in `deliberia/data/<name>`; in a checkout or an editable
    installation at the top of the tree, which wins nothing over an installed copy.

    Raises:
        DataError: the installation does not carry that data.
    """
    relative = _CHECKOUT[name]
    for folder in (_PACKAGE / "data" / name, _PACKAGE.parents[1] / relative):
        if folder.is_dir():
            return folder
    raise DataError(
        f"Les données « {name} » manquent dans cette installation.",
        hint="Réinstallez Deliberia.",
    )
