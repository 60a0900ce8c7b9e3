"""« d’Étienne » is shown as « de Personne X4 », and « de Personne X4 » is written back « d’Étienne »."""

from __future__ import annotations

import re

_ELIDED = re.compile(r"(?<![a-z0-9'])(?:d|qu|lorsqu|puisqu|quoiqu|jusqu)'\Z")
_FULL = re.compile(
    r"(?<![a-z0-9'])(?P<word>de|que|lorsque|puisque|quoique|jusque)(?P<gap>[ \n])(?P<mark>[*_\"]{0,3})\Z"
)
_REACH = 16
_MARKS = frozenset('*_"')


def find_elided(flat: str, start: int) -> bool:
    """Tell whether « d’ », « qu’ » stands right before `start`."""
    return _ELIDED.search(flat[max(0, start - _REACH) : start]) is not None


def find_full(flat: str, start: int) -> re.Match[str] | None:
    """Match « de », « que » before `start`. Its offsets count from `full_base`."""
    last = flat[start - 1 : start]
    if last not in _MARKS and flat[start - 2 : start - 1] != "e":
        return None
    return _FULL.search(flat[full_base(start) : start])


def full_base(start: int) -> int:
    return max(0, start - _REACH)


def begins_by_vowel(flat: str) -> bool:
    """Tell whether French elides before this name; before « h » only what the text itself elided."""
    return flat[:1] in set("aeiouy")
