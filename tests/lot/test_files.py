"""A folder of files checked on every core gives what one thread gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberia.auditing import Audit, Failure
from deliberia.cli import run
from deliberia.documents import write_docx
from deliberia.drafting import draft, load_seance
from deliberia.lot import check_files, list_files, read_many_citations
from deliberia.resources import data_dir

ACTE = (data_dir("templates") / "_exemple" / "acte-a-corriger.md").read_text(encoding="utf-8")


def _write(folder: Path, count: int) -> None:
    for rank in range(count):
        (folder / f"s{rank % 3}").mkdir(exist_ok=True)
        (folder / f"s{rank % 3}" / f"acte-{rank:03}.md").write_text(ACTE, encoding="utf-8")


def test_a_folder_stands_for_the_files_that_can_be_read(tmp_path: Path) -> None:
    _write(tmp_path, 4)
    (tmp_path / "image.png").write_bytes(b"png")
    (tmp_path / "~$acte.docx").write_bytes(b"verrou")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "a.md").write_text("x", encoding="utf-8")
    alone = tmp_path / "image.png"
    names = [path.name for path in list_files([tmp_path, alone])]
    assert names == ["acte-000.md", "acte-003.md", "acte-001.md", "acte-002.md", "image.png"]


def test_reports_of_the_watch_and_the_folder_written_to_are_not_acts(tmp_path: Path) -> None:
    _write(tmp_path, 1)
    (tmp_path / "s0" / "acte-000.md.controle.html").write_text("<p>rapport</p>", encoding="utf-8")
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "acte-000-annote.md").write_text(ACTE, encoding="utf-8")
    assert [path.name for path in list_files([tmp_path], apart=tmp_path / "copies")] == ["acte-000.md"]


def test_a_folder_that_turns_on_itself_is_walked_once(tmp_path: Path) -> None:
    _write(tmp_path, 1)
    (tmp_path / "s0" / "boucle").symlink_to(tmp_path, target_is_directory=True)
    assert [path.name for path in list_files([tmp_path])] == ["acte-000.md"]


def test_every_core_gives_the_same_citations_in_the_same_order(tmp_path: Path) -> None:
    _write(tmp_path, 20)
    (tmp_path / "s0" / "acte-bad.docx").write_bytes(b"PK casse")
    paths = list_files([tmp_path])
    alone = list(read_many_citations(paths, coeurs=1))
    both = list(read_many_citations(paths, coeurs=2))
    assert [one.as_dict() for one in both] == [one.as_dict() for one in alone]
    assert [one.chemin for one in both] == list(map(str, paths))
    assert [type(one) for one in both].count(Failure) == 1


def test_annotated_copies_of_one_name_keep_their_folders(tmp_path: Path) -> None:
    acte = data_dir("templates") / "_exemple"
    projet = draft("tarifs-communaux", seance=load_seance(acte / "seance.toml"), champs={})
    for name in ("mars", "avril"):
        (tmp_path / "actes" / name).mkdir(parents=True)
        write_docx(projet, tmp_path / "actes" / name / "acte.docx")
    copies = tmp_path / "actes" / "copies"
    copies.mkdir()
    for _ in range(2):
        assert run(["verifier", str(tmp_path / "actes"), "--annoter", str(copies), "--forcer"]) == 1
    found = sorted(str(path.relative_to(copies)) for path in copies.rglob("*.docx"))
    assert found == ["avril/acte-annote.docx", "mars/acte-annote.docx"]


@pytest.mark.parametrize("command", ["verifier", "citations"])
def test_a_folder_without_act_is_not_a_folder_without_fault(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, str(tmp_path)]) == 3
    assert "Aucun fichier" in capsys.readouterr().err


def test_every_core_gives_the_same_audits_in_the_same_order(tmp_path: Path) -> None:
    _write(tmp_path, 20)
    (tmp_path / "s0" / "acte-bad.docx").write_bytes(b"PK casse")
    paths = list_files([tmp_path])
    alone = list(check_files(paths, coeurs=1))
    both = list(check_files(paths, coeurs=2))
    assert [one.as_dict() for one in both] == [one.as_dict() for one in alone]
    assert [type(one) for one in both].count(Failure) == 1
    assert sum(isinstance(one, Audit) for one in both) == 20
