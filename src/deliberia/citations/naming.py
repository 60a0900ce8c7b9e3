"""The number and the date that name a text: « n° 82-213 du 2 mars 1982 », in either order, or one alone."""

from __future__ import annotations

import datetime as dt
import re

from deliberia.citations.dates import read_date
from deliberia.citations.events import Reference

N = r"(?:n\s?(?:°|o(?![a-z])|0(?!\d)|\*|'|\"|\?|um(?:ero)?s?|r)?\s?s?\s{0,2}[.:]{0,2}\s{0,3}°?|°)"
"""« n° » as written and as scanned: n°, N °, no, nº, n., num, numéro, ° alone."""

NUMBER = re.compile(
    rf"(?a)\s{{0,4}}(?P<n>{N})?\s{{0,4}}(?P<year>(?:19|20)?\d\d)\s?[-./]\s{{0,3}}(?P<rank>\d{{1,5}})(?![\d/]|[lio](?![a-z]))"
)
_GLUED = re.compile(
    rf"(?a)\s{{0,4}}{N}\s{{0,3}}(?P<year>(?:19|20)\d\d|\d\d)(?P<rank>\d{{2,4}})(?!\d)(?!\s?[/.-]\s?\d)"
)
_SPACED = re.compile(
    rf"(?a)\s{{0,4}}{N}\s{{0,3}}(?P<year>(?:19|20)\d\d|[4-9]\d)\s(?P<rank>\d{{1,4}})(?=\s+du\b)"
)
_SCANNED = re.compile(
    rf"(?a)\s{{0,4}}{N}\s{{0,3}}(?P<year>(?:19|2[0o])[\dlio]{{2}}|\d[\dlio])\s?-\s?(?P<rank>[\dlio]{{1,4}})(?![a-z\d/])"
)
"""Figures that a scan took for letters: « n° 20l5-99l »."""
_FIGURES = str.maketrans("lio", "110")
BEFORE_DATE = re.compile(
    r"(?a)(?:[\s,]{0,4}(?:\((?:[^)\n]{0,40})\)|modifiee?s?|complete?e?s?|precitee?s?|sus-?\s?visee?s?|consolidee?|abrogee?|"
    r"dite?s?\s[^,;.\d]{1,40}?(?=\s+(?:du|en date))|et completee?))*"
    r"[\s,)]{0,4}(?:en\s{1,3}date\s{1,3}(?:du|des|de|d')?|datee?s?\s{1,3}(?:du|de)|des|du|de|les?|d')\s{0,4}(?!\d{1,2}\s?°(?!\s?[a-z]))"
)
_MORE = re.compile(
    r"(?a)\s{0,4}(?:,|;|\bet\b|\bou\b|&|/)\s{0,4}(?:(?:et|ou)\s{1,3})?"
    r"(?:(?:a la|de la|la|les|l'|de l'|celles?|ceux|celui)\s{0,3})?"
)
_YEARS = re.compile(r"(?a)\s{0,4}(?:19|20)\d\d\s?[-./]\s?(?:19|20)\d\d(?!\d)")
_COMMA = re.compile(r"[\s,(]{0,3}")


def official_number(year: str, rank: str) -> str:
    """Write a number as the Journal officiel does: « 1983-634 » is 83-634, « 2015-0991 » is 2015-991."""
    if len(year) == 4 and year[:2] == "19":
        year = year[2:]
    return f"{year}-{int(rank)}"


def read_number(flat: str, place: int, *, marked: bool = False) -> tuple[str, int] | None:
    """Read the number of a law or decree; `marked` asks for « n° » before it."""
    found = NUMBER.match(flat, place)
    if found:
        if marked and not found["n"]:
            return None
        return official_number(found["year"], found["rank"]), found.end()
    found = _GLUED.match(flat, place) or _SPACED.match(flat, place)
    if found:
        return official_number(found["year"], found["rank"]), found.end()
    found = _SCANNED.match(flat, place)
    if not found or not any(map(str.isdigit, found["rank"])):
        return None
    return official_number(*(found[part].translate(_FIGURES) for part in ("year", "rank"))), found.end()


def read_dated(flat: str, place: int) -> tuple[dt.date, int] | None:
    """Read « du 2 mars 1982 », with what may stand between a number and its date."""
    found = BEFORE_DATE.match(flat, place)
    return read_date(flat, found.end()) if found else None


def read_name(flat: str, place: int) -> tuple[Reference, int] | None:
    """Read a number and its date, a number alone, or a date and maybe its number."""
    numbered = read_number(flat, place)
    if numbered:
        num, end = numbered
        dated = read_dated(flat, end)
        return (Reference(num, dated[0]), dated[1]) if dated else (Reference(num), end)
    dated = read_dated(flat, place)
    if not dated:
        return None
    date, end = dated
    comma = _COMMA.match(flat, end)
    numbered = read_number(flat, comma.end(), marked=True) if comma else None
    return (Reference(numbered[0], date), numbered[1]) if numbered else (Reference("", date), end)


def read_more(flat: str, end: int, references: list[Reference], *, plural: bool = False) -> int:
    """Read the other texts of « décrets n° … du … et n° … du … », « du … et du … »; give the new end."""
    while link := _MORE.match(flat, end):
        place = link.end()
        numbered = None if _YEARS.match(flat, place) else read_number(flat, place, marked=";" in link[0])
        if numbered:
            num, end = numbered
            dated = read_dated(flat, end)
            references.append(Reference(num, dated[0] if dated else None))
        else:
            dated = read_dated(flat, place) or (read_date(flat, place) if plural else None)
            if not dated:
                break
            references.append(Reference("", dated[0]))
        end = dated[1] if dated else end
    return end
