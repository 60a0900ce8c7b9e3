"""What a template sees: values that print safely, and holes that name themselves.

A template never receives an ordinary object of the program: only text, numbers, dates, booleans, tuples of
those, and `Row`s, whose names are listed when the row is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

HOLE = "[…]"
"""What is printed where a value is missing."""


class Row:
    """A line of a list field, or a small set of named values; read by name, never changed."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:  # Any: a cell is any of the allowed values
        self._values = dict(values)

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def get(self, name: str) -> Any:  # Any: see above
        """Return the value called `name`.

        Raises:
            KeyError: the row has no such name.
        """
        return self._values[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and other._values == self._values

    def __hash__(self) -> int:
        return hash(tuple(self._values))

    def __repr__(self) -> str:
        return f"Row({self._values!r})"


class Missing:
    """A value that nobody gave: prints as « […] », is false, compares false, and may be listed once."""

    __slots__ = ("name", "sub_names")

    def __init__(self, name: str, sub_names: tuple[str, ...] = ()) -> None:
        self.name = name
        self.sub_names = sub_names

    def __str__(self) -> str:
        return HOLE

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return hash(self.name)

    def __lt__(self, other: object) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __iter__(self) -> Iterator[Any]:
        """Give one row of holes, so that a table shows where its lines go."""
        if self.sub_names:
            yield Row({name: Missing(f"{self.name}.{name}") for name in self.sub_names})
        else:
            yield self

    def __len__(self) -> int:
        return 1


class Absent:
    """An optional value that nobody gave: false, compares false, may not be printed."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other is self

    def __hash__(self) -> int:
        return 0

    def __lt__(self, other: object) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__


ABSENT = Absent()


def is_missing(value: object) -> bool:
    return isinstance(value, Missing)
