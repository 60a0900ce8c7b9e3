"""A text and its folded twin, of the same length: the grammar reads the twin, offsets stay those of the text.

Folding replaces one character by one character: lower case, no accents, one sort of hyphen, apostrophe,
space and degree sign. Line breaks stay, since a blank line ends a sentence. What cannot be folded one for
one (ligatures, zero-width marks, a word cut by a hyphen at a line end) goes through a short list of shifts.
"""

from __future__ import annotations

import re
import unicodedata

from deliberia.citations.layout import layout_edits
from deliberia.text.edits import EditedText

_LOOKALIKES = {
    "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2032": "'", "\u201b": "'",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    "\u2000": " ", "\u2001": " ", "\u2002": " ", "\u2003": " ", "\u2004": " ", "\u2005": " ", "\u2006": " ",
    "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u205f": " ", "\u3000": " ",
    "\u2028": "\n", "\u2029": "\n", "\u2022": "*", "\u25aa": "*", "\u25cf": "*", "\uf0b7": "*", "\u2192": "*",
    "\u02da": "°", "\u1d52": "°", "\u2070": "°", "\u2116": "n",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u0153": "o", "\u0152": "o",
}  # fmt: skip
"""Characters outside Latin-1 that the grammar knows by another one. The bullets become a star."""

_SPECIAL = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad\ufb00-\ufb06\x00-\x08\x0e-\x1b\x7f\u0300-\u036f]"
)
_CUT_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010-\u2013][ \t]{0,3}\n[ \t]{0,3}(?=[^\W\d_])")
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
    "\ufb06": "st",
}  # fmt: skip


def _latin1_table() -> bytes:
    table = bytearray(range(256))
    for code in range(0xA0, 0x100):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = ord(base)
    for code in range(0x41, 0x5B):
        table[code] += 32
    for code in range(0xC0, 0x100):
        if 0x41 <= table[code] <= 0x5A:
            table[code] += 32
    replaced = {"\t": " ", "\r": " ", "\x0b": "\n", "\x0c": "\n", "\x1c": "\n", "\x1d": "\n", "\x1e": "\n",
                "\x1f": "\n", "\x85": "\n", "\xa0": " ", "\xad": "-", "«": '"', "»": '"', "´": "'", "`": "'",
                "º": "°", "·": "*", "²": "?", "³": "?", "¹": "?", "|": " "}  # fmt: skip
    for old, new in replaced.items():
        table[ord(old)] = ord(new)
    return bytes(table)


_TABLE = _latin1_table()


def fold(text: str) -> str:
    """Fold `text` character for character: the result has the same length."""
    if not text.isascii():
        for old, new in _LOOKALIKES.items():
            text = text.replace(old, new)
    return text.encode("latin-1", "replace").translate(_TABLE).decode("latin-1")


class Page(EditedText):
    """What the grammar reads.

    `text` is the NFC text, whose offsets are given to the caller; `raw` is what is read (`text`, or `text`
    without its invisible characters) and `flat` its folded twin, as long as `raw`.
    """

    __slots__ = ("flat", "text")

    def __init__(self, text: str) -> None:
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        self.text = text
        edits = layout_edits(text)
        edits += [(found.start(), found.end(), _visible(found)) for found in _SPECIAL.finditer(text)]
        edits += [(found.start(), found.end(), "") for found in _CUT_WORD.finditer(text)]
        super().__init__(text, edits)
        self.flat = fold(self.raw).replace(" ioi ", " loi ")  # a scanned capital I


def _visible(found: re.Match[str]) -> str:
    """Open a ligature and drop what is invisible, save the hyphen of an article number."""
    text, start, end = found.string, found.start(), found.end()
    if text[start] == "\xad" and text[start - 1 : start].isdigit() and text[end : end + 1] != "-":
        return "-"  # a soft hyphen between two digits
    return _LIGATURES.get(found[0], "")
