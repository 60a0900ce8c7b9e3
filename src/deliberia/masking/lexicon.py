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

_LANGUAGE = (
    "arrets", "lieux", "publics", "mots", "metiers", "enseignes", "generiques", "vocabulaire", "noms_mots",
)  # fmt: skip


@cache
def load_words(name: str) -> frozenset[str]:
    """Return the words of a list of the `data` folder, without accents, in small letters."""
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def is_ordinary(word: str) -> bool:
    """Tell whether a word in small letters is one of the language, in the singular or the plural."""
    return any(
        one in load_words(name)
        for name in ("mots", "arrets", "noms_mots", "choses", "vocabulaire")
        for one in (word, word.removesuffix("s"))
    )


@cache
def is_of_language(word: str) -> bool:
    """Tell whether a word is of one of the lists of words of the language: nobody's name, unless told."""
    return any(word in load_words(name) for name in _LANGUAGE)
