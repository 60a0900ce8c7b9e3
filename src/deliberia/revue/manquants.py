"""What is missing from an act, in words: the question of its template, or the fact of its séance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deliberia.catalogue import Template

FAITS = {
    "commune.nom": "le nom de la commune",
    "commune.maire": "le nom du maire",
    "commune.en_exercice": "le nombre de membres en exercice",
    "population": "la population de la commune",
    "seance.date": "la date de la séance",
    "seance.annee": "la date de la séance",
    "seance.convocation": "la date de la convocation",
    "seance.president": "qui préside la séance",
    "seance.secretaire": "le secrétaire de séance",
    "seance.presents": "les présents",
    "vote": "le résultat du vote",
    "vote.voix_president": "le sens du vote du président",
    "calcul": "une valeur dont dépend un calcul",
}
_REFERENCE = "référence "
"""What stands before the key of a reference that the text could not print."""


def name_missing(template: Template, manquants: Iterable[str]) -> tuple[str, ...]:
    """Return the names of missing values as anyone says them, each once."""
    from deliberia.catalogue.rendering import common_champs

    questions = {champ.nom: champ.question for champ in (*common_champs(), *template.meta.champs)}
    return tuple(dict.fromkeys(_name(nom, questions) for nom in manquants))


def _name(nom: str, questions: dict[str, str]) -> str:
    from deliberia.text import typeset

    if nom in FAITS:
        return FAITS[nom]
    if nom.startswith(_REFERENCE):
        return typeset(f"une référence en vigueur à la place de « {_spell_key(nom[len(_REFERENCE) :])} »")
    base, bracket, _ = nom.partition("[")
    question = questions.get(base)
    if question is None:
        return nom.replace("_", " ").replace(".", " : ")
    where = " (une ligne est incomplète)" if bracket else ""
    return typeset(f"la réponse à « {question} »{where}")


def _spell_key(cle: str) -> str:
    from deliberia.errors import DeliberiaError
    from deliberia.legal_refs import name_reference

    try:
        return name_reference(cle)
    except DeliberiaError:
        return cle
