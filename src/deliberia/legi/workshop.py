"""The side file in which an import works, and the moment it takes the place of the base in use."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from deliberia.errors import ReferenceBaseError
from deliberia.legi import schema
from deliberia.legi.archives import Archive
from deliberia.legi.plan import BaseInUse, Plan


def side_path(base: Path) -> Path:
    return base.with_name(base.name + ".import")


def read_in_use(base: Path) -> BaseInUse | None:
    """Tell what the base in use holds; None when there is none that this version can read."""
    if not base.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{base.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if not schema.is_ours(connection):
                return None
            etat = schema.read_etat(connection)
            rows = connection.execute("SELECT horodatage, complete FROM archive ORDER BY rang").fetchall()
    except sqlite3.DatabaseError:
        return None
    if not rows:
        return None
    return BaseInUse(
        complete=next(stamp for stamp, complete in rows if complete),
        horodatages=tuple(stamp for stamp, _ in rows),
        textes=_parse_choice(etat["textes"]),
        citations=etat["citations"] == "1",
    )


def _parse_choice(text: str) -> frozenset[int] | None:
    return None if text == "tout" else frozenset(map(int, text.split()))


def open_side(base: Path, plan: Plan, empreintes: list[str]) -> tuple[sqlite3.Connection, bool]:
    """Open the side file for a plan; say whether it continues an import that was stopped.

    A side file made for another plan, by another version, or damaged by a power cut, is started again.
    """
    path = side_path(base)
    if path.exists():
        connection = schema.connect(path)
        if _continues(connection, plan, empreintes):
            return connection, True
        connection.close()
        remove_side(base)
    path.parent.mkdir(parents=True, exist_ok=True)
    if plan.fresh:
        connection = schema.create(path)
    else:
        copy_base(base, path)
        connection = schema.connect(path)
    choice = "tout" if plan.textes is None else " ".join(map(str, sorted(plan.textes)))
    connection.execute("BEGIN")
    schema.write_etat(connection, depart=plan.start, textes=choice, citations=str(int(plan.citations)))
    connection.execute("DELETE FROM etat WHERE cle IN ('avancement', 'etape')")
    connection.execute("COMMIT")
    return connection, False


def copy_base(base: Path, path: Path) -> None:
    """Copy the base in use: the daily archives are applied to the copy."""
    partial = path.with_name(path.name + ".copie")
    try:
        shutil.copyfile(base, partial)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _continues(connection: sqlite3.Connection, plan: Plan, empreintes: list[str]) -> bool:
    """Tell whether an open side file is a sound beginning of the plan."""
    try:
        if not schema.is_ours(connection) or connection.execute("PRAGMA quick_check(1)").fetchone() != (
            "ok",
        ):
            return False
        if schema.read_etat(connection).get("depart") != plan.start:
            return False
        held = connection.execute("SELECT horodatage, empreinte FROM archive ORDER BY rang").fetchall()
    except sqlite3.DatabaseError:
        return False
    wanted = [(a.horodatage, mark) for a, mark in zip(plan.archives, empreintes, strict=True)]
    if plan.fresh:
        return held == wanted[: len(held)]
    known = {stamp for stamp, _ in wanted}
    return [row for row in held if row[0] in known] == wanted[: len([row for row in held if row[0] in known])]


def remove_side(base: Path) -> None:
    """Remove the side file with its journal."""
    path = side_path(base)
    for suffix in ("", "-journal", ".copie"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def publish(base: Path) -> None:
    """Put the finished side file in the place of the base in use, at once.

    Raises:
        ReferenceBaseError: another program holds the base open (Windows).
    """
    path = side_path(base)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.replace(path, base)
    except PermissionError as error:
        raise ReferenceBaseError(
            "la nouvelle base est prête, mais un autre programme se sert de l’ancienne.",
            place=base.name,
            hint="Fermez Deliberia ailleurs et relancez la même commande : elle finira aussitôt.",
        ) from error
    path.with_name(path.name + "-journal").unlink(missing_ok=True)


def find_unfinished(connection: sqlite3.Connection) -> tuple[int, int] | None:
    """Return the rank of the archive under way and the inflated bytes of it already stored."""
    row = connection.execute("SELECT rang FROM archive WHERE finie = 0").fetchone()
    if row is None:
        return None
    return int(row[0]), int(schema.read_etat(connection).get("avancement", "0"))


def start_archive(connection: sqlite3.Connection, archive: Archive, empreinte: str) -> int:
    """Write down that an archive is under way and return its rank."""
    cursor = connection.execute(
        "INSERT INTO archive (nom, horodatage, complete, taille, empreinte) VALUES (?, ?, ?, ?, ?)",
        (archive.nom, archive.horodatage, int(archive.complete), archive.path.stat().st_size, empreinte),
    )
    schema.write_etat(connection, avancement="0")
    rang = cursor.lastrowid
    if rang is None:
        raise ReferenceBaseError("la base n’a pas pu être écrite.", place=archive.nom)
    return rang
