"""The vote of the accounts: the mayor withdraws, another presides, the form of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import PHRASE, count_pouvoirs, count_presents, has_member, search
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Certitude, Fact, Forme, Severity
from deliberia.reading.motifs import declare

_RETRAIT = declare(
    r"\b(?:se\s+retir|s['’](?:est|étant)\s+retir|retir[ée]e?\b|quitt|sort(?:i|ie|ant|s?)?\b"
    r"|ne\s+pren\w+\s+pas\s+part|n['’]\w+\s+pas\s+pris\s+part|"
    r"hors\s+(?:de\s+)?la\s+pr[ée]sence|en\s+l['’]absence\s+d\w+\s+maire|ne\s+particip\w+\s+pas"
    r"|n['’]a\s+pas\s+particip)",
    re.I,
    debuts="en hor n ne qui ret s se sor",
)
_ELECTION = declare(
    rf"\b(?:[ée]li\w*|[ée]lue?|d[ée]sign\w+)\b(?:(?!secr[ée]taire){PHRASE}){{0,140}}\bpr[ée]sid"
    r"|\bsous\s+la\s+pr[ée]sidence\b[^.;]{0,140}\bpr[ée]sid"
    rf"|\bpr[ée]sid\w+\b(?:(?!secr[ée]taire){PHRASE}){{0,100}}\b(?:[ée]lue?|d[ée]sign[ée]e?)\b"
    r"(?!\s+(?:comme\s+|en\s+qualit[ée]\s+de\s+)?(?:maire|secr[ée]taire))"
    rf"|\bsous\s+la\s+pr[ée]sidence\s+de\b(?:(?!\n|,\s*maire){PHRASE}){{0,80}}(?:adjoint|vice-pr[ée]sident|doyen)",
    re.I,
    debuts="des eli elu pre sou",
)
_ANNEE = declare(r"\b(20\d\d)\b", debuts="000")
_ANCIENS = declare(r"\bcomptes?\s+(?:administratifs?|de\s+gestion)\b", re.I, debuts="com")
_CFU = declare(r"compte\s+financier\s+unique|\bCFU\b", re.I)


@check(
    "FIN030",
    origine="accounts-mayor-present-at-vote",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2121-14",),
    genres=frozenset({"comptes"}),
    sortes=COMMUNES_EPCI,
)
def accounts_mayor_present_at_vote(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le maire prend part au vote de ses comptes.

    Ce que la règle vérifie
        Lors du vote du compte administratif ou du compte financier unique, le maire se retire et n’est pas
        compté parmi les votants.
    Pourquoi
        Il peut assister à la discussion, mais il doit se retirer au moment du vote.
    Exemple fautif
        « Compte financier unique 2026. Présents : 11. Pour : 11. » sans retrait du maire.
    Correction
        Faire élire un président de séance et retirer le vote du maire.
    Limites
        Erreur seulement si le décompte égale tous les présents, maire compris, et leurs pouvoirs. Ne
        concerne ni le compte de gestion, ni l’affectation du résultat.
    """
    if acte.is_votes_multiples or acte.forme is not Forme.DELIBERATION or search(acte, _RETRAIT):
        return
    presents, pouvoirs, president = count_presents(acte), count_pouvoirs(acte), acte.president
    counts = [fact.value for fact in (acte.pour, acte.contre, acte.abstentions) if fact is not None]
    if presents is None or not counts or president is None or acte.is_mouvements:
        return
    if sum(counts) < presents.value + (pouvoirs.value if pouvoirs else 0):
        return
    listed = acte.presents is not None and has_member(acte.presents.value, president.value)
    yield Signal(
        message="Le maire doit se retirer au moment du vote des comptes : le décompte compte tous "
        "les présents.",
        correction="Faites élire un président de séance et retirez le vote du maire.",
        appuis=(acte.pour, presents, None if listed else Fact(value=True, certitude=Certitude.DEDUIT)),
    )


@check(
    "FIN031",
    origine="accounts-president-not-elected",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2121-14",),
    genres=frozenset({"comptes"}),
    sortes=COMMUNES_EPCI,
)
def accounts_president_not_elected(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’élection du président de séance pour le vote du compte n’apparaît pas.

    Ce que la règle vérifie
        L’acte dit que le conseil a élu un président pour ce point.
    Pourquoi
        Dans les séances où les comptes du maire sont débattus, le conseil élit son président.
    Exemple fautif
        « Le conseil approuve le compte financier unique 2026. » sous la présidence du maire.
    Correction
        Mentionner l’élection du président de séance avant ce point.
    Limites
        L’élection est parfois un acte séparé : un point de procès-verbal n’est pas contrôlé.
    """
    if acte.forme is not Forme.DELIBERATION or acte.is_tronque or search(acte, _ELECTION):
        return
    yield Signal(
        message="L’élection du président de séance pour le vote du compte n’apparaît pas.",
        correction="Mentionnez l’élection du président de séance avant ce point.",
        appuis=(acte.objet,),
    )


@check(
    "FIN032",
    origine="accounts-form",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L1612-12",),
    genres=frozenset({"comptes", "compte_gestion"}),
    sortes=COMMUNES_EPCI,
)
def accounts_form(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le compte financier unique remplace le compte administratif.

    Ce que la règle vérifie
        Pour les comptes de 2026 et des années suivantes, l’acte parle du compte financier unique.
    Pourquoi
        Le compte financier unique remplace le compte administratif et le compte de gestion, au plus tard
        pour les comptes de 2026.
    Exemple fautif
        « Approbation du compte administratif 2026 »
    Correction
        Adapter l’intitulé et les visas.
    Limites
        L’année se lit dans l’objet.
    """
    if acte.objet is None:
        return
    years = {int(year) for year in _ANNEE.findall(acte.objet.value)}
    if (
        not years
        or min(years) < 2026
        or _CFU.search(acte.objet.value)
        or not _ANCIENS.search(acte.objet.value)
    ):
        return
    yield Signal(
        message="À compter des comptes 2026, le compte financier unique remplace compte "
        "administratif et compte de gestion.",
        correction="Adaptez l’intitulé et les visas.",
        appuis=(acte.objet,),
    )
