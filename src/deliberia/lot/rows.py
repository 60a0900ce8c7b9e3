"""Rows and cells of a table, whatever file holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from deliberia.errors import DataError

HINT = "Enregistrez le tableau en CSV, en .xlsx ou en .jsonl."
_FORMULA_FAULT = re.compile(r"#(?:[A-Z0-9/ÉÀ]{1,12}[!?]|N/A|####*)")
"""« #REF! », « #N/A », « #NOM? », « ###### »: what a spreadsheet shows instead of a value."""

Fault = tuple[str, str]
"""A cell, and what is wrong in it, in French."""
Read = Iterator[tuple[int, dict[str, Any], tuple[Fault, ...]]]
"""Line in the file, values by column name, faults."""


class TableRow(NamedTuple):
    """One row that holds something."""

    rang: int
    """1 for the first row of data."""
    ligne: int
    """Line in the file, the heading being line 1; what a spreadsheet shows."""
    valeurs: Mapping[str, Any]
    """By column name; empty cells are left out."""
    fautes: tuple[Fault, ...] = ()
    """(cell, French sentence) for what could not even be read."""


def name_columns(names: list[str], path: Path) -> tuple[str, ...]:
    """Return the heading, each name once.

    Raises:
        DataError: it is empty, or names two columns alike.
    """
    cleaned = [" ".join(name.split()) for name in names]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    if not any(cleaned):
        raise DataError("Ce tableau n’a pas d’en-têtes.", place=str(path), hint="Nommez ses colonnes.")
    twice = sorted({name for name in cleaned if name and cleaned.count(name) > 1})
    if twice:
        raise DataError(f"Deux colonnes portent le même nom : {', '.join(twice)}.", place=str(path))
    return tuple(cleaned)


def name_letter(index: int) -> str:
    """Name a column as a spreadsheet does: « A », « AB »."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_value(values: dict[str, Any], fautes: list[Fault], name: str, value: Any, cellule: str) -> None:
    """Keep a value under its column, or say why it cannot be kept."""
    if not name:
        fautes.append((cellule, "cette cellule n’a pas d’en-tête"))
    elif isinstance(value, str) and _FORMULA_FAULT.fullmatch(value):
        fautes.append((cellule, f"la formule donne une erreur ({value})"))
    else:
        values[name] = value
