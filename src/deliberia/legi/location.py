"""Where the imported base stands."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from deliberia.resources import user_data_dir

BASE_VARIABLE = "DELIBERIA_BASE_LEGI"
_NAME = "legi.sqlite"


def default_base_path(environ: Mapping[str, str] | None = None) -> Path:
    """Return the path of the imported base: `DELIBERIA_BASE_LEGI`, or the user's data folder."""
    environ = os.environ if environ is None else environ
    given = environ.get(BASE_VARIABLE)
    return Path(given).expanduser() if given else user_data_dir(environ) / _NAME
