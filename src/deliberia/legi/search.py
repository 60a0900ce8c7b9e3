"""From the words of a user to a full-text query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.text import fold

_PHRASE = re.compile(r"[«\"“]([^»\"”]+)[»\"”]")
_WORD = re.compile(r"\w+")
_LONG_ENOUGH = 5
"""Characters, quotation marks included, from which a word may be the beginning of another."""
_EMPTY = frozenset(
    [
        "a",
        "à",
        "au",
        "aux",
        "ce",
        "ces",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "n",
        "ou",
        "par",
        "pour",
        "qu",
        "que",
        "qui",
        "s",
        "se",
        "un",
        "une",
    ]
)


def match_queries(words: str) -> Iterator[str]:
    """Yield full-text queries, the strictest first: all words, words that begin so, any of them.

    Whatever the user types is quoted: no operator of the engine can come in.
    """
    plain = [word for word in _WORD.findall(words) if word.casefold() not in _EMPTY]
    terms = [f'"{word}"' for word in dict.fromkeys(plain)]
    if not terms:
        return
    yield " AND ".join(terms)
    begun = [f"{term} *" if len(term) > _LONG_ENOUGH else term for term in terms]
    yield " AND ".join(begun)
    if len(terms) > 1:
        yield " OR ".join(begun)


def find_phrases(words: str) -> list[str]:
    """Return what stands between quotation marks."""
    return [phrase for phrase in _PHRASE.findall(words) if _WORD.search(phrase)]


def holds_phrases(text: str, phrases: list[str]) -> bool:
    """Tell whether each phrase stands in the text, accents and capitals apart.

    The index does not keep the place of words, which would make it twice as large: phrases are looked for in
    the texts that hold their words.
    """
    folded = " ".join(_WORD.findall(fold(text)))
    return all(" ".join(_WORD.findall(fold(phrase))) in folded for phrase in phrases)
