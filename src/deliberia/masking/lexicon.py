"""Word lists, read once: given names, words that end a name, words that are also surnames."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"

CIVILITIES = {
    "m": "m", "mr": "m", "monsieur": "m", "mme": "f", "madame": "f", "mlle": "f", "melle": "f",
    "mademoiselle": "f", "mm": "m", "messieurs": "m", "mmes": "f", "mesdames": "f",
}  # fmt: skip
"""Civilities and the gender that each tells."""

PARTICLES = frozenset({
    "al", "bel", "ben", "d", "da", "de", "del", "della", "den", "der", "des", "di", "do",
    "dos", "du", "e", "el",
    "l", "la", "le", "les", "ould", "van", "von", "y",
})  # fmt: skip
"""Words that join the parts of a name."""


@cache
def load_words(name: str) -> frozenset[str]:
    """Return the words of a list of the `data` folder, without accents, in small letters."""
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
