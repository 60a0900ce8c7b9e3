"""Words of the review, the same on the screen, in the command and in the proof."""

from __future__ import annotations

from deliberia.revue.situation import Etat, EtatActe
from deliberia.revue.valeurs import Choix

VERDICTS = {
    "en_vigueur": "en vigueur",
    "abroge": "abrogé",
    "pas_encore_en_vigueur": "pas encore en vigueur",
    "inexistant": "inexistant",
    "deplace": "déplacé",
    "ambigu": "ambigu",
    "non_verifiable": "non vérifiable",
}
ETATS = {
    Etat.A_DECIDER: "à décider",
    Etat.DECIDE: "décidé",
    Etat.RENVOYE: "renvoyé",
    Etat.DESACCORD: "désaccord",
}
ETATS_ACTE = {
    EtatActe.ILLISIBLE: "illisible",
    EtatActe.A_RELIRE: "à relire",
    EtatActe.DESACCORD: "en désaccord",
    EtatActe.RENVOYE: "renvoyé",
    EtatActe.PRET: "prêt à valider",
    EtatActe.VALIDE: "validé",
}
FAITS = {
    Choix.ACCEPTER: "accepté",
    Choix.CORRIGER: "à corriger",
    Choix.REJETER: "rejeté",
    Choix.RENVOYER: "renvoyé",
    Choix.COMMENTER: "commenté",
    Choix.VALIDER: "validé",
    Choix.ANNULER: "annulé",
}
"""What was done, by what was chosen."""


def name_fait(choix: str) -> str:
    """Return the word of a choice; one that a later version wrote stays as it is."""
    return FAITS[Choix(choix)] if choix in set(Choix) else choix
