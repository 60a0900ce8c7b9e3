"""What a template may ask of a list: its length, sums, choices of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from deliberia.catalogue.values import ABSENT, Row, is_missing
from deliberia.text import fold


def _colonne(rows: Iterable[Row], name: str) -> tuple[Any, ...]:
    """The values of one sub-field, one a row."""
    return tuple(row.get(name) for row in rows)


def _somme(rows: Iterable[Row], name: str) -> Any:
    """The sum of one sub-field; a hole when one of them is missing, absent amounts counting for nothing."""
    values = [row.get(name) for row in rows]
    holes = [value for value in values if is_missing(value)]
    return holes[0] if holes else sum((value for value in values if value is not ABSENT), Decimal(0))


def _ou(rows: Iterable[Row], name: str, expected: Any) -> tuple[Row, ...]:
    """The rows whose sub-field `name` has that value."""
    return tuple(row for row in rows if row.get(name) == expected)


def _avec(rows: Iterable[Row], name: str) -> tuple[Row, ...]:
    """The rows where the sub-field `name` is given."""
    return tuple(row for row in rows if row.get(name))


def _avec_l_un(rows: Iterable[Row], *names: str) -> tuple[Row, ...]:
    """The rows where one at least of the sub-fields is given."""
    return tuple(row for row in rows if any(row.get(name) for name in names))


def _sauf(rows: Iterable[Row], name: str, refused: Any) -> tuple[Row, ...]:
    """The rows whose sub-field `name` has not that value."""
    return tuple(row for row in rows if row.get(name) != refused)


def _indecis(rows: Iterable[Row], name: str) -> tuple[Row, ...]:
    """The rows where a required sub-field is missing: they are still printed, with their holes."""
    return tuple(row for row in rows if is_missing(row.get(name)))


def _premier(values: Sequence[Any]) -> Any:
    return next(iter(values), ABSENT)


def _maximum(values: Iterable[Any]) -> Any:
    """The latest date or greatest number; a hole when one is missing, nothing for an empty list."""
    given = [value for value in values if value is not ABSENT]
    holes = [value for value in given if is_missing(value)]
    return holes[0] if holes else max(given, default=ABSENT)


def _superieurs(rows: Iterable[Row], name: str, limit: Decimal | int) -> tuple[Row, ...]:
    """The rows where the sub-field `name` is above a limit."""
    return tuple(row for row in rows if row.get(name) > limit)


def _contient(rows: Iterable[Row], name: str, *words: str) -> tuple[Row, ...]:
    """The rows where the text `name` holds one of the words, whatever its capitals and accents."""
    folded = [fold(word) for word in words]
    return tuple(row for row in rows if any(word in fold(str(row.get(name))) for word in folded))


def _sans(rows: Iterable[Row], name: str, *words: str) -> tuple[Row, ...]:
    """The rows where the text `name` holds none of the words."""
    folded = [fold(word) for word in words]
    return tuple(row for row in rows if not any(word in fold(str(row.get(name))) for word in folded))


def _distincts(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def _longueur(values: Sequence[Any]) -> int:
    return len(values)


def _hors(texts: Iterable[Any], others: Iterable[Any]) -> tuple[Any, ...]:
    """The texts that are not among the others, whatever their capitals and accents."""
    known = {fold(str(other)) for other in others}
    return tuple(text for text in texts if fold(str(text)) not in known)


LIST_FILTERS: dict[str, Callable[..., Any]] = {
    "colonne": _colonne,
    "somme": _somme,
    "ou": _ou,
    "avec": _avec,
    "avec_l_un": _avec_l_un,
    "sauf": _sauf,
    "indecis": _indecis,
    "premier": _premier,
    "maximum": _maximum,
    "superieurs": _superieurs,
    "contient": _contient,
    "sans": _sans,
    "distincts": _distincts,
    "longueur": _longueur,
    "hors": _hors,
}
