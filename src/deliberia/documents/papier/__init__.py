"""Letterheads: an act written into the commune's own Word file, with its header, footer, fonts and margins.

load_papier(path) -> Papier       reads, cleans and packs the file once per process
render_docx(projet, papier=…)     writes acts on it (see `documents.writers.docx`)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.documents.papier.papier import Papier, load_papier, open_papier

__all__ = ["Papier", "load_papier", "open_papier"]

_HOMES = {"papier": ("Papier", "load_papier", "open_papier")}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
