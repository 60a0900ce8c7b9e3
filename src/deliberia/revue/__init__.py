"""Review: a queue of flagged references and findings, decided by people, kept in a journal that shows
any tampering.

    open_queue(folder, relecteur="…") -> Revue     the acts of a folder, their items, the journals
    revue.decide(item, Choix.ACCEPTER) -> Entree   recorded on the disk before it returns
    revue.undo() · revue.validate(acte) · revue.send_back(acte, "…")
    revue.judge(item) -> Situation                 to decide, decided, asked back, in disagreement
    Journal(folder).verify() -> tuple[Anomalie, …] altered, removed, moved or added lines
    export_proof(revue, path)                      the proof, in HTML, JSON or PDF

Nothing here changes a document: a correction is a proposal that the journal keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.revue.cache import Cache
    from deliberia.revue.candidats import Candidat, find_obvious
    from deliberia.revue.filtres import TO_DO, Filtre, filter_items
    from deliberia.revue.journal import Anomalie, Ecart, Entree, Journal, find_reviewer
    from deliberia.revue.ouverture import iter_actes, open_queue
    from deliberia.revue.preuve import export_proof, load_heads, make_proof
    from deliberia.revue.revue import Revue, explain_refusal
    from deliberia.revue.situation import Etat, EtatActe, Situation, SituationActe
    from deliberia.revue.valeurs import ActeLu, Choix, Item, Sorte

__all__ = [
    "TO_DO",
    "ActeLu",
    "Anomalie",
    "Cache",
    "Candidat",
    "Choix",
    "Ecart",
    "Entree",
    "Etat",
    "EtatActe",
    "Filtre",
    "Item",
    "Journal",
    "Revue",
    "Situation",
    "SituationActe",
    "Sorte",
    "explain_refusal",
    "export_proof",
    "filter_items",
    "find_obvious",
    "find_reviewer",
    "iter_actes",
    "load_heads",
    "make_proof",
    "open_queue",
]

_HOMES = {
    "cache": ("Cache",),
    "candidats": ("Candidat", "find_obvious"),
    "filtres": ("TO_DO", "Filtre", "filter_items"),
    "journal": ("Anomalie", "Ecart", "Entree", "Journal", "find_reviewer"),
    "preuve": ("export_proof", "load_heads", "make_proof"),
    "ouverture": ("iter_actes", "open_queue"),
    "revue": ("Revue", "explain_refusal"),
    "situation": ("Etat", "EtatActe", "Situation", "SituationActe"),
    "valeurs": ("ActeLu", "Choix", "Item", "Sorte"),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
