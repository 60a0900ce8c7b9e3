"""Orders hidden in the user's own data: a field that speaks to a model instead of speaking of the act."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from deliberia.assistance.page import flatten, name_char

_ORDERS = re.compile(
    r"\b(?:ignor|oubli|outrepass|desactiv)(?:e|es|ez|er|ons)\b[^.]{0,60}\b(?:consigne|instruction|regle|directive|precedent|ci-dessus|prompt)"
    r"|\b(?:nouvelles? consignes?|nouvelles? instructions?|instructions? systeme|consignes? systeme)\b"
    r"|\b(?:system|assistant|utilisateur|user|systeme) ?:|<\|?\w+\|?>|\[/?inst\]|\[\[|\]\]"
    r"|\ben tant (?:que|qu') ?(?:modele|ia|assistant|intelligence)|\btu es (?:un|une|desormais|maintenant)\b"
    r"|\b(?:modele de langage|intelligence artificielle generative|prompt systeme|chatgpt)\b"
    r"|\b(?:ecris|reponds|ajoute|insere|affiche|recopie|cite|mentionne|ecrivez|ajoutez|inserez|citez|mentionnez|affirmez?|precisez?)\b[^.]{0,40}"
    r"\b(?:que|dans|article|loi|texte|passage|delibération|deliberation|expose|reponse|unanimite)"
    r"|\b(?:tu|vous) (?:dois|devez|vas|allez)\b"
    r"|\bpas (?:tenir )?compte des (?:consignes|regles|instructions)|\bnote pour l'ia\b"
    r"|\battention (?:du modele|de l'ia)\b|\bassistant, (?=\w)|\ba partir de maintenant, "
    r"|\bchange de role\b|\bfais comme si\b|\bil faut (?:ecrire|conclure|citer)\b"
    r"|\b(?:ta|votre) reponse\b|\ble passage (?:doit|devra)\b"
    r"|\b(?:merci|veuillez|priere) (?:de |d')?(?:ecrire|ajouter|inserer|citer"
    r"|mentionner|conclure|rediger|repondre)\b"
    r"|\b(?:insere|recopie|traduis|traduisez) (?:un|une|cette|ce|la|le|en)\b"
    r"|\bredige[zs]? (?:le|un|en|sans)\b|\breponds \w|\bconclu(?:s|ez) (?:par|favorablement|que|en)\b"
    r"|\bprompt\b|\bforget (?:all|every)|\bplease (?:write|say|add)\b|(?:^|\s)#{2,}"
    r"|(?:\b\w ){5,}\w\b"
    r"|\bignore (?:all|the|previous)|\bdisregard\b|\bnouvelle tache\b|\bfin [0-9a-f]{10}\b|\bdonnees "
    r"[0-9a-f]{10}\b"
)
_FOREIGN = ("CYRILLIC", "GREEK", "CHEROKEE", "ARMENIAN", "FULLWIDTH", "MATHEMATICAL", "TAG")


def find_orders(texts: Iterable[str]) -> Iterator[str]:
    """Yield one French sentence for each text that gives an order."""
    for text in texts:
        found = _ORDERS.search(flatten(text))
        if found is not None:
            shown = text[found.start() : found.end()][:60]
            yield f"Les données contiennent ce qui ressemble à une consigne : « {shown} »."
        elif hidden := next((char for char in text if _is_hidden(char)), ""):
            yield f"Les données contiennent un caractère caché ou d’un autre alphabet : {name_char(hidden)}."


def _is_hidden(char: str) -> bool:
    """Tell whether the eye does not see a character, or takes it for another: a way to hide an order."""
    if char < "\u0370" or char == "\ufeff":
        return False
    return unicodedata.category(char) == "Cf" or unicodedata.name(char, "").startswith(_FOREIGN)
