"""Our own notices: a heading, subjects, what an article replaced. Read only when shown or searched."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deliberia.errors import ReferenceBaseError
from deliberia.legal_refs.keys import parse_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What we say of one article in our own words."""

    cle: str
    titre: str
    """« Compétence générale du conseil municipal »."""
    sujets: tuple[str, ...] = ()
    remplace: tuple[str, ...] = ()
    """Keys of what it replaced."""
    depuis: dt.date | None = None
    source: str = ""
    verifie_le: dt.date | None = None
    exemples: tuple[str, ...] = ()
    """How acts cite it."""


def load_notices(folder: Path) -> dict[str, Notice]:
    """Read every notice of a base folder, by key, in the order of the files.

    Raises:
        ReferenceBaseError: a file is not readable TOML or misses a field.
    """
    import tomllib  # only those who show or search notices pay for it

    notices: dict[str, Notice] = {}
    for path in sorted((folder / "notices").glob("*.toml")):
        try:
            for notice in _read_file(tomllib.loads(path.read_text(encoding="utf-8"))):
                notices[notice.cle] = notice
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReferenceBaseError(
                f"La notice {path.name} est illisible : {error}.", hint="Réinstallez Deliberia."
            ) from error
    return notices


def _read_file(data: dict[str, Any]) -> list[Notice]:  # Any: a TOML document
    return [
        Notice(
            cle=parse_key(f"{data['texte']}:{article['num']}").cle,
            titre=article["titre"],
            sujets=tuple(article.get("sujets", ())),
            remplace=tuple(article.get("remplace", ())),
            depuis=article.get("depuis"),
            source=article["source"],
            verifie_le=article["verifie_le"],
            exemples=tuple(article.get("exemples", ())),
        )
        for article in data.get("article", ())
        if "titre" in article
    ]
