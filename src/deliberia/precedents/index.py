"""The index of past acts: one SQLite file with its full text. The acts themselves stay where they are."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from deliberia.documents import load_bytes, read_document
from deliberia.errors import DataError, DeliberiaError
from deliberia.model import Acte, Forme
from deliberia.precedents.actes import AddReport, Hit, Precedent
from deliberia.precedents.fichier import default_index_path, prepare, tell_refusal
from deliberia.precedents.recherche import get_precedent, search
from deliberia.reading import split_actes
from deliberia.text import format_date, normalize

_READING = 2
"""Grows when acts are read better: a file kept by an earlier reading is read again when it is added."""
_PATIENCE = 10
"""Seconds that a process waits for another one to finish its writing."""


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
            prepare(connection)
        except sqlite3.Error:
            connection.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise tell_refusal(error, path) from error
    return Index(path, connection)


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
            raise tell_refusal(error, self.path) from error

    def close(self) -> None:
        self._connection.close()

    def __len__(self) -> int:
        count: int = self._connection.execute("SELECT count(*) FROM acte").fetchone()[0]
        return count

    def add(self, files: Iterable[Path], *, progress: Callable[[int], None] | None = None) -> AddReport:
        """Read files and keep their acts; minutes are cut into theirs; an unchanged file is not read again.

        Each file is kept whole or not at all; one that cannot be read is reported and the others go on.
        """
        added = same = acts = 0
        refused: list[str] = []
        for count, path in enumerate(files, 1):
            try:
                data = load_bytes(path)
                proof = f"{_READING}-{hashlib.sha256(data).hexdigest()}"
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
        objet = acte.objet.value if acte.objet else _name_minutes(acte)
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

    def search(
        self,
        words: str,
        *,
        annee: int | None = None,
        genre: str = "",
        collectivite: str = "",
        limit: int = 20,
    ) -> tuple[Hit, ...]:
        """Find acts by their words, best first; see `recherche.search`."""
        return search(
            self._connection, words, annee=annee, genre=genre, collectivite=collectivite, limit=limit
        )

    def get(self, ident: int) -> Precedent:
        """Return one act.

        Raises:
            DataError: no act bears this number.
        """
        return get_precedent(self._connection, ident)


def _name_minutes(acte: Acte) -> str:
    """Name minutes that are not cut into their acts; another act without object has no name."""
    if acte.forme is not Forme.PROCES_VERBAL:
        return ""
    day = f" du {format_date(acte.date_seance.value)}" if acte.date_seance else ""
    return f"Procès-verbal de la séance{day}"
