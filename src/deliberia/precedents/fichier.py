"""The file of the index: where it stands, how it is made, what it refuses in one sentence."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from deliberia.errors import DataError
from deliberia.resources import user_data_dir

VARIABLE = "DELIBERIA_PRECEDENTS"
_NAME = "precedents.sqlite"
_VERSION = 1
_SCHEMA = """
CREATE TABLE fichier (chemin TEXT PRIMARY KEY, sha256 TEXT NOT NULL);
CREATE TABLE acte (
    id INTEGER PRIMARY KEY, chemin TEXT NOT NULL REFERENCES fichier ON DELETE CASCADE, rang INTEGER NOT NULL,
    numero TEXT NOT NULL, date TEXT NOT NULL, objet TEXT NOT NULL, collectivite TEXT NOT NULL,
    genres TEXT NOT NULL, texte TEXT NOT NULL);
CREATE INDEX acte_chemin ON acte (chemin);
CREATE VIRTUAL TABLE mots USING fts5 (objet, texte, content='',
    tokenize="unicode61 remove_diacritics 2");
"""


def default_index_path(environ: Mapping[str, str] | None = None) -> Path:
    """Return where the index stands: `DELIBERIA_PRECEDENTS`, or the user's data folder."""
    environ = os.environ if environ is None else environ
    given = environ.get(VARIABLE)
    return Path(given).expanduser() if given else user_data_dir(environ) / _NAME


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new index; see that an old one is of this version."""
    connection.execute("PRAGMA foreign_keys = ON")
    if _read_version(connection) == 0:
        connection.execute("BEGIN IMMEDIATE")  # of two processes that find no index, one makes it
        with connection:
            if _read_version(connection) == 0:
                if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                    raise sqlite3.DatabaseError
                for statement in _SCHEMA.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
    if _read_version(connection) != _VERSION:
        raise sqlite3.DatabaseError


def _read_version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def tell_refusal(error: Exception, path: Path) -> DataError:
    """Say in one sentence what the index refuses: it is busy, it cannot be written, or it is not one."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DataError(
            "Un autre ajout est en cours dans cet index.",
            place=str(path),
            hint="Attendez qu’il se termine, puis recommencez.",
        )
    if isinstance(error, OSError) or code in (
        sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
    ):  # fmt: skip
        return DataError(
            "L’index ne peut pas être écrit : le disque est plein, absent ou en lecture seule.",
            place=str(path),
            hint="Choisissez un autre fichier avec --index.",
        )
    return DataError(
        "Ce fichier n’est pas un index de précédents que cette version sait lire.",
        place=str(path),
        hint="Déplacez-le, puis ajoutez de nouveau vos actes : ils n’ont pas bougé.",
    )
