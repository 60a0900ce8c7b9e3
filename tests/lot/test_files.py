"""A folder of files checked on every core gives what one thread gives."""

from __future__ import annotations

from pathlib import Path

from deliberia.auditing import Audit, Failure
from deliberia.lot import check_files, list_files
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


def test_every_core_gives_the_same_audits_in_the_same_order(tmp_path: Path) -> None:
    _write(tmp_path, 20)
    (tmp_path / "s0" / "acte-bad.docx").write_bytes(b"PK casse")
    paths = list_files([tmp_path])
    alone = list(check_files(paths, coeurs=1))
    both = list(check_files(paths, coeurs=2))
    assert [one.as_dict() for one in both] == [one.as_dict() for one in alone]
    assert [type(one) for one in both].count(Failure) == 1
    assert sum(isinstance(one, Audit) for one in both) == 20
