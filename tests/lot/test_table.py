"""Tables as offices write them, and what no office should."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.lot.conftest import HEADING, WriteTable, make_rows

from deliberia.errors import DataError
from deliberia.lot import read_table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_csv_of_any_french_spreadsheet_is_read(
    write_table: WriteTable, encoding: str, delimiter: str
) -> None:
    table = read_table(write_table(make_rows(3), encoding=encoding, delimiter=delimiter))
    rows = list(table.iter_rows())
    assert table.columns == HEADING
    assert [row.rang for row in rows] == [1, 2, 3]
    assert rows[1].ligne == 3
    assert rows[1].valeurs["Bénéficiaire"] == "Les Amis n° 2"
    assert rows[1].valeurs["Montant"] == "1002,50 €"


def test_the_line_that_excel_adds_before_the_heading_is_not_one(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_text("sep=;\r\nObjet;Montant\r\nfête;12\r\n", encoding="cp1252")
    table = read_table(path)
    (row,) = table.iter_rows()
    assert table.columns == ("Objet", "Montant")
    assert (row.ligne, row.valeurs["Montant"]) == (3, "12")


def test_a_cell_on_two_lines_and_empty_rows_keep_the_lines_right(tmp_path: Path) -> None:
    path = tmp_path / "lignes.csv"
    path.write_text('Objet;Montant\n"fête\ndu four";12\n;\n;;;\nbal;3\n', encoding="utf-8")
    rows = list(read_table(path).iter_rows())
    assert [(row.rang, row.ligne) for row in rows] == [(1, 2), (2, 6)]
    assert rows[0].valeurs["Objet"] == "fête\ndu four"


def test_a_cell_beyond_the_heading_is_named_as_the_spreadsheet_names_it(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("Objet;Montant\nfête;12;surplus\n", encoding="utf-8")
    (row,) = read_table(path).iter_rows()
    assert row.fautes == (("C2", "cette cellule n’a pas d’en-tête"),)


def test_a_workbook_gives_days_and_whole_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Objet", "Date", "Montant", "Nombre", "Reste"])
    sheet.append(["fête", dt.datetime(2026, 11, 17), 1500.5, 12.0, "=1/0"])  # noqa: DTZ001
    sheet.append(["bal", dt.date(2026, 12, 1), 0.1 + 0.2, True, "#DIV/0!"])
    book.create_sheet("Autre").append(["Objet"])
    path = tmp_path / "classeur.xlsx"
    book.save(path)
    table = read_table(path)
    first, second = table.iter_rows()
    assert dict(first.valeurs) == {
        "Objet": "fête",
        "Date": "2026-11-17",
        "Montant": Decimal("1500.5"),
        "Nombre": 12,
    }
    assert second.valeurs["Montant"] == Decimal("0.3")
    assert second.fautes[0][0] == "E3"
    assert read_table(path, feuille="Autre").columns == ("Objet",)
    with pytest.raises(DataError, match="Sheet, Autre"):
        read_table(path, feuille="Absente")


def test_json_lines_take_the_form_of_rediger_or_flat_names(tmp_path: Path) -> None:
    path = tmp_path / "actes.jsonl"
    lines = [
        {"numero": "1", "champs": {"montant": 12.5}, "vote": {"pour": 9}},
        {"numero": "2", "montant": 3, "vote.pour": 8},
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n\n{cassé\n[1]\n", encoding="utf-8")
    rows = list(read_table(path).iter_rows())
    assert dict(rows[0].valeurs) == {"numero": "1", "montant": Decimal("12.5"), "vote.pour": 9}
    assert dict(rows[1].valeurs) == {"numero": "2", "montant": 3, "vote.pour": 8}
    assert [row.fautes[0][0] for row in rows[2:]] == ["ligne 4", "ligne 5"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"\n\n", "en-t"),
        (b"Objet;Objet\n1;2\n", "même nom"),
        (b"PK\x03\x04 tronque", "endommagé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.xls"),
    ],
    ids=["vide", "sans en-tête", "doublon", "zip tronqué", "ancien classeur"],
)
def test_what_is_not_a_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=words):
        list(read_table(path).iter_rows())


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absente\.csv"):
        read_table(tmp_path / "absente.csv")


def test_a_quotation_mark_never_closed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "guillemet.csv"
    path.write_text('Objet;Montant\n"' + "x" * 200_000 + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="mal formé à la ligne 2"):
        list(read_table(path).iter_rows())


def test_a_quotation_mark_never_closed_does_not_swallow_the_rows_that_follow(tmp_path: Path) -> None:
    path = tmp_path / "guillemet.csv"
    path.write_text('Objet;Montant\nfête;1\n"bal;2\nrepas;3\n', encoding="utf-8")
    with pytest.raises(DataError, match="mal formé à la ligne 3"):
        list(read_table(path).iter_rows())


@pytest.mark.parametrize("word", ["#REF!", "#N/A", "#NOM?", "#DIV/0!", "#VALEUR!", "######"])
def test_the_error_of_a_formula_is_not_a_text_in_a_csv_either(tmp_path: Path, word: str) -> None:
    path = tmp_path / "erreur.csv"
    path.write_text(f"Objet;Montant\n{word};12\n#1 fête;13\n", encoding="utf-8")
    first, second = read_table(path).iter_rows()
    assert first.fautes[0][0] == "A2"
    assert second.valeurs["Objet"] == "#1 fête"


def test_the_first_sheet_that_is_shown_is_read_whatever_size_it_declares(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Secret"])
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("Actes")
    sheet.append(["Objet", "Part"])
    sheet.append(["fête", 0.055])
    sheet["B2"].number_format = "0.0%"
    plain, path = tmp_path / "juste.xlsx", tmp_path / "faux.xlsx"
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', source.read(name))
            target.writestr(name, data)
    table = read_table(path)
    assert table.columns == ("Objet", "Part")
    assert [dict(row.valeurs) for row in table.iter_rows()] == [{"Objet": "fête", "Part": "5,5 %"}]


@pytest.mark.parametrize(
    "line",
    ['{"montant": NaN}', '{"objet": "\\ud800"}', '{"montant": ' + "9" * 5000 + "}"],
    ids=["NaN", "demi-caractère", "nombre démesuré"],
)
def test_a_json_line_that_no_act_can_hold_is_a_fault_of_its_row(tmp_path: Path, line: str) -> None:
    path = tmp_path / "actes.jsonl"
    path.write_text('{"objet": "fête"}\n' + line + "\n", encoding="utf-8")
    _, bad = read_table(path).iter_rows()
    assert bad.fautes == (("ligne 2", "ce n’est pas un objet JSON correct"),)
