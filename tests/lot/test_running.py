"""A lot: bad rows aside, nothing twice, nothing missing, the same bytes after any stop."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.lot.conftest import MODELE, SEANCE, WriteTable, make_rows

from deliberia import cli
from deliberia.catalogue import get_template
from deliberia.documents import read_document, write_atomic
from deliberia.errors import DataError, DocumentError, UsageError
from deliberia.lot import Job, LotReport, make_job, map_columns, read_table, render_report, run_lot
from deliberia.lot.folder import lock_folder
from deliberia.lot.journal import JOURNAL
from deliberia.model import Projet


def run(path: Path, job: Job, folder: Path, **options: object) -> LotReport:
    table = read_table(path)
    plan = map_columns(table.columns, get_template(MODELE))
    return run_lot(job, table, plan, folder, **{"coeurs": 1, **options})  # type: ignore[arg-type]


def prove(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if not path.name.startswith(".")
    }


def test_each_row_gives_its_act(write_table: WriteTable, job: Job, tmp_path: Path) -> None:
    report = run(write_table(make_rows(3)), job, tmp_path / "actes")
    assert [one.etat for one in report.lignes] == ["ecrit"] * 3
    text = read_document(tmp_path / "actes" / "2026_002.docx").texte
    assert "Les Amis n° 2" in text.replace("\u00a0", " ")
    assert "1 002,50" in text.replace("\u202f", " ")
    assert report.summarise() == "3 actes écrits."


def test_a_bad_row_never_stops_the_others_and_names_its_cell(
    write_table: WriteTable, job: Job, tmp_path: Path
) -> None:
    rows = make_rows(4)
    rows[0][3] = "beaucoup"
    rows[1][5] = "neuf"
    rows[2][0] = rows[3][0]
    report = run(write_table(rows), job, tmp_path / "actes")
    assert [one.etat for one in report.lignes] == ["refuse", "refuse", "ecrit", "refuse"]
    cells = [one.fautes[0][0] for one in report.lignes if one.fautes]
    assert cells == ["D2", "F3", "A5"]
    assert report.has_refused


def test_every_bad_cell_of_a_row_is_named(write_table: WriteTable, job: Job, tmp_path: Path) -> None:
    heading = ("Bénéficiaire", "Montant", "Date demande", "Objet")
    path = write_table([["Les Amis", "cher", "un jour", "fête"]], heading=heading)
    (one,) = run(path, job, tmp_path, essai=True).lignes
    assert [cell for cell, _ in one.fautes] == ["B2", "C2"]


def test_a_row_that_lacks_a_value_is_a_project(write_table: WriteTable, job: Job, tmp_path: Path) -> None:
    rows = make_rows(1)
    rows[0][2] = ""
    report = run(write_table(rows), job, tmp_path / "actes")
    assert report.lignes[0].etat == "projet"
    assert report.lignes[0].manquants == ("objet",)
    assert "PROJET" in read_document(tmp_path / "actes" / "2026_001.docx").texte


def test_a_trial_writes_nothing(write_table: WriteTable, job: Job, tmp_path: Path) -> None:
    report = run(write_table(make_rows(2)), job, tmp_path / "actes", essai=True)
    assert [one.etat for one in report.lignes] == ["essai", "essai"]
    assert not (tmp_path / "actes").exists()


def test_the_same_rows_give_the_same_bytes_whatever_the_number_of_processes(
    write_table: WriteTable, job: Job, tmp_path: Path
) -> None:
    path = write_table(make_rows(45))
    run(path, job, tmp_path / "un", coeurs=1)
    run(path, job, tmp_path / "deux", coeurs=2)
    assert prove(tmp_path / "un") == prove(tmp_path / "deux")
    assert len(prove(tmp_path / "un")) == 45


def test_a_second_run_writes_nothing_again(write_table: WriteTable, job: Job, tmp_path: Path) -> None:
    path = write_table(make_rows(3))
    run(path, job, tmp_path / "actes")
    before = {one.name: one.stat().st_mtime_ns for one in (tmp_path / "actes").glob("*.docx")}
    report = run(path, job, tmp_path / "actes")
    assert [one.etat for one in report.lignes] == ["deja"] * 3
    assert {one.name: one.stat().st_mtime_ns for one in (tmp_path / "actes").glob("*.docx")} == before


def test_a_row_that_changed_or_a_file_that_was_touched_is_written_again(
    write_table: WriteTable, job: Job, tmp_path: Path
) -> None:
    rows = make_rows(3)
    run(write_table(rows), job, tmp_path / "actes")
    rows[0][3] = "5000"
    (tmp_path / "actes" / "2026_002.docx").write_bytes(b"abime")
    report = run(write_table(rows), job, tmp_path / "actes")
    assert [one.etat for one in report.lignes] == ["ecrit", "ecrit", "deja"]


def test_a_file_of_someone_else_is_not_replaced_unasked(
    write_table: WriteTable, job: Job, tmp_path: Path
) -> None:
    folder = tmp_path / "actes"
    folder.mkdir()
    (folder / "2026_001.docx").write_bytes(b"precieux")
    path = write_table(make_rows(2))
    for _ in range(2):  # the second run sees what the first one wrote, not what was there
        report = run(path, job, folder)
        assert report.lignes[0].etat == "refuse"
        assert "existe déjà" in report.lignes[0].fautes[0][1]
    assert (folder / "2026_001.docx").read_bytes() == b"precieux"
    assert run(path, job, folder, force=True).lignes[0].etat == "ecrit"


def test_a_line_of_the_journal_cut_short_is_passed_over(
    write_table: WriteTable, job: Job, tmp_path: Path
) -> None:
    path = write_table(make_rows(3))
    run(path, job, tmp_path / "actes")
    journal = tmp_path / "actes" / JOURNAL
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]) + lines[-1][:25])
    report = run(path, job, tmp_path / "actes")
    assert [one.etat for one in report.lignes] == ["deja", "deja", "ecrit"]
    assert [one.etat for one in run(path, job, tmp_path / "actes").lignes] == ["deja"] * 3


def test_what_a_killed_lot_left_half_written_is_taken_away(
    write_table: WriteTable, job: Job, tmp_path: Path
) -> None:
    folder = tmp_path / "actes"
    folder.mkdir()
    old, fresh = folder / ".deliberia-00.tmp", folder / ".deliberia-11.tmp"
    for path in (old, fresh):
        path.write_bytes(b"PK")
    os.utime(old, (0, 0))
    run(write_table(make_rows(1)), job, folder)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_two_lots_in_one_folder_do_not_mix(write_table: WriteTable, job: Job, tmp_path: Path) -> None:
    folder = tmp_path / "actes"
    folder.mkdir()
    with lock_folder(folder), pytest.raises(UsageError, match="Un autre lot"):
        run(write_table(make_rows(1)), job, folder)


def test_a_table_without_row_is_refused(write_table: WriteTable, job: Job, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="aucune ligne"):
        run(write_table([]), job, tmp_path / "actes")


def test_each_row_may_bear_its_commune_and_its_seance(tmp_path: Path, write_table: WriteTable) -> None:
    heading = ("commune.nom", "commune.maire", "seance.date", "Bénéficiaire", "Montant", "Objet")
    path = write_table(
        [["Aubrac-sur-Lot", "M. Rémi Tixier", "3 décembre 2026", "Les Amis", 10, "bal"]], heading=heading
    )
    job = make_job(MODELE, controle=False, forme="txt")
    (one,) = run(path, job, tmp_path / "actes").lignes
    text = (tmp_path / "actes" / one.fichier).read_text(encoding="utf-8")
    assert "Aubrac-sur-Lot" in text
    assert "3 décembre 2026" in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("numero", "name"),
    [
        ("../../ailleurs", "ailleurs.txt"),
        ("2026/12", "2026-12.txt"),
        ("Délib 4", "Delib-4.txt"),
        ("CON", "acte-CON.txt"),
        ("com1.2026", "acte-com1.2026.txt"),
        ("…", "subvention-association-00001.txt"),
    ],
)
def test_a_number_gives_a_name_that_every_system_takes(
    write_table: WriteTable, tmp_path: Path, numero: str, name: str
) -> None:
    rows = make_rows(1)
    rows[0][0] = numero
    job = make_job(MODELE, seance=SEANCE, controle=False, forme="txt")
    (one,) = run(write_table(rows, encoding="utf-8"), job, tmp_path / "actes").lignes
    assert one.fichier == name
    assert (tmp_path / "actes" / name).is_file()


def test_long_numbers_that_end_differently_give_two_acts(write_table: WriteTable, tmp_path: Path) -> None:
    rows = make_rows(2)
    for row, end in zip(rows, "AB", strict=True):
        row[0] = "x" * 200 + end
    job = make_job(MODELE, seance=SEANCE, controle=False, forme="txt")
    report = run(write_table(rows), job, tmp_path / "actes")
    assert len({one.fichier for one in report.lignes}) == 2
    assert not report.has_refused


def test_two_numbers_that_give_one_name_are_told_from_one_number_twice(
    write_table: WriteTable, job: Job, tmp_path: Path
) -> None:
    rows = make_rows(3)
    rows[0][0], rows[1][0], rows[2][0] = "del-a", "DEL-A", "del-a"
    _, second, third = run(write_table(rows), job, tmp_path, essai=True).lignes
    assert second.fautes == (("A3", "le numéro donne le même nom de fichier que la ligne 2 : DEL-A.docx"),)
    assert third.fautes == (("A4", "le numéro est déjà celui de la ligne 2"),)


def test_every_part_of_a_row_is_tried_so_that_one_trial_tells_all(
    write_table: WriteTable, job: Job, tmp_path: Path
) -> None:
    rows = make_rows(2)
    rows[1] = [rows[0][0], "#REF!", "fête", "beaucoup", "65748", "dix", 9, 0, 0]
    _, bad = run(write_table(rows), job, tmp_path, essai=True).lignes
    assert [cell for cell, _ in bad.fautes] == ["B3", "A3", "D3", "F3"]


@pytest.mark.parametrize("coeurs", [1, 2])
def test_a_number_of_thousands_of_digits_refuses_its_row_alone(
    write_table: WriteTable, job: Job, tmp_path: Path, coeurs: int
) -> None:
    rows = make_rows(2)
    rows[0][5] = "9" * 5000
    bad, good = run(write_table(rows), job, tmp_path / "actes", coeurs=coeurs).lignes
    assert (bad.etat, bad.fautes[0][0]) == ("refuse", "F2")
    assert good.etat == "ecrit"


def test_a_row_that_breaks_the_program_is_told_and_the_others_go_on(
    write_table: WriteTable, job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import deliberia.documents

    write = deliberia.documents.render_docx

    def break_once(projet: Projet, **options: Any) -> bytes:
        if projet.numero == "2026_001":
            raise RuntimeError
        return write(projet, **options)

    monkeypatch.setattr(deliberia.documents, "render_docx", break_once)
    bad, good = run(write_table(make_rows(2)), job, tmp_path / "actes").lignes
    assert "RuntimeError" in bad.fautes[0][1]
    assert (bad.etat, good.etat) == ("refuse", "ecrit")


def test_true_is_not_a_text(tmp_path: Path, job: Job) -> None:
    path = tmp_path / "actes.jsonl"
    line = {"numero": ["a"], "beneficiaire": True, "objet": "bal", "montant": 1, "imputation": "65748"}
    path.write_text(json.dumps(line), encoding="utf-8")
    (one,) = run(path, job, tmp_path, essai=True).lignes
    assert "True" in one.fautes[0][1]


def test_a_journal_that_the_disk_refuses_is_told(write_table: WriteTable, job: Job, tmp_path: Path) -> None:
    (tmp_path / "actes" / JOURNAL).mkdir(parents=True)
    with pytest.raises(DataError, match="ne peut pas recevoir les actes"):
        run(write_table(make_rows(1)), job, tmp_path / "actes")


def test_a_full_disk_stops_the_lot_and_says_how_to_go_on(
    write_table: WriteTable, job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = DocumentError("Le disque est plein.", hint="Choisissez.")

    def write(path: Path, data: bytes, *, force: bool, sync: bool) -> Path:
        if path.stem == "2026_025":
            raise refused
        return write_atomic(path, data, force=force, sync=sync)

    monkeypatch.setattr("deliberia.lot.folder.write_atomic", write)
    table = write_table(make_rows(30))
    with pytest.raises(DocumentError, match="disque est plein") as caught:
        run(table, job, tmp_path / "actes")
    assert "relancez la même commande" in str(caught.value)
    monkeypatch.undo()
    report = run(table, job, tmp_path / "actes")
    assert (report.counts["deja"], report.counts["ecrit"]) == (20, 10)


def test_a_finding_that_repeats_is_told_once(write_table: WriteTable, tmp_path: Path) -> None:
    row = make_rows(1)[0]
    row[1] = "Les Amis {{ x }}"
    job = make_job(MODELE, seance=SEANCE)
    (one,) = run(write_table([row]), job, tmp_path, essai=True).lignes
    assert len(one.constats) == len(set(one.constats)) == 1
    assert one.erreurs > 1


def test_a_lot_that_is_interrupted_says_how_to_go_on(
    write_table: WriteTable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import deliberia.lot
    from deliberia.cli.main import run as run_command

    def interrupt(*_: Any, **__: Any) -> LotReport:
        raise KeyboardInterrupt

    monkeypatch.setattr(deliberia.lot, "run_lot", interrupt)
    path = write_table(make_rows(1))
    assert run_command(["lot", str(path), "--modele", MODELE, "-o", str(tmp_path / "actes")]) == 130
    assert "reprendra où elle en était" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_told_before_the_work(
    write_table: WriteTable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, folder = write_table(make_rows(1)), tmp_path / "actes"
    command = ["lot", str(table), "--modele", MODELE, "--seance", str(SEANCE), "-o", str(folder)]
    assert cli.run([*command, "--rapport", str(tmp_path / "absent" / "r.html")]) == 2
    assert "dossier du rapport" in capsys.readouterr().err
    assert not folder.exists()


def test_the_checks_run_on_each_act(write_table: WriteTable, tmp_path: Path) -> None:
    rows = make_rows(1)
    rows[0][3] = "30000"
    job = make_job(MODELE, seance=SEANCE)
    (one,) = run(write_table(rows), job, tmp_path, essai=True).lignes
    assert one.erreurs + one.avertissements > 0
    assert one.constats


def test_the_reports_say_the_same_and_repeat(write_table: WriteTable, job: Job, tmp_path: Path) -> None:
    rows = make_rows(3)
    rows[0][3] = "=beaucoup"
    report = run(write_table(rows), job, tmp_path / "actes")
    content = json.loads(render_report(report, "json"))
    assert content["totaux"] == {"ecrit": 2, "refuse": 1}
    assert content["lignes"][0]["fautes"][0]["cellule"] == "D2"
    table = list(csv.DictReader(render_report(report, "csv").lstrip("\ufeff").splitlines(), delimiter=";"))
    assert [row["etat"] for row in table] == ["refuse", "ecrit", "ecrit"]
    page = render_report(report, "html")
    assert "D2" in page
    assert "<script" not in page
    assert "width:100%" in page  # typography is for the words, never for the style
    again = run(write_table(rows), job, tmp_path / "encore")
    assert render_report(again, "json") == render_report(report, "json")


SCRIPT = """
import sys
from pathlib import Path
from deliberia.catalogue import get_template
from deliberia.lot import make_job, map_columns, read_table, run_lot
table = read_table(Path(sys.argv[1]))
plan = map_columns(table.columns, get_template(sys.argv[4]))
job = make_job(sys.argv[4], seance=Path(sys.argv[3]), controle=False)
run_lot(job, table, plan, Path(sys.argv[2]), coeurs=2)
"""


@pytest.mark.skipif(os.name != "posix", reason="le signal d’arrêt brutal est celui d’Unix")
def test_killed_at_any_moment_then_run_again_it_gives_the_same_bytes(
    write_table: WriteTable, job: Job, tmp_path: Path
) -> None:
    path = write_table(make_rows(300))
    run(path, job, tmp_path / "entier")
    folder = tmp_path / "coupe"
    command = [sys.executable, "-c", SCRIPT, str(path), str(folder), str(SEANCE), MODELE]
    for wanted in (1, 60, 150, 220):
        process = subprocess.Popen(command, start_new_session=True)
        deadline = time.monotonic() + 60
        while len(list(folder.glob("*.docx"))) < wanted and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    run(path, job, folder, coeurs=2)
    left = {name for name in prove(folder) if not name.startswith(".")}
    assert prove(folder) == prove(tmp_path / "entier")
    assert len(left) == 300
