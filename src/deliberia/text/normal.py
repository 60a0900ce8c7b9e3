"""One spelling of a text for comparing: normalisation and folding."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07"
_UNIFIED = str.maketrans(
    {**dict.fromkeys(_HYPHENS, "-"), **dict.fromkeys(_APOSTROPHES, "'"), "\u00ad": None, "\u200b": None}
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_SPACES = re.compile(r"\s+")


def normalize(text: str) -> str:
    """Return the text in NFC, the form in which all offsets of the project count."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return a form for comparing, never for printing nor for offsets: its length differs.

    Lower case, no accent, « œ » as « oe »; one hyphen, one apostrophe, one space; no space at the ends.
    `fold("L’Évêché  n° 3 – Saint‑Œn")` is `"l'eveche n° 3 - saint-oen"`.
    """
    return _fold_again(text) if len(text) <= _KEPT else _fold(text)


_KEPT = 120
"""Characters up to which a text is remembered: names and words come back at every act."""


def _fold(text: str) -> str:
    unified = text.translate(_UNIFIED)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", unified).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACES.sub(" ", bare.translate(_UNIFIED).translate(_LIGATURES)).strip()


_fold_again = lru_cache(maxsize=8192)(_fold)
