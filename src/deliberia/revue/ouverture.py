"""Open the review of a folder: its acts one by one, or all of them with the journals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.errors import UsageError
from deliberia.revue.arbre import Source, iter_sources
from deliberia.revue.avance import Avance
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
    coeurs: int = 1,
    wait: Callable[[], bool] = lambda: True,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Iterator[ActeLu]:
    """Read the acts of a folder one by one, in a fixed order; those that cannot be read say why.

    Args:
        dossier: read with the folders inside it.
        base: the law.
        cache: what was read before.
        coeurs: processes that read ahead when there is much to read, 0 for all the cores of this machine.
        wait: called before each; it may make the reading wait, and stops it when it answers False.
        progress: told before each how many files were read, and how many there are.
    """
    unread: list[str] = []
    sources = list(_drafts_first(iter_sources(dossier, unread.append)))
    avance = Avance(dossier, sources, coeurs=coeurs, cache=cache.path if cache else None)
    lecteur = Lecteur(dossier, base, cache, avance=avance)
    try:
        for done, source in enumerate(sources):
            if not wait():
                return
            progress(done, len(sources))
            lu = lecteur.read(source)
            avance.skip(source)
            if lu is not None:
                yield lu
    finally:
        avance.close()
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
    coeurs: int = 1,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Revue:
    """Read a folder and its journals, whole, or until the act that holds the item of id `until`.

    `coeurs`, `progress`: as `iter_actes` takes them.

    Raises:
        UsageError: no such folder.
        ReviewError: the journals cannot be read.
    """
    if not dossier.is_dir():
        raise UsageError("Ce dossier n’existe pas.", place=str(dossier), hint="Vérifiez son chemin.")
    revue = Revue(dossier, Journal(dossier, relecteur), base=base)
    for acte in iter_actes(dossier, revue.base, cache=cache, coeurs=coeurs, progress=progress):
        revue.add_act(acte)
        if until in revue.items:
            break
    return revue
