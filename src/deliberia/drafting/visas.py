"""The visas that the drafter adds: kept as typed, each citation in them verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deliberia.catalogue.blocks import finish
from deliberia.catalogue.escaping import strip_private
from deliberia.catalogue.references import Droit
from deliberia.catalogue.typography import set_once
from deliberia.drafting.checking import keys_of
from deliberia.errors import DataError
from deliberia.model import (
    Bloc,
    BlocSorte,
    Confiance,
    Finding,
    Provenance,
    Severity,
    Target,
    TargetKind,
    Verdict,
    VerdictKind,
)
from deliberia.text import normalize

MAX_LENGTH = 2_000
_DEAD = frozenset(
    {VerdictKind.ABROGE, VerdictKind.INEXISTANT, VerdictKind.DEPLACE, VerdictKind.PAS_ENCORE_EN_VIGUEUR}
)
_GRAVE = frozenset({VerdictKind.ABROGE, VerdictKind.PAS_ENCORE_EN_VIGUEUR})
"""Grave when sure; an invented article always is, a renumbered one still leads the reader to the rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeVisa:
    """A visa typed by the drafter, and what is to be said of it."""

    bloc: Bloc
    is_law: bool
    """It cites at least one text of law: it stands before the local acts."""
    constats: tuple[Finding, ...]


def read_free_visas(visas: Iterable[str], droit: Droit) -> tuple[FreeVisa, ...]:
    """Read the drafter's visas and verify what they cite on that day.

    Raises:
        DataError: a visa is not a text, or is far too long.
    """
    return tuple(_read(visa, droit) for visa in visas if visa.strip())


def _read(visa: str, droit: Droit) -> FreeVisa:
    from deliberia.citations import find_citations

    if len(visa) > MAX_LENGTH:
        raise DataError(f"un visa dépasse {MAX_LENGTH} caractères.", place="visas")
    words = " ".join(strip_private(normalize(visa)).split())
    if words[:3].lower() != "vu ":
        words = f"Vu {words}"
    texte = finish(words[:1].upper() + words[1:], BlocSorte.VISA)
    targets = [target for citation in find_citations(texte) for target in citation.targets]
    cles = _drop_covered(tuple(dict.fromkeys(cle for target in targets for cle in keys_of(target))))
    return FreeVisa(
        bloc=Bloc(sorte=BlocSorte.VISA, texte=texte, provenance=Provenance.AGENT, cles=cles),
        is_law=bool(cles),
        constats=tuple(_iter_findings(cles, targets, droit)),
    )


def _drop_covered(cles: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out a whole text when one of its articles is cited beside it: « l’article 3 de la loi… »."""
    return tuple(cle for cle in cles if not any(other.startswith(f"{cle}:") for other in cles))


def _iter_findings(cles: Iterable[str], targets: Iterable[Target], droit: Droit) -> Iterator[Finding]:
    for cle in cles:
        verdict = droit.verify(cle)
        if verdict.kind is not VerdictKind.EN_VIGUEUR and not droit.is_printable(verdict):
            yield _make_finding(cle, verdict)
    for target in targets:
        unknown = target.kind not in (TargetKind.ACTE_LOCAL, TargetKind.JURISPRUDENCE, TargetKind.TRAITE)
        if unknown and not keys_of(target):
            yield Finding(
                regle="MOD005",
                origine="free-visa-not-verifiable",
                severite=Severity.AVERTISSEMENT,
                message="Un visa ajouté cite un texte sans dire lequel : il ne peut pas être vérifié.",
                correction="Nommez le code, ou donnez le numéro de la loi ou du décret.",
            )


def _make_finding(cle: str, verdict: Verdict) -> Finding:
    is_dead = verdict.kind in _DEAD
    is_sure = verdict.confiance is Confiance.HAUTE
    is_grave = verdict.kind is VerdictKind.INEXISTANT or (verdict.kind in _GRAVE and is_sure)
    replacement = ""
    if verdict.remplace_par:
        replacement = f" Contrôlez s’il faut viser {', '.join(verdict.remplace_par)}."
    return Finding(
        regle="MOD005",
        origine="free-visa-not-in-force" if is_dead else "free-visa-not-verifiable",
        severite=Severity.ERREUR if is_grave else Severity.AVERTISSEMENT,
        message=set_once(f"Visa ajouté, {cle} : {verdict.motif}"),
        correction=set_once(f"Corrigez ou retirez ce visa.{replacement}"),
        fondement=(cle,),
    )
