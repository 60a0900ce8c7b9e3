"""The index of past acts: one SQLite file with its full text. The acts themselves stay where they are."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from deliberia.documents import load_bytes, read_document
from deliberia.errors import DataError, DeliberiaError
from deliberia.model import Acte
from deliberia.reading import split_actes
from deliberia.resources import user_data_dir
from deliberia.text import fold, normalize

VARIABLE = "DELIBERIA_PRECEDENTS"
_NAME = "precedents.sqlite"
_VERSION = 1
_PATIENCE = 10
"""Seconds that a process waits for another one to finish its writing."""
_WORD = re.compile(r"\w+")
_SHORT = 4
"""Characters from which a word also finds those that begin so."""
_EMPTY = frozenset(
    "a,au,aux,ce,d,de,des,du,en,et,l,la,le,les,n,ou,par,pour,qu,que,qui,s,se,un,une".split(",")  # noqa: SIM905
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One act found."""

    id: int
    chemin: str
    numero: str
    date: dt.date | None
    objet: str
    collectivite: str
    genres: tuple[str, ...]
    extrait: str
    """Words around the first place found."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "chemin": self.chemin,
            "numero": self.numero,
            "date": self.date.isoformat() if self.date else None,
            "objet": self.objet,
            "collectivite": self.collectivite,
            "genres": list(self.genres),
            "extrait": self.extrait,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """One past act, whole."""

    id: int
    chemin: str
    numero: str
    date: dt.date | None
    objet: str
    collectivite: str
    genres: tuple[str, ...]
    texte: str
    """NFC."""


class AddReport(NamedTuple):
    """What an addition did, in files and acts."""

    ajoutes: int
    inchanges: int
    actes: int
    refus: tuple[str, ...]
    """One French sentence a file that could not be read."""


def default_index_path(environ: Mapping[str, str] | None = None) -> Path:
    """Return where the index stands: `DELIBERIA_PRECEDENTS`, or the user's data folder."""
    environ = os.environ if environ is None else environ
    given = environ.get(VARIABLE)
    return Path(given).expanduser() if given else user_data_dir(environ) / _NAME


def open_index(path: Path | None = None, *, must_exist: bool = False) -> Index:
    """Open the index, made if needed.

    Raises:
        DataError: there is none and `must_exist`, or the file is not an index of this version.
    """
    path = path or default_index_path()
    if must_exist and not path.is_file():
        raise DataError(
            "Aucun acte n’a encore été ajouté.",
            place=str(path),
            hint="Commencez par deliberia precedents ajouter DOSSIER.",
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_PATIENCE)
        try:
            _prepare(connection)
        except sqlite3.Error:
            connection.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise _tell(error, path) from error
    return Index(path, connection)


def _prepare(connection: sqlite3.Connection) -> None:
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


def _tell(error: Exception, path: Path) -> DataError:
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


class Index(AbstractContextManager["Index"]):
    """An open index."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise _tell(error, self.path) from error

    def close(self) -> None:
        self._connection.close()

    def __len__(self) -> int:
        count: int = self._connection.execute("SELECT count(*) FROM acte").fetchone()[0]
        return count

    # Adding

    def add(self, files: Iterable[Path], *, progress: Callable[[int], None] | None = None) -> AddReport:
        """Read files and keep their acts; minutes are cut into theirs; an unchanged file is not read again.

        Each file is kept whole or not at all; one that cannot be read is reported and the others go on.
        """
        added = same = acts = 0
        refused: list[str] = []
        for count, path in enumerate(files, 1):
            try:
                data = load_bytes(path)
                proof = hashlib.sha256(data).hexdigest()
                name = str(path.resolve())
                if self._is_kept(name, proof):
                    same += 1
                else:
                    acts += self._keep(name, proof, read_document(path).texte)
                    added += 1
            except DeliberiaError as error:
                refused.append(str(error))
            if progress is not None:
                progress(count)
        return AddReport(added, same, acts, tuple(refused))

    def _is_kept(self, name: str, proof: str) -> bool:
        row = self._connection.execute("SELECT sha256 FROM fichier WHERE chemin = ?", (name,)).fetchone()
        return row is not None and row[0] == proof

    def _keep(self, name: str, proof: str, texte: str) -> int:
        actes = split_actes(normalize(texte))
        parts = actes[1:] if len(actes) > 1 else actes
        self._connection.execute("BEGIN IMMEDIATE")  # another process may be adding the same file
        with self._connection:
            self._forget(name)
            self._connection.execute("INSERT INTO fichier VALUES (?, ?)", (name, proof))
            for rang, acte in enumerate(parts):
                self._insert(name, rang, acte, actes[0])
        return len(parts)

    def _forget(self, name: str) -> None:
        rows = self._connection.execute("SELECT id, objet, texte FROM acte WHERE chemin = ?", (name,))
        for row in rows.fetchall():
            self._connection.execute(
                "INSERT INTO mots (mots, rowid, objet, texte) VALUES ('delete', ?, ?, ?)", row
            )
        self._connection.execute("DELETE FROM acte WHERE chemin = ?", (name,))
        self._connection.execute("DELETE FROM fichier WHERE chemin = ?", (name,))

    def _insert(self, name: str, rang: int, acte: Acte, first: Acte) -> None:
        day = acte.date_seance or first.date_seance
        owner = acte.collectivite or first.collectivite
        objet = acte.objet.value if acte.objet else ""
        texte = acte.corps
        cursor = self._connection.execute(
            "INSERT INTO acte (chemin, rang, numero, date, objet, collectivite, genres, texte) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                rang,
                acte.numero.value if acte.numero else "",
                day.value.isoformat() if day else "",
                " ".join(objet.split()),
                owner.value if owner else "",
                " ".join(sorted(acte.genres)),
                texte,
            ),
        )
        self._connection.execute(
            "INSERT INTO mots (rowid, objet, texte) VALUES (?, ?, ?)", (cursor.lastrowid, objet, texte)
        )

    def forget_missing(self, folders: Iterable[Path]) -> int:
        """Forget the files that are no more in these folders; return how many.

        A folder that is not there itself is left as it was kept: its disk may be unplugged.
        """
        roots = [folder.resolve() for folder in folders if folder.is_dir()]
        rows = self._connection.execute("SELECT chemin FROM fichier").fetchall()
        gone = [
            name
            for (name,) in rows
            if any(Path(name).is_relative_to(root) for root in roots) and not Path(name).is_file()
        ]
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            for name in gone:
                self._forget(name)
        return len(gone)

    # Searching

    def search(
        self,
        words: str,
        *,
        annee: int | None = None,
        genre: str = "",
        collectivite: str = "",
        limit: int = 20,
    ) -> tuple[Hit, ...]:
        """Find acts by their words, best first; without word, the latest ones.

        Args:
            words: all of them, then any of them when no act holds all; accents and capitals apart.
            annee: year of the séance.
            genre: kind as the reading names it: « subvention ».
            collectivite: part of the name of the authority.
            limit: how many at most.
        """
        wheres, values = self._filters(annee, genre, collectivite)
        columns = "acte.id, chemin, numero, date, acte.objet, collectivite, genres, acte.texte"
        for query in _match_queries(words):
            rows = self._connection.execute(
                f"SELECT {columns} FROM mots JOIN acte ON acte.id = mots.rowid "  # noqa: S608
                f"WHERE mots MATCH ? {wheres} ORDER BY bm25(mots, 8.0, 1.0), date DESC LIMIT ?",
                (query, *values, limit),
            ).fetchall()
            if rows:
                return tuple(_make_hit(row, words) for row in rows)
        if _list_words(words):
            return ()
        rows = self._connection.execute(
            f"SELECT {columns} FROM acte WHERE 1 {wheres} ORDER BY date DESC, acte.id LIMIT ?",  # noqa: S608
            (*values, limit),
        ).fetchall()
        return tuple(_make_hit(row, words) for row in rows)

    def _filters(self, annee: int | None, genre: str, collectivite: str) -> tuple[str, list[Any]]:
        self._connection.create_function("plier", 1, fold, deterministic=True)
        wheres, values = "", []
        if annee is not None:
            wheres += " AND date LIKE ?"
            values.append(f"{annee:04}-%")
        if genre:
            wheres += " AND ' ' || genres || ' ' LIKE ?"
            values.append(f"% {genre} %")
        if collectivite:
            wheres += " AND instr(plier(collectivite), ?)"
            values.append(fold(collectivite))
        return wheres, values

    def get(self, ident: int) -> Precedent:
        """Return one act.

        Raises:
            DataError: no act bears this number.
        """
        row = self._connection.execute(
            "SELECT id, chemin, numero, date, objet, collectivite, genres, texte FROM acte WHERE id = ?",
            (ident,),
        ).fetchone()
        if row is None:
            raise DataError(f"Aucun précédent ne porte le numéro {ident}.", hint="Cherchez-le par ses mots.")
        ident, chemin, numero, date, objet, owner, genres, texte = row
        return Precedent(
            id=ident,
            chemin=chemin,
            numero=numero,
            date=_day(date),
            objet=objet,
            collectivite=owner,
            genres=tuple(genres.split()),
            texte=texte,
        )


def _list_words(words: str) -> list[str]:
    return [word for word in dict.fromkeys(_WORD.findall(fold(words))) if word not in _EMPTY]


def _match_queries(words: str) -> list[str]:
    """All the words, then any of them; what the user types is quoted: no operator comes in."""
    terms = [f'"{word}" *' if len(word) >= _SHORT else f'"{word}"' for word in _list_words(words)]
    return list(dict.fromkeys((" AND ".join(terms), " OR ".join(terms)))) if terms else []


def _make_hit(row: tuple[Any, ...], words: str) -> Hit:
    ident, chemin, numero, date, objet, owner, genres, texte = row
    return Hit(
        id=ident,
        chemin=chemin,
        numero=numero,
        date=_day(date),
        objet=objet,
        collectivite=owner,
        genres=tuple(genres.split()),
        extrait=_excerpt(texte, words),
    )


def _excerpt(texte: str, words: str) -> str:
    """Return some words around the first one found, on one line."""
    place = 0
    for word in _list_words(words):
        pattern = re.compile(re.escape(word[:_SHORT]), re.IGNORECASE)
        found = next((one for one in _WORD.finditer(texte) if pattern.match(fold(one.group()))), None)
        if found:
            place = found.start()
            break
    start = max(0, place - 60)
    return " ".join(texte[start : place + 120].split())


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
