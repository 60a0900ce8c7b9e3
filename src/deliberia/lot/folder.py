"""The folder of a lot: one lot at a time, nothing half-written, files that are still as they were."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from deliberia.documents import write_atomic
from deliberia.errors import DocumentError, UsageError
from deliberia.lot.jobs import Outcome

_HASH_BLOCK = 1 << 20
GO_ON = "La cause levée, relancez la même commande : les actes déjà écrits sont gardés, le reste est fait."
_FRESH = 60
"""Seconds under which a half-written file is left alone."""


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold the folder: the lock is the system's, so that a killed lot leaves none behind."""
    try:
        connection = sqlite3.connect(folder / ".deliberia-lot.verrou", isolation_level=None, timeout=0)
    except sqlite3.OperationalError as error:
        raise UsageError("Ce dossier ne peut pas recevoir les actes.", place=str(folder)) from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise UsageError(
                "Un autre lot est en cours dans ce dossier.",
                place=str(folder),
                hint="Attendez qu’il se termine, puis relancez la commande.",
            ) from error
        yield


def sweep_folder(folder: Path) -> None:
    """Take away the half-written files of a killed lot; one that is fresh may be another command's."""
    limit = time.time() - _FRESH
    for path in folder.glob(".deliberia-*.tmp"):
        with suppress(OSError):
            if path.stat().st_mtime < limit:
                path.unlink()


def write_act(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write an act over the one that is there; see `write_atomic`.

    Raises:
        DocumentError: the disk refused; it says how to go on.
    """
    try:
        write_atomic(path, data, force=True, sync=sync)
    except DocumentError as error:
        raise DocumentError(error.message, place=error.place, hint=GO_ON) from error


def is_intact(folder: Path, outcome: Outcome) -> bool:
    try:
        with (folder / outcome.fichier).open("rb") as file:
            digest = hashlib.sha256()
            while block := file.read(_HASH_BLOCK):
                digest.update(block)
    except OSError:
        return False
    return digest.hexdigest() == outcome.sha256
