"""Tables of rows as offices write them, read as a stream: CSV of any spreadsheet, .xlsx, JSON lines."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from deliberia.errors import DataError

MAX_SIZE = 200 * 1024 * 1024
"""Bytes of the file."""
MAX_UNPACKED = 1024 * 1024 * 1024
"""Bytes of a workbook once unpacked."""
_DELIMITERS = ";,\t|"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HINT = "Enregistrez le tableau en CSV, en .xlsx ou en .jsonl."
_FORMULA_FAULT = re.compile(r"#(?:[A-Z0-9/ÉÀ]{1,12}[!?]|N/A|####*)")
"""« #REF! », « #N/A », « #NOM? », « ###### »: what a spreadsheet shows instead of a value."""


class TableRow(NamedTuple):
    """One row that holds something."""

    rang: int
    """1 for the first row of data."""
    ligne: int
    """Line in the file, the heading being line 1; what a spreadsheet shows."""
    valeurs: Mapping[str, Any]
    """By column name; empty cells are left out."""
    fautes: tuple[tuple[str, str], ...] = ()
    """(cell, French sentence) for what could not even be read."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read several times, row by row."""

    path: Path
    columns: tuple[str, ...]
    sorte: str
    """csv, xlsx or jsonl."""
    encoding: str = "utf-8"
    delimiter: str = ";"
    feuille: str = ""

    def iter_rows(self) -> Iterator[TableRow]:
        """Yield the rows that hold something, in order."""
        reader = {"csv": _iter_csv, "xlsx": _iter_xlsx, "jsonl": _iter_jsonl}[self.sorte]
        rang = 0
        for ligne, valeurs, fautes in reader(self):
            if valeurs or fautes:
                rang += 1
                yield TableRow(rang, ligne, valeurs, fautes)

    def name_cell(self, column: str, ligne: int) -> str:
        """Name a cell as a spreadsheet does, « C12 »; « ligne 12 » where there are no letters."""
        if self.sorte == "jsonl" or column not in self.columns:
            return f"ligne {ligne}"
        return f"{_letter(self.columns.index(column))}{ligne}"


def read_table(path: Path, *, feuille: str = "") -> Table:
    """Open a table and read its heading.

    Args:
        path: told by its content first, then by its extension.
        feuille: sheet of a workbook; the first one by default.

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
    if start.startswith(b"PK"):
        return _open_xlsx(path, feuille)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataError(
            "C’est un classeur d’un ancien format (.xls), ou protégé.", place=str(path), hint=_HINT
        )
    if path.suffix.lower() in (".jsonl", ".ndjson") or start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
        return _open_jsonl(path)
    return _open_csv(path)


def _name_columns(names: list[str], path: Path) -> tuple[str, ...]:
    cleaned = [" ".join(name.split()) for name in names]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    if not any(cleaned):
        raise DataError("Ce tableau n’a pas d’en-têtes.", place=str(path), hint="Nommez ses colonnes.")
    twice = sorted({name for name in cleaned if name and cleaned.count(name) > 1})
    if twice:
        raise DataError(f"Deux colonnes portent le même nom : {', '.join(twice)}.", place=str(path))
    return tuple(cleaned)


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


Read = Iterator[tuple[int, dict[str, Any], tuple[tuple[str, str], ...]]]


# CSV


def _open_csv(path: Path) -> Table:
    encoding = _find_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            first = file.readline(1_000_000)
            delimiter = _DELIMITERS[0]
            if first.lower().startswith("sep=") and len(first.strip()) == 5:
                delimiter = first.strip()[-1]
                first = file.readline(1_000_000)
            else:
                delimiter = max(_DELIMITERS, key=lambda sign: _count(first, sign))
        except UnicodeError as error:
            raise DataError("Ce fichier n’est pas un texte lisible.", place=str(path), hint=_HINT) from error
    if "\x00" in first:
        raise DataError("Ce fichier n’est pas un texte lisible.", place=str(path), hint=_HINT)
    table = Table(path, (), "csv", encoding, delimiter)
    heading = next(_csv_lines(table), (1, []))[1]
    return Table(path, _name_columns(heading, path), "csv", encoding, delimiter)


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


def _csv_lines(table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells); a row that spans several lines bears the number of the first."""
    with table.path.open(encoding=table.encoding, newline="", errors="replace") as file:
        line = 1
        first = file.readline()
        if first.lower().startswith("sep=") and len(first.strip()) == 5:
            line = 2
        else:
            file.seek(0)
        reader = csv.reader(file, delimiter=table.delimiter, strict=True)
        start = line
        try:
            for cells in reader:
                yield line, cells
                line = start + reader.line_num
        except csv.Error as error:
            raise DataError(
                f"Le tableau est mal formé à la ligne {line}.",
                place=str(table.path),
                hint="Une cellule ouvre un guillemet sans le fermer, ou dépasse la taille permise.",
            ) from error


def _iter_csv(table: Table) -> Read:
    lines = _csv_lines(table)
    next(lines, None)
    width = len(table.columns)
    for ligne, cells in lines:
        values: dict[str, Any] = {}
        fautes: list[tuple[str, str]] = []
        for position, cell in enumerate(cells):
            text = cell.strip()
            if text:
                name = table.columns[position] if position < width else ""
                _place(values, fautes, name, text, f"{_letter(position)}{ligne}")
        yield ligne, values, tuple(fautes)


def _place(
    values: dict[str, Any], fautes: list[tuple[str, str]], name: str, value: Any, cellule: str
) -> None:
    """Keep a value under its column, or say why it cannot be kept."""
    if not name:
        fautes.append((cellule, "cette cellule n’a pas d’en-tête"))
    elif isinstance(value, str) and _FORMULA_FAULT.fullmatch(value):
        fautes.append((cellule, f"la formule donne une erreur ({value})"))
    else:
        values[name] = value


# Workbooks


def _open_xlsx(path: Path, feuille: str) -> Table:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise DataError("Ce classeur est endommagé.", place=str(path), hint=_HINT) from error
    if unpacked > MAX_UNPACKED:
        raise DataError("Ce classeur est démesuré une fois décompressé.", place=str(path), hint=_HINT)
    book = _load_book(path)
    try:
        names = [sheet.title for sheet in book.worksheets]
        shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not names:
            raise DataError("Ce classeur n’a aucune feuille de cellules.", place=str(path), hint=_HINT)
        if feuille and feuille not in names:
            raise DataError(
                f"Le classeur n’a pas de feuille « {feuille} ».",
                place=str(path),
                hint=f"Ses feuilles : {', '.join(names)}.",
            )
        chosen = feuille or (shown or names)[0]
        heading = next(_open_sheet(book, chosen).iter_rows(values_only=True), ())
    finally:
        book.close()
    columns = _name_columns(["" if cell is None else str(cell) for cell in heading], path)
    return Table(path, columns, "xlsx", feuille=chosen)


def _load_book(path: Path) -> Any:  # Any: openpyxl bears no types
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions of Excel that do not concern the cells
            return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # what openpyxl raises on a broken workbook is not one family
        raise DataError("Ce fichier n’est pas un classeur lisible.", place=str(path), hint=_HINT) from error


def _open_sheet(book: Any, name: str) -> Any:
    """Return a sheet to be read to its end, whatever size its writer declared."""
    sheet = book[name]
    sheet.reset_dimensions()
    return sheet


def _iter_xlsx(table: Table) -> Read:
    book = _load_book(table.path)
    try:
        rows = _open_sheet(book, table.feuille).iter_rows()
        next(rows, None)
        for ligne, cells in enumerate(rows, 2):
            values: dict[str, Any] = {}
            fautes: list[tuple[str, str]] = []
            for position, cell in enumerate(cells):
                value = _plain(cell.value, str(getattr(cell, "number_format", "")))
                if value is not None:
                    name = table.columns[position] if position < len(table.columns) else ""
                    _place(values, fautes, name, value, f"{_letter(position)}{ligne}")
            yield ligne, values, tuple(fautes)
    finally:
        book.close()


def _plain(cell: Any, shape: str = "") -> Any:
    """Return what a cell means: a day, a whole number where Excel keeps 12.0, a share as it is shown."""
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, dt.time):
        return f"{cell.hour} h {cell.minute:02}"
    if "%" in shape and isinstance(cell, int | float) and not isinstance(cell, bool):
        share = Decimal(repr(round(cell * 100, 8))).normalize()
        return f"{share:f} %".replace(".", ",")
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else Decimal(repr(round(cell, 10)))
    return cell


# JSON lines


def _open_jsonl(path: Path) -> Table:
    names: dict[str, None] = {}
    table = Table(path, (), "jsonl")
    for _, values, _ in _iter_jsonl(table):
        names.update(dict.fromkeys(values))
    if not names:
        raise DataError("Ce fichier n’a aucune ligne JSON lisible.", place=str(path))
    return Table(path, tuple(names), "jsonl")


def _iter_jsonl(table: Table) -> Read:
    try:
        with table.path.open(encoding="utf-8-sig", newline="\n") as file:
            for ligne, text in enumerate(file, 1):
                if not text.strip():
                    continue
                values, fault = _parse_line(text)
                yield ligne, values, ((f"ligne {ligne}", fault),) if fault else ()
    except UnicodeDecodeError as error:
        raise DataError("Ce fichier n’est pas en UTF-8.", place=str(table.path)) from error


def _parse_line(text: str) -> tuple[dict[str, Any], str]:
    try:
        content = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
        json.dumps(content, ensure_ascii=False, default=str).encode()  # half a character is not a text
    except (ValueError, RecursionError):
        return {}, "ce n’est pas un objet JSON correct"
    if not isinstance(content, dict):
        return {}, "un objet JSON est attendu"
    return {name: value for name, value in _flatten(content) if value not in (None, "")}, ""


def _refuse_constant(word: str) -> None:
    raise ValueError(word)  # NaN and Infinity are not JSON


def _flatten(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Bring the form of `rediger` (« champs », « vote ») to columns: « montant », « vote.pour »."""
    for name, value in content.items():
        if name == "champs" and isinstance(value, dict):
            yield from value.items()
        elif name in ("vote", "seance", "commune") and isinstance(value, dict):
            for inner, cell in value.items():
                yield f"{name}.{inner}", cell
        elif name not in ("format", "modele"):
            yield name, value
