"""The counts of members that a heading states: in exercise, present, represented, voting, quorum."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deliberia.model import Fact
from deliberia.reading.motifs import motif
from deliberia.reading.nombres import NOMBRE, read_count
from deliberia.reading.passage import Passage

_SEP = r"(?:[:=|]\s{0,60}|\.{2,}|…+|_{2,})"
"""Between a label and its number: a sign, dot leaders, the blanks of a column."""
_EN_EXERCICE = (
    motif(
        rf"\b(?:membres|conseillers|d[ée]l[ée]gu[ée]s"
        rf"|[ée]lus)[^:.\d\n]{{0,40}}\ben\s+exercice\s*(?:{_SEP}|est\s+de"
        rf"|à\s+ce\s+jour\s*:)?\s*(?P<n>{NOMBRE})\b(?!\s*[./]\d)",
        re.I,
        debuts="con del elu mem",
    ),
    motif(rf"\ben\s+exercice\s*{_SEP}\s*(?P<n>{NOMBRE})\b", re.I, debuts="en"),
    motif(
        rf"\b(?P<n>{NOMBRE})\s+(?:membres|conseillers(?:\s+\w+)?|d[ée]l[ée]gu[ée]s)\s+en\s+exercice",
        re.I,
        debuts="0 00 000 cin deu dix dou hui neu onz qua qui sei sep six soi tre tro un une vin zer",
    ),
)
_PRESENTS = (
    motif(
        rf"\b(?:nombre\s+(?:de\s+)?(?:membres\s+"
        rf"|conseillers\s+)?)?pr[ée]sents?(?:\s+[àa]\s+la\s+s[ée]ance)?\s*(?:{_SEP}"
        rf"|\s)\s*(?P<n>{NOMBRE})\b(?!\s*[/.,:]?\s*\d)(?!\s*(?:h|membres|conseillers))",
        re.I,
        debuts="nom pre",
    ),
    motif(rf"\bdont\s+(?P<n>{NOMBRE})\s+(?:membres\s+|conseillers\s+)?pr[ée]sents?\b", re.I, debuts="don"),
)
_POUVOIRS = (
    motif(
        rf"\b(?:nombre\s+de\s+)?(?:membres\s+|conseillers\s+)?(?:pouvoirs?|procurations?"
        rf"|repr[ée]sent[ée]s?)\s*{_SEP}\s*(?P<n>{NOMBRE})\b(?!\s*\d)",
        re.I,
        debuts="con mem nom pou pro rep",
    ),
    motif(
        rf"\bdont\s[^.:;]{{0,40}}?(?P<n>{NOMBRE})\s+(?:pouvoirs?|procurations?|repr[ée]sent[ée]s?)\b",
        re.I,
        debuts="don",
    ),
)
_ABSENTS = motif(
    rf"\b(?:nombre\s+(?:de\s+"
    rf"|d['’])?)?absents?(?:\s+(?:et\s+)?excus[ée]s?)?\s*{_SEP}\s*(?P<n>{NOMBRE})\b(?!\s*\d)",
    re.I,
    debuts="abs nom",
)
_VOTANTS = motif(
    rf"\b(?:votants?|(?:ont\s+)?pris\s+part\s+(?:[àa]\s+la[\s|]{{1,80}}d[ée]lib[ée]ration|au\s+vote))"
    rf"\s*(?:{_SEP}|est\s+de|\s)\s*(?P<n>{NOMBRE})\b(?!\s*[/.,]?\s*\d)",
    re.I,
    debuts="ont pri vot",
)
_QUORUM = motif(
    rf"\bquorum(?:\s+(?:requis|n[ée]cessaire|l[ée]gal))?\s*(?:{_SEP}"
    rf"|est\s+(?:donc\s+)?(?:fix[ée]\s+[àa]|de)|fix[ée]\s+[àa]|de)\s*(?P<n>{NOMBRE})\b(?!\s*%)",
    re.I,
    debuts="quo",
)
_PRESENTS_APRES = motif(
    r"(?<![\d.,/:h])\b(?P<n>\d{1,3})\s+pr[ée]sents?\s*:(?!\s*\d)", re.I, debuts="0 00 000"
)
_AUTRES_APRES = motif(
    r"(?<![\d.,/:h])\b\d{1,3}\s+(?:absents?|excus[ée]s?|pouvoirs?|procurations?|repr[ée]sent[ée]s?)\b[^:\n]{0,40}:(?!\s*\d)",
    re.I,
    debuts="0 00 000",
)
"""Counts printed before their labels. One alone may be the end of an hour: the others must be so too."""


@dataclass(frozen=True, slots=True)
class EffectifsLus:
    """Counts as stated. One printed several times with different values is None."""

    en_exercice: Fact[int] | None
    presents: Fact[int] | None
    pouvoirs: Fact[int] | None
    absents: Fact[int] | None
    votants: Fact[int] | None
    quorum: Fact[int] | None


def read_effectifs(entete: Passage) -> EffectifsLus:
    """Read the counts of the heading."""
    presents = _read_first(entete, _PRESENTS)
    if presents is None and entete.search(_AUTRES_APRES):
        presents = _read_unique_count(entete, _PRESENTS_APRES)
    return EffectifsLus(
        en_exercice=_read_first(entete, _EN_EXERCICE, minimum=3),
        presents=presents,
        pouvoirs=_read_first(entete, _POUVOIRS),
        absents=_read_unique_count(entete, _ABSENTS),
        votants=_read_unique_count(entete, _VOTANTS),
        quorum=_read_unique_count(entete, _QUORUM),
    )


def _read_first(entete: Passage, patterns: tuple[re.Pattern[str], ...], minimum: int = 0) -> Fact[int] | None:
    for pattern in patterns:
        fact = _read_unique_count(entete, pattern)
        if fact is not None and fact.value >= minimum:
            return fact
    return None


def _read_unique_count(entete: Passage, pattern: re.Pattern[str]) -> Fact[int] | None:
    facts = [fact for match in entete.iter(pattern) if (fact := read_count(match, "n")) is not None]
    if not facts or len({fact.value for fact in facts}) > 1:
        return None
    return facts[0]
