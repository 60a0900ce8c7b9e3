"""The ways to write a known surname: whole, in part, glued, in the plural, its particle lost or parted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from deliberia.masking.lexicon import PARTICLES, load_words
from deliberia.masking.names import Name

SAINTS = frozenset({"saint", "sainte", "st", "ste"})
_SHORTEST_GLUED = 4
_PREFIXES = (
    "ait", "abd", "al", "ben", "bel", "d", "da", "de", "della", "des", "di", "du", "el", "l", "la", "le",
    "les", "mac", "mc", "ould", "saint", "sainte", "san", "van", "von",
)  # fmt: skip
"""What French files glue to a surname or part from it: « Leguennec », « Ben Haddou »."""


class Form(NamedTuple):
    """Words to find side by side. `is_parted`: one word of the name in two, a weaker sign."""

    words: tuple[str, ...]
    is_parted: bool = False


@lru_cache(maxsize=8192)
def list_forms(name: Name) -> tuple[Form, ...]:
    """Give the forms of a surname, each once, the same from one run to the next."""
    seen = dict.fromkeys(_iter_plain(name))
    parted: list[Form] = []
    if name.is_known:
        seen.update(dict.fromkeys(_iter_glued(name)))
        parted = [Form(words, is_parted=True) for words in _iter_parted(name) if words not in seen]
    return (*(Form(words) for words in seen), *parted)


def _iter_plain(name: Name) -> Iterator[tuple[str, ...]]:
    """Give the surname as written, joined where a hyphen was lost, and each long word of a double name."""
    surname = name.surname
    yield surname
    if len(surname) > 1:
        yield ("".join(surname),)
        for word in surname:
            if len(word) > 3 and word not in SAINTS and word not in load_words("mots"):
                yield (word,)


def _iter_glued(name: Name) -> Iterator[tuple[str, ...]]:
    """Give the name without spaces, as pages and networks write it, and the surname in the plural."""
    surname, given = "".join(name.surname), "".join(name.given)
    for place, word in enumerate(name.whole[:-1]):
        if word in PARTICLES:
            yield ("".join(name.whole[place:]),)
    if len(surname) < _SHORTEST_GLUED:
        return
    if not surname.endswith("s") and surname not in load_words("mots"):
        yield (*name.surname[:-1], f"{name.surname[-1]}s")
    if given:
        yield from ((f"{given}{surname}",), (f"{surname}{given}",), (f"{given[0]}{surname}",))


def _iter_parted(name: Name) -> Iterator[tuple[str, ...]]:
    """Give « ben haddou » for a name written « Benhaddou »."""
    first, rest = name.surname[0], name.surname[1:]
    for prefix in _PREFIXES:
        if first.startswith(prefix) and len(first) - len(prefix) >= _SHORTEST_GLUED:
            yield (prefix, first[len(prefix) :], *rest)
