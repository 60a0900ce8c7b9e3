"""Money allowed before, beside or after the budget: investment, results, conditions, lines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from deliberia.arithmetic import max_investment_before_budget
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import get_sentence, iter_matches, search
from deliberia.checks.mention import Mention, wait_for
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_euros, parse_amount

NOUVELLE_NUMEROTATION = dt.date(2026, 1, 1)
"""Budget articles of the CGCT renumbered. Source: ordonnance 2025-526, checked 2026-11-22."""
_N = r"(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{1,2})?"
_EURO = r"\s{0,2}(?:€|euros\b)"
_QUART = (
    declare(
        rf"(?P<base>{_N})(?:{_EURO})?\s{{0,2}}[x×*]\s{{0,2}}(?:25\s?%|0[.,]25|1/4)\s{{0,2}}(?:="
        rf"|soit)\s{{0,2}}(?P<quart>{_N})",
        re.I,
    ),
    declare(
        rf"(?P<base>{_N})(?:{_EURO})?\s{{0,2}}/\s{{0,2}}4\s{{0,2}}(?:=|soit)\s{{0,2}}(?P<quart>{_N})", re.I
    ),
    declare(
        rf"\b(?:25\s?%|quart)\s+(?:de|du\s+montant\s+de|x|×)\s+(?P<base>{_N}){_EURO}\s*(?:="
        rf"|,?\s*soit)\s+(?P<quart>{_N})",
        re.I,
        debuts="00 qua",
    ),
    declare(
        rf"\bhauteur\s+(?:maximale\s+)?de\s+(?P<quart>{_N}){_EURO}[^.;\n]{{0,60}}?\(\s*(?:<|≤"
        rf"|inf[ée]rieur\w*\s+[àa])?\s*"
        rf"25\s?%\s*(?:x|×|\*|de)\s*(?P<base>{_N})",
        re.I,
        debuts="hau",
    ),
)
_RENVOI = declare(r"annex|tableau|ci-dessous|ci-dessus|ci-apr[èe]s|comme\s+suit|suivante?s?\s*:", re.I)
_BESOIN = declare(
    rf"\bbesoin\s+(?:net\s+)?de\s+financement\b[^.;€\d]{{0,80}}?(?P<n>{_N}){_EURO}", re.I, debuts="bes"
)
_EXCEDENT = declare(
    rf"\b(?:exc[ée]dent|r[ée]sultat)\b[^.;€\d]{{0,40}}?\bfonctionnement\b[^.;€\d]{{0,60}}?(?P<n>{_N}){_EURO}",
    re.I,
    debuts="exc res",
)
_RESERVE = (
    declare(rf"\b1068\b[^€;\n]{{0,80}}?(?P<n>(?!1068){_N}){_EURO}", re.I, debuts="000"),
    declare(rf"(?P<n>{_N}){_EURO}[^.;€\n\d]{{0,80}}?\b(?:compte|article)?\s*1068\b", re.I),
)
_SUBVENTION_CONDITION = declare(
    r"\bsubventions?\b[^.;\n]{0,160}?\b(?:sous\s+(?:la\s+)?(?:r[ée]serve|condition)"
    r"|[àa]\s+(?:la\s+)?condition"
    r"|conditionn[ée]e?s?|subordonn[ée]e?s?)\b",
    re.I,
    debuts="sub",
)
_ACCORDEE = declare(
    r"attribu|vers[ée]|accord|allou|octroi|association|\bclub|comit[ée]|amicale|\bau\b|\baux\b", re.I
)
_ATTENDUE = declare(r"notifi|obten|attend|sollicit|recette|per[çc]u|re[çc]u|demand", re.I)


@check(
    "FIN033",
    origine="investment-before-budget-quarter",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-1",),
    genres=frozenset({"ouverture_credits"}),
    sortes=COMMUNES_EPCI,
)
def quarter_of_credits(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’autorisation d’investir avant le budget dépasse le quart des crédits.

    Ce que la règle vérifie
        Le quart calculé dans l’acte est bien celui du montant donné ; l’autorisation porte un montant.
    Pourquoi
        Avant le vote du budget, l’exécutif engage au plus le quart des crédits d’investissement de l’exercice
        précédent, hors remboursement de la dette ; l’autorisation en précise le montant et l’affectation.
    Exemple fautif
        « Crédits ouverts : 100 000 € x 25 % = 30 000 €. »
    Correction
        Réduire le montant et préciser l’affectation par chapitre.
    Limites
        Lit le calcul écrit, jamais les budgets. Avertissement si l’acte ne porte aucun montant.
    """
    if acte.forme is Forme.PROCES_VERBAL or acte.is_tronque:
        return
    for pattern in _QUART:
        for match in iter_matches(acte, pattern):
            base, quarter = parse_amount(match["base"]), parse_amount(match["quart"])
            if base is None or quarter is None or base < 100:
                continue
            limit = max_investment_before_budget(base)
            if quarter > limit + 1:
                yield Signal(
                    message=f"Le quart de {format_euros(base)} est {format_euros(limit)}, non "
                    f"{format_euros(quarter)}.",
                    correction="Réduisez le montant et précisez l’affectation par chapitre.",
                    start=match.start(),
                    end=match.end(),
                )
                return
    if search(acte, _RENVOI):
        return
    if not acte.montants and not acte.tableaux and not re.search(r"\d{3}[,.]\d\d\b|\d \d{3}\b", acte.corps):
        yield Signal(
            message="L’autorisation ne donne ni montant ni affectation.",
            correction="Précisez le montant et l’affectation par chapitre.",
            severite=Severity.AVERTISSEMENT,
            appuis=(acte.objet,),
        )


@check(
    "FIN034",
    origine="result-allocation",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2311-5",),
    genres=frozenset({"affectation"}),
    sortes=COMMUNES_EPCI,
)
def result_allocation(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’affectation du résultat ne couvre pas le besoin de financement.

    Ce que la règle vérifie
        La somme mise en réserve au compte 1068 couvre le besoin de financement de l’investissement, dans la
        limite de l’excédent de fonctionnement.
    Pourquoi
        L’excédent couvre d’abord ce besoin ; le conseil ne dispose que du reste.
    Exemple fautif
        « Besoin de financement : 40 000 €. Excédent de fonctionnement : 90 000 €. Compte 1068 : 20 000 €. »
    Correction
        Revoir l’affectation.
    Limites
        Demande que les trois sommes soient écrites, une seule fois chacune. Le numéro de l’article depuis le
        1er janvier 2026 n’est pas confirmé.
    """
    need, surplus = _read_single(acte, (_BESOIN,)), _read_single(acte, (_EXCEDENT,))
    reserve = _read_single(acte, _RESERVE)
    if need is None or surplus is None or reserve is None:
        return
    wanted = min(need[0], surplus[0])
    if reserve[0] < wanted - 1:
        yield Signal(
            message=f"{format_euros(reserve[0])} en réserve pour un besoin de financement de "
            f"{format_euros(need[0])} : l’affectation doit le couvrir d’abord.",
            correction="Revoyez l’affectation.",
            start=reserve[1].start(),
            end=reserve[1].end(),
        )


def _read_single(acte: Acte, patterns: tuple[re.Pattern[str], ...]) -> tuple[Decimal, re.Match[str]] | None:
    """Return the sum that the patterns find, when they find but one."""
    found: dict[Decimal, re.Match[str]] = {}
    for pattern in patterns:
        for match in iter_matches(acte, pattern):
            value = parse_amount(match["n"])
            if value is not None:
                found.setdefault(value, match)
    return next(iter(found.items())) if len(found) == 1 else None


@check(
    "FIN044",
    origine="subsidy-separate-deliberation",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L1612-25",),
    genres=frozenset({"budget"}),
    sortes=COMMUNES_EPCI,
)
def conditional_subsidy_in_budget(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une subvention sous condition est accordée par le seul vote du budget.

    Ce que la règle vérifie
        La délibération qui vote le budget n’y accorde pas une subvention soumise à une condition.
    Pourquoi
        Une subvention assortie de conditions d’octroi demande une délibération distincte du budget.
    Exemple fautif
        « Budget primitif : subvention au club, sous réserve de la remise de ses comptes. »
    Correction
        Prendre une délibération propre.
    Limites
        La condition doit être écrite dans la même phrase. Avant 2026, la règle était à l’article L. 2311-7.
    """
    found = (one for one in iter_matches(acte, _SUBVENTION_CONDITION) if _is_granted(get_sentence(acte, one)))
    match = next(found, None)
    if acte.forme is Forme.PROCES_VERBAL or match is None:
        return
    is_new = context.date is None or context.date >= NOUVELLE_NUMEROTATION
    yield Signal(
        message="Une subvention assortie de conditions exige une délibération distincte du budget.",
        correction="Prenez une délibération propre à cette subvention.",
        fondement=None if is_new else ("CGCT:L2311-7",),
        start=match.start(),
        end=match.end(),
    )


def _is_granted(sentence: str) -> bool:
    """True for a subsidy that the authority gives, not for one that it hopes to receive."""
    return bool(_ACCORDEE.search(sentence)) and not _ATTENDUE.search(sentence)


wait_for(
    Mention(
        id="FIN051",
        origine="budget-line-missing",
        severite=Severity.INFO,
        genres=frozenset({"acquisition", "subvention"}),
        sauf_objet=declare(r"demande|sollicit|cession|bilan|euro\s+symbolique|pr[ée]emption|gratuit", re.I),
        fait=declare(r"\d(?<![\d,.]\d)[\d .\u00a0\u202f]{0,14}(?:,\d{2})?\s?(?:€|euros)", re.I),
        attendu=declare(
            r"cr[ée]dits?\b|imput|chapitre|compte\s+\d|article\s+\d{3}|\bbudget|inscri(?:t|re|ption)"
            r"|nature\s+\d"
            r"|op[ée]ration\s+\d",
            re.I,
        ),
        message="L’imputation budgétaire n’est pas indiquée.",
        correction="Ajoutez « Les crédits sont inscrits au chapitre … ».",
        page="""L’imputation de la dépense n’est pas indiquée.

        Ce que la règle vérifie
            L’acte qui achète ou subventionne dit que les crédits sont inscrits, ou donne le compte.
        Pourquoi
            Le comptable et le conseil doivent savoir sur quels crédits la dépense est prise.
        Exemple fautif
            « Une subvention de 500 € est attribuée à l’association. »
        Correction
            Ajouter le chapitre ou le compte.
        Limites
            Simple information : c’est un usage. Le mot « budget » ou « crédits » suffit.
        """,
    )
)
