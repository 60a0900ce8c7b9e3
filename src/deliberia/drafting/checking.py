"""Run the checks on a draft, as on a file made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from deliberia.catalogue.references import Droit
from deliberia.drafting.acte import projet_to_acte
from deliberia.model import Acte, Citation, Finding, Projet, Target, TargetKind

if TYPE_CHECKING:
    from deliberia.checks import Reference
    from deliberia.legal_refs import Base

_FREE_VISA = "MOD005"


def check_projet(projet: Projet, *, base: Base | None = None) -> Projet:
    """Return the draft with the findings of the rules added to its own, the gravest first.

    Offsets are in `documents.projet_text(projet)`.
    """
    from deliberia.checks import Context, run_checks

    acte = projet_to_acte(projet)
    on = projet.date_reference
    context = Context(
        date=projet.seance.date,
        collectivite=projet.seance.collectivite,
        references=read_references(acte.citations, Droit(on, base)) if on is not None else (),
        is_source=True,
    )
    found = run_checks(acte, context)
    told = _list_told(acte, found)
    own = [one for one in projet.constats if not _is_told(one, told)]
    every = sorted((*own, *found), key=lambda one: one.severite.rank)
    return replace(projet, constats=tuple(every))


def read_references(citations: Iterable[Citation], droit: Droit) -> tuple[Reference, ...]:
    """Pair every reference that has a key with what the base answers that day; both ends of a range."""
    from deliberia.checks import Reference

    return tuple(
        Reference(citation=citation, target=target, verdict=droit.verify(cle))
        for citation in citations
        for target in citation.targets
        for cle in keys_of(target)
    )


def keys_of(target: Target) -> tuple[str, ...]:
    """Return the keys to verify for a reference; none for a local act or a text without number."""
    if target.kind is TargetKind.ACTE_LOCAL:
        return ()
    bounds = target.bornes
    if bounds is not None:
        return bounds
    return (target.cle,) if target.cle else ()


def _list_told(acte: Acte, found: Iterable[Finding]) -> dict[str, int]:
    """Return the keys that the rules speak of, with the rank of the gravest finding on each."""
    ranks = {one.start: one.severite.rank for one in found if one.start is not None}
    told: dict[str, int] = {}
    for citation in acte.citations:
        rank = ranks.get(citation.start)
        if rank is not None:
            for cle in (cle for target in citation.targets for cle in keys_of(target)):
                told[cle] = min(rank, told.get(cle, rank))
    return told


def _is_told(one: Finding, told: Mapping[str, int]) -> bool:
    """Tell whether a rule says of the drafter's visa, at least as gravely, what the drafting said."""
    return one.regle == _FREE_VISA and any(
        told.get(cle, one.severite.rank + 1) <= one.severite.rank for cle in one.fondement
    )
