"""One writer at a time on a journal: the lock is the system's own and goes with the process."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from deliberia.errors import ReviewError

PATIENCE = 10.0
"""Seconds before giving up: a decision takes a few milliseconds."""
_STEP = 0.005
_FAR = 1 << 40
"""A byte that no journal reaches: what Windows locks cannot be read."""


@contextmanager
def lock(descriptor: int, place: str) -> Iterator[None]:
    """Hold the lock of an open file.

    Raises:
        ReviewError: another process holds it for too long.
    """
    with _choose(descriptor, place) as held, _hold(held, place):
        yield


@contextmanager
def _hold(descriptor: int, place: str) -> Iterator[None]:
    deadline = time.monotonic() + PATIENCE
    while not _try(descriptor):
        if time.monotonic() > deadline:
            raise ReviewError(
                "une autre fenêtre écrit dans ce journal.",
                place=place,
                hint="Fermez-la, ou attendez, puis recommencez : rien n’a été enregistré.",
            )
        time.sleep(_STEP)
    try:
        yield
    finally:
        _release(descriptor)


@contextmanager
def _choose(descriptor: int, place: str) -> Iterator[int]:
    """Give the file to lock: the journal, or one of this machine where a share knows no locks.

    A journal is written by one machine only: a lock on that machine is enough.
    """
    try:
        if _try(descriptor):
            _release(descriptor)
    except OSError:
        import tempfile
        from hashlib import sha256
        from pathlib import Path

        name = f"deliberia-{sha256(place.encode()).hexdigest()[:16]}.verrou"
        local = os.open(Path(tempfile.gettempdir()) / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield local
        finally:
            os.close(local)
    else:
        yield descriptor


if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        """Take the lock; an `OSError` means that this disk knows none."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
