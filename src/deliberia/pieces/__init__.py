"""The papers around the séance, from the same facts as its acts.

list_echeances(seance) -> tuple[Echeance, ...]     the calendar: what, until when, why
PIECES                                             the papers, by name
make_piece(name, seance, projets) -> Page          one of them, ready for `documents.render_page_docx`
read_suites(acte) -> Suites                        when an act was transmitted and published
note_suites(acte, transmis=…, publie=…) -> Suites  the same, noted beside the act
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.pieces.calendrier import Echeance, list_echeances
    from deliberia.pieces.papiers import PIECES, make_piece
    from deliberia.pieces.suites import Suites, find_publication, note_suites, read_suites, suites_path

__all__ = [
    "PIECES",
    "Echeance",
    "Suites",
    "find_publication",
    "list_echeances",
    "make_piece",
    "note_suites",
    "read_suites",
    "suites_path",
]

_HOMES = {
    "calendrier": ("Echeance", "list_echeances"),
    "papiers": ("PIECES", "make_piece"),
    "suites": ("Suites", "find_publication", "note_suites", "read_suites", "suites_path"),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
