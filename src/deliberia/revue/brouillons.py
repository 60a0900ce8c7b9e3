"""Acts of the interface: drafted to be read, from their fields, their séance and their commune."""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.errors import DataError
from deliberia.revue.arbre import SEANCE, Source
from deliberia.revue.contenu import pack
from deliberia.revue.valeurs import ActeLu

if TYPE_CHECKING:
    from deliberia.legal_refs import Base
    from deliberia.model import Projet


def draft_content(source: Source, base: Base) -> dict[str, Any]:
    """Draft an act, check it, and return what is kept of it.

    Raises:
        DeliberiaError: its séance is missing, or one of its files is wrong.
    """
    from deliberia.auditing import judge_citations
    from deliberia.catalogue import get_template
    from deliberia.citations import find_citations
    from deliberia.documents import projet_text
    from deliberia.drafting import check_projet
    from deliberia.revue.manquants import name_missing
    from deliberia.revue.releve import iter_items

    if source.seance is None:
        raise DataError(
            "il manque la séance de cet acte.",
            place=source.chemin,
            hint="Placez seance.toml dans le même dossier.",
        )
    projet = check_projet(_draft(source.path, base), base=base)
    texte, day = projet_text(projet), projet.date_reference
    return pack(
        texte,
        day,
        titre=projet.titre,
        commune=projet.seance.collectivite.nom,
        items=iter_items(texte, day, judge_citations(find_citations(texte), day, base), projet.constats),
        manquants=name_missing(get_template(projet.modele), projet.manquants),
    )


def load_text(acte: ActeLu, base: Base) -> str:
    """Return the whole text of an act that was read; places of its items are in it.

    Raises:
        DeliberiaError: it cannot be read any more.
    """
    if acte.path.suffix == ".toml":
        from deliberia.documents import projet_text

        return projet_text(_draft(acte.path, base))
    from deliberia.documents import read_document
    from deliberia.text import normalize

    return normalize(read_document(acte.path).texte)


def _draft(path: Path, base: Base) -> Projet:
    from deliberia.catalogue import get_template
    from deliberia.drafting import draft, load_dossier

    dossier = load_dossier(path.with_name(SEANCE), path)
    return draft(
        get_template(dossier.modele),
        seance=dossier.seance,
        champs=dossier.champs,
        vote=dossier.vote,
        visas=dossier.visas,
        numero=dossier.numero,
        base=base,
    )


def iter_files(source: Source) -> Iterator[Path]:
    """Yield the files that an act of the interface is drafted from; its séance names the commune."""
    yield source.path
    if source.seance is not None:
        yield source.seance
        with contextlib.suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            content = tomllib.loads(source.seance.read_text(encoding="utf-8-sig"))
            inner = content.get("seance")
            named = content.get("commune", inner.get("commune") if isinstance(inner, dict) else None)
            if isinstance(named, str):
                yield source.seance.parent / named
    if source.commune is not None:
        yield source.commune
