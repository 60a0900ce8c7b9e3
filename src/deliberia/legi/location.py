"""Where the user's own data of law stand: the imported base, confirmations obtained online."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

BASE_VARIABLE = "DELIBERIA_BASE_LEGI"
_BASE_NAME = "legi.sqlite"


def user_data_dir(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder of the user's data, which may not exist yet.

    `XDG_DATA_HOME` or `~/.local/share` on Linux, `~/Library/Application Support` on macOS, `LOCALAPPDATA` on
    Windows; always in a folder named `deliberia`.
    """
    environ = os.environ if environ is None else environ
    if sys.platform == "win32":
        root = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin" and not environ.get("XDG_DATA_HOME"):
        root = Path.home() / "Library" / "Application Support"
    else:
        root = Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return root / "deliberia"


def default_base_path(environ: Mapping[str, str] | None = None) -> Path:
    """Return the path of the imported base: `DELIBERIA_BASE_LEGI`, or the user's data folder."""
    environ = os.environ if environ is None else environ
    given = environ.get(BASE_VARIABLE)
    return Path(given).expanduser() if given else user_data_dir(environ) / _BASE_NAME
