"""The national nomenclature of matters of the @CTES transmission, levels 1 and 2.

Source: classification of the two public transmission systems S2LOW and STELA; levels 3 to 5 belong to each
préfecture.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from deliberia.errors import UsageError


class Matiere(NamedTuple):
    """One matter of level 2."""

    code: str
    """« 7.5 »; a text, never a number: 7.1 and 7.10 differ."""
    domaine: str
    """« Finances locales »."""
    libelle: str
    """« Subventions »."""


@cache
def _load() -> dict[str, Matiere]:
    text = files("deliberia.exports").joinpath("data/matieres.tsv").read_text(encoding="utf-8")
    rows = {row["code"]: row["libelle"] for row in csv.DictReader(text.splitlines(), delimiter="\t")}
    return {
        code: Matiere(code, rows[code.partition(".")[0]], libelle)
        for code, libelle in rows.items()
        if "." in code
    }


def iter_matieres() -> tuple[Matiere, ...]:
    """List the matters of level 2, in order."""
    return tuple(_load().values())


def get_matiere(code: str) -> Matiere:
    """Return a matter of level 2.

    Raises:
        UsageError: no matter bears this code.
    """
    found = _load().get(code)
    if found is None:
        raise UsageError(
            f"La nomenclature des actes n’a pas de matière « {code} ».",
            hint="Donnez un code de niveau 2, comme 7.5 ou 7.10.",
        )
    return found
