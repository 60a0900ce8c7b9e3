"""Reading the imported base."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from deliberia.errors import ReferenceBaseError
from deliberia.legi import schema
from deliberia.legi.archives import parse_stamp
from deliberia.legi.identifiers import decode_id, encode_day, encode_id, fold_num
from deliberia.legi.location import default_base_path
from deliberia.legi.names import TextNames
from deliberia.legi.quotes import compare_words, is_word_for_word
from deliberia.legi.rows import VERSION_COLUMNS, read_version
from deliberia.legi.search import Searcher
from deliberia.legi.table import TableReader
from deliberia.legi.values import (
    ArticleText,
    ArticleVersion,
    QuoteKind,
    QuoteMatch,
    SearchHit,
    TableLine,
    TextCoverage,
)
from deliberia.text import format_date

_RANGE = re.compile(r"(\d+) à (\d+)")
_LIKE_ENOUGH = 0.5
"""Below this share of common words, a quotation is not taken for a clumsy copy."""


def open_legi(path: Path | None = None) -> LegiBase:
    """Open an imported base for reading.

    Args:
        path: the SQLite file; None for the one of the user (`DELIBERIA_BASE_LEGI`, or the data folder).

    Raises:
        ReferenceBaseError: there is none, or it is not a base that this version reads.
    """
    path = path or default_base_path()
    if not path.is_file():
        raise ReferenceBaseError(
            "aucune archive LEGI n’a été importée.",
            place=str(path),
            hint="Importez-en une avec deliberia references importer.",
        )
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    except sqlite3.DatabaseError as error:
        raise _unreadable(path) from error
    try:
        ours = schema.is_ours(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _unreadable(path) from error
    if not ours:
        connection.close()
        raise _unreadable(path)
    return LegiBase(path, connection)


def find_legi(path: Path | None = None) -> LegiBase | None:
    """Open the imported base when there is a sound one; None otherwise."""
    try:
        return open_legi(path)
    except ReferenceBaseError:
        return None


def _unreadable(path: Path) -> ReferenceBaseError:
    return ReferenceBaseError(
        "ce fichier n’est pas une base LEGI que cette version sait lire.",
        place=str(path),
        hint="Refaites l’import avec deliberia references importer.",
    )


class LegiBase(AbstractContextManager["LegiBase"]):
    """An imported base, read only: it can be read from several threads, and while another import runs.

    A text is named by its short name (`CGCT`), its key (`LOI:2000-321`) or its cid (`LEGITEXT…`).
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._names = TextNames(self._rows)
        self._table = TableReader(self._rows)
        self._searcher = Searcher(self._rows, self._names)
        self._find_versions = lru_cache(maxsize=20_000)(self._read_versions)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def _rows(self, query: str, values: Collection[Any] = ()) -> list[tuple[Any, ...]]:
        # Any: a row of SQLite holds whatever its columns hold.
        try:
            return self._connection.execute(query, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise _unreadable(self.path) from error

    # What the base holds

    @cached_property
    def etat(self) -> dt.date:
        """Day of the last archive."""
        ((stamp,),) = self._rows("SELECT max(horodatage) FROM archive")
        return parse_stamp(stamp)

    @cached_property
    def source(self) -> str:
        """« archive LEGI du 14 juillet 2025 », to be shown with what comes from it."""
        return f"archive LEGI du {format_date(self.etat)}"

    @property
    def archives(self) -> tuple[str, ...]:
        """Names of the archives it comes from, in order."""
        return tuple(name for (name,) in self._rows("SELECT nom FROM archive ORDER BY rang"))

    def coverage(self) -> tuple[TextCoverage, ...]:
        """List the texts held, codes first."""
        rows = self._rows(
            "SELECT texte, count(*), (SELECT count(*) FROM rebut WHERE rebut.texte = article.texte) "
            "FROM article WHERE retenu GROUP BY texte"
        )
        lines = [
            TextCoverage(
                cid=decode_id(texte),
                cle=self._names.get_short(texte),
                titre=self._names.get_title(texte),
                nature=self._names.get_nature(texte),
                articles=articles,
                endommages=damaged,
            )
            for texte, articles, damaged in rows
        ]
        return tuple(sorted(lines, key=lambda line: (line.nature != "CODE", line.titre)))

    def holds(self, text: str) -> bool:
        """Tell whether the base holds this text."""
        return self._names.find(text) is not None

    def is_whole(self, text: str) -> bool:
        """Tell whether the base holds this text and could read all its files."""
        texte = self._names.find(text)
        return texte is not None and not self._rows("SELECT 1 FROM rebut WHERE texte = ? LIMIT 1", (texte,))

    # Articles

    def versions(self, text: str, num: str) -> tuple[ArticleVersion, ...]:
        """List the versions that bore a number, oldest first, dead-born ones included."""
        texte = self._names.find(text)
        return self._find_versions(texte, fold_num(num)) if texte is not None else ()

    def _read_versions(self, texte: int, cle: str) -> tuple[ArticleVersion, ...]:
        rows = self._rows(
            f"SELECT {VERSION_COLUMNS} FROM article "  # noqa: S608
            "WHERE texte = ? AND cle = ? AND retenu ORDER BY debut, fin, id",
            (texte, cle),
        )
        return tuple(read_version(row) for row in rows)

    def find_version(self, text: str, num: str, on: dt.date) -> ArticleVersion | None:
        """Return the version in force on a day. When two overlap, the one that began last counts."""
        found = [version for version in self.versions(text, num) if version.is_in_force(on)]
        return found[-1] if found else None

    def article_text(self, text: str, num: str, on: dt.date) -> ArticleText | None:
        """Return the text of an article on a day; None when it was not in force."""
        found = [version for version in self.versions(text, num) if version.is_in_force(on)]
        if not found:
            return None
        return replace(self._read_text(found[-1]), concurrentes=tuple(found[:-1]))

    def _read_text(self, version: ArticleVersion) -> ArticleText:
        ((texte, nota, section),) = self._rows(
            "SELECT contenu.texte, contenu.nota, article.section FROM article JOIN contenu USING (rang) "
            "WHERE article.id = ? AND article.retenu LIMIT 1",
            (_encode(version.id),),
        )
        return ArticleText(version=version, texte=texte, nota=nota, chemin=self._table.read_path(section))

    def is_in_range(self, text: str, num: str) -> bool:
        """Tell whether a number may lie in an article that holds several, such as « 28 à 30 »."""
        texte = self._names.find(text)
        bare = re.fullmatch(r"\d+", fold_num(num))
        if texte is None or bare is None:
            return False
        rows = self._rows("SELECT num FROM article WHERE texte = ? AND cle LIKE '%-à-%'", (texte,))
        ranges = [found for (label,) in rows if (found := _RANGE.search(label))]
        return any(int(found[1]) <= int(bare[0]) <= int(found[2]) for found in ranges)

    def successors(self, text: str, num: str) -> tuple[str, ...]:
        """List the keys of what took over from a number, according to the concordances of the base."""
        versions = [version for version in self.versions(text, num) if version.has_lived]
        if not versions or versions[-1].fin is None:
            return ()
        ids = [_encode(version.id) for version in versions]
        marks = ", ".join("?" * len(ids))
        kinds = "('CONCORDANCE', 'CONCORDE', 'TRANSFERE', 'TRANSFERT', 'DEPLACE')"
        # The direction of a relation is not reliable: what begins when the other ends comes after it.
        rows = self._rows(
            f"""SELECT DISTINCT article.texte, article.num FROM article
                WHERE article.retenu AND article.debut >= ? AND article.id NOT IN ({marks}) AND (
                    article.id IN (SELECT lien.cible FROM lien JOIN article AS ici ON ici.rang = lien.article
                                   WHERE ici.id IN ({marks}) AND lien.sorte IN {kinds})
                    OR article.rang IN (SELECT article FROM lien
                                       WHERE cible IN ({marks}) AND sorte IN {kinds}))
                ORDER BY article.debut, article.id""",  # noqa: S608 - only question marks
            (encode_day(versions[-1].fin), *ids, *ids, *ids),
        )
        keys = [self._names.make_key(texte, label) for texte, label in rows]
        return tuple(dict.fromkeys(key for key in keys if key))

    # Sections and search

    def sections(self, text: str, *, on: dt.date | None = None) -> Iterator[TableLine]:
        """Yield the table of contents of a text, in order; only what is in force on `on` when it is given."""
        texte = self._names.find(text)
        return self._table.iter_lines(texte, on) if texte is not None else iter(())

    def search(
        self,
        words: str,
        *,
        texts: Collection[str] = (),
        on: dt.date | None = None,
        limit: int = 20,
    ) -> tuple[SearchHit, ...]:
        """Find articles by their words, best first; an article counts once.

        All words are looked for, then any of them when nothing holds all. Words between quotation marks are a
        phrase. Accents and capitals do not count.
        """
        chosen = [texte for name in texts if (texte := self._names.find(name)) is not None]
        if texts and not chosen:
            return ()
        return self._searcher.search(words, chosen, on, limit)

    # Quotations

    def compare_quote(self, text: str, num: str, on: dt.date, quote: str) -> QuoteMatch:
        """Compare a quotation with the official text of an article on a day, typography apart."""
        current = self.article_text(text, num, on)
        if current and is_word_for_word(quote, current.texte):
            return QuoteMatch(
                kind=QuoteKind.IDENTIQUE, version=current.version, ressemblance=1.0, passage=quote
            )
        others = [v for v in self.versions(text, num) if current is None or v.id != current.version.id]
        for version in reversed(others):
            if is_word_for_word(quote, self._read_text(version).texte):
                return QuoteMatch(kind=QuoteKind.ANCIENNE, version=version, ressemblance=1.0, passage=quote)
        if current is None or not current.texte:
            return QuoteMatch(kind=QuoteKind.SANS_TEXTE)
        share, gaps, passage = compare_words(quote, current.texte)
        if share < _LIKE_ENOUGH:
            return QuoteMatch(kind=QuoteKind.ABSENTE, version=current.version, ressemblance=share)
        return QuoteMatch(
            kind=QuoteKind.DIFFERENTE,
            version=current.version,
            ressemblance=share,
            ecarts=gaps,
            passage=passage,
        )


def _encode(ident: str) -> int:
    return encode_id(ident) or 0
