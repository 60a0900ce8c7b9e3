"""The stems of French words, so that « la demande reçue » and « ce qui a été demandé » share one.

Rough on purpose: a plural, a tense and a suffix are dropped, and words of one family are made one. Both the
facts and the passage go through it, so that a mistake is the same on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from deliberia.assistance.words import load_lines, load_words

_PIECE = re.compile(r"#|[^\W\d_]+|\d+(?:[ .]\d{3})*(?:,\d+)?")
_ENDING = re.compile(
    r"(?:issement|ement|ation|ition|tion|sion|euse|eur|trice|teur|ance|ence|ante|ant|ive|if|able|ible|iere|ier"
    r"|erait|eraient|eront|era|irait|iront|ira|aient|ait|ent|ite|ee|er|ir|e|a|i|u|ale|al|aux|elle|el|ique)s?\Z|[sx]\Z"
)
_SIGNS = frozenset("#0123456789")
_TELLING = frozenset({"autre", "autres"})
"""Small words that tell two facts apart: « les autres usagers »."""
_LEAST = 4
"""Letters that a stem keeps."""
_LONGEST = 6
LIGHT = frozenset(
    {"pris", "prend", "mis", "fait", "presen", "permet", "permi", "donn", "rend", "emi", "emet", "remi"}
)
"""Stems of verbs that say nothing alone: « prend effet », « est mis à disposition »."""


@cache
def _load_families() -> dict[str, str]:
    """Return the first word of its family for each beginning of word."""
    return {start: line.split()[0].lstrip("=") for line in load_lines("familles") for start in line.split()}


@lru_cache(maxsize=20_000)
def stem(flat: str) -> str:
    """Return the stem of a flat word; a number is its own."""
    if flat[0].isdigit() or flat == "#":
        return flat.replace(" ", "").replace(".", "")
    families = _load_families()
    if f"={flat}" in families:
        return families[f"={flat}"]
    for size in range(len(flat), 2, -1):
        known = families.get(flat[:size])
        if known is not None and (size == len(flat) or size >= _LEAST):
            return known
    if len(flat) <= _LEAST:
        return flat.rstrip("sx") if len(flat) > 3 else flat
    found = _ENDING.search(flat)
    cut = flat[: max(_LEAST, found.start())] if found else flat
    return cut[:_LONGEST]


def iter_stems(flat: str, *, light: bool = False) -> Iterator[tuple[int, str]]:
    """Yield place and stem of each word of substance of a flat text; `light` keeps the verbs of no weight."""
    empty = _load_empty()
    for found in _PIECE.finditer(flat):
        word = found[0]
        if word == "eleve" and flat.startswith("s'", max(0, found.start() - 2)):
            continue  # « s’élève à », no pupil
        if (len(word) > 1 or word in _SIGNS) and word not in empty:
            cut = stem(word)
            if light or cut not in LIGHT:
                yield found.start(), cut


@cache
def _load_empty() -> frozenset[str]:
    return (load_words("outils") | load_words("questions")) - _TELLING
