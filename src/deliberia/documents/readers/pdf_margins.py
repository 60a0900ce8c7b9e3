"""What a PDF prints again at the top and at the foot of its pages: it would cut the sentences of the act."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deliberia.documents.document import Zone

_DEEP = 4
"""Lines from the edge of a page among which a running line stands."""
_MARK = "#"
_NUMBER = re.compile(
    r"\bpage\s*(?:n\s?°\s?)?\d{1,4}(?:\s*(?:/|sur|de)\s*\d{1,4})?|\d{1,4}\s*(?:/|sur)\s*\d{1,4}\s*$"
    r"|(?<![°º\s])\s+\d{1,3}\s*$|^\W*\d{1,4}\W*$|^\d{1,3}\s(?=\s*[^\W\d])",
    re.IGNORECASE,
)
"""The number of a page. Any other figure tells two lines apart: « Délibération n° 41 », « n° 42 »."""


class Line(NamedTuple):
    """One line of a page that holds something."""

    page: int
    """1 for the first page."""
    rank: int
    """Among the lines of its page, blank ones too."""
    texte: str
    zone: Zone
    has_gap: bool
    """A blank line stands before it on its page."""


def part_lines(pages: Sequence[str]) -> tuple[list[Line], list[Line]]:
    """Part the lines of the act from those that its pages repeat, in order.

    What opens the first page is the heading of the act, printed again or not.
    """
    read = [list(_iter_lines(number, page)) for number, page in enumerate(pages, 1)]
    feet = _find_running([lines[::-1] for lines in read])
    heads = _find_running(read)
    act: list[Line] = []
    running: list[Line] = []
    for number, lines in enumerate(read, 1):
        stop = len(lines) - _count(lines[::-1], feet)
        start = _count(lines[:stop], heads) if number > 1 else 0
        running += (line._replace(zone=Zone.EN_TETE) for line in lines[:start])
        running += (line._replace(zone=Zone.PIED) for line in lines[stop:])
        act += lines[start:stop]
    return act, running


def _iter_lines(number: int, page: str) -> Iterator[Line]:
    has_gap = False
    for rank, line in enumerate(page.split("\n")):
        if line:
            yield Line(number, rank, line, Zone.CORPS, has_gap)
        has_gap = not line


def _find_running(edges: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Find what stands near the same edge of half of the pages at least, but for its figures."""
    written = [lines for lines in edges if lines]
    found = Counter(key for lines in written for key in {_key(line) for line in lines[:_DEEP]})
    enough = max(2, (len(written) + 1) // 2)
    return frozenset(key for key, count in found.items() if count >= enough)


def _count(lines: Sequence[Line], running: frozenset[str]) -> int:
    """Count the running lines that follow each other from the edge; a page is never made of them alone."""
    count = 0
    while count < min(len(lines), _DEEP) and _key(lines[count]) in running:
        count += 1
    return count if count < len(lines) else 0


def _key(line: Line) -> str:
    return " ".join(_NUMBER.sub(_MARK, line.texte).casefold().split())
