"""What the start screen says of an act: its state, then what became of it once it went out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.errors import DeliberiaError
from deliberia_tui.usages import Etat

if TYPE_CHECKING:
    from deliberia.pieces import Suites

SIGNES = {
    Etat.BROUILLON: "○",
    Etat.A_RELIRE: "!",
    Etat.PRET: "●",
    Etat.RENVOYE: "←",
    Etat.VALIDE: "✓",
    Etat.EXPORTE: "✓",
    Etat.VALIDE_EXPORTE: "✓",
    Etat.ILLISIBLE: "✗",
}
WIDTH = 19
"""Columns of the longest state, « ! transmis, modifié »."""


def read_noted(acte: Path) -> Suites | None:
    """Return what is noted of an act; None when the file beside it cannot be read."""
    from deliberia.pieces import read_suites

    try:
        return read_suites(acte)
    except DeliberiaError:
        return None


def describe_etat(acte: Path, etat: Etat) -> str:
    """Return the sign and the words of the list: « ✓ transmis 18/11 » comes before « ✓ exporté »."""
    from deliberia.pieces.suites import hash_acte

    suites = read_noted(acte)
    if suites is None:
        return "✗ dates illisibles"
    if not suites.is_noted:
        return f"{SIGNES[etat]} {etat.value}"
    if suites.acte_sha256 and suites.acte_sha256 != hash_acte(acte):
        return f"! {'transmis' if suites.transmis else 'publié'}, modifié"
    if suites.transmis and suites.publie:
        return "✓ transmis, publié"
    if suites.transmis:
        return f"✓ transmis {suites.transmis:%d/%m}"
    return f"✓ publié {suites.publie:%d/%m}"
