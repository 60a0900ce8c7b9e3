"""A text and its plain twins: patterns read the twins, offsets are those of the text.

`plain` has no accent, no invisible character, no look-alike letter, no word cut at the end of a line; `flat`
is `plain` in lower case, of the same length. An identifier hidden behind such a trick is read like any other.
"""

from __future__ import annotations

import re
import unicodedata

from deliberia.masking.lookalikes import PLAIN
from deliberia.text.edits import Edit, EditedText

_INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f"
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_CUT_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011\xad][ \t]{0,3}\r?\n[ \t]{0,3}(?=[a-zà-öø-ÿ])")
_CUT_NAME = re.compile(r"[-\u2010\u2011][ \t]{0,3}\r?\n[ \t]{0,3}(?=[A-ZÀ-ÖØ-Þ])")
"""The line that cuts « Tissandier-Pagès » after its hyphen."""
_JOINED = re.compile("[œŒæÆ\ufb00-\ufb06ßĳĲǆǅǄǉǈǇǌǋǊ]")
_SPACED = re.compile(
    r"(?<![\w.'’-])[A-ZÀ-ÖØ-Þ](?:(?: [A-ZÀ-ÖØ-Þ]){3,40}|(?: [a-zà-öø-ÿ]){4,40}|"
    r"(?:\.[A-ZÀ-ÖØ-Þ]){3,40}\.?)(?![\w'’-])"
)
"""A word in spaced letters, « V A S S E U R », or with stops, « V.A.S.S.E.U.R. »."""
_GAP = re.compile("[ .](?=.)")
_HUMP = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_HIDDEN = re.compile(rf"(?<=\w)(?:{_INVISIBLE.pattern})(?=\w)")


class Page(EditedText):
    """What the patterns read. `text` is NFC; `offset` and `span` lead back to it.

    With `apart`, an invisible character and a capital inside a word separate two words: « Vasseur\u200bMme »
    is read both ways.
    """

    __slots__ = ("flat", "plain", "text")

    def __init__(self, text: str, *, apart: bool = False) -> None:
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        self.text = text
        super().__init__(text, _find_edits(text, apart=apart))
        self.plain = self.raw.translate(PLAIN)
        self.flat = _lower(self.plain)

    def place(self, offset: int) -> int:
        """Give the place in `plain` of the character at `offset` in `text`, or of the next one kept."""
        low, high = 0, len(self.plain)
        while low < high:
            middle = (low + high) // 2
            if self.offset(middle) < offset:
                low = middle + 1
            else:
                high = middle
        return low


def has_hidden(text: str) -> bool:
    """Tell whether an invisible character stands between two letters or figures."""
    return _HIDDEN.search(text) is not None


def has_humps(text: str) -> bool:
    """Tell whether a capital follows a small letter inside a word: a space may have been lost."""
    return _HUMP.search(text) is not None


def _find_edits(text: str, *, apart: bool) -> list[Edit]:
    edits = [(gap.start() + found.start(), gap.start() + found.end(), "")
             for gap in _SPACED.finditer(text) for found in _GAP.finditer(gap[0])]  # fmt: skip
    if "\n" in text:
        edits += [(found.start() + 1, found.end(), "") for found in _CUT_NAME.finditer(text)
                  if text[found.start() - 1 : found.start()].isalpha()]  # fmt: skip
        edits += [(found.start(), found.end(), "") for found in _CUT_WORD.finditer(text)]
    if not text.isascii():
        edits += [(found.start(), found.end(), _open(found[0])) for found in _JOINED.finditer(text)]
    edits += [(found.start(), found.end(), " " if apart else "") for found in _INVISIBLE.finditer(text)]
    if apart:
        edits += [(found.start(), found.start(), " ") for found in _HUMP.finditer(text)]
    return edits


def _open(ligature: str) -> str:
    known = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"}.get(ligature)
    return known or unicodedata.normalize("NFKD", ligature)


def _lower(plain: str) -> str:
    """Lower the case without moving a character: a few capitals have a longer small letter."""
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)
