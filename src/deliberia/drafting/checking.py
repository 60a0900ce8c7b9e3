"""Run the checks on a draft, as on a file made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from deliberia.catalogue.references import Droit
from deliberia.drafting.acte import projet_to_acte
from deliberia.model import Citation, Finding, Projet, Target, TargetKind
from deliberia.text import fold

if TYPE_CHECKING:
    from deliberia.checks import Reference
    from deliberia.legal_refs import Base

_FREE_VISA = "MOD005"
_VERDICTS = frozenset({"REF001", "REF002", "REF003", "REF004"})
"""Rules that tell the same fault as the drafting: unknown, repealed, moved, not in force."""


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
    every = _tell_once(projet.constats, found, acte.citations)
    return replace(projet, constats=tuple(sorted(every, key=lambda one: one.severite.rank)))


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


def _tell_once(
    own: Iterable[Finding], found: Iterable[Finding], citations: tuple[Citation, ...]
) -> list[Finding]:
    """Join the findings of the drafting and of the rules; a fault of a visa that both tell is kept once.

    The graver of the two stays, with its place in the text; the rule when they are equally grave.
    """
    rules = list(found)
    kept: list[Finding] = []
    for one in own:
        same = _find_same(one, rules, citations) if one.regle == _FREE_VISA else []
        gravest = min(same, key=lambda rule: rule.severite.rank, default=None)
        if gravest is None:
            kept.append(one)
        elif one.severite.rank < gravest.severite.rank:
            rules = [rule for rule in rules if rule not in same]
            kept.append(replace(one, start=gravest.start, end=gravest.end))
    return [*kept, *rules]


def _find_same(one: Finding, rules: Iterable[Finding], citations: tuple[Citation, ...]) -> list[Finding]:
    """Return what the rules on references say of the text that the drafting found fault with."""
    same: list[Finding] = []
    for citation in citations:
        keys = {cle for target in citation.targets for cle in keys_of(target)}
        if not keys & set(one.fondement):
            continue
        here = [rule for rule in rules if rule.start == citation.start and rule.regle in _VERDICTS]
        same += here if len(keys) == 1 else [rule for rule in here if _names(rule, one.fondement)]
    return same


def _names(rule: Finding, cles: Iterable[str]) -> bool:
    """Tell which reference of a citation such as « articles L. 1 et L. 2 » a finding speaks of."""
    from deliberia.legal_refs import name_reference

    words = fold(rule.message)
    return any(fold(name_reference(cle)) in words for cle in cles)
