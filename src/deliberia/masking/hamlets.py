"""Hamlets: the name of a « lieu-dit », or of a row of parcels. A few houses tell who lives there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import PARTICLES, is_of_language, is_ordinary
from deliberia.masking.page import Page
from deliberia.masking.spans import Span
from deliberia.masking.streets import read_words, take_town

_HAMLET = re.compile(
    r"\b(?:lieux?[ -]dits?|l\.[ ]?d\.|lieudit)[ \n]{0,2}"
    r"(?::[ ]?|,[ ]?|denomme[ ]|appele[ ]|nomme[ ]|dit[ ])?\"?[ ]?"
)
_SMALL_ARTICLE = re.compile(r"(?:(?:la|les?)[ ]|[ld]')(?=[A-Z])")
_AND = re.compile(r"[ ]?(?:,|;|et)[ ](?=(?:(?:la|les?)[ ]|[ld]')?[A-Z])")
_MOST_HAMLETS = 8
_MOST_WORDS = 6
_LETTERS = re.compile(r"[a-z]+")
_ROW = re.compile(
    r"[ ]?,[ ](?!(?i:commune|ville|zone|lot|rue|chemin|route|place|avenue)[ ])"
    r"(?P<n>[A-Z][A-Za-z' -]{2,40}?)(?=[ ]?,[ ]\d)"
)


def find_hamlets(page: Page) -> Iterator[Span]:
    """Find the name of a « lieu-dit »: a few houses, it tells who lives there as well as a street number."""
    for found in _HAMLET.finditer(page.flat):
        start = found.end()
        many = _MOST_HAMLETS if found[0].startswith(("lieux", "lieus")) else 1
        for _ in range(many):
            end = _read_hamlet(page, start)
            if end is None:
                break
            yield Span(start, take_town(page, end), Kind.ADRESSE)
            link = _AND.match(page.plain, end)
            if link is None:
                break
            start = link.end()


def _read_hamlet(page: Page, start: int) -> int | None:
    """Read one name; « et » may part two names or be of one: « Le Barrail et Pont de l’Osse »."""
    article = _SMALL_ARTICLE.match(page.plain, start)
    if not page.plain[start : start + 1].isupper() and article is None:
        return None
    return read_words(page, article.end() if article is not None else start, _MOST_WORDS)


def find_plot_hamlets(page: Page, plots: Iterable[Span]) -> Iterator[Span]:
    """Find the hamlet in a row of parcels: « ZH n° 6, Le Barrail, 3,12 ». Plain words, « Le Bourg », stay."""
    for plot in plots:
        row = _ROW.match(page.plain, plot.end)
        if row is None:
            continue
        words = _LETTERS.findall(page.flat[row.start("n") : row.end("n")])
        if not all(word in PARTICLES or is_ordinary(word) or is_of_language(word) for word in words):
            yield Span(row.start("n"), row.end("n"), Kind.ADRESSE)
