"""The days of transmission and publication: noted beside the act, refused when they cannot be."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from deliberia.cli import run
from deliberia.drafting import example_dossier
from deliberia.errors import DataError, DocumentError, UsageError
from deliberia.pieces import Suites, find_publication, note_suites, read_suites, suites_path

SEANCE = dt.date(2026, 11, 17)
TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def acte(tmp_path: Path) -> Path:
    path = tmp_path / "tarifs.toml"
    path.write_text('modele = "tarifs-communaux"\n', encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberia.cli.seance_suites.today", lambda: TODAY)


def note(acte: Path, *, transmis: dt.date | None = None, publie: dt.date | None = None) -> Suites:
    return note_suites(acte, transmis=transmis, publie=publie, seance=SEANCE, today=TODAY)


def test_nothing_is_noted_of_a_new_act(acte: Path) -> None:
    assert read_suites(acte) == Suites()
    assert read_suites(acte).describe() == ""
    assert not read_suites(acte).is_noted


def test_each_day_is_kept_beside_the_act_which_is_not_touched(acte: Path) -> None:
    before = acte.read_bytes()
    note(acte, transmis=dt.date(2026, 11, 18))
    note(acte, publie=dt.date(2026, 11, 19))
    found = read_suites(acte)
    assert (found.transmis, found.publie) == (dt.date(2026, 11, 18), dt.date(2026, 11, 19))
    assert found.describe() == "transmise le mercredi 18 novembre 2026, publiée le jeudi 19 novembre 2026"
    assert acte.read_bytes() == before
    assert read_suites(acte.with_suffix(".docx")) == found


def test_a_day_is_taken_back(acte: Path) -> None:
    note(acte, transmis=dt.date(2026, 11, 18), publie=dt.date(2026, 11, 19))
    note_suites(acte, oublier=["transmis"], seance=SEANCE, today=TODAY)
    assert read_suites(acte).transmis is None
    assert read_suites(acte).publie == dt.date(2026, 11, 19)


@pytest.mark.parametrize("jour", [dt.date(2026, 11, 16), dt.date(2026, 12, 1)])
def test_a_day_before_the_seance_or_to_come_is_refused(acte: Path, jour: dt.date) -> None:
    with pytest.raises(UsageError):
        note(acte, publie=jour)
    assert not suites_path(acte).exists()


def test_a_damaged_file_is_said_and_left_as_it_is(acte: Path) -> None:
    suites_path(acte).write_bytes(b"transmis = \xff")
    with pytest.raises(DataError, match="illisible"):
        note(acte, publie=dt.date(2026, 11, 19))
    assert suites_path(acte).read_bytes() == b"transmis = \xff"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_refuses_is_said(acte: Path) -> None:
    acte.parent.chmod(0o500)
    try:
        with pytest.raises(DocumentError):
            note(acte, publie=dt.date(2026, 11, 19))
    finally:
        acte.parent.chmod(0o700)


def test_the_time_to_go_to_court_runs_once_all_the_acts_are_published() -> None:
    first, last = Suites(publie=dt.date(2026, 11, 19)), Suites(publie=dt.date(2026, 11, 20))
    assert find_publication([first, last]) == dt.date(2026, 11, 20)
    assert find_publication([first, Suites()]) is None
    assert find_publication([]) is None


def test_a_whole_seance_is_noted_by_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "val-fleuri"
    example_dossier(folder)
    assert run(["seance", "noter", str(folder / "tarifs-communaux.toml"), "--publie", "18/11/2026"]) == 0
    capsys.readouterr()
    assert run(["seance", "noter", str(folder), "--publie", "17 novembre 2026"]) == 0
    shown = capsys.readouterr().out.replace("\xa0", " ")
    assert shown.count("publiée le mardi 17") == 4
    assert shown.count("publiée le mercredi 18") == 1, "a day noted before is kept"
    assert run(["seance", "calendrier", str(folder / "seance.toml")]) == 0
    assert "mardi 19\xa0janvier 2027" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--transmis", "demain"], ["--publie", "01/01/2020"]])
def test_a_wrong_day_is_refused_by_the_command(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example_dossier(tmp_path / "v")
    assert run(["seance", "noter", str(tmp_path / "v"), *words]) == 2
    assert capsys.readouterr().err.startswith("Erreur")


def test_a_place_without_an_act_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["seance", "noter", str(tmp_path)]) == 2
    assert "Aucun acte" in capsys.readouterr().err
