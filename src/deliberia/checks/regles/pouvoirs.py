"""Proxies: one a holder, held by a member present, given by a member absent."""

from __future__ import annotations

from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import has_member
from deliberia.checks.periodes import is_covid
from deliberia.checks.registre import Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Severity
from deliberia.reading import is_same_person

_DOUTE: Fact[bool] = Fact(value=True, certitude=Certitude.DEDUIT)


def _all_present(acte: Acte) -> tuple[str, ...]:
    """The members present, the president and the secretary with them: lists often leave them out."""
    names = acte.presents.value if acte.presents else ()
    others = (fact.value for fact in (acte.president, acte.secretaire) if fact is not None and fact.value)
    return (*names, *others)


@check(
    "SEA030",
    origine="proxy-holder-multiple",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-20",),
    portee=Portee.SEANCE,
)
def proxy_holder_multiple(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un conseiller détient plusieurs pouvoirs.

    Ce que la règle vérifie
        Aucun membre ne porte plus d’un pouvoir.
    Pourquoi
        Un conseiller ne peut être porteur que d’un seul pouvoir. Le second est nul et fausse le vote.
    Exemple fautif
        « Pouvoirs : Mme A à M. C ; M. B à M. C. »
    Correction
        Ne retenir qu’un pouvoir et recalculer les votes.
    Limites
        Deux pouvoirs étaient permis pendant l’état d’urgence sanitaire. Deux membres du même nom peuvent
        être confondus si leur prénom manque.
    """
    if acte.pouvoirs is None:
        return
    limit = 2 if is_covid(context.date) else 1
    seen: list[str] = []
    for pouvoir in acte.pouvoirs.value:
        if has_member(tuple(seen), pouvoir.a):
            continue
        seen.append(pouvoir.a)
        held = [other for other in acte.pouvoirs.value if is_same_person(other.a, pouvoir.a)]
        if len({other.de for other in held}) > limit:
            short = any(len(other.a.split()) < 3 for other in held) and len({other.a for other in held}) > 1
            yield Signal(
                message=f"{pouvoir.a} détient plusieurs pouvoirs : un seul est autorisé."
                if limit == 1
                else f"{pouvoir.a} détient plus de deux pouvoirs.",
                correction="Ne retenez qu’un pouvoir et recalculez les votes.",
                appuis=(acte.pouvoirs, _DOUTE if short or acte.is_mouvements else None),
            )


@check(
    "SEA031",
    origine="proxy-holder-absent",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-20",),
    portee=Portee.SEANCE,
)
def proxy_holder_absent(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un pouvoir est donné à un conseiller absent.

    Ce que la règle vérifie
        Le mandataire figure parmi les présents, ou préside la séance.
    Pourquoi
        Celui qui n’est pas là ne peut pas voter au nom d’un autre.
    Exemple fautif
        « Absents : M. C. Pouvoirs : Mme A à M. C. »
    Correction
        Retirer ce pouvoir du décompte, ou corriger la liste des présents.
    Limites
        Erreur seulement si le mandataire est nommé parmi les absents ou représentés ; simple avertissement
        s’il n’apparaît dans aucune liste.
    """
    if acte.pouvoirs is None or acte.presents is None or acte.is_mouvements:
        return
    present = _all_present(acte)
    away = (*(acte.absents.value if acte.absents else ()), *(p.de for p in acte.pouvoirs.value))
    for pouvoir in acte.pouvoirs.value:
        if has_member(present, pouvoir.a):
            continue
        named_away = has_member(away, pouvoir.a)
        yield Signal(
            message=f"Le mandataire de {pouvoir.de} n’est pas présent : le pouvoir donné à "
            f"{pouvoir.a} ne peut être utilisé.",
            correction="Retirez ce pouvoir du décompte, ou corrigez la liste des présents.",
            appuis=(acte.pouvoirs, acte.presents, None if named_away else _DOUTE),
        )


@check(
    "SEA032",
    origine="proxy-of-present-member",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-20",),
    portee=Portee.SEANCE,
)
def proxy_of_present_member(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un conseiller est à la fois présent et représenté.

    Ce que la règle vérifie
        Celui qui donne pouvoir ne figure pas parmi les présents.
    Pourquoi
        Un membre présent vote lui-même ; sa voix serait comptée deux fois.
    Exemple fautif
        « Présents : Mme A, M. B. Pouvoirs : Mme A à M. B. »
    Correction
        Supprimer l’une des deux mentions.
    Limites
        Silencieuse lorsqu’une arrivée ou un départ explique les deux mentions.
    """
    if acte.pouvoirs is None or acte.presents is None or acte.is_mouvements:
        return
    for pouvoir in acte.pouvoirs.value:
        twin = next((name for name in acte.presents.value if is_same_person(name, pouvoir.de)), None)
        if twin is None:
            continue
        partial = len(pouvoir.de.split()) < 3 and pouvoir.de != twin
        yield Signal(
            message=f"{pouvoir.de} est à la fois présent et représenté.",
            correction="Supprimez l’une des deux mentions.",
            appuis=(acte.pouvoirs, acte.presents, _DOUTE if partial else None),
        )


@check(
    "SEA033",
    origine="attendance-sum-mismatch",
    severite=Severity.ERREUR,
    portee=Portee.SEANCE,
)
def absent_and_present(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un conseiller est à la fois présent et absent.

    Ce que la règle vérifie
        Aucun nom ne figure dans la liste des présents et dans celle des absents.
    Pourquoi
        L’une des deux listes est fausse, et avec elle le quorum.
    Exemple fautif
        « Présents : Mme A, M. B. Absents : M. B. »
    Correction
        Supprimer l’une des deux mentions.
    Limites
        Silencieuse lorsqu’une arrivée ou un départ explique les deux mentions.
    """
    if acte.absents is None or acte.presents is None or acte.is_mouvements:
        return
    for name in acte.absents.value:
        if name in acte.presents.value and len(name.split()) > 1:
            yield Signal(
                message=f"{name} est à la fois présent et absent.",
                correction="Supprimez l’une des deux mentions.",
                appuis=(acte.absents, acte.presents),
            )
