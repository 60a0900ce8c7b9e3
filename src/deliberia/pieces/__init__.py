"""The papers around the séance, from the same facts as its acts.

list_echeances(seance) -> tuple[Echeance, ...]     the calendar: what, until when, why
PIECES                                             the papers, by name
make_piece(name, seance, projets) -> Page          one of them, ready for `documents.render_page_docx`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.pieces.calendrier import Echeance, list_echeances
    from deliberia.pieces.papiers import PIECES, make_piece

__all__ = ["PIECES", "Echeance", "list_echeances", "make_piece"]

_HOMES = {
    "calendrier": ("Echeance", "list_echeances"),
    "papiers": ("PIECES", "make_piece"),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
