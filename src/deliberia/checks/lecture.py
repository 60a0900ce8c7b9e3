"""Questions that several rules ask of an act."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.model import Acte, Certitude, Fact, Section, SectionSorte
from deliberia.reading import is_same_person
from deliberia.reading.dates import find_dates as find_dates_in
from deliberia.reading.motifs import declare
from deliberia.reading.passage import Passage
from deliberia.text import FoundDate

PHRASE = r"(?:[^.;]|(?<=\bMM)\.|(?<=\bM[rR])\.|(?<=\bM)\.|(?<=\bMme)\.|(?<=\bMlle)\.|(?<=\b[A-ZÀ-Þ])\.)"
"""One character of a sentence: the stop of « M. » or of an initial does not end it."""
_FIN_DE_PHRASE = declare(r";|(?<!\bM)(?<!\bMM)(?<!\bM[rR])(?<!\bMme)(?<!\bMlle)(?<!\b[A-ZÀ-Þ])\.")
_PHRASE_MAX = 300
_DATE_MAX = 60
"""Characters of a date written in words, its weekday included."""


def iter_matches(acte: Acte, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Find a pattern in the stretch of the text that is this act; offsets are those of the whole text."""
    return pattern.finditer(acte.texte, acte.debut, acte.fin_texte)


def search(acte: Acte, pattern: re.Pattern[str]) -> re.Match[str] | None:
    return pattern.search(acte.texte, acte.debut, acte.fin_texte)


def get_sentence(acte: Acte, match: re.Match[str]) -> str:
    """Return the sentence around a match; the stop of « M. » or of an initial does not end one."""
    first = max(acte.debut, match.start() - _PHRASE_MAX)
    stops = [stop.end() for stop in _FIN_DE_PHRASE.finditer(acte.texte, first, match.start())]
    last = min(acte.fin_texte, match.end() + _PHRASE_MAX)
    stop = _FIN_DE_PHRASE.search(acte.texte, match.end(), last)
    return acte.texte[stops[-1] if stops else first : stop.start() if stop else last]


def find_dates(acte: Acte) -> tuple[FoundDate, ...]:
    """Every complete date of the act; offsets are those of the whole text."""
    return find_dates_in(Passage(acte.texte, acte.debut, acte.fin_texte))


def search_objet(acte: Acte, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Search the object; offsets are those of its value, not of the text."""
    return pattern.search(acte.objet.value) if acte.objet else None


def find_date_after(acte: Acte, match: re.Match[str], *, width: int = 4) -> Fact[dt.date] | None:
    """Return the complete date that begins at most `width` characters after a match."""
    last = min(acte.fin_texte, match.end() + width + _DATE_MAX)
    for found in find_dates_in(Passage(acte.texte, match.end(), last)):
        if found.start - match.end() > width:
            return None
        return Fact(value=found.date, start=found.start, end=found.end)
    return None


def get_dispositif(acte: Acte) -> Section | None:
    return next((s for s in acte.sections if s.sorte is SectionSorte.DISPOSITIF), None)


def search_dispositif(acte: Acte, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Search the operative part alone; None when there is none."""
    dispositif = get_dispositif(acte)
    return pattern.search(acte.texte, dispositif.start, dispositif.end) if dispositif else None


def count_presents(acte: Acte) -> Fact[int] | None:
    """Count the members present: names win over a stated number, the president counts even if not listed.

    The count is deduced when names and number disagree, or when members come and go.
    """
    names, stated = acte.presents, acte.presents_nombre
    if names is None:
        return stated
    total = len(names.value)
    president = acte.president.value if acte.president else ""
    if president and not any(is_same_person(president, name) for name in names.value):
        total += 1
    sure = names.certitude is not Certitude.DEDUIT and not acte.is_mouvements
    if stated is not None and stated.value not in (total, len(names.value)):
        sure = False
        total = max(total, stated.value)
    elif stated is not None and stated.value != total:
        total = stated.value
    return Fact(
        value=total,
        start=names.start,
        end=names.end,
        certitude=Certitude.LU if sure else Certitude.DEDUIT,
    )


def count_pouvoirs(acte: Acte) -> Fact[int] | None:
    """Count the proxies: named, else stated."""
    if acte.pouvoirs is None:
        return acte.pouvoirs_nombre
    named = len(acte.pouvoirs.value)
    stated = acte.pouvoirs_nombre
    sure = acte.pouvoirs.certitude is not Certitude.DEDUIT and (stated is None or stated.value == named)
    return Fact(
        value=max(named, stated.value) if stated else named,
        start=acte.pouvoirs.start,
        end=acte.pouvoirs.end,
        certitude=Certitude.LU if sure else Certitude.DEDUIT,
    )


def has_member(names: tuple[str, ...], name: str) -> bool:
    """True when the name may well be one of these."""
    return any(is_same_person(name, other) for other in names)
