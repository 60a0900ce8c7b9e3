"""Tables of rows as offices write them, read as a stream: CSV of any spreadsheet, .xlsx, JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from deliberia.errors import DataError
from deliberia.lot.rows import HINT, Read, TableRow, name_letter

MAX_SIZE = 200 * 1024 * 1024
"""Bytes of the file."""
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"


class Source(Protocol):
    """A file of rows, of one kind."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Heading."""

    @property
    def has_letters(self) -> bool:
        """Its cells are named as a spreadsheet does, « C12 »."""

    @property
    def remarques(self) -> tuple[str, ...]:
        """What the user should know of it, in French."""

    def iter_rows(self) -> Read:
        """Yield the rows after the heading, empty ones too."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read several times, row by row."""

    path: Path
    source: Source

    @property
    def columns(self) -> tuple[str, ...]:
        return self.source.columns

    @property
    def remarques(self) -> tuple[str, ...]:
        """What the user should know of the file: sheets that are not read, rows that are hidden."""
        return self.source.remarques

    def iter_rows(self) -> Iterator[TableRow]:
        """Yield the rows that hold something, in order."""
        rang = 0
        for ligne, valeurs, fautes in self.source.iter_rows():
            if valeurs or fautes:
                rang += 1
                yield TableRow(rang, ligne, valeurs, fautes)

    def name_cell(self, column: str, ligne: int) -> str:
        """Name a cell as a spreadsheet does, « C12 »; « ligne 12 » where there are no letters."""
        if not self.source.has_letters or column not in self.columns:
            return f"ligne {ligne}"
        return f"{name_letter(self.columns.index(column))}{ligne}"


def read_table(path: Path, *, feuille: str = "") -> Table:
    """Open a table and read its heading.

    Args:
        path: told by its content first, then by its extension.
        feuille: sheet of a workbook; the first one that is shown by default.

    Raises:
        DataError: unreadable, empty, too large, or two columns of the same name.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise DataError("Ce tableau n’existe pas ou ne peut pas être lu.", place=str(path)) from error
    if size > MAX_SIZE:
        raise DataError(f"Ce tableau dépasse {MAX_SIZE // 1024**2} Mo.", place=str(path), hint="Découpez-le.")
    if not size:
        raise DataError("Ce tableau est vide.", place=str(path))
    if start.startswith(_OLE):
        raise DataError(
            "C’est un classeur d’un ancien format (.xls), ou protégé.", place=str(path), hint=HINT
        )
    return Table(path, _open_source(path, start, feuille))


def _open_source(path: Path, start: bytes, feuille: str) -> Source:
    if start.startswith(_ZIP):
        from deliberia.lot.table_xlsx import open_xlsx

        return open_xlsx(path, feuille)
    if path.suffix.lower() in (".jsonl", ".ndjson") or start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
        from deliberia.lot.table_jsonl import open_jsonl

        return open_jsonl(path)
    from deliberia.lot.table_csv import open_csv

    return open_csv(path)
