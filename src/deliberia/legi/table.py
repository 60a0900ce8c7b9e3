"""Tables of contents of the imported texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from deliberia.legi.identifiers import DAYS, decode_day, encode_day, encode_id
from deliberia.legi.rows import Rows
from deliberia.legi.values import TableLine

_DEEPEST = 40
_NEVER_IN_FORCE = ("MODIFIE_MORT_NE", "ANNULE")


class TableReader:
    """Follow the sections of a text. A heading that is listed and does not exist stops nothing."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def read_path(self, section: int | None) -> tuple[str, ...]:
        """Return the titles that lead to a section, from the outermost."""
        titles: list[str] = []
        while section is not None and len(titles) < _DEEPEST:
            rows = self._rows("SELECT titre, parent FROM section WHERE id = ? AND retenu LIMIT 1", (section,))
            if not rows:
                break
            titles.append(rows[0][0])
            section = rows[0][1]
        return tuple(reversed(titles))

    def iter_lines(self, texte: int, on: dt.date | None) -> Iterator[TableLine]:
        """Yield the lines of a text in order, depth first."""
        rows = self._rows(
            "SELECT id, lignes FROM section WHERE texte = ? AND retenu AND id / 1000000000000 % 4 = 2 "
            "ORDER BY id",
            (texte,),
        )
        for _, lines in rows:
            yield from self._iter_under(lines, 0, encode_day(on) if on else None, frozenset())

    def _iter_under(
        self, lines: str, level: int, on: int | None, above: frozenset[str]
    ) -> Iterator[TableLine]:
        for line in lines.splitlines():
            ident, _, start, end, etat, label = line.split("\t", 5)
            is_article = ident[4:8] == "ARTI"
            debut, fin = DAYS[start], DAYS[end]
            if is_article:
                own = self._read_article(ident)
                if own is None:
                    continue
                # The file of the article is believed rather than the line that lists it.
                debut, fin, etat, label = own
            if on is not None and not _covers(debut, fin, etat, on):
                continue
            yield TableLine(
                niveau=level,
                id=ident,
                libelle=label,
                is_article=is_article,
                debut=decode_day(debut),
                fin=decode_day(fin),
            )
            if not is_article and level < _DEEPEST and ident not in above:
                below = self._rows(
                    "SELECT lignes FROM section WHERE id = ? AND retenu LIMIT 1", (encode_id(ident),)
                )
                if below:
                    yield from self._iter_under(below[0][0], level + 1, on, above | {ident})

    def _read_article(self, ident: str) -> tuple[int | None, int | None, str, str] | None:
        rows = self._rows(
            "SELECT debut, fin, etat, num FROM article WHERE id = ? AND retenu LIMIT 1", (encode_id(ident),)
        )
        return rows[0] if rows else None


def _covers(debut: int | None, fin: int | None, etat: str, on: int) -> bool:
    return etat not in _NEVER_IN_FORCE and (debut or 0) <= on and (fin is None or on < fin)
