"""Where the online confirmations stand."""

from __future__ import annotations

from pathlib import Path

from deliberia.resources import user_data_dir

_NAME = "confirmations.jsonl"


def default_store_path() -> Path:
    """Return the path of the confirmations in the user's data folder."""
    return user_data_dir() / _NAME
