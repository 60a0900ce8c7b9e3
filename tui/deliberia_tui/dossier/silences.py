"""Silence a rule for one file, with a reason: one line of `deliberia-ignorer.txt` beside it.

`deliberia.auditing` reads that file; here its lines are only added and taken away.
"""

from __future__ import annotations

import contextlib
import glob
import os
from pathlib import Path

from deliberia.errors import DocumentError

_BREAKERS = str.maketrans(dict.fromkeys(" \u00a0\u202f\t—–«»\"'", "?"))
"""What would end the name of the file too soon in the line: any one character stands for each."""


def silences_path(path: Path) -> Path:
    """Return the file that silences rules for a document."""
    from deliberia.auditing.silences import FILE_NAME

    return path.with_name(FILE_NAME)


def make_line(regle: str, path: Path, motif: str) -> str:
    """Return « ignorer SEA004 acte.docx — motif »."""
    name = glob.escape(path.name).translate(_BREAKERS)
    return f"ignorer {regle} {name} — {' '.join(motif.split())}"


def add_silence(regle: str, path: Path, motif: str) -> str:
    """Add the line at the end of the file, whole or not at all, and return it.

    Two windows may add at once: each line goes in one writing at the end, and none is lost.

    Raises:
        DocumentError: the disk refused; the file is as it was.
    """
    target, line = silences_path(path), make_line(regle, path, motif)
    try:
        handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
    except OSError as error:
        raise _refused(target) from error
    try:
        size = os.fstat(handle).st_size
        data = f"{line}\n".encode()
        if not _ends_a_line(handle, size):
            data = b"\n" + data
        try:
            written = os.write(handle, data)
            os.fsync(handle)
        except OSError as error:
            _cut(handle, size)
            raise _refused(target) from error
        if written != len(data):
            _cut(handle, size)
            raise _refused(target)
    finally:
        os.close(handle)
    return line


def remove_silences(regle: str, path: Path) -> tuple[str, ...]:
    """Take away the lines that silence this rule for this file alone, and return them.

    Raises:
        DocumentError: the disk refused.
    """
    from deliberia.documents import write_atomic

    target = silences_path(path)
    begun = make_line(regle, path, "").rstrip()
    try:
        lines = target.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError("Ce fichier ne peut pas être lu.", place=target.name) from error
    gone = tuple(line for line in lines if line.strip().startswith(begun))
    kept = [line for line in lines if not line.strip().startswith(begun)]
    if gone and any(line.strip() for line in kept):
        write_atomic(target, ("\n".join(kept) + "\n").encode(), force=True)
    elif gone:
        try:
            target.unlink()
        except OSError as error:
            raise _refused(target) from error
    return gone


def _ends_a_line(handle: int, size: int) -> bool:
    if not size:
        return True
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == b"\n"


def _cut(handle: int, size: int) -> None:
    with contextlib.suppress(OSError):
        os.ftruncate(handle, size)


def _refused(target: Path) -> DocumentError:
    return DocumentError(
        "Le motif n’a pas pu être écrit.",
        place=str(target),
        hint="Vérifiez les droits du dossier et la place du disque.",
    )
