"""What a sheet of a workbook hides from who reads its values alone: formulas never computed, merges, rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

_WORTH = re.compile(rb"<(?:\w+:)?(?:f[\s/>]|mergeCell\s|row\s[^<>]*\bhidden=)")
_OVERLAP = 4096
"""Bytes kept from one block to the next: more than the mark of a row takes."""
_BLOCK = 1 << 20
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells made one: only the first bears the value."""

    name: str
    """« B2:B4 »."""
    rows: range
    columns: range
    """Ranks of columns, 0 for A."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What has to be known of a sheet before its values are read."""

    uncomputed: frozenset[str] = frozenset()
    """Cells whose formula has no result in the file."""
    hidden: frozenset[int] = frozenset()
    """Rows that are not shown and hold something."""
    merges: tuple[Merge, ...] = field(default=())


class MergedRows:
    """The merged cells that hold a value, row after row: it stands on the first row, the others are empty."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._waiting = sorted(merges, key=lambda one: one.rows.start, reverse=True)
        self._open: list[Merge] = []

    def find(self, ligne: int, cells: Sequence[Any]) -> list[Merge]:
        """Return those that cover a row; rows are given in order."""
        while self._waiting and self._waiting[-1].rows.start <= ligne:
            merge = self._waiting.pop()
            first = merge.columns.start
            is_here = merge.rows.start == ligne and first < len(cells)
            if is_here and cells[first].value not in (None, ""):
                self._open.append(merge)
        self._open = [merge for merge in self._open if ligne in merge.rows]
        return self._open


def inspect_sheet(open_xml: Callable[[], IO[bytes]], *, is_stale: bool) -> Sheet:
    """Read the XML of a sheet, if a quick look says that it is worth it.

    Args:
        open_xml: opens it, from its beginning.
        is_stale: the workbook asks to be computed again when it is opened: no result in it is one.
    """
    with open_xml() as file:
        if not _is_worth(file):
            return Sheet()
    with open_xml() as file:
        return _parse(file, is_stale)


def _is_worth(file: IO[bytes]) -> bool:
    tail = b""
    while block := file.read(_BLOCK):
        if _WORTH.search(tail + block):
            return True
        tail = block[-_OVERLAP:]
    return False


def _parse(file: IO[bytes], is_stale: bool) -> Sheet:
    from xml.etree.ElementTree import iterparse

    uncomputed: set[str] = set()
    hidden: set[int] = set()
    merges: list[Merge] = []
    rank = 0
    for _, element in iterparse(file):  # noqa: S314 (expat bounds entities, and openpyxl has read the file)
        name = element.tag.rpartition("}")[2]
        if name == "c":
            children = {child.tag.rpartition("}")[2]: child for child in element}
            is_empty = "v" not in children or not (children["v"].text or element.get("t") == "str")
            if "f" in children and (is_stale or is_empty):
                uncomputed.add(element.get("r", ""))
        elif name == "row":
            rank = int(element.get("r") or rank + 1)
            if element.get("hidden") in _TRUE and any(len(cell) for cell in element):
                hidden.add(rank)
            element.clear()
        elif name == "mergeCell" and (merge := _read_merge(element.get("ref", ""))):
            merges.append(merge)
    return Sheet(frozenset(uncomputed), frozenset(hidden), tuple(merges))


def _read_merge(name: str) -> Merge | None:
    match = _RANGE.fullmatch(name)
    if match is None:
        return None
    first, top, last, bottom = match.groups()
    return Merge(name, range(int(top), int(bottom) + 1), range(_rank(first), _rank(last) + 1))


def _rank(letters: str) -> int:
    rank = 0
    for letter in letters:
        rank = rank * 26 + ord(letter) - 64
    return rank - 1
