"""Articles that have no text beside them: the code named before, or the only one that can hold the number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from deliberia.citations import gaps
from deliberia.citations.events import Articles, CodeName, Event
from deliberia.citations.numbers import Number
from deliberia.citations.owners import REACH, Owner
from deliberia.citations.stems import codes_with_letters, fit
from deliberia.model.citation import Resolution

BARE_CODES = frozenset(
    {"CGI", "CGIAN1", "CGIAN2", "CGIAN3", "CGIAN4", "CCiv", "CPen", "CPP", "CPC", "CMP2006"}
)
"""Codes whose articles have no series letter."""

_YEARLIKE = re.compile(r"(?:19|20)\d\d$")
_HIGHEST_BARE = 1999
_NEAR = 60
_AROUND = 220
"""Characters around a list where its topic is looked for."""


def infer_code(number: Number, recent: Iterable[str], named: tuple[str, ...]) -> tuple[str, Resolution]:
    """The code of a number: that of the context when it can hold it, else the only one that can.

    `recent` are the codes named before, the last first; `named` all those that the act names.
    The code is empty when nothing decides.
    """
    part = int(number.parts[0]) if number.parts else 0
    best, best_fit = "", 0
    for short in recent:
        value = fit(short, number.letter, number.stem, part)
        if value > best_fit:
            best, best_fit = short, value
    if best_fit < 2:
        for candidates in (named, ("CGCT",), codes_with_letters()):
            fitting = [short for short in candidates if fit(short, number.letter, number.stem, part) == 2]
            if len(fitting) == 1:
                return fitting[0], Resolution.DEDUITE
    return best, Resolution.REPRISE


_REMEDY = re.compile(r"(?a)recours|tribunal\s+administratif|juridiction|contentieu")
_STAFF = re.compile(
    r"(?a)\bagents?\b|contractuel|emplois?\b|fonctionnaire|recrut|indiciaire|remuneration|"
    r"hebdomadaire|\bgrades?\b|temps\s(?:non\s)?complet"
)


def _about(event: Articles, flat: str, topic: re.Pattern[str]) -> bool:
    """Say whether the words around a list are of the topic."""
    return topic.search(flat, max(0, event.start - _AROUND), event.end + _AROUND) is not None


def _lies_in(event: Articles, short: str) -> bool:
    number = event.items[0].numbers[0]
    return bool(number.parts) and fit(short, number.letter, number.stem, int(number.parts[0])) == 2


def infer_remedy(event: Articles, flat: str) -> str:
    """« R. 421-1 » beside « recours » is of the CJA, whatever code the act speaks of."""
    number = event.items[0].numbers[0]
    if number.letter != "R" or not number.stem.startswith("4"):
        return ""
    return "CJA" if _lies_in(event, "CJA") and _about(event, flat, _REMEDY) else ""


def infer_staff(event: Articles, flat: str) -> str:
    """« L. 332-8 » where an act speaks of posts and agents is of the code général de la fonction publique."""
    if not event.worded or not _lies_in(event, "CGFP"):
        return ""
    return "CGFP" if _about(event, flat, _STAFF) else ""


def is_plain(event: Articles, raw: str, resolution: Resolution) -> bool:
    """Say whether numbers without the word « article » nor a code beside are articles, not « R 12-5 »."""
    least = 4 if resolution is Resolution.DEDUITE else 3
    return all(
        number.parts
        and len(number.stem) >= least
        and raw[item.start].isupper()
        and number.letter != "D"
        and not _YEARLIKE.match(number.stem)
        for item in event.items
        for number in item.numbers
    )


def continues(event: Articles, previous: Event | None, flat: str) -> bool:
    """Say whether a list goes on with the code of the list before it."""
    if not isinstance(previous, Articles) or event.start - previous.end >= _NEAR:
        return False
    return gaps.CONTINUED.fullmatch(flat[previous.end : event.start]) is not None


def takes_up_bare(event: Articles, previous: Owner, flat: str) -> bool:
    """Say whether « l'article 15 » is of the text just named, and not of a contract or of the act itself."""
    if not event.worded or event.start - previous.end > REACH:
        return False
    gap, number = flat[previous.end : event.start], event.items[0].numbers[0]
    if isinstance(previous, CodeName) and previous.short not in BARE_CODES:
        return False
    if isinstance(previous, CodeName) and " " in number.num and len(gap) < _NEAR:
        return True  # « 1407 bis » has the shape of a tax article
    if "\n\n" in gap or ";" in gap or gaps.PRIVATE.search(gap) or gaps.OTHER_OWNER.match(flat, event.end):
        return False
    digits = re.sub(r"\D", "", number.stem)
    determined = gaps.DETERMINED.search(flat[max(0, event.start - 8) : event.start])
    return determined is not None and int(digits or 0) <= _HIGHEST_BARE
