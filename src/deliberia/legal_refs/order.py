"""The order of article numbers in a code."""

from __future__ import annotations

import re
from functools import lru_cache

SERIES = (
    "bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies|undecies|duodecies|terdecies|"
    "quaterdecies|quindecies|sexdecies|septdecies|octodecies|novodecies|vicies|unvicies|duovicies"
)
"""Latin series after a number, in order."""


def split_number(num: str) -> tuple[str, str]:
    """Cut a number of article in its letters and the rest: `LO1112-1` → (`LO`, `1112-1`)."""
    size = 0
    while size < len(num) and num[size].isalpha() and num[size].isupper():
        size += 1
    return num[:size], num[size:]


_TOKEN = re.compile(r"\d+|[A-Za-z]+")
_SERIES_RANK = {name: rank for rank, name in enumerate(SERIES.split("|"), start=2)}


@lru_cache(maxsize=65_536)
def sort_key(num: str) -> tuple[object, ...]:
    """Sort numbers as the codes do: letters first, then each part by its value (`9`, `10`, `10 bis`, `10 A`).

    >>> sorted(["L10", "L9-1", "L9"], key=sort_key)
    ['L9', 'L9-1', 'L10']
    """
    letters, rest = split_number(num)
    parts: list[tuple[int, int, str]] = []
    for token in _TOKEN.findall(rest):
        if token.isdigit():
            parts.append((1, int(token), token))
        elif token in _SERIES_RANK:
            parts.append((2, _SERIES_RANK[token], token))
        else:
            parts.append((3, len(token), token))
    return (letters, tuple(parts), rest)
