"""Orders hidden in the user's own data: a field that speaks to a model instead of speaking of the act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deliberia.assistance.page import flatten

_ORDERS = re.compile(
    r"\b(?:ignor|oubli|outrepass|desactiv)(?:e|es|ez|er|ons)\b[^.]{0,60}\b(?:consigne|instruction|regle|directive|precedent|ci-dessus|prompt)"
    r"|\b(?:nouvelles? consignes?|nouvelles? instructions?|instructions? systeme|consignes? systeme)\b"
    r"|\b(?:system|assistant|utilisateur|user|systeme) ?:|<\|?\w+\|?>|\[/?inst\]|\[\[|\]\]"
    r"|\ben tant (?:que|qu') ?(?:modele|ia|assistant|intelligence)|\btu es (?:un|une|desormais|maintenant)\b"
    r"|\b(?:modele de langage|intelligence artificielle generative|prompt systeme|chatgpt)\b"
    r"|\b(?:ecris|reponds|ajoute|insere|affiche|recopie|cite|mentionne|ecrivez|ajoutez|inserez|citez|mentionnez|affirmez?|precisez?)\b[^.]{0,40}"
    r"\b(?:que|dans|article|loi|texte|passage|delibération|deliberation|expose|reponse|unanimite)"
    r"|\bignore (?:all|the|previous)|\bdisregard\b|\bnouvelle tache\b|\bfin [0-9a-f]{10}\b|\bdonnees "
    r"[0-9a-f]{10}\b"
)


def find_orders(texts: Iterable[str]) -> Iterator[str]:
    """Yield one French sentence for each text that gives an order."""
    for text in texts:
        found = _ORDERS.search(flatten(text))
        if found is not None:
            shown = text[found.start() : found.end()][:60]
            yield f"Les données contiennent ce qui ressemble à une consigne : « {shown} »."
