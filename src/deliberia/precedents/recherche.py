"""Finding past acts by their words."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from deliberia.errors import DataError
from deliberia.precedents.actes import Hit, Precedent, read_day
from deliberia.text import fold

_WORD = re.compile(r"\w+")
_SHORT = 4
"""Characters from which a word also finds those that begin so."""
_EMPTY = frozenset(
    "a,au,aux,ce,d,de,des,du,en,et,l,la,le,les,n,ou,par,pour,qu,que,qui,s,se,un,une".split(",")  # noqa: SIM905
)


def search(
    connection: sqlite3.Connection,
    words: str,
    *,
    annee: int | None = None,
    genre: str = "",
    collectivite: str = "",
    limit: int = 20,
) -> tuple[Hit, ...]:
    """Find acts by their words, best first; without word, the latest ones.

    Args:
        connection: the index.
        words: all of them, then any of them when no act holds all; accents and capitals apart.
        annee: year of the séance.
        genre: kind as the reading names it: « subvention ».
        collectivite: part of the name of the authority.
        limit: how many at most.
    """
    wheres, values = _filter(connection, annee, genre, collectivite)
    columns = "acte.id, chemin, numero, date, acte.objet, collectivite, genres, acte.texte"
    for query in _match_queries(words):
        rows = connection.execute(
            f"SELECT {columns} FROM mots JOIN acte ON acte.id = mots.rowid "  # noqa: S608
            f"WHERE mots MATCH ? {wheres} ORDER BY bm25(mots, 8.0, 1.0), date DESC LIMIT ?",
            (query, *values, limit),
        ).fetchall()
        if rows:
            return tuple(_make_hit(row, words) for row in rows)
    if _list_words(words):
        return ()
    rows = connection.execute(
        f"SELECT {columns} FROM acte WHERE 1 {wheres} ORDER BY date DESC, acte.id LIMIT ?",  # noqa: S608
        (*values, limit),
    ).fetchall()
    return tuple(_make_hit(row, words) for row in rows)


def _filter(
    connection: sqlite3.Connection, annee: int | None, genre: str, collectivite: str
) -> tuple[str, list[Any]]:
    connection.create_function("plier", 1, fold, deterministic=True)
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


def get_precedent(connection: sqlite3.Connection, ident: int) -> Precedent:
    """Return one act.

    Raises:
        DataError: no act bears this number.
    """
    row = connection.execute(
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
        date=read_day(date),
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
        date=read_day(date),
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
