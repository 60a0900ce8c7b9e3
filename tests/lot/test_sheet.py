"""What a workbook shows is not always what it holds: formulas, merged cells, hidden rows, days as numbers."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.lot.conftest import MODELE, SEANCE

from deliberia.cli import run
from deliberia.errors import DataError
from deliberia.lot import make_job, map_columns, read_table, run_lot

HEADING = ["Objet", "Montant", "Note"]


@pytest.fixture
def book() -> Any:
    """A workbook still open, with three rows."""
    book = openpyxl.Workbook()
    book.active.append(HEADING)
    for objet, montant in (("fête", 100), ("bal", 200), ("jeux", 300)):
        book.active.append([objet, montant])
    return book


def save(book: Any, tmp_path: Path, *, rewrite: tuple[str, str, str] | None = None) -> Path:
    """Save a workbook, one of its members changed by hand if asked."""
    plain, path = tmp_path / "brut.xlsx", tmp_path / "classeur.xlsx"
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name).decode()
            if rewrite and name == rewrite[0]:
                assert re.search(rewrite[1], data)
                data = re.sub(rewrite[1], rewrite[2], data)
            target.writestr(name, data)
    return path


def read(path: Path) -> list[tuple[int, dict[str, Any], list[str]]]:
    return [
        (row.ligne, dict(row.valeurs), [f"{cell} {fault}" for cell, fault in row.fautes])
        for row in read_table(path).iter_rows()
    ]


def test_a_formula_that_was_never_computed_is_refused_by_its_cell(book: Any, tmp_path: Path) -> None:
    book.active["B3"] = "=B2*2"
    first, second, third = read(save(book, tmp_path))
    assert (first[2], third[2]) == ([], [])
    assert second[1] == {"Objet": "bal"}
    assert second[2][0].startswith("B3 cette formule n’a pas été calculée")


def test_a_formula_whose_result_is_kept_is_its_result(book: Any, tmp_path: Path) -> None:
    book.active["B3"] = "=B2*2"
    book.active["C3"] = '=IF(1,"","x")'
    sheet = "xl/worksheets/sheet1.xml"
    path = save(
        book,
        tmp_path,
        rewrite=(sheet, r"(<f>B2\*2</f>)<v\s*/>|(<f>B2\*2</f>)<v></v>", r"<f>B2*2</f><v>250</v>"),
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts[sheet] = parts[sheet].replace('r="C3"', 'r="C3" t="str"')
    parts["xl/workbook.xml"] = re.sub(r' fullCalcOnLoad="1"', "", parts["xl/workbook.xml"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert read(path)[1] == (3, {"Objet": "bal", "Montant": 250}, [])


def test_a_result_that_its_writer_made_up_is_no_result(book: Any, tmp_path: Path) -> None:
    """Programs that compute nothing write 0, and ask the spreadsheet to compute when it opens."""
    book.active["B3"] = "=B2*2"
    change = ("xl/worksheets/sheet1.xml", r"<f>B2\*2</f><v\s*/>|<f>B2\*2</f><v></v>", "<f>B2*2</f><v>0</v>")
    path = save(book, tmp_path, rewrite=change)
    with zipfile.ZipFile(path) as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")
    assert read(path)[1][2][0].startswith("B3 cette formule")


def test_a_value_over_several_rows_is_refused_on_each(book: Any, tmp_path: Path) -> None:
    book.active.merge_cells("B3:B4")
    first, second, third = read(save(book, tmp_path))
    assert first[2] == []
    assert second[2] == third[2]
    assert second[2][0].startswith("B3:B4 ces cellules sont fusionnées")


def test_cells_merged_for_the_look_alone_are_no_fault(book: Any, tmp_path: Path) -> None:
    book.active.merge_cells("C2:C4")  # empty
    book.active.merge_cells("C6:F6")  # below the rows
    assert [faults for _, _, faults in read(save(book, tmp_path))] == [[], [], []]


def test_a_value_over_two_named_columns_is_refused(book: Any, tmp_path: Path) -> None:
    book.active.merge_cells("A2:B2")
    assert read(save(book, tmp_path))[0][2][0].startswith("A2:B2")


def test_hidden_rows_are_left_and_told(book: Any, tmp_path: Path) -> None:
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[9].hidden = True  # empty
    path = save(book, tmp_path)
    assert [ligne for ligne, _, _ in read(path)] == [2, 4]
    assert read_table(path).remarques == ("1 ligne masquée n’est pas lue (3) : affichez-la pour la rédiger.",)


def test_the_heading_is_the_first_row_that_holds_something(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.cell(3, 1, "Objet")
    book.active.cell(4, 1, "fête")
    assert read(save(book, tmp_path)) == [(4, {"Objet": "fête"}, [])]
    path = tmp_path / "table.csv"
    path.write_text(";;\n\nObjet;Note\nfête;\n", encoding="utf-8")
    assert read(path) == [(4, {"Objet": "fête"}, [])]


def test_the_sheets_that_are_not_read_are_told_unless_one_was_chosen(book: Any, tmp_path: Path) -> None:
    book.active.title = "Actes"
    book.create_sheet("Notes")
    book.create_sheet("Cachée").sheet_state = "hidden"
    path = save(book, tmp_path)
    (remark,) = read_table(path).remarques
    assert remark.startswith("Le classeur a 2 feuilles ; seule « Actes » est lue")
    assert read_table(path, feuille="Actes").remarques == ()


def test_the_remarks_are_printed(book: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.create_sheet("Notes")
    path = save(book, tmp_path)
    options = ["--modele", MODELE, "--seance", str(SEANCE), "--essai", "--ignorer", "Note"]
    run(["lot", str(path), *options])
    assert "classeur.xlsx : Le classeur a 2 feuilles" in capsys.readouterr().err.replace("\u00a0", " ")


@pytest.mark.parametrize("column", ["seance.date", "date_demande"])
def test_a_day_kept_as_a_number_is_told_with_the_day_it_means(tmp_path: Path, column: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Bénéficiaire", "Objet", "Montant", column])
    book.active.append(["Comité", "fête", 100, 46343])
    table = read_table(save(book, tmp_path))
    job = make_job(MODELE, seance=SEANCE, controle=False)
    plan = map_columns(table.columns, _template())
    (row,) = run_lot(job, table, plan, tmp_path, essai=True, coeurs=1).lignes
    assert row.fautes[0][0] == "D2"
    assert "sans doute le 17 novembre 2026" in row.fautes[0][1]


def _template() -> Any:
    from deliberia.catalogue import get_template

    return get_template(MODELE)


def test_a_sheet_whose_xml_is_broken_is_said_damaged(book: Any, tmp_path: Path) -> None:
    book.active["B3"] = "=B2*2"
    path = save(book, tmp_path, rewrite=("xl/worksheets/sheet1.xml", "</sheetData>", "</sheet"))
    with pytest.raises(DataError, match="endommagé"):
        list(read_table(path).iter_rows())


def test_a_cell_that_no_reader_understands_is_said_damaged(book: Any, tmp_path: Path) -> None:
    path = save(book, tmp_path, rewrite=("xl/worksheets/sheet1.xml", "<v>200</v>", "<v>2%0</v>"))
    with pytest.raises(DataError, match="feuille est endommagée"):
        list(read_table(path).iter_rows())


def test_a_workbook_is_told_by_its_content_whatever_its_name(book: Any, tmp_path: Path) -> None:
    path = save(book, tmp_path).rename(tmp_path / "export.tmp")
    assert [ligne for ligne, _, _ in read(path)] == [2, 3, 4]
