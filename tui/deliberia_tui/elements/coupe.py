"""Cut a text into lines of a width, keeping the place of each line in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

SIGN = 1
"""Characters of the sign that may stand before a word: a line never holds that sign alone."""


class Ligne(NamedTuple):
    """Characters `[start, end)` of the text, shown on one line."""

    start: int
    end: int


def wrap(texte: str, width: int) -> list[Ligne]:
    """Cut at ordinary spaces, never at a non-breaking one; a longer word is cut where it must be."""
    width = max(width, 4)
    lignes: list[Ligne] = []
    start = 0
    for paragraph in texte.split("\n"):
        lignes += _wrap_paragraph(texte, start, start + len(paragraph), width)
        start += len(paragraph) + 1
    return lignes


def _wrap_paragraph(texte: str, start: int, end: int, width: int) -> Iterator[Ligne]:
    while end - start > width:
        space = texte.rfind(" ", start, start + width + 1)
        cut = space if space > start + SIGN else _cut_word(texte, start, width)
        yield Ligne(start, cut)
        start = cut
        while start < end and texte[start] == " ":
            start += 1
    yield Ligne(start, end)


def _cut_word(texte: str, start: int, width: int) -> int:
    """Cut a word that is too long, after a hyphen when it has one there."""
    hyphen = texte.rfind("-", start + SIGN + 1, start + width)
    return hyphen + 1 if hyphen > 0 else start + width


def find_line(lignes: list[Ligne], offset: int) -> int:
    """Return the rank of the line that shows a character."""
    return max(0, bisect_right(lignes, offset, key=lambda ligne: ligne.start) - 1)
