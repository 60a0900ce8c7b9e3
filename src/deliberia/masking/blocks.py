"""Addresses after a name: lines down to a postal code and a town, or « M. Cros, Le Pouget, 12390 Rignac »."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span
from deliberia.masking.streets import TOWN, take_town

_TOWN_LINE = re.compile(
    r"(?m)^[ ]{0,20}(?:F-)?\d{2}[ ]?\d{3}[ ]{1,3}[A-Z][A-Za-z' -]{1,60}(?:[ ]\d{1,2})?[ ]{0,3}$"
)
_CODE = re.compile(r"\d{2}[ ]?\d{3}[ ]{1,3}[A-Z]")
_INLINE = re.compile(r"[ ]?,[ ](?P<a>[A-Z][^,;:.\n()]{2,60})(?=[ ]?,[ ]?\d{2}[ ]?\d{3}[ ][A-Z])")
_MOST_LINES = 4
_LONGEST_LINE = 60
_LINE = re.compile(r"[ ]{0,20}[A-Z0-9\"][^\n;:!?]*[^\n.;:!?,]\Z")


def find_blocks(page: Page, named: Iterable[Span]) -> Iterator[Span]:
    """Find the lines between a name and its postal code: « Le Bourg », on a line of its own."""
    if _CODE.search(page.plain) is None:
        return
    ends = sorted(span.end for span in named if span.kind in {Kind.PERSONNE, Kind.SOCIETE})
    for end in dict.fromkeys(ends):
        inline = _INLINE.match(page.plain, end)
        if inline is not None:
            yield Span(inline.start("a"), take_town(page, inline.end()), Kind.ADRESSE)
        elif (town := TOWN.match(page.plain, end)) is not None and "\n" not in town[0]:
            yield Span(town.start("cp"), town.end(), Kind.ADRESSE)  # « Destinataire : M. Cros, 12390 Rignac »
    for town in _TOWN_LINE.finditer(page.plain):
        start = _climb(page.plain, town.start(), ends)
        if start is not None:
            yield Span(start, len(page.plain[: town.end()].rstrip()), Kind.ADRESSE)


def _climb(plain: str, place: int, ends: list[int]) -> int | None:
    """Return where the block begins: after the line that ends by a name; None when none does."""
    start = place
    for _ in range(_MOST_LINES):
        if start == 0:
            return None
        last = start - 1
        first = plain.rfind("\n", 0, last) + 1
        index = bisect_right(ends, last) - 1
        if index >= 0 and ends[index] >= first and not plain[ends[index] : last].strip(" .,"):
            return start + len(plain[start:]) - len(plain[start:].lstrip())
        if last - first > _LONGEST_LINE or _LINE.match(plain[first:last].rstrip()) is None:
            return None
        start = first
    return None
