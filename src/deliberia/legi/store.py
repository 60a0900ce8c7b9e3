"""Writing rows into a base: appended for a complete archive, replaced for a daily one."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Any

from deliberia.legi import schema
from deliberia.legi.identifiers import decode_id
from deliberia.legi.paths import Deletion, Kind, Place
from deliberia.legi.records import ArticleRow, SectionRow, TexteRow

BATCH = 500

_TABLE = {Kind.ARTICLE: "article", Kind.SECTION: "section", Kind.STRUCT: "section", Kind.VERSION: "texte"}

Row = tuple[Any, ...]  # values bound to a statement: SQLite takes any scalar


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608 - fixed names


_INSERTS = {
    "article": _insert("article", 14),
    "contenu": _insert("contenu", 3),
    "recherche": "INSERT INTO recherche (rowid, texte) VALUES (?, ?)",
    "lien": _insert("lien", 8),
    "section": _insert("section", 10),
    "texte": _insert("texte", 17),
}
_PLACE = "id = ? AND texte = ? AND dossier = ?"
_UNINDEX = (
    "INSERT INTO recherche (recherche, rowid, texte) SELECT 'delete', rang, texte FROM contenu WHERE rang = ?"
)


class Store:
    """Rows of one archive on their way into the base.

    `replacing` is False while a complete archive fills an empty base: no row is looked for, and the indexes
    do not exist yet.
    """

    def __init__(self, connection: sqlite3.Connection, archive: int, *, replacing: bool) -> None:
        self._connection = connection
        self._archive = archive
        self._replacing = replacing
        self._pending: dict[str, list[Row]] = {table: [] for table in _INSERTS}
        self._places: dict[tuple[str, Place], int] = {}
        """Where the pending rows stand: a place that comes twice before they are sent counts once."""
        self._next = {
            table: (connection.execute(f"SELECT max(rang) FROM {table}").fetchone()[0] or 0) + 1  # noqa: S608
            for table in ("article", "section", "texte")
        }
        self.counts: Counter[str] = Counter()

    def is_unchanged(self, place: Place, time: int) -> bool:
        """Tell whether the base already holds this very file: same identifier, folder and time.

        The file is then marked as seen in this archive, so that a deletion list of the same day spares it.
        """
        if not self._replacing or not time:
            return False
        table = _TABLE[place.kind]
        same = self._connection.execute(
            f"UPDATE {table} SET archive = ? WHERE id = ? AND texte = ? AND dossier = ? AND temps = ?",  # noqa: S608
            (self._archive, place.ident, place.texte, place.dossier, time),
        )
        return same.rowcount > 0

    def add_article(self, place: Place, time: int, row: ArticleRow) -> None:
        rang = self._start("article", place)
        pending = self._pending
        pending["article"].append((rang, *place[1:], time, self._archive, 1, *row[:7]))
        pending["contenu"].append((rang, row.texte, row.nota))
        pending["recherche"].append((rang, row.texte))
        if row.liens:
            pending["lien"].extend([(rang, *link) for link in row.liens])

    def add_section(self, place: Place, time: int, row: SectionRow) -> None:
        rang = self._start("section", place)
        self._pending["section"].append((rang, *place[1:], time, self._archive, 1, *row))

    def add_texte(self, place: Place, time: int, row: TexteRow) -> None:
        rang = self._start("texte", place)
        self._pending["texte"].append((rang, *place[1:], time, self._archive, 1, *row))

    def add_damaged(self, place: Place, reason: str) -> None:
        """Remember a file that could not be read: its text is then known not to be whole."""
        self._connection.execute(
            "INSERT INTO rebut VALUES (?, ?, ?, ?, ?, ?)",
            (self._archive, decode_id(place.ident), reason, place.texte, place.ident, place.dossier),
        )

    def _start(self, table: str, place: Place) -> int:
        """Give the rank of a new row, sending the pending ones when there are enough."""
        if self._replacing:
            if len(self._places) >= BATCH or (table, place) in self._places:
                self.flush()
            self._places[table, place] = 0
        elif len(self._pending["article"]) >= BATCH:
            self.flush()
        rang = self._next[table]
        self._next[table] = rang + 1
        self.counts[table] += 1
        return rang

    def flush(self) -> None:
        """Send the pending rows to the base, after removing those that they replace."""
        if self._places:
            self._remove_replaced()
        for table, rows in self._pending.items():
            if rows:
                self._connection.executemany(_INSERTS[table], rows)
                rows.clear()

    def _remove_replaced(self) -> None:
        """Remove the rows whose place is taken by a pending one.

        The full-text index is written again for each rank that goes down: ranks go up, all at once.
        """
        run = self._connection.execute
        for table in ("article", "section", "texte"):
            places = [place[1:] for name, place in self._places if name == table]
            ranks = []
            for place in places:
                ranks += run(f"SELECT rang FROM {table} WHERE {_PLACE}", place).fetchall()  # noqa: S608
                run(f"DELETE FROM rebut WHERE {_PLACE}", place)  # noqa: S608
            self.counts["remplaces"] += len(ranks)
            self.counts["nouveaux"] += len(places) - len(ranks)
            self._remove(table, sorted(rang for (rang,) in ranks))
        self._places.clear()

    def _remove(self, table: str, ranks: list[int]) -> None:
        """Remove rows and, for articles, their text, links and place in the full-text index."""
        keys = [(rang,) for rang in ranks]
        run = self._connection.executemany
        if table == "article":
            run(_UNINDEX, keys)
            run("DELETE FROM contenu WHERE rang = ?", keys)
            run("DELETE FROM lien WHERE article = ?", keys)
        run(f"DELETE FROM {table} WHERE rang = ?", keys)  # noqa: S608

    def delete(self, deletions: Iterable[Deletion]) -> int:
        """Apply the deletions of a daily archive and return how many files went.

        What the same archive has written stays: deletions count as the first thing it does.
        """
        self.flush()
        gone = 0
        for deletion in deletions:
            tables = {_TABLE[deletion.kind]} if deletion.kind else {"article", "section", "texte"}
            for table in tables:
                where, values = (
                    "texte = ? AND dossier = ? AND archive < ?",
                    [deletion.texte, deletion.dossier],
                )
                values.append(self._archive)
                if deletion.low is not None and deletion.high is not None:
                    where += " AND id BETWEEN ? AND ?"
                    values += [deletion.low, deletion.high]
                elif deletion.kind in (Kind.SECTION, Kind.STRUCT):
                    # Headings and tables of contents share a table: their identifiers tell them apart.
                    where += " AND id / 1000000000000 % 4 = ?"
                    values.append(1 if deletion.kind is Kind.SECTION else 2)
                found = self._connection.execute(
                    f"SELECT rang FROM {table} WHERE {where} ORDER BY rang",  # noqa: S608
                    values,
                ).fetchall()
                self._remove(table, [rang for (rang,) in found])
                gone += len(found)
                self._connection.execute(f"DELETE FROM rebut WHERE {where}", values)  # noqa: S608
        return gone

    def remove_doubles(self) -> None:
        """Remove what a complete archive holds twice at the same place: the last one counts."""
        for table in ("article", "section", "texte"):
            twice = self._connection.execute(
                f"SELECT id, texte, dossier, max(rang) FROM {table} GROUP BY 1, 2, 3 HAVING count(*) > 1"  # noqa: S608
            ).fetchall()
            ranks: list[int] = []
            for *place, last in twice:
                found = self._connection.execute(
                    f"SELECT rang FROM {table} WHERE {_PLACE} AND rang < ?",  # noqa: S608
                    (*place, last),
                )
                ranks += [rang for (rang,) in found]
            self._remove(table, sorted(ranks))


def finish_complete(connection: sqlite3.Connection) -> None:
    """Remove what a complete archive holds twice, then build the indexes."""
    Store(connection, 0, replacing=False).remove_doubles()
    for statement in schema.INDEXES.split(";"):
        connection.execute(statement)


def choose_places(connection: sqlite3.Connection) -> None:
    """When an element stands in two folders, retain the file with the latest time; the others wait."""
    for table in ("article", "section", "texte"):
        connection.execute(f"UPDATE {table} SET retenu = 1 WHERE retenu = 0")  # noqa: S608
        connection.execute(
            f"""UPDATE {table} SET retenu = rang = (
                    SELECT autre.rang FROM {table} AS autre WHERE autre.id = {table}.id
                    ORDER BY autre.temps DESC, autre.archive DESC, autre.rang DESC LIMIT 1
                ) WHERE id IN (SELECT id FROM {table} GROUP BY id HAVING count(*) > 1)"""  # noqa: S608
        )
