"""Workbooks: the rows that are shown, each value as it is meant; what would be read wrongly is refused."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from deliberia.errors import DataError
from deliberia.lot.rows import HINT, Fault, Read, name_columns, name_letter, place_value
from deliberia.lot.sheet import Merge, MergedRows, Sheet, inspect_sheet
from deliberia.text import agree, join_french

MAX_UNPACKED = 1024 * 1024 * 1024
"""Bytes of a workbook once unpacked."""
_NAMED = 10
"""Lines that a remark names."""
_STALE = re.compile(rb"<(?:\w+:)?calcPr\s[^<>]*\bfullCalcOnLoad=[\"'](?:1|true)")
_NEVER = "cette formule n’a pas été calculée : ouvrez le classeur dans un tableur et enregistrez-le"
_MERGED = "ces cellules sont fusionnées : défusionnez-les et écrivez la valeur sur chaque ligne"


class WorkbookSource(NamedTuple):
    """One sheet of a workbook."""

    path: Path
    feuille: str
    sheet: Sheet
    heading: int
    """Rank of the row of the heading, 1 for the first."""
    columns: tuple[str, ...]
    remarques: tuple[str, ...] = ()
    has_letters: bool = True

    def iter_rows(self) -> Read:
        """Yield the rows that are shown."""
        merged = MergedRows(self.sheet.merges)
        with _load_book(self.path) as book:
            for ligne, cells in _iter_shown(book, self.feuille, self.sheet, self.path):
                if ligne > self.heading:
                    values, fautes = self._read_row(ligne, cells)
                    found = merged.find(ligne, cells)
                    fautes += [(one.name, _MERGED) for one in found if self._is_doubtful(one)]
                    yield ligne, values, tuple(fautes)

    def _read_row(self, ligne: int, cells: Sequence[Any]) -> tuple[dict[str, Any], list[Fault]]:
        values: dict[str, Any] = {}
        fautes: list[Fault] = []
        for position, cell in enumerate(cells):
            cellule = f"{name_letter(position)}{ligne}"
            value = _plain(cell.value, str(getattr(cell, "number_format", "")))
            if cellule in self.sheet.uncomputed:
                fautes.append((cellule, _NEVER))
            elif value is not None:
                name = self.columns[position] if position < len(self.columns) else ""
                place_value(values, fautes, name, value, cellule)
        return values, fautes

    def _is_doubtful(self, merge: Merge) -> bool:
        """Tell whether the value may be meant for several rows, or for several columns that have a name."""
        named = [rank for rank in merge.columns if rank < len(self.columns) and self.columns[rank]]
        return len(merge.rows) > 1 or len(named) > 1


def open_xlsx(path: Path, feuille: str) -> WorkbookSource:
    """Choose the sheet of a workbook and read its heading.

    Raises:
        DataError: damaged, huge, without cells, or without the sheet that is asked for.
    """
    is_stale = _look_inside(path)
    with _load_book(path) as book:
        names = [sheet.title for sheet in book.worksheets]
        shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not names:
            raise DataError("Ce classeur n’a aucune feuille de cellules.", place=str(path), hint=HINT)
        if feuille and feuille not in names:
            raise DataError(
                f"Le classeur n’a pas de feuille « {feuille} ».",
                place=str(path),
                hint=f"Ses feuilles : {', '.join(names)}.",
            )
        chosen = feuille or (shown or names)[0]
        sheet = _inspect(book, chosen, path, is_stale=is_stale)
        rows = (
            (ligne, ["" if cell.value is None else str(cell.value) for cell in cells])
            for ligne, cells in _iter_shown(book, chosen, sheet, path)
        )
        heading, cells = next((row for row in rows if any(cell.strip() for cell in row[1])), (1, []))
    remarks = []
    if len(shown) > 1 and not feuille:
        remarks.append(
            f"Le classeur a {len(shown)} feuilles ; seule « {chosen} » est lue (option --feuille)."
        )
    remarks += _tell_hidden(sorted(ligne for ligne in sheet.hidden if ligne > heading))
    return WorkbookSource(path, chosen, sheet, heading, name_columns(cells, path), tuple(remarks))


def _inspect(book: Any, name: str, path: Path, *, is_stale: bool) -> Sheet:
    from xml.etree.ElementTree import ParseError

    try:
        return inspect_sheet(book[name]._get_source, is_stale=is_stale)
    except (ParseError, ValueError, OSError) as error:
        raise DataError("Ce classeur est endommagé.", place=str(path), hint=HINT) from error


def _tell_hidden(lignes: list[int]) -> list[str]:
    if not lignes:
        return []
    count = len(lignes)
    named = [str(ligne) for ligne in lignes[:_NAMED]] + (["…"] if count > _NAMED else [])
    what = agree(count, "ligne masquée n’est pas lue", "lignes masquées ne sont pas lues")
    shown = agree(count, "affichez-la pour la", "affichez-les pour les")
    return [f"{count} {what} ({join_french(tuple(named))}) : {shown} rédiger."]


def _look_inside(path: Path) -> bool:
    """Refuse a damaged or a huge archive; tell whether its results have to be computed again."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise DataError("Ce classeur est démesuré une fois décompressé.", place=str(path), hint=HINT)
            book = archive.read("xl/workbook.xml") if "xl/workbook.xml" in archive.namelist() else b""
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, RuntimeError, OSError) as error:
        raise DataError("Ce classeur est endommagé.", place=str(path), hint=HINT) from error
    return _STALE.search(book) is not None


@contextmanager
def _load_book(path: Path) -> Iterator[Any]:  # Any: openpyxl bears no types
    import warnings

    import openpyxl

    with path.open("rb") as file:  # given by its name, one whose extension is not .xlsx would be refused
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # extensions of Excel that do not concern the cells
                book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # what openpyxl raises on a broken workbook is not one family
            raise DataError(
                "Ce fichier n’est pas un classeur lisible.", place=str(path), hint=HINT
            ) from error
        with closing(book):
            yield book


def _iter_shown(book: Any, name: str, sheet: Sheet, path: Path) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows that are not hidden, to the end whatever size the writer declared."""
    found = book[name]
    found.reset_dimensions()
    rows = enumerate(found.iter_rows(), 1)
    while True:
        try:
            row = next(rows, None)
        except Exception as error:  # as above: the sheet is parsed as it is read
            raise DataError("Cette feuille est endommagée.", place=f"{path}, {name}", hint=HINT) from error
        if row is None:
            return
        if row[0] not in sheet.hidden:
            yield row


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
