"""Add one line to a journal: whole, on the disk, after what is really there."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deliberia.errors import ReviewError
from deliberia.revue.journal.entrees import canonical, parse_line, seal
from deliberia.revue.journal.fichiers import JournalLu, parse_journal
from deliberia.revue.journal.verrou import lock

LEFTOVER_SUFFIX = ".reste"
"""Where the bytes of an interrupted writing are kept."""
_REASONS = {
    errno.EACCES: "vous n’avez pas le droit d’écrire dans ce dossier.",
    errno.EPERM: "vous n’avez pas le droit d’écrire dans ce dossier.",
    errno.EROFS: "ce disque est en lecture seule.",
    errno.ENOSPC: "le disque est plein.",
    errno.EDQUOT: "votre quota de disque est atteint.",
    errno.ENOTDIR: "un fichier porte le nom du dossier du journal.",
    errno.EEXIST: "un fichier porte le nom du dossier du journal.",
}


def append_line(
    path: Path, known: JournalLu, make: Callable[[JournalLu], dict[str, Any]]
) -> tuple[JournalLu, dict[str, Any], int]:
    """Write one more line and return the journal that stood before it, the line, and the size it ends at.

    `known` is the journal as last read: it is read again when another process wrote since. `make` gives the
    body of the line from the journal it follows. Nothing is returned before the line is on the disk.

    Raises:
        ReviewError: the disk refused; nothing was recorded.
    """
    try:
        is_new = not path.exists()
        path.parent.mkdir(exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags, 0o644)
        try:
            with lock(descriptor, path.name):
                before = _catch_up(descriptor, path, known)
                body = seal(make(before))
                line = canonical(body) + b"\n"
                _write_whole(descriptor, line, before.taille)
        finally:
            os.close(descriptor)
        if is_new:
            _sync_folder(path.parent)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "le disque a refusé.")
        raise ReviewError(
            f"La décision n’a pas été enregistrée : {reason}", place=str(path.parent)
        ) from error
    return before, body, before.taille + len(line)


def _catch_up(descriptor: int, path: Path, known: JournalLu) -> JournalLu:
    """Return the journal as it is now, without the bytes that a stopped process left at its end."""
    size = os.fstat(descriptor).st_size
    if size == known.taille and not known.reste:
        return known
    data = _read_whole(descriptor, size)
    journal = parse_journal(data, path.name)
    if not journal.reste:
        return journal
    if parse_line(journal.reste, path.name, "") is not None:  # only the line end was missing
        _write_whole(descriptor, b"\n", size)
        return parse_journal(data + b"\n", path.name)
    _keep_aside(path, journal.reste)
    whole = size - len(journal.reste)
    os.ftruncate(descriptor, whole)
    return parse_journal(data[:whole], path.name)


def _keep_aside(path: Path, reste: bytes) -> None:
    aside = path.with_name(path.name + LEFTOVER_SUFFIX)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, reste + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_whole(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    parts = []
    while size > 0:
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _write_whole(descriptor: int, data: bytes, size: int) -> None:
    """Write at the end and wait for the disk; a line that does not fit is taken back."""
    try:
        done = 0
        while done < len(data):
            done += os.write(descriptor, data[done:])
        os.fsync(descriptor)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file as durable as its content, where the system knows how."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
