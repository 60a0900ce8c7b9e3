"""Where known names come from: the meeting the user declared, the facts read in an act."""

from __future__ import annotations

from collections.abc import Iterator

from deliberia.model import Acte, Seance


def names_of_seance(seance: Seance) -> tuple[str, ...]:
    """Return everyone the meeting names, council included, each once."""
    return tuple(dict.fromkeys(name for name in _iter_seance(seance) if name))


def _iter_seance(seance: Seance) -> Iterator[str]:
    yield seance.collectivite.maire
    yield from (elu.nom for elu in seance.collectivite.elus)
    yield from (seance.president, seance.secretaire)
    yield from (*seance.presents, *seance.absents, *seance.excuses)
    for pouvoir in seance.pouvoirs:
        yield from (pouvoir.de, pouvoir.a)


def names_of_acte(acte: Acte) -> tuple[str, ...]:
    """Return everyone read in the heading, the lists and the signatures of an act, each once."""
    return tuple(dict.fromkeys(name for name in _iter_acte(acte) if name))


def _iter_acte(acte: Acte) -> Iterator[str]:
    for fact in (
        acte.president,
        acte.secretaire,
        acte.signature_maire,
        acte.signature_secretaire,
        acte.voix_president,
    ):
        if fact is not None:
            yield fact.value
    for names in (acte.presents, acte.absents, acte.ne_prennent_pas_part):
        if names is not None:
            yield from names.value
    if acte.pouvoirs is not None:
        for pouvoir in acte.pouvoirs.value:
            yield from (pouvoir.de, pouvoir.a)
