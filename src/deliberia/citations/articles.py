"""Lists of articles: « articles L. 2121-17, 20 et 21 », « L. 2123-20 à L. 2123-24-1 », « 28 et 30 »."""

from __future__ import annotations

import re

from deliberia.citations.events import Articles, Item
from deliberia.citations.numbers import FOLLOWING, Number, read_bare, read_lettered

OPENING = re.compile(r"(?a)(?:icles?|\.s|s\b|\.)?[\s.:,]{0,3}(?:n\s?°\s?s?|numeros?\s)?[\s\"']{0,6}")
"""What stands between « art » and the first number."""

_SEPARATOR = re.compile(
    r"(?a)(?P<glue>[\s\"')]{0,4}(?:[,;/&+]|\bet(?:\b|(?=[lrd]\.?\s?\d))|\bou\b|"
    r"\bainsi qu[e']|\bpuis\b|\bmais aussi\b|(?=\s))"
    r"[\s,]{0,4}(?:(?:et|ou|ainsi qu[e'])\s)?(?:\s{0,2}\*{1,2}\s)?[\s\"]{0,4}(?:-\s{1,4}(?=[lrd]))?"
    r"(?:(?:a\s|de|des|les?|aux?|du|l'|d'|son|ses|en|par|notamment)\s{0,2}){0,3})"
    r"(?P<word>(?:articles?|art\.?)\s{0,2}(?:n\s?°\s?)?)?"
)
_RANGE = re.compile(
    r"(?a)(?:\s{1,4}|(?<=\d))(?:a|jusqu'a|jusqu'au|au)\s{1,4}(?:l'|la\s)?(?:articles?\s|art\.?\s)?\s{0,3}(?=\*{0,2}\s?[lrd]|-?\d)"
)
_ELLIPTIC_END = re.compile(
    r"(?a)\s{0,4}(?:$|[,;.)\"/:]|et\b|ou\b|a\s+\d|du\b|de\s+la\b|de\s+l'|des\b|dudit|c\.?\s?g\.?\s?c|\n|ainsi\b|susvis|precit)"
    r"(?!\s?(?:euros|membres|voix))"
)
_ELLIPTIC = re.compile(r"(?a)-?(\d{1,4})((?:-\d{1,3}){0,3})(?![\d/°%-])(?!\s?°)")


def _elliptic(flat: str, place: int, first: Number) -> Number | None:
    """Read a number that leaves out what it shares with the one before: « L. 2121-17, 20 », « à 12-5 »."""
    if not first.parts:
        return None
    found = _ELLIPTIC.match(flat, place)
    if not found or not _ELLIPTIC_END.match(flat, found.end()):
        return None
    head, tail = found[1], [part for part in found[2].split("-") if part]
    if len(head) == len(first.stem) and len(head) > 2:
        stem, parts = head, tail
    elif len(head) > 3:
        return None
    else:
        stem, parts = first.stem, [*first.parts[:-1], head, *tail] if not tail else [head, *tail]
    num = first.letter + "-".join([stem, *parts])
    return Number(num, found.end(), first.letter, stem, tuple(parts))


def _finish(flat: str, raw: str, item: Item, *, lettered: bool) -> None:
    """Read what follows a number: the end of a range, « et suivants »."""
    number = item.numbers[-1]
    found = _RANGE.match(flat, item.end)
    if found:
        last = read_lettered(flat, raw, found.end()) if lettered else read_bare(flat, raw, found.end())
        if last is None and lettered:
            last = _elliptic(flat, found.end(), number)
        if last is not None:
            item.last, item.end = last, last.end
    following = FOLLOWING.match(flat, item.end)
    if following:
        item.following, item.end = True, following.end()


def _next_item(flat: str, raw: str, items: list[Item], *, lettered: bool) -> Item | None:
    """Read the next number of a list, if the list goes on."""
    item = items[-1]
    separator = _SEPARATOR.match(flat, item.end)
    if not separator:
        return None
    place = separator.end()
    if separator["word"] and ";" in separator["glue"]:
        return None
    if lettered:
        number = read_lettered(flat, raw, place)
        if number is not None and number.letter == "A" and not raw[place].isupper():
            return None
        if number is not None:
            return Item(place, number)
        if separator["word"] or item.following or _ends_list(separator["glue"]):
            return None
        previous = item.last or item.numbers[-1]
        number = _elliptic(flat, place, previous)
        if number is None:
            return None
        if item.last is None and len(number.stem) == len(previous.stem) and number.stem == previous.stem:
            item.numbers.append(number)
            item.end = number.end
            return item
        return Item(place, number)
    if _ends_list(separator["glue"]) or read_lettered(flat, raw, place):
        return None
    number = read_bare(flat, raw, place)
    return Item(place, number) if number is not None and _goes_on(flat, number.end) else None


_BLANK_LINE = re.compile(r"\n\s*\n")


def _ends_list(glue: str) -> bool:
    """Say whether a figure without letter after `glue` is no article: « (article L. 2121-17) 1 »."""
    return not glue.strip() or ")" in glue or _BLANK_LINE.search(glue) is not None


_GOES_ON = re.compile(
    r"(?a)[\s\"]{0,4}(?:$|[,;.:)(/&]|et\b|ou\b|a\s+\d|a\s+l|du\b|de\b|des\b|d'|dudit|ainsi\b|puis\b|susvis|precit|modifi|c\.|[a-z]{3,6}\b|\n)"
)


def _goes_on(flat: str, place: int) -> bool:
    """Say whether a bare number of a list is one, and not « et 3 adjoints »."""
    return _GOES_ON.match(flat, place) is not None


def read_articles(flat: str, raw: str, start: int, place: int, *, worded: bool) -> Articles | None:
    """Read the list whose first number stands at `place`; `start` is that of the word « article »."""
    first = read_lettered(flat, raw, place)
    lettered = first is not None
    if first is None:
        first = read_bare(flat, raw, place) if worded else None
        if first is None:
            return None
    item = Item(place, first)
    _finish(flat, raw, item, lettered=lettered)
    items = [item]
    while (following := _next_item(flat, raw, items, lettered=lettered)) is not None:
        _finish(flat, raw, following, lettered=lettered)
        if following is not items[-1]:
            items.append(following)
    return Articles(start, items, lettered=lettered, worded=worded)
