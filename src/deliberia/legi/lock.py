"""One import at a time on a base."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from deliberia.errors import ReferenceBaseError


@contextmanager
def import_lock(base: Path) -> Iterator[None]:
    """Hold the lock of a base while importing; its folder is made if needed.

    The lock is that of the system on a small file, through SQLite: it goes with the process that holds it, so
    a killed import leaves none behind and there is nothing to clean up.

    Raises:
        ReferenceBaseError: another import runs on this base, or its folder cannot be written in.
    """
    try:
        base.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(base.with_name(base.name + ".verrou"), isolation_level=None, timeout=0)
    except (OSError, sqlite3.OperationalError) as error:
        raise _not_writable(base) from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise _not_writable(base) from error
            raise ReferenceBaseError(
                "un autre import de cette base est en cours.",
                place=base.name,
                hint="Attendez qu’il se termine, puis relancez la commande.",
            ) from error
        yield


def _not_writable(base: Path) -> ReferenceBaseError:
    return ReferenceBaseError(
        "ce dossier ne peut pas recevoir la base.",
        place=str(base.parent),
        hint="Vérifiez ses droits, ou donnez un autre chemin dans DELIBERIA_BASE_LEGI.",
    )
