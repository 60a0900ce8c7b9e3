"""A folder under watch: each file once, when it has stopped growing."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberia.auditing import Audit, Failure
from deliberia.cli.main import run
from deliberia.errors import DeliberiaError
from deliberia.resources import data_dir
from deliberia.surveillance import Watch, report_path

ACTE = (data_dir("templates") / "_exemple" / "acte-a-corriger.md").read_text(encoding="utf-8")


def _look(watch: Watch) -> list[str]:
    return [one.chemin.name for one in watch.look()]


def test_a_file_is_checked_once_it_has_stopped_changing(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    path = tmp_path / "acte.md"
    path.write_text(ACTE[:200], encoding="utf-8")
    assert _look(watch) == []
    path.write_text(ACTE, encoding="utf-8")
    assert _look(watch) == []
    (checked,) = watch.look()
    assert isinstance(checked.resultat, Audit)
    assert checked.rapport == report_path(path)
    assert "acte.md" in checked.rapport.read_text(encoding="utf-8")
    assert _look(watch) == []


def test_a_changed_file_is_checked_again_and_a_restart_checks_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "acte.md"
    path.write_text(ACTE, encoding="utf-8")
    watch = Watch(tmp_path)
    _look(watch)
    assert _look(watch) == ["acte.md"]
    again = Watch(tmp_path)
    _look(again)
    assert _look(again) == []
    path.write_text(ACTE + "\nAjout.\n", encoding="utf-8")
    _look(again)
    assert _look(again) == ["acte.md"]


def test_reports_locks_and_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("~$acte.docx", ".cache.md", "image.png", "acte.md.controle.html"):
        (tmp_path / name).write_bytes(b"x")
    watch = Watch(tmp_path)
    assert _look(watch) == []
    assert _look(watch) == []


def test_a_file_that_cannot_be_read_gets_a_report_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "casse.docx"
    path.write_bytes(b"PK casse")
    watch = Watch(tmp_path)
    _look(watch)
    (checked,) = watch.look()
    assert isinstance(checked.resultat, Failure)
    assert report_path(path).is_file()


def test_a_folder_that_goes_away_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeliberiaError, match="ne peut pas être lu"):
        _look(Watch(tmp_path / "absent"))


def test_a_file_held_by_another_program_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "acte.md"
    path.write_text(ACTE, encoding="utf-8")
    watch = Watch(tmp_path)
    _look(watch)
    with monkeypatch.context() as held:
        held.setattr(Path, "read_bytes", _refuse)
        assert _look(watch) == []
    assert _look(watch) == ["acte.md"]


def _refuse(path: Path) -> bytes:
    raise PermissionError(path)


def test_a_file_that_goes_while_it_is_checked_gets_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "acte.md"
    path.write_text(ACTE, encoding="utf-8")
    watch = Watch(tmp_path)
    _look(watch)

    def take_away(paths: list[Path], **_: object) -> list[Failure]:
        path.unlink()
        return [Failure(chemin=str(path), message="absent")]

    monkeypatch.setattr("deliberia.surveillance.veille.check_many", take_away)
    assert _look(watch) == []
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_cannot_be_written_does_not_end_the_watch(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(ACTE, encoding="utf-8")
    report_path(tmp_path / "a.md").mkdir()
    watch = Watch(tmp_path)
    _look(watch)
    first, second = watch.look()
    assert isinstance(first.resultat, Failure)
    assert isinstance(second.resultat, Audit)


def test_the_command_waits_for_a_share_and_says_when_it_is_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "partage"
    folder.mkdir()
    steps = iter((folder.rmdir, lambda: None, folder.mkdir))

    def sleep(_: float) -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr("deliberia.cli.surveiller.time.sleep", sleep)
    assert run(["surveiller", str(folder)]) == 130
    told = capsys.readouterr().err
    assert told.count("ne peut pas être lu") == 1
    assert "Surveillance arrêtée" in told


def test_the_command_checks_what_is_there_and_stops(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "acte.md").write_text(ACTE, encoding="utf-8")
    assert run(["surveiller", str(tmp_path), "--une-fois"]) == 0
    assert "acte.md" in capsys.readouterr().out
    assert report_path(tmp_path / "acte.md").is_file()
    assert run(["surveiller", str(tmp_path / "absent"), "--une-fois"]) == 3
