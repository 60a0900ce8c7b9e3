"""Reports of checks: pure functions from audits to a text, and the copy with comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.auditing.rapports.annotation import annotate
    from deliberia.auditing.rapports.html import render_html
    from deliberia.auditing.rapports.sarif import render_sarif

__all__ = ["annotate", "render_html", "render_sarif"]

_HOMES = {"annotation": ("annotate",), "html": ("render_html",), "sarif": ("render_sarif",)}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
