"""CSV of any spreadsheet: its encoding, its separator, its rows."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from deliberia.errors import DataError
from deliberia.lot.rows import HINT, Fault, Read, name_columns, name_letter, place_value

_DELIMITERS = ";,\t|"
_BLANK = " \r\n" + _DELIMITERS
_LINE = 1_000_000
"""Characters of the longest heading."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class CsvSource(NamedTuple):
    """A CSV whose encoding and separator are known."""

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...] = ()
    has_letters: bool = True
    remarques: tuple[str, ...] = ()

    def iter_rows(self) -> Read:
        """Yield the rows; each value loses the blanks around it."""
        lines = self.iter_lines()
        _skip_to_heading(lines)
        width = len(self.columns)
        for ligne, cells in lines:
            values: dict[str, Any] = {}
            fautes: list[Fault] = []
            for position, cell in enumerate(cells):
                text = cell.strip()
                if text:
                    name = self.columns[position] if position < width else ""
                    place_value(values, fautes, name, text, f"{name_letter(position)}{ligne}")
            yield ligne, values, tuple(fautes)

    def iter_lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells); a row that spans several lines bears the number of the first."""
        with self.path.open(encoding=self.encoding, newline="", errors="replace") as file:
            line = 1
            first = file.readline()
            if first.lower().startswith("sep=") and len(first.strip()) == 5:
                line = 2
            else:
                file.seek(0)
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            start = line
            try:
                for cells in reader:
                    yield line, cells
                    line = start + reader.line_num
            except csv.Error as error:
                raise DataError(
                    f"Le tableau est mal formé à la ligne {line}.",
                    place=str(self.path),
                    hint="Une cellule ouvre un guillemet sans le fermer, ou dépasse la taille permise.",
                ) from error


def open_csv(path: Path) -> CsvSource:
    """Find the encoding and the separator of a CSV, and read its heading.

    Raises:
        DataError: no text, no heading, or two columns of the same name.
    """
    encoding = _find_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            first = file.readline(_LINE)
            delimiter = _DELIMITERS[0]
            if first.lower().startswith("sep=") and len(first.strip()) == 5:
                delimiter = first.strip()[-1]
            else:
                while first and not first.strip(_BLANK):
                    first = file.readline(_LINE)
                delimiter = max(_DELIMITERS, key=lambda sign: _count(first, sign))
        except UnicodeError as error:
            raise DataError("Ce fichier n’est pas un texte lisible.", place=str(path), hint=HINT) from error
    if "\x00" in first:
        raise DataError("Ce fichier n’est pas un texte lisible.", place=str(path), hint=HINT)
    source = CsvSource(path, encoding, delimiter)
    return source._replace(columns=name_columns(_skip_to_heading(source.iter_lines()), path))


def _skip_to_heading(lines: Iterator[tuple[int, list[str]]]) -> list[str]:
    """Read down to the heading: the first row that holds something."""
    return next((cells for _, cells in lines if any(cell.strip() for cell in cells)), [])


def _find_encoding(path: Path) -> str:
    """UTF-8 with or without mark, UTF-16 with one, else Windows-1252."""
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in _BOMS:
            if start.startswith(mark):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _count(line: str, sign: str) -> int:
    """Count a sign outside quotation marks."""
    return sum(part.count(sign) for part in line.split('"')[::2])
