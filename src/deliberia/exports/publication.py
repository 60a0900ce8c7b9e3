"""The copy to put online: personal data masked, the names of the elected left, the full act untouched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from deliberia.citations import find_citations
from deliberia.masking import mask_for_publication
from deliberia.model import Bloc, Projet, Seance, Tableau


class PublicCopy(NamedTuple):
    """An act ready to be put online."""

    projet: Projet
    masques: tuple[str, ...]
    """What was masked, as it is printed in its place: « nom masqué »; one for each place."""


def make_public_copy(projet: Projet, *, known: Sequence[str] = ()) -> PublicCopy:
    """Mask personal data in the object, the paragraphs and the tables of an act.

    The members of the council stay: their mandate is public. What a machine recognises is not all there is: a
    person reads the copy before it is published.

    Args:
        projet: the full act.
        known: names to mask wherever they stand.
    """
    mask = _Mask(projet.seance, known)
    copy = replace(
        projet,
        titre=mask(projet.titre),
        blocs=tuple(_mask_bloc(bloc, mask) for bloc in projet.blocs),
    )
    return PublicCopy(copy, tuple(mask.masked))


class _Mask:
    """One act being masked: the same names everywhere."""

    def __init__(self, seance: Seance, known: Sequence[str]) -> None:
        elus = [elu.nom for elu in seance.collectivite.elus]
        named = (seance.president, seance.secretaire, seance.collectivite.maire)
        mandats = [one for pouvoir in seance.pouvoirs for one in (pouvoir.de, pouvoir.a)]
        self._public = [
            nom for nom in dict.fromkeys((*elus, *seance.presents, *seance.absents, *mandats, *named)) if nom
        ]
        self._known = [nom for nom in known if nom not in self._public]
        self.masked: list[str] = []

    def __call__(self, text: str) -> str:
        if not text:
            return text
        spans = [(one.start, one.end) for one in find_citations(text)]
        done = mask_for_publication(text, public=self._public, known=self._known, protected=spans)
        if done != text:
            self.masked += [part.partition("]")[0] for part in done.split("[")[1:] if "masqu" in part]
        return done


def _mask_bloc(bloc: Bloc, mask: _Mask) -> Bloc:
    return replace(bloc, texte=mask(bloc.texte), tableau=_mask_table(bloc.tableau, mask))


def _mask_table(table: Tableau | None, mask: _Mask) -> Tableau | None:
    if table is None:
        return None
    return replace(
        table,
        lignes=tuple(tuple(map(mask, row)) for row in table.lignes),
        total=tuple(map(mask, table.total)),
        legende=mask(table.legende),
    )
