"""Dates found in a text, in all the forms that French acts use.

Two walks, each linear: dates in figures by one pattern; dates with a month name by looking, around each
month, at a stretch of bounded length for the day before and the year after.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from deliberia.text.names import MONTHS, WEEKDAYS
from deliberia.text.normal import fold
from deliberia.text.numbers_in_words import NUMBER_WORD, spelled_to_number

FIRST_YEAR, LAST_YEAR = 1789, 2099
_CENTURY_TURN = 50
"""Two figures below it are years of the 2000s."""
_LOOK_BACK = 60
_LOOK_BACK_YEAR = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date at `[start, end)` of the text, its day of the week included when it has one."""

    start: int
    end: int
    date: dt.date
    jour_semaine: str
    """Day of the week as printed, in lower case; empty when none. It may be the wrong one."""


_HYPHEN = r"[-\u2010\u2011\u2013]"
_WEEKDAY_BEFORE = rf"(?<!\w)(?P<weekday>{'|'.join(WEEKDAYS)})\s{{0,3}},?\s{{0,3}}(?:le\s{{1,3}})?"
_WEEKDAY = rf"(?:{_WEEKDAY_BEFORE})?"
_WEEKDAY_END = re.compile(rf"{_WEEKDAY_BEFORE}\Z", re.IGNORECASE)
_LONGEST_WEEKDAY = 20
_SEPARATED = re.compile(r"\d{1,4}\s?[/.\u2010\u2011\u2013-]\s?(?=\d)")
"""Where a date in figures may begin; found much faster than the date itself."""
_NUMERIC = re.compile(
    rf"""(?:
      (?<![\w./-])(?P<d>[0-3]?\d)(?P<sep>\s?[/.]\s?)(?P<m>[01]?\d)\s?[/.]\s?(?P<y>(?:1[789]|20)\d\d|\d\d)
    | (?<![\w./-])(?P<d2>[0-3]?\d){_HYPHEN}(?P<m2>[01]?\d){_HYPHEN}(?P<y2>(?:1[789]|20)\d\d)
    | (?<![\w./-])(?P<y3>(?:1[789]|20)\d\d){_HYPHEN}(?P<m3>[01]\d){_HYPHEN}(?P<d3>[0-3]\d)
    )(?![\w]|[./-]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED = re.compile(r"n[°o]s?\s{0,3}\Z", re.IGNORECASE)

_ABBREVIATIONS = {
    "janv": 1, "jan": 1, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "juill": 7, "sept": 9, "oct": 10,
    "nov": 11, "déc": 12,
}  # fmt: skip
_MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, 1)} | {
    fold(name): number for name, number in _ABBREVIATIONS.items()
}
_UNACCENTED = {
    written: bare
    for bare in _MONTH_NUMBERS
    for written in (bare, bare.replace("e", "é", 1), bare.replace("u", "û"))
}
"""The names of the months by the ways of writing them, with their accent or without."""
_FULL_NAMES = frozenset(fold(name) for name in MONTHS)
_MONTH = re.compile(
    r"[jfmasondJFMASOND](?<![^\W\d_].)(?i:anvier|[eé]vrier|ars|vril|ai|uin|uillet|o[uû]t|eptembre|ctobre|ovembre"
    r"|[eé]cembre|anv|an|[eé]vr|[eé]v|vr|uill|uil|ept|ct|ov|[eé]c)(?![^\W\d_])"
)
"""A month, or its end after the initial of another one: a set of initials first makes the search fast."""
_DAY_WORDS = (
    r"trente[\s-]{1,3}et[\s-]{1,3}un|vingt[\s-]{1,3}et[\s-]{1,3}un"
    r"|vingt[\s-]{1,3}(?:deux|trois|quatre|cinq|six|sept|huit|neuf)|dix[\s-]{1,3}(?:sept|huit|neuf)"
    r"|premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|un"
)
_DAY = re.compile(
    rf"{_WEEKDAY}(?:(?<!\d)(?P<digits>[0-3]?\d)|(?<!\w)(?P<first>[1lI]\s?(?:er|ᵉʳ|°)[\"”]?)|(?<!\w)(?P<words>{_DAY_WORDS}))"
    rf"\s{{0,3}}(?:(?:jour\s{{1,3}})?du\s{{1,3}}mois\s{{1,3}}d(?:e\s{{1,3}}|['’]))?\Z",
    re.IGNORECASE,
)
_YEAR_DIGITS = re.compile(
    r"\.?\s{0,3}(?:,\s?)?(?:de\sl['’]an\s)?(?P<year>(?:1[789]|20)\d\d|2\s?0\s?\d\s?\d)(?!\d)"
)
_NUMBER_WORDS = rf"{NUMBER_WORD}(?:[\s-]{{0,3}}(?:et[\s-]{{1,3}})?{NUMBER_WORD}){{0,8}}"
_YEAR_WORDS = re.compile(rf"\s{{1,3}}(?:de\sl['’]an\s)?(?P<year>{_NUMBER_WORDS})(?!\w|-\w)", re.IGNORECASE)
_MORE_NUMBER = re.compile(rf"[\s-]{{1,3}}{NUMBER_WORD}", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    rf"(?<!\w)l\s?['’]\s?an(?:n[ée]e)?\s{{1,3}}(?P<year>\d{{4}}|{_NUMBER_WORDS})\s{{0,3}}[,–-]?\s{{0,3}}"
    r"(?:et\s{1,3})?(?:le\s{1,3})?\Z",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"[\s-]+\w+\Z")


def iter_dates(text: str) -> Iterator[FoundDate]:
    """Yield the dates of the text in order, without overlap; a day that does not exist is left out.

    Offsets count in `text` as given. Read: « 17 novembre 2026 », « 1er sept. 2026 », « 17/11/26 »,
    « 17.11.2026 », « 2026-11-17 », « mardi dix-sept novembre deux mille vingt-six », « L’an deux mille
    vingt-six, le dix-sept novembre ».
    """
    end = 0
    found = [*_iter_numeric(text), *_iter_named(text)]
    for date in sorted(found, key=lambda date: (date.start, -date.end)):
        if date.start >= end:
            yield date
            end = date.end


def parse_date(text: str) -> dt.date | None:
    """Read a text that is one date and nothing else (« le » may come first); None otherwise."""
    stripped = text.strip()
    bare = stripped[3:] if stripped[:3].lower() == "le " else stripped
    if len(bare) > _LOOK_BACK + _LOOK_BACK_YEAR:
        return None
    for found in iter_dates(bare):
        return found.date if (found.start, found.end) == (0, len(bare)) else None
    return None


def _iter_numeric(text: str) -> Iterator[FoundDate]:
    end = 0
    for candidate in _SEPARATED.finditer(text):
        match = _NUMERIC.match(text, candidate.start()) if candidate.start() >= end else None
        if match is None:
            continue
        end = match.end()
        separator = (match["sep"] or "-").strip()
        day = match["d"] or match["d2"] or match["d3"]
        month = match["m"] or match["m2"] or match["m3"]
        year = match["y"] or match["y2"] or match["y3"]
        if separator == "." and len(year) == 2 and len(day + month) < 4:
            continue
        if separator == "-" and _NUMBERED.search(text, max(0, match.start() - 8), match.start()):
            continue
        before = _WEEKDAY_END.search(text, max(0, match.start() - _LONGEST_WEEKDAY), match.start())
        start, weekday = (before.start(), before["weekday"]) if before else (match.start(), None)
        yield from _build(start, end, _read_year(year), int(month), int(day), weekday)


def _iter_named(text: str) -> Iterator[FoundDate]:
    for month in _MONTH.finditer(text):
        name = _UNACCENTED.get(month.group().lower()) or ""
        day = _DAY.search(text, max(0, month.start() - _LOOK_BACK), month.start()) if name else None
        if day is None:
            continue
        start, end, year = day.start(), month.end(), None
        after = _find_year_after(text, month.end())
        if after is not None:
            year, end = after
        elif name in _FULL_NAMES:
            before = _YEAR_BEFORE.search(text, max(0, start - _LOOK_BACK_YEAR), start)
            if before is not None:
                start, year = before.start(), _read_year(before["year"])
        if year is not None:
            yield from _build(start, end, year, _MONTH_NUMBERS[name], _read_day(day), day["weekday"])


def _find_year_after(text: str, position: int) -> tuple[int, int] | None:
    """Return the year that follows a month and where it ends."""
    match = _YEAR_DIGITS.match(text, position)
    if match is not None:
        return int(re.sub(r"\s", "", match["year"])), match.end()
    match = _YEAR_WORDS.match(text, position)
    words = match["year"] if match is not None else ""
    while match is not None and words:
        year = spelled_to_number(words)
        end = match.start("year") + len(words)
        if year is not None and FIRST_YEAR <= year <= LAST_YEAR:
            # « deux mille vingtsi » is a year misspelt, not the year 2000
            return None if year % 100 == 0 and _MORE_NUMBER.match(text, end) else (year, end)
        shorter = _LAST_WORD.search(words)
        words = words[: shorter.start()] if shorter else ""
    return None


def _read_year(written: str) -> int | None:
    if not written.isdecimal():
        return spelled_to_number(written)
    year = int(written)
    if len(written) > 2:
        return year
    return year + (2000 if year < _CENTURY_TURN else 1900)


def _read_day(match: re.Match[str]) -> int:
    if match["digits"]:
        return int(match["digits"])
    if match["first"] or match["words"].lower() == "premier":
        return 1
    return spelled_to_number(match["words"]) or 0


def _build(
    start: int, end: int, year: int | None, month: int, day: int, weekday: str | None
) -> Iterator[FoundDate]:
    """Yield the date if that day exists in the years that acts speak of."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return
    yield FoundDate(start=start, end=end, date=date, jour_semaine=(weekday or "").lower())
