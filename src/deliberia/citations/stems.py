"""Which codes may hold an article number: the first numbers of each code, with the highest second number.

Used only where an act names no code beside a number; it never says that an article exists.
"""

from __future__ import annotations

from functools import cache

from deliberia.citations.lexicon import read_table


@cache
def _rows() -> dict[tuple[str, str], str]:
    return {(row[0], row[1]): row[2] for row in read_table("stems.tsv")}


@cache
def _stems(code: str, letter: str) -> dict[str, int]:
    row = _rows().get((code, letter), "")
    pairs = (pair.partition(":") for pair in row.split())
    return {stem: int(highest or 0) for stem, _, highest in pairs}


@cache
def codes_with_letters() -> tuple[str, ...]:
    """Codes whose articles bear a series letter."""
    return tuple(dict.fromkeys(code for code, _ in _rows()))


def fit(code: str, letter: str, stem: str, part: int) -> int:
    """2 when the number lies within the code, 1 when only its first number does, 0 when nothing does."""
    highest = _stems(code, letter).get(stem.lstrip("0") or "0")
    if highest is None:
        return 0
    return 2 if part <= highest else 1


@cache
def _every_stem(letter: str) -> dict[str, int]:
    highest: dict[str, int] = {}
    for code, series in _rows():
        if series == letter:
            for stem, value in _stems(code, series).items():
                highest[stem] = max(value, highest.get(stem, 0))
    return highest


def fits_anywhere(letter: str, stem: str, part: int) -> bool:
    """Say whether some code has such a number."""
    return part <= _every_stem(letter.upper()).get(stem.lstrip("0") or "0", -1)
