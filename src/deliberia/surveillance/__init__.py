"""Watch a folder: what lands there is checked, and the report written beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.surveillance.veille import Watch, report_path

__all__ = ["Watch", "report_path"]

_HOMES = {"veille": ("Watch", "report_path")}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
