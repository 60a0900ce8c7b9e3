"""Open the review of a folder: its acts one by one, or all of them with the journals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.errors import UsageError
from deliberia.revue.arbre import Source, iter_sources
from deliberia.revue.cache import Cache
from deliberia.revue.journal import Journal
from deliberia.revue.lecture import Lecteur
from deliberia.revue.revue import Revue
from deliberia.revue.valeurs import ActeLu

if TYPE_CHECKING:
    from deliberia.legal_refs import Base


def iter_actes(
    dossier: Path,
    base: Base,
    *,
    cache: Cache | None = None,
    wait: Callable[[], bool] = lambda: True,
) -> Iterator[ActeLu]:
    """Read the acts of a folder one by one, in a fixed order; those that cannot be read say why.

    `wait` is called before each: it may make the reading wait, and stops it when it answers False.
    """
    unread: list[str] = []
    lecteur = Lecteur(dossier, base, cache)
    for source in _drafts_first(iter_sources(dossier, unread.append)):
        if not wait():
            return
        lu = lecteur.read(source)
        if lu is not None:
            yield lu
    for name in unread:
        yield ActeLu(chemin=name, path=Path(name), erreur=f"{name} : ce dossier ne peut pas être lu.")


def _drafts_first(sources: Iterable[Source]) -> Iterator[Source]:
    """Yield, in each folder, the acts of the interface before the documents exported from them."""
    for _, group in groupby(sources, key=lambda source: source.path.parent):
        yield from sorted(group, key=lambda source: source.brouillon is not None)


def open_queue(
    dossier: Path,
    *,
    relecteur: str = "",
    base: Base | None = None,
    cache: Cache | None = None,
    until: str = "",
) -> Revue:
    """Read a folder and its journals, whole, or until the act that holds the item of id `until`.

    Raises:
        UsageError: no such folder.
        ReviewError: the journals cannot be read.
    """
    if not dossier.is_dir():
        raise UsageError("Ce dossier n’existe pas.", place=str(dossier), hint="Vérifiez son chemin.")
    revue = Revue(dossier, Journal(dossier, relecteur), base=base)
    for acte in iter_actes(dossier, revue.base, cache=cache):
        revue.add_act(acte)
        if until in revue.items:
            break
    return revue
