"""Full-text search: from the words of a user to the articles that hold them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from deliberia.legi.identifiers import decode_id, encode_day
from deliberia.legi.names import TextNames
from deliberia.legi.rows import VERSION_COLUMNS, Rows, read_version
from deliberia.legi.values import SearchHit
from deliberia.text import fold

_CANDIDATES = 500
"""Articles that hold the words of a phrase, among which the phrase is looked for."""

_PHRASE = re.compile(r"[«\"“]([^»\"”]+)[»\"”]")
_WORD = re.compile(r"\w+")
_LONG_ENOUGH = 5
"""Characters, quotation marks included, from which a word may be the beginning of another."""
_EMPTY = frozenset(
    [
        "a",
        "à",
        "au",
        "aux",
        "ce",
        "ces",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "n",
        "ou",
        "par",
        "pour",
        "qu",
        "que",
        "qui",
        "s",
        "se",
        "un",
        "une",
    ]
)


def match_queries(words: str) -> Iterator[str]:
    """Yield full-text queries, the strictest first: all words, words that begin so, any of them.

    Whatever the user types is quoted: no operator of the engine can come in.
    """
    plain = [word for word in _WORD.findall(words) if word.casefold() not in _EMPTY]
    terms = [f'"{word}"' for word in dict.fromkeys(plain)]
    if not terms:
        return
    yield " AND ".join(terms)
    begun = [f"{term} *" if len(term) > _LONG_ENOUGH else term for term in terms]
    yield " AND ".join(begun)
    if len(terms) > 1:
        yield " OR ".join(begun)


def find_phrases(words: str) -> list[str]:
    """Return what stands between quotation marks."""
    return [phrase for phrase in _PHRASE.findall(words) if _WORD.search(phrase)]


def holds_phrases(text: str, phrases: list[str]) -> bool:
    """Tell whether each phrase stands in the text, accents and capitals apart.

    The index does not keep the place of words, which would make it twice as large: phrases are looked for in
    the texts that hold their words.
    """
    folded = " ".join(_WORD.findall(fold(text)))
    return all(" ".join(_WORD.findall(fold(phrase))) in folded for phrase in phrases)


class Searcher:
    """Look for articles in the full-text index."""

    def __init__(self, rows: Rows, names: TextNames) -> None:
        self._rows = rows
        self._names = names

    def search(
        self, words: str, texts: Sequence[int], on: dt.date | None, limit: int
    ) -> tuple[SearchHit, ...]:
        """Return the best articles. `texts`: encoded cids; an empty list means all texts."""
        wheres = ["article.retenu"]
        values: list[Any] = []
        if texts:
            wheres.append(f"article.texte IN ({', '.join('?' * len(texts))})")
            values += texts
        if on is not None:
            day = encode_day(on)
            wheres.append(
                "article.debut <= ? AND article.fin > ? AND article.etat NOT IN ('MODIFIE_MORT_NE', 'ANNULE')"
            )
            values += [day, day]
        phrases = find_phrases(words)
        for query in match_queries(words):
            rows = self._rows(
                f"""SELECT {VERSION_COLUMNS}, snippet(recherche, 0, '«', '»', '…', 24), article.cle,
                    contenu.texte
                    FROM recherche JOIN article ON article.rang = recherche.rowid
                    JOIN contenu ON contenu.rang = recherche.rowid
                    WHERE recherche MATCH ? AND {" AND ".join(wheres)} ORDER BY recherche.rank LIMIT ?""",  # noqa: S608
                (query, *values, _CANDIDATES if phrases else limit * 5),
            )
            hits = self._make_hits(rows, phrases, limit)
            if hits:
                return hits
        return ()

    def _make_hits(
        self, rows: list[tuple[Any, ...]], phrases: list[str], limit: int
    ) -> tuple[SearchHit, ...]:
        hits: dict[tuple[int, str], SearchHit] = {}
        for *version, extract, cle, contents in rows:
            texte, num = version[1], version[2]
            if (texte, cle) in hits or (phrases and not holds_phrases(contents, phrases)):
                continue
            hits[texte, cle] = SearchHit(
                cle=self._names.make_key(texte, num) or f"{decode_id(texte)}:{num}",
                titre=self._names.get_title(texte),
                version=read_version(version),
                extrait=extract,
            )
            if len(hits) == limit:
                break
        return tuple(hits.values())
