"""Kinds of act, recognised from the object: what the act is about."""

from __future__ import annotations

from deliberia.reading.motifs import motif
from deliberia.text import fold

_GENRES: dict[str, str] = {
    "subvention": r"(?:attribution|octroi|versement|vote|aides?|participation).{0,60}subvention"
    r"|subvention.{0,60}(?:association|club|comite|cooperative|versee?|attribuee?"
    r"|exceptionnelle)|subventions aux|subventions \d{4}",
    "demande_subvention": r"(?:demande|sollicit\w+).{0,50}(?:subvention|aide|detr|dsil|fonds"
    r"|dotation)|\bdetr\b|\bdsil\b|fonds vert|dotation d.equipement",
    "budget": r"budgets? (?:primitif|principal \d{4}|annexe \d{4}|unique)|(?:vote|adoption"
    r"|approbation) (?:du|des) budgets?|\bbp \d{4}",
    "decision_modificative": r"decisions? modificatives?|\bdm\s?(?:n|\d)|virements? de credits?",
    "comptes": r"comptes? administratifs?|comptes? financiers? uniques?|\bcfu\b",
    "compte_gestion": r"comptes? de gestion",
    "affectation": r"affectation.{0,20}resultat",
    "taux": r"taux (?:d.imposition|des taxes|de fiscalite|des contributions|de la fiscalite)"
    r"|fiscalite (?:directe|locale)|vote des taux",
    "orientations": r"orientations? budgetaires?|\b[rd]ob\b",
    "ouverture_credits": r"(?:quart\b|25 ?%|autorisation|ouverture|anticip\w+).{0,80}(?:investissement)"
    r"|avant le vote du budget",
    "tarif": r"\btarif|\btarification|droits? de place|redevance",
    "emploi": r"(?:creation|ouverture).{0,40}(?:emploi|poste)|recrutement|contractuel|accroissement"
    r"|saisonnier",
    "suppression_emploi": r"suppression.{0,40}(?:emploi|poste)",
    "primes": r"rifseep|regime indemnitaire|\bifse\b|primes?\b",
    "indemnites_elus": r"indemnites?.{0,30}(?:maire|adjoint|elus|fonction)",
    "delegation": r"delegations?.{0,60}(?:au maire|au president|attribution|pouvoirs?|consenti)",
    "election": r"election d(?:u|e la) maire|election d(?:u|e la) president"
    r"|election d(?:u|es|e la|.une?|e) (?:(?:\d+ ?(?:ere?|e|eme|nde?)?|premiere?s?|seconde?|\w+iemes?"
    r"|nouve\w+|deux|trois|quatre|cinq|postes? d.) ?){0,3}adjoint",
    "designation": r"designation|election d(?:es|.une?|e) (?:delegue|representant|membre)|nomination",
    "emprunt": r"\bemprunts?\b|\bprets?\b|ligne de tresorerie",
    "cession": r"\bcession(?!.{0,8}\bbail)|\bvente d|\balienation",
    "acquisition": r"\bacquisition|\bachat d",
    "marche": r"\bmarches?\b|accord[- ]cadre|commande publique|maitrise d.oeuvre|attribution des lots",
    "convention": r"\bconventions?\b",
    "proces_verbal": r"(?:approbation|adoption|arret).{0,30}(?:proces[- ]verba|compte[- ]rendu|\bpv\b)",
    "reglement_interieur": r"reglement interieur du conseil",
    "voeu": r"\bmotion\b|\bvoeux?\b",
    "information": r"rapports? (?:annuel|d.activite|sur le prix)|\binformation\b|communication"
    r"|compte[- ]rendu des decisions|\brpqs\b|decisions? du maire|decisions? prises",
    "urbanisme": r"\bplu\b|\bplui\b|plan local d.urbanisme",
    "voirie": r"classement|declassement|desaffectation|voirie",
    "garantie": r"garantie d.emprunt",
    "ccas": r"conseil d.administration du c\.?c\.?a\.?s",
    "installation": r"installation du conseil",
}
_PATTERNS = {genre: motif(rf"\b(?:{pattern})") for genre, pattern in _GENRES.items()}
"""Each begins where a word does: « dénomination » is no nomination."""

_MODELES: dict[str, frozenset[str]] = {
    "subvention-association": frozenset({"subvention"}),
    "decision-modificative": frozenset({"decision_modificative"}),
    "demande-detr-dsil": frozenset({"demande_subvention"}),
    "creation-emploi-permanent": frozenset({"emploi"}),
    "tarifs-communaux": frozenset({"tarif"}),
}


def recognise_genres(objet: str, modele: str = "") -> frozenset[str]:
    """Return the kinds that the object names; empty when none is plainly named."""
    if modele in _MODELES:
        return _MODELES[modele]
    folded = " ".join(fold(objet).split())
    return frozenset(genre for genre, pattern in _PATTERNS.items() if pattern.search(folded))
