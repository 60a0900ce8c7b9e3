"""Acts of local authorities: « délibération n° 2014-5 du conseil municipal du 24 avril 2014 »."""

from __future__ import annotations

import datetime as dt
import re

from deliberia.citations.bodies import KNOWN, STOPS
from deliberia.citations.dates import read_date
from deliberia.citations.events import Reference, Text
from deliberia.citations.local_numbers import BARE_NUMBER, YEAR_SHAPE, read_local_number
from deliberia.citations.naming import BEFORE_DATE
from deliberia.citations.titles import read_described
from deliberia.model.citation import TargetKind

_PRESENT = re.compile(
    r"(?a)\b(?:presente?s?|projets?\s+de|modeles?\s+de|registre\s+(?:des?|chronologique\s+des)|recueil\s+des|"
    r"extraits?\s+des|liste\s+des|feuillet\s+des|chaque|aucune|meme|nouvelle|precedente)\s{1,3}$"
)
_TOKEN = re.compile(r"(?a)([\s,\"'(/-]{0,6})([a-z0-9][a-z0-9.]*)?")

_AND_NOUN = re.compile(r"\s{1,3}(?:(?:de\sla|des|du|de)\s|(?:de\s)?[dl]['’]|la\s|les\s)?[^\W\d_a-zà-ÿ]")
"""« Syndicat des Eaux et de l'Assainissement »: the name of the body goes on."""
_LINK = re.compile(r"(?a)\)?\s{0,3}(?:,|;|\bet\b|\bou\b|&|/)\s{0,3}(?:(?:et|celle|la|les)\s){0,2}")
_CITED = re.compile(r"(?a)(?:\b(?:vu|la|les|par|a la|de la|n\s?°)\s{1,3}|\d{4}(?:\s[-,(:]|[,(])\s{0,2}|\()$")
_MAX_TOKENS = 26
_HEADING = re.compile(r"(?a)(?:^|\n)[\s*_#-]{0,6}$")


def read_named(flat: str, raw: str, end: int) -> tuple[Reference, int] | None:
    """Read the number and the date of a local act, through the names of the body that took it."""
    num, date, place, stop = "", None, end, end
    capitals = raw[end - 3 : end].isupper()
    if bare := BARE_NUMBER.match(flat, end):
        num, place = bare[1], bare.end()
    for step in range(_MAX_TOKENS):
        if not num:
            marked = step > 0 and not YEAR_SHAPE.match(flat, place)
            numbered = read_local_number(flat, raw, place, marked=marked)
            if numbered:
                num, place = numbered
                stop = place
                continue
        dated = None if date else _read_date(flat, place)
        if dated:
            date, place = dated
            stop = place
        if num and date:
            break
        if dated:
            continue
        following = _next_word(flat, raw, place, capitals=capitals or date is not None)
        if following is None:
            break
        place = following
    return (Reference(num, date), stop) if num or date else None


def _read_date(flat: str, place: int) -> tuple[dt.date, int] | None:
    lead = BEFORE_DATE.match(flat, place)
    return read_date(flat, lead.end()) if lead else None


def _next_word(flat: str, raw: str, place: int, *, capitals: bool) -> int | None:
    """Step over one word of the name of a body; None where the name stops.

    In a line of `capitals` a capital letter does not show a proper noun.
    """
    token = _TOKEN.match(flat, place)
    if not token or token[2] is None or "\n\n" in token[1]:
        return None
    start, word = token.start(2), token[2]
    if word in STOPS or (word == "seance" and raw[start].isupper()):
        return None
    if word.endswith(".") and len(word) > 3 and flat[token.end() : token.end() + 1].isspace():
        return None
    if word == "et":
        return token.end() if _AND_NOUN.match(raw, token.end()) else None
    known = word.strip(".") in KNOWN or token[1] == "-"
    known = known or (word.isdigit() and len(word) < 4 and raw[start - 2 : start - 1].isupper())
    if not known and raw[start].isupper():
        surface = raw[start : token.end(2)]
        known = not capitals or len(surface) < 5 or not surface.isupper()
    return token.end() + (flat[token.end() : token.end() + 1] == "'") if known else None


_CHANGED = re.compile(r"(?a)(?:et\s)?(?:modifi|abrog|complet|revis|affich|transmis|publi)")
"""« …, modifiée le 4 mai 2011 »: a date that is not that of another act."""
_LATE_NUMBER = re.compile(r"(?a)[\s,]{1,3}\((?=n\s?°)")


def read_others(flat: str, raw: str, end: int, references: list[Reference], *, plural: bool) -> int:
    """Read « … et du 24 juillet 2008 », « , n° 28 et n° 42 », after a plural « , 2020-13 et 2020-14 »."""
    while (link := _LINK.match(flat, end)) and not _CHANGED.match(flat, link.end()):
        place = link.end()
        numbered = read_local_number(flat, raw, place, marked=not plural)
        if numbered:
            dated = _read_date(flat, numbered[1])
            references.append(Reference(numbered[0], dated[0] if dated else None))
            end = dated[1] if dated else numbered[1]
            continue
        dated = _read_date(flat, place) or read_date(flat, place)
        if not dated:
            break
        late = _LATE_NUMBER.match(flat, dated[1])
        numbered = read_local_number(flat, raw, late.end(), marked=True) if late else None
        references.append(Reference(numbered[0] if numbered else "", dated[0]))
        end = numbered[1] if numbered else dated[1]
    return end


def read_described_act(flat: str, raw: str, end: int) -> tuple[Reference, int] | None:
    """Read « délibération portant délégation au maire en date du 25 mai 2020 »."""
    return read_described(flat, end, lambda place: read_local_number(flat, raw, place, marked=True))


def read_deliberation(flat: str, raw: str, start: int, end: int) -> Text | None:
    """Read the deliberation cited by the word at `start`; None for the act itself and for mere words."""
    if _PRESENT.search(flat[max(0, start - 28) : start]):
        return None
    named = read_named(flat, raw, end) or read_described_act(flat, raw, end)
    if named is None:
        return None
    references = [named[0]]
    heading = _HEADING.search(flat[max(0, start - 8) : start]) is not None
    if heading and named[0].date is None and raw[start].isupper():
        return None
    stop = read_others(flat, raw, named[1], references, plural=flat[end - 1] == "s")
    return Text(TargetKind.ACTE_LOCAL, start, stop, references)


_NOT_LOCAL = re.compile(
    r"(?a)\s{1,3}(?:modificatives?|budgetaires?|cadre|d'(?:attribution|opposition|urba)|"
    r"(?:de la\s)?(?:commission\s)?europeenne|unilaterale|du\s(?:tribunal|juge|prefet|ministre)|"
    r"de\s(?:la\scour|refus|preempt))"
)


_OF_A_JUDGE = re.compile(
    r"(?a)[\s,]{1,3}(?:du|de\sla|de\sl')\s?(?:tribunal|juge|cour\b|commission\seuropeenne)"
)
_EUROPEAN = re.compile(r"(?a)[^;.\n]{0,30}?\d{2,4}\s?/\s?\d{1,4}\s?/\s?(?:ue|cee?|euratom)\b")


def read_decision(flat: str, raw: str, start: int, end: int) -> Text | None:
    """Read a decision of a local authority; budget decisions and those of the State are left alone."""
    if (
        _NOT_LOCAL.match(flat, end)
        or _EUROPEAN.match(flat, end)
        or _PRESENT.search(flat[max(0, start - 28) : start])
    ):
        return None
    named = read_named(flat, raw, end) or read_described_act(flat, raw, end)
    if named is None or _OF_A_JUDGE.match(flat, named[1]):
        return None
    references = [named[0]]
    stop = read_others(flat, raw, named[1], references, plural=flat[end - 1] == "s")
    return Text(TargetKind.ACTE_LOCAL, start, stop, references)


def read_numbered_act(flat: str, raw: str, start: int, end: int) -> Text | None:
    """Read an act called by its number alone: « DEL 2025-36 », « DCM n° 2020/12 »."""
    if not raw[start:end].isupper() or not _CITED.search(flat[max(0, start - 12) : start]):
        return None
    numbered = read_local_number(flat, raw, start, marked=False) or read_local_number(
        flat, raw, end, marked=True
    )
    if not numbered:
        return None
    dated = _read_date(flat, numbered[1])
    stop = dated[1] if dated else numbered[1]
    return Text(TargetKind.ACTE_LOCAL, start, stop, [Reference(numbered[0], dated[0] if dated else None)])
