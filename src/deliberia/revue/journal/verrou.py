"""One writer at a time on a journal: the lock is the system's own and goes with the process."""

from __future__ import annotations

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


if sys.platform == "win32":
    import msvcrt
    import os

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
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
