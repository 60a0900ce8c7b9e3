"""The number of an article, as acts write it: « L. 2121-29 », « R*123-1 », « 1609 nonies C », « 3-3, 2° ».

One function reads one number and what hangs on it (alinéa, item), without knowing which text it belongs to.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from deliberia.citations.hyphens import read_parts, split_glued
from deliberia.citations.suffixes import read_details, read_series

LETTERED = re.compile(
    r"(?a)(?P<star>\*{0,2})(?P<letter>l\s?\.?\s{0,2}o(?![a-z])|[lrdai](?![a-z]))[.,:°\s*()_-]{0,9}?"
    r"(?P<stem>\d{1,7})(?!\d)"
)
"""Series letter and first number; « i » is a damaged « l », accepted only before a hyphenated number."""

_SCANNED = re.compile(r"(?a)[.,\s*-]{0,4}(?P<stem>\d[\dlio]{2,3})\s?-\s?(?P<part>[\dlio]{1,3})(?![\da-z])")
"""Figures that a scan took for letters: « 2l2l-21 »."""
_SCANNED_FIRST = re.compile(
    r"(?a)(?P<letter>[lrd])[.\s]{0,3}(?P<stem>[lio][\dlio]{2,3})-(?P<parts>[\dlio]{1,3}(?:-[\dlio]{1,2})?)(?![\da-z])"
)
_AS_FIGURES = str.maketrans("lio", "110")
_SCANNED_LETTERS = frozenset("lio")
_CUT_AFTER = re.compile(r"(?a)[\s/]{1,2}\d{1,3}(?![\d°])(?!\s?°)")
_THOUSANDS = re.compile(r"(?a)\d\.\d{3}-")
_JOINED_DIGITS = re.compile(r"(?a)\s\d")
_BARE = re.compile(
    r"(?a)(?:1\s?er|premier|ier)\b|unique\b|(?P<num>\d{1,5})(?:-0{1,2}(?!\d)|\s0(?=\s?(?:bis|ter)\b))?"
)
_BARE_PART = re.compile(r"(?a)\s?-\s?(\d{1,3})(?![\d°])(?!\s?°)(?!\s?(?:e|er|eme)\b)(?!\s?/)")
FOLLOWING = re.compile(
    r"(?a)[\s,(]{0,3}(?:(?:et|&|\+)?\s{0,3}(?:(?:les?\s)?suivants?|suivantes?|suiv\b\.?|svts?\b|sqq?\b\.?|seq\b\.?)"
    r"|(?:et|&)\s{0,3}ss?(?:\b\.?|\.)(?!\w))"
)


class Number(NamedTuple):
    """An article number and what hangs on it; `end` is where it stops in the text."""

    num: str
    end: int
    letter: str = ""
    stem: str = ""
    parts: tuple[str, ...] = ()
    alinea: str = ""
    item: str = ""
    lost_hyphen: bool = False
    """The hyphen was put back by guess: the code says where it goes."""
    cut: bool = False
    """Digits follow that could not be read: the number is certain only if the code has it as it is."""
    loose: bool = False
    """A space was read as a hyphen: the number is one only if the code has such numbers."""


def _read_scanned(flat: str, raw: str, place: int) -> Number | None:
    """Read a number whose first figure became a letter: « LI15-3 »."""
    found = _SCANNED_FIRST.match(flat, place)
    if not found or sum(character.isdigit() for character in found["stem"]) < 2:
        return None
    letter, stem = found["letter"].upper(), found["stem"].translate(_AS_FIGURES)
    parts = found["parts"].translate(_AS_FIGURES).split("-")
    alinea, item, end = read_details(flat, raw, found.end())
    return Number(f"{letter}{stem}-{'-'.join(parts)}", end, letter, stem, tuple(parts), alinea, item)


def read_lettered(flat: str, raw: str, place: int) -> Number | None:
    """Read a number with its series letter: « L. 2121-29 », « LO 1112-1 », « R*123-1 »."""
    found = LETTERED.match(flat, place)
    if not found:
        return _read_scanned(flat, raw, place)
    letter = re.sub(r"[^a-z]", "", found["letter"])
    stem, end = found["stem"], found.end()
    parts: list[str] = []
    if flat[end : end + 1] in _SCANNED_LETTERS and (scan := _SCANNED.match(flat, found.end("letter"))):
        stem, end = scan["stem"].translate(_AS_FIGURES), scan.end()
        parts.append(scan["part"].translate(_AS_FIGURES))
    if _THOUSANDS.match(flat, found.start("stem")):
        return None
    if len(stem) == 1 and (first := re.match(r"\s?er\b", flat[end : end + 4])):
        end += first.end()
    further, end, loose = read_parts(flat, raw, end, letter, stem, first=not parts)
    parts += further
    if not parts and flat[end : end + 1].isalpha():
        return None
    lost = len(stem) > 4
    if lost:
        if _JOINED_DIGITS.match(flat, end):
            return None
        stem, parts = split_glued(letter, stem, parts)
    cut = not parts and len(stem) > 2 and _CUT_AFTER.match(flat, end) is not None
    if letter == "i":
        if not parts or len(stem) < 3:
            return None
        letter = "l"
    if letter == "a" and not parts:
        return None
    series, end = read_series(flat, raw, end)
    alinea, item, end = read_details(flat, raw, end)
    prefix = "LO" if letter == "lo" else letter.upper()
    num = prefix + "-".join([str(int(stem)) if stem.strip("0") else stem, *parts]) + series
    return Number(num, end, prefix, stem, tuple(parts), alinea, item, lost, cut, loose)


_DASHED_ITEM = re.compile(r"(?a)-\d{1,2}\s?°(?:-?[a-z](?![a-z]))?")
"""« 261-7-1°-b »: figures that divide the article, not its number."""

_CGI_I = frozenset({"1383", "1464", "1519", "1585", "1599", "1635 quater", "1649 quater"})


def read_bare(flat: str, raw: str, place: int) -> Number | None:
    """Read a number without series letter: « 28 », « 3-3 », « 22 bis », « 1609 nonies C », « 1er »."""
    found = _BARE.match(flat, place)
    if not found:
        return None
    end = found.end()
    if not found["num"]:
        num = "unique" if found[0] == "unique" else "1"
        alinea, item, end = read_details(flat, raw, end)
        return Number(num, end, stem=num, alinea=alinea, item=item)
    if re.match(r"\s?(?:°|%|euros?\b|h\d|heures?\b)|[.,]\d|/\d", flat[end : end + 8]):
        return None
    num = re.sub(r"\s", "-", found[0])
    parts: list[str] = []
    while part := _BARE_PART.match(flat, end):
        parts.append(part[1])
        end = part.end()
        if len(parts) == 3:
            break
    dashed = _DASHED_ITEM.match(flat, end) if len(parts) == 1 and len(num) > 2 else None
    if dashed:
        parts.clear()
        return Number(num, dashed.end(), stem=found["num"], item=flat[found.end() + 1 : dashed.end()])
    num = "-".join([num, *parts])
    series, end = read_series(flat, raw, end)
    series = re.sub(r"-(?=[A-Z])", " ", series)
    if num + series in _CGI_I and re.match(r" I(?![\w'’°.-])", raw[end : end + 3]):
        more, end = read_series(flat, raw, end + 2)
        series += f" I{more}"
    alinea, item, end = read_details(flat, raw, end)
    return Number(num + series, end, stem=found["num"], parts=tuple(parts), alinea=alinea, item=item)
