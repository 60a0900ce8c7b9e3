"""The numbers that local authorities give to their acts: « 2013 / 122 », « DEL2025-36 », « 45 »."""

from __future__ import annotations

import re

from deliberia.citations.dates import DATE
from deliberia.citations.naming import N

_NUMBER = re.compile(
    rf"(?a)[\s,\"(]{{0,5}}(?P<n>{N}s?[\s:\"]{{0,4}})?"
    r"(?P<num>(?!(?:du|des?|la|les?|aux?|en|et|a|n)\s)(?:[a-z]{1,8}[_./-]){0,3}(?:[a-z]{1,8}[\s_./-]{0,3})?\d[a-z0-9]{0,30}"
    r"(?:(?:\s?[-_/]\s?(?=\d)|[-_/.](?=[a-z]{0,8}\d|(?:[a-z]{1,8}[-_/.]){1,3}\d|[a-z]{1,3}(?![a-z])))[a-z0-9]{1,30}){0,8}"
    r"(?:\s\d{2,3}\b(?!\s?(?:voix|membres|euros|%))){0,3})"
)
_DAY_AND_MONTH = re.compile(r"(?a)\d{1,2}\s+(?:janv|fevr|mars|avril|mai|juin|juil|aout|sept|octo|nove|dece)")
_SHAPE = re.compile(
    r"(?a)[a-z]{0,6}[\s_.-]?(?:(?:19|20)\d\d|\d\d)\s?[-/_.]\s?(?:[a-z]{1,8}[-/_.])?\d|[a-z]{2,8}[\s_-]?\d{2,}"
)
YEAR_SHAPE = re.compile(
    r"(?a)[\s\"]{1,4}(?:[a-z]{2,6}[_.-])?(?:19|20)\d\d\s?[-/_.]\s?(?!(?:19|20)\d\d\b)\d{1,4}"
)
"""A number without « n° » after the name of the body: « délibération du conseil 2017-0014 »."""


def clean_number(surface: str) -> str:
    """Write a number without the spaces and dashes of its typesetting: « 2013 / 122 » is 2013/122."""
    surface = re.sub(r"\s*[\u2010-\u2015-]\s*", "-", surface)
    surface = re.sub(r"\s*([/_.])\s*", r"\1", surface)
    return re.sub(r"\s+", "", surface).strip("-/._")


BARE_NUMBER = re.compile(r"(?a)\s{1,3}(\d{1,4})(?=\s+(?:en\s+date\s+)?du\s+\d{1,2}\b)")
"""« délibération 45 du 3 mai 2020 »."""


def read_local_number(flat: str, raw: str, place: int, *, marked: bool) -> tuple[str, int] | None:
    """Read the number of a local act; without « n° » it must look like one (2017-0014, DEL2025-36)."""
    found = _NUMBER.match(flat, place)
    if not found:
        return None
    if not found["n"]:
        number = found["num"]
        if marked or not _SHAPE.match(number) or DATE.match(flat, found.start("num")):
            return None
        if number[0].isalpha() and not raw[found.start("num")].isupper():
            return None
    elif _DAY_AND_MONTH.match(flat, found.start("num")):
        return None
    return clean_number(raw[found.start("num") : found.end("num")]), found.end("num")
