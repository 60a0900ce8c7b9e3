"""The real numbers nearest to one that does not exist: the usual slips of the hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from deliberia.legal_refs import Base, load_base, parse_key, sort_key, split_number

LIMIT = 5
_SERIES = ("L", "R", "D", "LO", "A", "")


def nearest_numbers(
    cle: str, *, on: dt.date | None = None, base: Base | None = None, limit: int = LIMIT
) -> tuple[str, ...]:
    """Give the keys of real articles near a number, likeliest slip first; those in force on `on` come before.

    Slips, in order: wrong letter (R for L), lost or moved hyphen, swapped figures, one figure too many, one
    missing, one wrong; then the last number of its family.
    """
    base = base or load_base()
    key = parse_key(cle)
    if key.text not in base.codes or not key.article:
        return ()
    found: dict[str, bool] = {}
    for candidate in _iter_slips(key.article):
        if candidate != key.article and candidate not in found:
            rows = base.get_intervals(key.text, candidate)
            if rows:
                found[candidate] = on is None or any(
                    (row.debut is None or row.debut <= on) and (row.fin is None or on < row.fin)
                    for row in rows
                )
    ordered = sorted(found, key=lambda num: not found[num])
    if not ordered:
        ordered = _neighbours(base, key.text, key.article)
    return tuple(f"{key.text}:{num}" for num in ordered[:limit])


def _iter_slips(num: str) -> Iterator[str]:
    letters, rest = split_number(num)
    for series in _SERIES:
        if series != letters:
            yield series + rest
    for variant in _iter_digit_slips(rest):
        yield letters + variant


def _iter_digit_slips(rest: str) -> Iterator[str]:
    for place in range(1, len(rest)):
        if "-" not in (rest[place - 1], rest[place]):
            yield f"{rest[:place]}-{rest[place:]}"
    for place, char in enumerate(rest):
        if char == "-":
            yield rest[:place] + rest[place + 1 :]
            for other in (place - 1, place + 2):
                moved = rest[:place] + rest[place + 1 :]
                if 0 < other < len(moved):
                    yield f"{moved[:other]}-{moved[other:]}"
    for place in range(len(rest) - 1):
        yield rest[:place] + rest[place + 1] + rest[place] + rest[place + 2 :]
    for place in range(len(rest)):
        yield rest[:place] + rest[place + 1 :]
    for place in range(len(rest) + 1):
        for digit in "0123456789":
            yield rest[:place] + digit + rest[place:]
    for place, char in enumerate(rest):
        if char.isdigit():
            for digit in "0123456789":
                yield rest[:place] + digit + rest[place + 1 :]


def _neighbours(base: Base, code: str, num: str) -> list[str]:
    """The numbers just before and after in the same family."""
    stem = num.rpartition("-")[0]
    if not stem:
        return []
    family = [
        other for other in base.iter_numbers(code, split_number(num)[0]) if other.startswith(f"{stem}-")
    ]
    place = sort_key(num)
    before = [other for other in family if sort_key(other) < place]
    after = [other for other in family if sort_key(other) > place]
    return [*before[-1:], *after[:1]]
