"""Headings set in columns between vertical bars, as old Word files give them: read column by column."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any, TypeVar

from deliberia.model import Fact
from deliberia.reading.motifs import motif
from deliberia.reading.passage import Passage

_RANG = motif(r"(?m)^\|[^\n]*\|[ \t]*$")
_RANGS_MINIMUM = 8
_VIDES_MINIMUM = 3
"""One row in three has an empty cell: columns of running text, not a table of labels and values."""

Lu = TypeVar("Lu")


@dataclass(frozen=True, slots=True)
class Colonnes:
    """The columns of a heading one after the other, and where each piece stands in the whole text."""

    passage: Passage
    pieces: tuple[tuple[int, int], ...]
    """Offset in the columns, offset in the whole text."""

    def replace_offsets(self, lu: Lu) -> Lu:
        """Return the facts read in the columns with their offsets in the whole text."""
        changes = {
            field.name: self._move(value)
            for field in fields(lu)  # type: ignore[arg-type]  # the facts of a reader are a dataclass
            if isinstance(value := getattr(lu, field.name), Fact)
        }
        return replace(lu, **changes)  # type: ignore[type-var]

    def _move(self, fact: Fact[Any]) -> Fact[Any]:
        if fact.start is None or fact.end is None:
            return fact
        return replace(fact, start=self._locate(fact.start), end=self._locate(fact.end - 1) + 1)

    def _locate(self, offset: int) -> int:
        before = max((piece for piece in self.pieces if piece[0] <= offset), default=(0, 0))
        return before[1] + offset - before[0]


def unfold_columns(entete: Passage) -> Colonnes | None:
    """Read the heading column by column; None when it is not set in columns."""
    rows = [(match.start(), match.group().rstrip()) for match in entete.iter(_RANG)]
    if len(rows) < _RANGS_MINIMUM:
        return None
    bars = [tuple(index for index, char in enumerate(line) if char == "|") for _, line in rows]
    usual = max(set(bars), key=bars.count)
    rows = [row for row, places in zip(rows, bars, strict=True) if places == usual]
    if len(usual) < 3 or len(rows) < _RANGS_MINIMUM:
        return None
    columns = [
        [(start + left + 1, line[left + 1 : right]) for start, line in rows]
        for left, right in pairwise(usual)
    ]
    empty = sum(any(not column[rank][1].strip() for column in columns) for rank in range(len(rows)))
    return _join(columns) if empty * _VIDES_MINIMUM >= len(rows) else None


def _join(columns: list[list[tuple[int, str]]]) -> Colonnes:
    pieces: list[tuple[int, int]] = []
    lines: list[str] = []
    length = 0
    for column in columns:
        for start, cell in column:
            bare = cell.strip()
            pieces.append((length, start + cell.find(bare)))
            lines.append(bare)
            length += len(bare) + 1
        lines.append("")
        length += 1
    texte = "\n".join(lines)
    return Colonnes(passage=Passage(texte, 0, len(texte)), pieces=tuple(pieces))
