"""One import at a time on a base."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deliberia.errors import ReferenceBaseError


@contextmanager
def import_lock(base: Path) -> Iterator[None]:
    """Hold the lock of a base while importing.

    The lock is that of the system on a small file, through SQLite: it goes with the process that holds it, so
    a killed import leaves none behind and there is nothing to clean up.

    Raises:
        ReferenceBaseError: another import runs on this base.
    """
    path = base.with_name(base.name + ".verrou")
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise ReferenceBaseError(
                "un autre import de cette base est en cours.",
                place=base.name,
                hint="Attendez qu’il se termine, puis relancez la commande.",
            ) from error
        yield
    finally:
        connection.close()
