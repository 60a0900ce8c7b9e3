"""A file is written whole or not at all, and never over another one unasked."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from deliberia.documents import write_atomic
from deliberia.errors import DocumentError, UsageError


def test_it_writes_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = write_atomic(tmp_path / "acte.docx", b"abc")
    assert path.read_bytes() == b"abc"
    assert list(tmp_path.iterdir()) == [path]


def test_it_refuses_to_overwrite_and_says_how(tmp_path: Path) -> None:
    path = tmp_path / "acte.docx"
    path.write_bytes(b"ancien")
    with pytest.raises(UsageError, match="--forcer") as caught:
        write_atomic(path, b"nouveau")
    assert caught.value.place == str(path)
    assert path.read_bytes() == b"ancien"
    write_atomic(path, b"nouveau", force=True)
    assert path.read_bytes() == b"nouveau"
    assert list(tmp_path.iterdir()) == [path]


def test_it_does_not_overwrite_a_file_that_appears_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "acte.docx"
    fsync = os.fsync

    def appear(descriptor: int) -> None:
        path.write_bytes(b"autre")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", appear)
    with pytest.raises(UsageError, match="existe déjà"):
        write_atomic(path, b"nouveau")
    assert path.read_bytes() == b"autre"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_without_hard_links_is_written_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    path = write_atomic(tmp_path / "acte.docx", b"abc")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EACCES, "pas le droit"),
        (errno.EROFS, "lecture seule"),
        (errno.ENOSPC, "plein"),
        (errno.EBUSY, "refusé"),
    ],
)
def test_what_the_disk_refuses_is_said_in_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    path = tmp_path / "acte.docx"
    path.write_bytes(b"ancien")

    def refuse(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DocumentError, match=words) as caught:
        write_atomic(path, b"nouveau", force=True)
    assert caught.value.hint
    assert path.read_bytes() == b"ancien"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_a_folder_and_an_impossible_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Créez-le"):
        write_atomic(tmp_path / "absent" / "acte.docx", b"abc")
    with pytest.raises(UsageError, match="C’est un dossier"):
        write_atomic(tmp_path, b"abc", force=True)
    with pytest.raises(UsageError, match="pas valable"):
        write_atomic(f"{tmp_path}/a\x00b", b"abc")
    with pytest.raises((UsageError, DocumentError), match="nom"):
        write_atomic(tmp_path / ("a" * 400), b"abc")
