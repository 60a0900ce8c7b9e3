"""Where the project's data folders are, installed or in a checkout."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
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


def user_data_dir(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder of the user's own data, which may not exist yet.

    `XDG_DATA_HOME` or `~/.local/share` on Linux, `~/Library/Application Support` on macOS, `LOCALAPPDATA`
    on Windows; always in a folder named `deliberia`.
    """
    environ = os.environ if environ is None else environ
    if sys.platform == "win32":
        root = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin" and not environ.get("XDG_DATA_HOME"):
        root = Path.home() / "Library" / "Application Support"
    else:
        root = Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return root / "deliberia"


def user_config_dir(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder of the user's settings, which may not exist yet.

    `XDG_CONFIG_HOME` or `~/.config`; `~/Library/Application Support` on macOS, `APPDATA` on Windows.
    """
    environ = os.environ if environ is None else environ
    if environ.get("XDG_CONFIG_HOME"):
        root = Path(environ["XDG_CONFIG_HOME"])
    elif sys.platform == "win32":
        root = Path(environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Application Support"
    else:
        root = Path.home() / ".config"
    return root / "deliberia"


def user_cache_dir(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder of what can be made again, which may not exist yet.

    `XDG_CACHE_HOME` or `~/.cache`; `~/Library/Caches` on macOS, `LOCALAPPDATA` on Windows.
    """
    environ = os.environ if environ is None else environ
    if environ.get("XDG_CACHE_HOME"):
        root = Path(environ["XDG_CACHE_HOME"])
    elif sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "deliberia" / "cache"
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Caches"
    else:
        root = Path.home() / ".cache"
    return root / "deliberia"
