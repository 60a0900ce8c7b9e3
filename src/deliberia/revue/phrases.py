"""The sentence that holds a place of a text."""

from __future__ import annotations

import re
from typing import NamedTuple

LIMIT = 600
"""Characters: a longer sentence is cut around the place."""
_END = re.compile(r"[.;!?…]\s+(?=[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜ«“\d—–-])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[LRDAMC]|LO|Mme|Mmes|MM|Mlle|art|arts|al|cf|p|ch|chap|dép|St|Ste|éd|env|ex|no|n)|°)\.\s+$", re.I
)
_CLOSED = (".", ";", ":", "!", "?", "…")
_OPEN_END = re.compile(r"(?:\b(?:articles?|art|de|du|des|la|le|les|et|à|code|loi)|n°|’|')$", re.I)
"""Words that call for the next line."""
_MAX_LINES = 4


class Phrase(NamedTuple):
    """A sentence on one line; `texte[debut:fin]` is the place it was asked for."""

    texte: str
    debut: int
    fin: int


def find_sentence(texte: str, start: int, end: int) -> Phrase:
    """Return the sentence around `[start, end)`, line ends and repeated spaces made one space.

    A line that does not end a sentence goes on with the next when that one begins in lower case, as in a
    text taken from a PDF.
    """
    left, right = _find_lines(texte, start, end)
    for found in _END.finditer(texte, left, right):
        if _ABBREVIATION.search(texte, max(left, found.start() - 8), found.end()):
            continue
        if found.end() <= start:
            left = found.end()
        elif found.start() >= end:
            right = found.start() + 1
            break
    left, right = max(left, start - LIMIT // 2), min(right, max(end, start + LIMIT // 2))
    before = " ".join(texte[left:start].split())
    inside = " ".join(texte[start:end].split())
    after = " ".join(texte[end:right].split())
    head = f"{before} " if before and texte[start - 1 : start].isspace() else before
    tail = f" {after}" if after and texte[end : end + 1].isspace() else after
    return Phrase(head + inside + tail, len(head), len(head) + len(inside))


def _find_lines(texte: str, start: int, end: int) -> tuple[int, int]:
    left = texte.rfind("\n", 0, start) + 1
    right = _line_end(texte, end)
    for _ in range(_MAX_LINES):
        if not left or not _continues(texte, left):
            break
        left = texte.rfind("\n", 0, left - 1) + 1
    for _ in range(_MAX_LINES):
        if right >= len(texte) or not _continues(texte, right + 1):
            break
        right = _line_end(texte, right + 1)
    return left, right


def _line_end(texte: str, place: int) -> int:
    found = texte.find("\n", place)
    return len(texte) if found < 0 else found


def _continues(texte: str, line: int) -> bool:
    """Tell whether the line that begins at `line` goes on with the sentence of the one before."""
    before = texte[max(0, line - 20) : line].rstrip(" \n")
    if not before or before.endswith(_CLOSED):
        return False
    return texte[line : line + 1].islower() or _OPEN_END.search(before) is not None
