"""A text and its flat twin of the same length: no accent, small letters, one space, one apostrophe, one dash.

The alphabet is closed: a character that French does not need, and that the facts do not hold, is a reason to
hold the text. Nothing is ever taken out or put right.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from deliberia.text import normalize

_LETTERS = "abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôöœùûüÿ"
_MARKS = ".,;:!?'’\"«»()-‐‑–—…%€/°²³ \u00a0\u202f\n"
ALPHABET = frozenset(_LETTERS + _LETTERS.upper() + "0123456789" + _MARKS)
"""What a passage may hold."""
FORBIDDEN = frozenset("<>{}[]\\|`_*#~^=@$&")
"""Marks of code and of markup: held even when the facts have them."""

_UNITED = {
    "’": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "\n": " ", "œ": "œ",
    "æ": "æ",
}  # fmt: skip
KEY = "\ue000"
"""Stands for a reference mark in the text that is read."""


def _flatten(char: str) -> str:
    if char in _UNITED:
        return _UNITED[char]
    base = unicodedata.normalize("NFKD", char)[0] if char.isalpha() else char
    low = base.lower()
    return low if len(low) == 1 else base


class _Table(dict[int, str]):
    """A table for `str.translate` that learns each character when it is first met."""

    def __missing__(self, code: int) -> str:
        flat = self[code] = _flatten(chr(code))
        return flat


_FLAT = _Table()
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PIECE = re.compile(r"[^\W_]+")
_CLASS = re.compile(r"\b(?:categorie|section|zone|groupe|niveau|lot|batiment|tranche|bloc|carre) \Z")
"""What a lone capital names: a full stop after it ends the sentence."""
_ENDS = frozenset(".!?…\n")
_OPENING = " \u00a0\u202f(-–—"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the page. `is_first`: it begins a sentence, a paragraph or the text."""

    start: int
    end: int
    text: str
    flat: str
    is_first: bool

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def flatten(text: str) -> str:
    """Return the flat twin of a text, of the same length."""
    return normalize(text).translate(_FLAT)


def squeeze(text: str) -> str:
    """Return the words and figures of a text, flat, one space between them and at both ends."""
    return f" {' '.join(_PIECE.findall(flatten(text)))} "


class Page:
    """A text to be read: `text` in NFC, `flat`, its words."""

    __slots__ = ("flat", "memo", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = normalize(text)
        self.flat = self.text.translate(_FLAT)
        self.words = tuple(self._iter_words())
        self.memo: dict[str, Any] = {}
        """What was read of this page, each once."""

    def _iter_words(self) -> list[Word]:
        words: list[Word] = []
        for found in _WORD.finditer(self.text):
            start, end = found.span()
            words.append(
                Word(
                    start,
                    end,
                    found[0],
                    self.flat[start:end],
                    self._begins(start, words[-1] if words else None),
                )
            )
        return words

    def _begins(self, start: int, before: Word | None) -> bool:
        place = start - 1
        while place >= 0 and self.text[place] in _OPENING:
            place -= 1
        if place < 0:
            return True
        if self.text[place] not in _ENDS:
            return False
        if self.text[place] == "." and before is not None and before.end == place:
            is_class = _CLASS.search(self.flat, max(0, before.start - 12), before.start) is not None
            is_initial = len(before.text) == 1 and before.text.isupper() and not is_class
            return before.flat not in ABBREVIATIONS and not is_initial
        return True

    def strange(self, more: frozenset[str]) -> tuple[str, ...]:
        """Return the characters that a passage may not hold, each once; `more` are those of the facts."""
        held = [
            char
            for char in dict.fromkeys(self.text)
            if char not in ALPHABET and char != KEY and (char in FORBIDDEN or char not in more)
        ]
        return tuple(held)


ABBREVIATIONS = frozenset(
    {"m", "mm", "mme", "mmes", "mlle", "dr", "st", "ste", "art", "arts", "cf", "al", "env", "ex"}
)
"""Words whose point does not end a sentence."""


def name_char(char: str) -> str:
    """Name a character for the user: « # », or its number when it cannot be seen."""
    if char.isprintable() and not char.isspace() and unicodedata.category(char)[0] in "LNPS":
        return f"« {char} » (U+{ord(char):04X})"
    return f"U+{ord(char):04X}"
