"""Where a figure of a passage stands beside the facts: known, doubtful, unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from deliberia.assistance.contexts import NAMED
from deliberia.assistance.figures import Figure, Kind
from deliberia.assistance.page import flatten
from deliberia.assistance.roles import MEETING, POPULATION
from deliberia.assistance.stems import stem
from deliberia.assistance.words import load_words
from deliberia.text import WEEKDAYS

if TYPE_CHECKING:
    from deliberia.assistance.facts import Facts

_SHARES = {
    "moitie": Decimal("50").normalize(),
    "quart": Decimal("25").normalize(),
}
"""Percentages that may be said in words."""
_PEOPLE = frozenset({"habitants", "ames", "administres", "residents"})
_ANYONE = frozenset({"personnes"})
"""What may stand for whatever the facts count."""
_STRICT = frozenset({"habitants", "voix", "votants", "suffrages", "pouvoirs", "abstentions", "euros"})
"""What is counted exactly, or not at all."""
_GENERAL = frozenset({"membres", "participants", "participantes"})
"""What any people may be called: « douze membres », of twelve young people."""
_TWO = 2
_MOST_LISTED = 6
_SHORT = {"hectare": "ha", "kilometre": "km"}
_HOURS = frozenset({"heure", "heures"})
_LASTING = frozenset({"an", "ans", "annee", "annees", "mois", "jours", "jour", "semaines", "heures", "heure"})
_PERIODS = _LASTING | {"journees", "exercices", "annuites"}
_SMALL_RANK = 3
"""« la deuxième décision » may be told of a decision numbered 2; « la douzième » may not."""


class Standing(Enum):
    """Where a figure of a passage stands beside the facts."""

    KNOWN = "known"
    DOUBTFUL = "doubtful"
    """A number of the facts that counts there something else, or the small number of what is told."""
    UNKNOWN = "unknown"


def place_figure(facts: Facts, figure: Figure, words: Collection[str] = ()) -> Standing:
    """Tell whether a figure is a fact; `words` are the stems around it, for what a number counts."""
    if figure.after in _HOURS and figure.is_spelled and _has_hours(facts, figure.value):
        return Standing.KNOWN
    standing = Standing.UNKNOWN
    if figure.unite and figure.value in facts.comptes.unites:
        return Standing.KNOWN if figure.unite in facts.comptes.unites[figure.value] else Standing.UNKNOWN
    is_duration = figure.kind is Kind.NOMBRE and figure.value in facts.comptes.durees
    if _has_figure(facts, figure) and (not is_duration or figure.after in _PERIODS):
        is_counted = figure.kind is Kind.NOMBRE and _is_counted(figure)
        standing = _counts(facts, figure, words) if is_counted else _recount(facts, figure)
    is_second = figure.kind is Kind.RANG and (figure.is_spelled or _is_next(facts, figure))
    if standing is Standing.UNKNOWN and (is_second or _may_count(facts, figure)):
        return Standing.DOUBTFUL
    return standing


def _has_figure(facts: Facts, figure: Figure) -> bool:
    known = facts.figures.get(figure.kind, frozenset())
    if figure.kind is Kind.JOUR:
        return _has_day(facts, figure.value)
    if figure.kind is Kind.PART:
        return figure.value in known or _SHARES.get(str(figure.value)) in facts.figures.get(
            Kind.POURCENTAGE, ()
        )
    if figure.kind is Kind.RANG:
        role = facts.roles.get(Kind.NOMBRE, {}).get(Decimal(str(figure.value)) if _is_whole(figure) else None)
        return figure.value in known or (role is not None and NAMED in role.mots)
    return figure.value in known


def _counts(facts: Facts, figure: Figure, words: Collection[str]) -> Standing:
    """Tell whether the facts count with that number what the passage counts, or the like."""
    counts = facts.roles.get(Kind.NOMBRE, {})
    role = counts.get(figure.value)
    if role is None:
        return Standing.DOUBTFUL if figure.value in facts.comptes.nus else Standing.UNKNOWN
    noun = stem(figure.after)
    if noun in role.mots or _SHORT.get(figure.after.rstrip("s")) in role.mots or figure.after in _ANYONE:
        return Standing.KNOWN
    if role.libelle == POPULATION:
        return Standing.KNOWN if figure.after in _PEOPLE else Standing.UNKNOWN
    if any(noun in other.mots for other in counts.values()):
        is_vague = figure.after in _GENERAL and any(word in role.mots for word in words)
        is_vague = is_vague or figure.value in facts.comptes.nus
        return Standing.DOUBTFUL if is_vague else Standing.UNKNOWN
    measures = role.mots.keys() & _load_measures()
    is_measure = noun in _load_measures()
    if is_measure and any({noun, one} <= alike for one in measures for alike in _load_alike()):
        return Standing.UNKNOWN
    is_of_people = any(word[:5] in UNITS for word in role.mots)
    if figure.after == "fois" or figure.value in facts.comptes.nus:
        return Standing.DOUBTFUL
    if figure.after in _LASTING or (not is_measure if measures else is_measure and is_of_people):
        return Standing.UNKNOWN
    return Standing.DOUBTFUL


def _is_next(facts: Facts, figure: Figure) -> bool:
    """Tell whether « une quatrième classe » comes after the three of the facts."""
    counts = facts.comptes.noms.get(stem(figure.after), frozenset()) if figure.after else frozenset()
    return isinstance(figure.value, int) and bool(counts & {Decimal(figure.value), Decimal(figure.value - 1)})


def _recount(facts: Facts, figure: Figure) -> Standing:
    """Doubt « trois bénévoles » when the facts count only two."""
    counts = (
        facts.comptes.noms.get(stem(figure.after), frozenset()) if len(figure.after) > _SMALL_RANK else ()
    )
    is_other = figure.kind is Kind.NOMBRE and counts and figure.value not in counts
    return Standing.DOUBTFUL if is_other else Standing.KNOWN


def _has_hours(facts: Facts, value: object) -> bool:
    """Tell whether « deux heures » is a time or a duration of the facts."""
    whole = int(value) if isinstance(value, Decimal) else -1
    return (whole, 0) in facts.figures.get(Kind.HEURE, frozenset())


def _may_count(facts: Facts, figure: Figure) -> bool:
    """Tell whether a small number in letters may count what is told: « deux préoccupations ».

    Two things may always be; more, only when the facts list as many.
    """
    if figure.kind is not Kind.NOMBRE or not figure.is_spelled or not isinstance(figure.value, Decimal):
        return False
    noun, single = figure.after, figure.after.rstrip("sx")
    if (noun == single and noun != "fois") or noun in _STRICT or noun in _LASTING or _is_asked(facts, noun):
        return False
    if facts.comptes.noms.get(stem(noun), frozenset()) - {figure.value}:
        return False
    most = 0 if noun == "fois" else min(facts.comptes.plus_longue_liste, _MOST_LISTED)
    is_few = figure.value == _TWO or figure.value <= most
    return is_few and (noun in facts.mots or single not in facts.mots)


def _is_asked(facts: Facts, noun: str) -> bool:
    """Tell whether the drafter was asked how many of them there are."""
    return any(
        f"combien de {noun}" in flatten(role.libelle) or f"combien d'{noun}" in flatten(role.libelle)
        for role in facts.roles.get(Kind.NOMBRE, {}).values()
    )


def _is_of_meeting(facts: Facts, date: dt.date) -> bool:
    role = facts.roles.get(Kind.DATE, {}).get(date)
    return role is not None and role.libelle in MEETING


def _has_day(facts: Facts, value: object) -> bool:
    dates = [one for one in facts.figures.get(Kind.DATE, frozenset()) if isinstance(one, dt.date)]
    if isinstance(value, str):
        return value in facts.figures.get(Kind.JOUR, frozenset()) or any(
            WEEKDAYS[one.weekday()] == value for one in dates if not _is_of_meeting(facts, one)
        )
    if value in facts.figures.get(Kind.JOUR, frozenset()):
        return True
    if not isinstance(value, tuple):
        return False
    weekday, day, month, year = value
    months = [one for one in facts.figures.get(Kind.JOUR, frozenset()) if isinstance(one, tuple)]
    is_known_year = year == "" or Decimal(year).normalize() in facts.figures.get(Kind.NOMBRE, frozenset())
    if not day and any(
        one[2] == month and (year in ("", one[3]) or (not one[3] and is_known_year)) for one in months
    ):
        return True
    return any(
        one.month == month
        and (not day or one.day == day)
        and (not year or str(one.year) == year)
        and (not weekday or WEEKDAYS[one.weekday()] == weekday)
        for one in dates
    )


UNITS = frozenset((
    "habit", "eleve", "enfan", "membr", "logem", "metre", "hecta", "kilom", "heure", "jours", "jour",
    "mois", "ans", "annee", "semai", "agent", "poste", "place", "voix", "emplo", "famil", "foyer", "perso",
    "conse", "adjoi", "elus", "siege", "votan", "assoc", "commu", "vehic", "arbre", "lots", "parce", "salle",
    "class", "repas", "euros", "suffr", "pouvo", "tonne", "litre", "exemp", "entre",
))  # fmt: skip
"""First letters of what is counted: a known number must be known of it."""


@cache
def _load_alike() -> tuple[frozenset[str], ...]:
    """Return the measures of one thing: a length in metres is none in kilometres."""
    groups = (("metre", "kilometre", "km"), ("hectare", "ha", "m²", "m2"), ("kilowatt", "megawatt"))
    return tuple(frozenset(map(stem, group)) for group in groups)


@cache
def _load_measures() -> frozenset[str]:
    words = (
        "metre",
        "hectare",
        "kilometre",
        "tonne",
        "litre",
        "euro",
        "kilowatt",
        "megawatt",
        "stere",
        "km",
        "ha",
    )
    return frozenset(map(stem, (*words, *_LASTING)))


def _is_whole(figure: Figure) -> bool:
    return isinstance(figure.value, int) and figure.value <= _SMALL_RANK


def _is_counted(figure: Figure) -> bool:
    """Tell whether the word after a number names what is counted; « les deux sections » does not."""
    word = figure.after
    if word[:5] in UNITS or word == "fois" or stem(word or "?") in _load_measures():
        return True
    if not isinstance(figure.value, Decimal) or figure.value <= _SMALL_RANK:
        return False
    return len(word) > 4 and word not in load_words("outils") and word.endswith(("s", "x"))
