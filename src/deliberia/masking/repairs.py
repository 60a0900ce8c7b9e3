"""What a model adds around a pseudonym, or takes for a plain word: « Personne (X1) », « la parcelle X3 »."""

from __future__ import annotations

import re
from dataclasses import replace

from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.table import Replacement, Table
from deliberia.masking.tokens import PARTED_VARIANT, Token

_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "\u00ab": "\u00bb", "\u201c": "\u201d", "`": "`", '"': '"'}
_CLOSING = re.compile('[ \u00a0\u202f]?([)\\]}>\u00bb\u201d`"])')
_DETERMINER = re.compile(
    r"(?:^|(?<=[\s'\"(*_-]))"
    r"(?P<d>la|cette|une|sa|le|ce|son|cet|leurs?|les|des|ces|ses|l')(?P<gap>[ \n]{0,2})\Z"
)
_WORD = re.compile(r"[^\W\d_]+")
_NAMES_ITSELF = frozenset({Kind.PERSONNE, Kind.SOCIETE, Kind.LITTERAL})
"""Kinds whose label no sentence keeps before the name."""


class Source:
    """The text that was masked, read at most once, and what is asked of it once each."""

    __slots__ = ("_answers", "_flat", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._flat: str | None = None
        self._answers: dict[str, bool] = {}

    def has(self, written: str) -> bool:
        """Tell whether the text has these words, in small letters without accents."""
        if self._flat is None:
            self._flat = Page(self.text).flat
        answer = self._answers.get(written)
        if answer is None:
            answer = self._answers[written] = written in self._flat
        return answer


def join_variant(flat: str, token: Token, table: Table, source: Source) -> Token:
    """Take in the letter that a model parted from the number, when the table has that spelling.

    Not when the text that was masked has that letter after the name: « M. Roure b) ».
    """
    if token.variant or not source.text:
        return token
    parted = PARTED_VARIANT.match(flat, token.end)
    if parted is None or table.get(token.number, parted["v"]) is None:
        return token
    row = table.get(token.number)
    if row is None or source.has(Page(row.surface).flat + parted[0]):
        return token
    return replace(token, end=parted.end(), variant=parted["v"])


def close_pair(text: str, start: int, end: int) -> int:
    """Return where a pseudonym ends with the bracket or quote that it opened inside: « Personne (X1) »."""
    written = text[start:end]
    closing = _CLOSING.match(text, end)
    if closing is None:
        return end
    openings = [char for char in written if _PAIRS.get(char) == closing[1]]
    return closing.end() if len(openings) == 1 and written.count(closing[1]) in {0, 1} else end


def keep_label(page: Page, token: Token, row: Replacement, source: Source) -> str:
    """Return the word to leave before what is restored: « la parcelle X3 » is « la parcelle AB 123 ».

    « la Parcelle X3 » is too, unless the text that was masked said « la AB 123 ».
    """
    if row.kind in _NAMES_ITSELF or token.kind is None:
        return ""
    before = page.flat[max(0, token.start - 12) : token.start]
    found = _DETERMINER.search(before)
    if found is None or (found["gap"] == "") != (found["d"] == "l'"):
        return ""
    start, _ = page.span(token.start, token.end)
    label = _WORD.match(page.text, start)
    if label is None:
        return ""
    if label[0][0].islower():
        return f"{label[0]} "
    if not source.text or source.has(f"{found[0]}{Page(row.surface).flat}"):
        return ""
    return f"{label[0] if len(label[0]) > 1 and label[0].isupper() else label[0].lower()} "
