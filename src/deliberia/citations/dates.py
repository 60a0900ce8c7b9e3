"""Dates where a citation expects one: « 2 mars 1982 », « 02/03/1982 », « deux mars mil neuf cent… »."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

_MONTHS = {
    "janv": 1, "fevr": 2, "fev": 2, "mars": 3, "avri": 4, "avr": 4, "mai": 5, "juin": 6, "juil": 7, "aout": 8,
    "sept": 9, "octo": 10, "oct": 10, "nove": 11, "nov": 11, "dece": 12, "dec": 12,
}  # fmt: skip
_MONTH = r"(janv|fevr?|mars|avri?|mai|juin|juil|aout|sept|octo?|nove?|dece?)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s{1,3})?"

DATE = re.compile(
    rf"(?a){_WEEKDAY}(?:(\d{{1,2}})\s?(?:er\b|eme\b|e\b|°)?\s{{0,4}}{_MONTH}\s{{0,4}}(\d{{4}})(?!\d)"
    r"|(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?![\d/-]))"
)
_UNITS = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize",
)  # fmt: skip
_WORD = re.compile(r"(?a)[a-z]+")
_DAYS = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}
_FIRST = frozenset(_UNITS[1:]) | _DAYS | {"premier", "vingt", "trente"}


@cache
def _words() -> tuple[re.Pattern[str], dict[str, int]]:
    """Words of days and years; compiled only when a text writes a date in words."""
    values = {word: value for value, word in enumerate(_UNITS)}
    values |= {"une": 1, "premier": 1, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40}
    values |= {"cinquante": 50, "soixante": 60, "septante": 70, "octante": 80, "nonante": 90, "et": 0}
    values |= {"cent": 100, "cents": 100, "mil": 1000, "mille": 1000}
    word = "|".join(sorted(values, key=len, reverse=True))
    number = rf"(?:{word})(?:[\s-]{{1,3}}(?:{word})){{0,2}}"
    year = rf"(?:{word})(?:[\s-]{{1,3}}(?:{word})){{1,8}}"
    return re.compile(rf"(?a){_WEEKDAY}({number})\s{{1,3}}{_MONTH}\s{{1,3}}({year})\b"), values


def _value(words: str, values: dict[str, int]) -> int:
    total = current = 0
    for word in _WORD.findall(words):
        value = values[word]
        if value == 1000:
            total, current = max(current, 1) * 1000, 0
        elif value == 100 or (value == 20 and current % 100 == 4):
            current = max(current, 1) * value if value == 100 else current - 4 + 80
        else:
            current += value
    return total + current


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@cache
def _shared_year() -> re.Pattern[str]:
    day = r"(\d{1,2})\s?(?:er\b|°)?"
    return re.compile(
        rf"(?a){day}(?:\s{{1,3}}{_MONTH})?(?=\s{{0,3}}(?:,|et\b)\s{{1,3}}(?:du\s{{1,3}}|le\s{{1,3}})?"
        rf"\d{{1,2}}\s?(?:er\b|°)?\s{{1,3}}{_MONTH}\s{{1,3}}(\d{{4}})(?!\d))"
    )


def _read_without_year(flat: str, place: int) -> tuple[dt.date, int] | None:
    """Read a date that leaves its year, or month and year, to the next: « des 3 mars et 5 avril 2020 »."""
    found = _shared_year().match(flat, place)
    if not found:
        return None
    day, month, next_month, year = found.groups()
    date = _date(int(year), _MONTHS[month or next_month], int(day))
    return (date, found.end()) if date else None


def read_date(flat: str, place: int) -> tuple[dt.date, int] | None:
    """Read the date that begins at `place` of a folded text; give it with its end."""
    found = DATE.match(flat, place)
    if found:
        day, month, year, day2, _, month2, year2 = found.groups()
        if day:
            date = _date(int(year), _MONTHS[month], int(day))
        else:
            number = int(year2)
            if len(year2) == 2:
                number += 1900 if number > 40 else 2000
            date = _date(number, int(month2), int(day2))
        return (date, found.end()) if date else None
    if flat[place : place + 1].isdigit():
        return _read_without_year(flat, place)
    first = _WORD.match(flat, place)
    if not first or first[0] not in _FIRST:
        return None
    pattern, values = _words()
    spelled = pattern.match(flat, place)
    if not spelled:
        return None
    year_value = _value(spelled[3], values)
    date = _date(year_value, _MONTHS[spelled[2]], _value(spelled[1], values)) if year_value < 3000 else None
    return (date, spelled.end()) if date else None
