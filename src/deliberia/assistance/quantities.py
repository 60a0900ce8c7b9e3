"""The figures of a passage: each is a fact, in its unit, at its rate, and in its role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from deliberia.assistance.contexts import read_contexts
from deliberia.assistance.facts import Facts
from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.page import Page
from deliberia.assistance.roles import Role, judge_roles
from deliberia.assistance.standing import Standing, place_figure
from deliberia.assistance.stems import stem
from deliberia.assistance.words import load_words

_MOST_FIGURES = 60
_LISTED = re.compile(r"(?: [a-z]+){1,2} ?: ([^.;:!?\n]+)")
"""What a number announces: « trois priorités : … »."""
_RATE = re.compile(
    r"(?P<words>(?: [a-z²³]+){1,4}(?= par (?:an|annee|mois|semaine|trimestre|jour)(?!\w)))?"
    r" ?(?:h(?:eures?)?(?!\w) ?)?(?:(?:ht|ttc) )?(?:(?:par|chaque|/|tous les|toutes les|pour chaque"
    r"|l'|de l'|a l'|la(?= (?:demi-)?(?:heure|journee|nuit|seance|semaine)(?!\w))) ?"
    r"(?:(?P<time>demi-heure|demi-journee|heure|jour|semaine|mois|trimestre|semestre|an|annee|nuit|journee|seance)s?(?!\w)"
    r"|(?P<unit>habitant|eleve|enfant|agent|famille|foyer|personne|adherent|membre|dossier|acte|logement|lot|repas"
    r"|metre|kilometre|hectare|km|ha|m²|emplacement|vehicule|visite|trajet|vacation|page|parcelle|poste|table)s?(?!\w))"
    r"|(?P<tax>ht|ttc|hors tax|toutes tax))"
)
_TAXES = {"ht": re.compile(r" (?:ht|hors taxe)"), "ttc": re.compile(r" (?:ttc|toutes taxes)")}
_GAPS = {"ans": "an", "an": "an", "annees": "an", "mois": "mois", "jours": "jour", "jour": "jour"}
_ELAPSED = re.compile(r" \w+ (?:apres|plus tard|avant|auparavant)")
_FIRST = re.compile(r"(?<!\w)(?:le|la|au|du) premiere?(?![\w-])(?! (?:ministre|adjoint))")
"""« le premier, …, le deuxième »: the passage goes through what it lists."""
_ROUGH = re.compile(r"(?:moins|plus|pres|environ|pas loin|autour) ?(?:de la|du|de l'|des|d'un|d'une|de)? ?\Z")
_NAMES = {
    Kind.DATE: "La date",
    Kind.JOUR: "Le jour ou le mois",
    Kind.HEURE: "L’heure ou la durée",
    Kind.POURCENTAGE: "Le pourcentage",
    Kind.MONTANT: "Le montant",
    Kind.NOMBRE: "Le nombre",
    Kind.RANG: "Le rang",
    Kind.CODE: "Le numéro",
    Kind.PART: "La quantité",
}


def has_too_many(page: Page) -> bool:
    return len(read_figures(page)) > _MOST_FIGURES


def judge_figures(page: Page, facts: Facts) -> tuple[list[str], list[str]]:
    """Return why the figures hold the passage, and what to check in them."""
    if has_too_many(page):
        return ["Le passage porte trop de chiffres pour être relu."], []
    contexts = tuple(read_contexts(page))
    figures = tuple(figure for figure, _ in contexts)
    reasons, remarks = [], []
    for figure, words in contexts:
        standing = place_figure(facts, figure, words)
        if standing is Standing.KNOWN or _counts_a_list(page, figure):
            continue
        shown = page.text[figure.start : figure.end].strip()
        if standing is Standing.UNKNOWN and not _is_rough(page, figure, facts):
            reasons.append(f"{_NAMES[figure.kind]} « {shown} » n’est pas dans les données.")
        else:
            if figure.after and page.flat.startswith(f" {figure.after}", figure.end):
                shown = page.text[figure.start : figure.end + 1 + len(figure.after)].strip()
            remarks.append(f"Les données ne comptent pas cela : « {shown} ».")
    read = bytearray(len(page.text))
    for figure in figures:
        read[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
    if any(char.isnumeric() and not read[place] and char not in "²³" for place, char in enumerate(page.text)):
        reasons.append("Un chiffre du passage n’a pas pu être lu.")
    reasons += _judge_neighbours(figures, page, facts)
    reasons += _judge_rates(figures, page, facts)
    for doubt in judge_roles(page, contexts, facts.roles, facts.titre, facts.has_phrase):
        (reasons if doubt.is_sure else remarks).append(doubt.raison)
    return reasons, remarks


def _is_rough(page: Page, figure: Figure, facts: Facts) -> bool:
    """Tell whether it rounds a fact or compares roughly: « moins de la moitié », « près de 3 % »."""
    gaps = facts.ecarts.get(_GAPS.get(figure.after, ""), frozenset())
    if figure.value in gaps and _ELAPSED.match(page.flat, figure.end):
        return True
    if figure.kind is Kind.RANG and figure.after in ("", *load_words("outils")):
        return _FIRST.search(page.flat, 0, figure.start) is not None
    found = _ROUGH.search(page.flat, 0, figure.start)
    if found is None:
        return False
    if figure.kind is Kind.PART:
        return True
    if not isinstance(figure.value, Decimal):
        return False
    if figure.kind is Kind.NOMBRE:
        return any(figure.value == gap or _rounds(figure.value, Decimal(gap), Decimal("0.2")) for gap in gaps)
    known = facts.figures.get(figure.kind, frozenset())
    return figure.kind in (Kind.MONTANT, Kind.POURCENTAGE) and any(
        isinstance(one, Decimal) and _rounds(figure.value, one, Decimal("0.05")) for one in known
    )


def _rounds(value: Decimal, exact: Decimal, most: Decimal) -> bool:
    """Tell whether a figure is near another and written with fewer digits."""
    is_rounder = len(value.normalize().as_tuple().digits) < len(exact.normalize().as_tuple().digits)
    return is_rounder and abs(value - exact) <= most * exact


def _counts_a_list(page: Page, figure: Figure) -> bool:
    """Tell whether a number in letters counts what is listed next: « trois priorités : a, b et c »."""
    if figure.kind is not Kind.NOMBRE or page.flat[figure.start].isdigit():
        return False
    listed = _LISTED.match(page.flat, figure.end)
    return listed is not None and len(re.split(r",? et |, ", listed[1])) == figure.value


def _judge_rates(figures: tuple[Figure, ...], page: Page, facts: Facts) -> Iterator[str]:
    """A sum « par dossier », « l’heure », « hors taxe » is given so by the facts."""
    for figure in figures:
        rate = _RATE.match(page.flat, figure.end)
        if figure.kind not in (Kind.MONTANT, Kind.POURCENTAGE, Kind.NOMBRE, Kind.HEURE) or rate is None:
            continue
        if figure.kind is Kind.NOMBRE and not rate["time"]:
            continue
        if rate["words"] and figure.kind is not Kind.MONTANT and not figure.unite:
            continue
        role = facts.roles.get(figure.kind, {}).get(figure.value)
        word = rate["time"] or rate["unit"]
        if role is None or (word and (_names(role, word, facts) or f" par {word}" in facts.corps)):
            continue
        if rate["tax"] and _TAXES["ht" if rate["tax"][0] == "h" else "ttc"].search(facts.corps):
            continue
        shown = page.text[figure.start : rate.end()].strip()
        yield f"Les données ne donnent pas cela : « {shown} »."


def _names(role: Role, unit: str, facts: Facts) -> bool:
    """Tell whether the words of a fact have a unit."""
    whole = unit.removeprefix("demi-")
    return stem(whole) in role.mots and (whole == unit or facts.has_phrase(unit))


def _judge_neighbours(figures: tuple[Figure, ...], page: Page, facts: Facts) -> list[str]:
    """Two numbers side by side are one number cut in two, unless the facts write them so."""
    reasons = []
    for first, second in pairwise(figures):
        between = page.flat[first.end : second.start]
        if between.strip(" -./°,") or first.kind is Kind.JOUR or len(between) > 3:
            continue
        if "," in between and " " in between:
            continue
        if between == ". " and page.text[second.start].isupper():
            continue  # « … 2026. Cinq offres … »: another sentence
        surface = page.text[first.start : second.end]
        if not facts.has_phrase(surface):
            reasons.append(f"Les nombres « {surface} » sont accolés.")
    return reasons
