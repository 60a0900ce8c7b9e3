"""Rows of the base on their way to the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from deliberia.legi.identifiers import decode_id
from deliberia.legi.values import ArticleVersion, make_version

Rows = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Run a query and return its rows. Any: a row of SQLite holds whatever its columns hold."""

VERSION_COLUMNS = "article.id, article.texte, article.num, article.etat, article.debut, article.fin"


def read_version(row: Sequence[Any]) -> ArticleVersion:
    """Read the columns of `VERSION_COLUMNS`."""
    ident, texte, num, etat, debut, fin = row
    return make_version(decode_id(ident), decode_id(texte), num, etat, debut, fin)
