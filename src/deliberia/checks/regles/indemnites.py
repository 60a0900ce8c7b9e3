"""Allowances of the members: the table, the ceilings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from deliberia.arithmetic import RATES_SINCE, AllowanceRates, allowance_rates
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches, search
from deliberia.checks.mention import Mention, wait_for
from deliberia.checks.registre import COMMUNES, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_number

INDEMNITES = frozenset({"indemnites_elus"})
_TAUX = (
    r"(?:(?!adjoint|conseill|vice-pr|d[ée]l[ée]gu|enveloppe|major)[^%\n;]){0,140}?"
    r"(?P<taux>\d{1,3}(?:[.,]\d{1,2})?)\s?%(?!\s{0,3}(?:de\s+(?:l['’]enveloppe|la\s+population|son|sa)"
    r"|des\s))"
)
_TAUX_MAIRE = declare(
    rf"\bmaire\b(?!s)(?!\s+d[ée]l[ée]gu|-adjoint|\s+adjoint|\s+sortant){_TAUX}", re.I, debuts="mai"
)
_TAUX_ADJOINT = declare(rf"\badjointe?s?\b(?:\s+au\s+maire)?{_TAUX}", re.I, debuts="adj")
_POPULATION = declare(
    r"\bpopulation\b[^.;\n]{0,80}?(?P<n>\d{1,3}(?:[ \u00a0\u202f.]?\d{3})*)[\s\u00a0]+habitants",
    re.I,
    debuts="pop",
)
_MAJORATION = declare(r"major|chef-lieu|touris|dotation\s+de\s+solidarit|2123-22|sinistr", re.I)

wait_for(
    Mention(
        id="FIN060",
        origine="allowances-table-missing",
        severite=Severity.AVERTISSEMENT,
        fondement=("CGCT:L2123-20-1",),
        genres=INDEMNITES,
        sortes=COMMUNES,
        fait=declare(r"\b(?:adjointe?s?|conseill[èe]re?s?\s+(?:municipa\w+\s+)?d[ée]l[ée]gu\w+)\b", re.I),
        attendu=declare(r"tableau|annex|r[ée]capitul|\|", re.I),
        message="Le tableau récapitulatif des indemnités doit être annexé : l’acte n’en parle pas.",
        correction="Joignez le tableau de l’ensemble des indemnités.",
        page="""Le tableau récapitulatif des indemnités n’est pas mentionné.

        Ce que la règle vérifie
            La délibération qui fixe les indemnités des adjoints ou des conseillers parle du tableau
            récapitulatif, l’annexe ou le contient.
        Pourquoi
            Toute délibération sur ces indemnités, sauf celle du maire seul, est accompagnée de ce tableau.
        Exemple fautif
            « Les indemnités des adjoints sont fixées à 10,89 % de l’indice terminal. »
        Correction
            Joindre le tableau de l’ensemble des indemnités allouées.
        Limites
            Le mot « tableau » ou « annexe » suffit. Simple information pour un point de procès-verbal.
        """,
    )
)


@check(
    "FIN061",
    origine="allowances-ceiling",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2123-23", "CGCT:L2123-24"),
    genres=INDEMNITES,
    sortes=COMMUNES,
    since=RATES_SINCE,
)
def allowances_ceiling(acte: Acte, context: Context) -> Iterator[Signal]:
    """L’indemnité votée dépasse le plafond de la strate.

    Ce que la règle vérifie
        Le taux du maire ne dépasse pas celui de la strate ; celui d’un adjoint ne dépasse pas le taux maximal
        du maire, ni le sien propre si le maire reçoit le maximum.
    Pourquoi
        Une indemnité supérieure au plafond est illégale et doit être remboursée. Un adjoint peut dépasser son
        taux, mais dans l’enveloppe du maire et des adjoints.
    Exemple fautif
        « Maire : 51,6 % de l’indice terminal » dans une commune de 430 habitants.
    Correction
        Ramener les taux sous le plafond.
    Limites
        Demande une population déclarée, de moins de 20 000 habitants, et une séance tenue depuis le
        24 décembre 2025. Avertissement pour un adjoint au-dessus de son taux : l’enveloppe peut le permettre.
        Silencieuse si l’acte parle d’une majoration.
    """
    population = context.get_population(acte)
    if population is None or context.date is None or search(acte, _MAJORATION):
        return
    rates = allowance_rates(population, on=context.date)
    if rates is None or _is_of_another_class(acte, rates):
        return
    mayor = search(acte, _TAUX_MAIRE)
    at_ceiling = False
    if mayor is not None:
        at_ceiling = _read_rate(mayor) >= rates.maire
        if _read_rate(mayor) > rates.maire:
            yield _over("du maire", mayor, rates.maire)
            return
    for match in iter_matches(acte, _TAUX_ADJOINT):
        limit = rates.adjoint if at_ceiling else rates.maire
        if _read_rate(match) > limit:
            signal = _over("d’un adjoint", match, limit)
            yield replace(signal, severite=Severity.AVERTISSEMENT) if at_ceiling else signal
            return


def _is_of_another_class(acte: Acte, rates: AllowanceRates) -> bool:
    """True when the act gives a population that the declared class does not hold: one of the two is wrong."""
    for match in iter_matches(acte, _POPULATION):
        stated = int(re.sub(r"\D", "", match["n"]))
        if not rates.from_population <= stated < rates.below_population:
            return True
    return False


def _read_rate(match: re.Match[str]) -> Decimal:
    return Decimal(match["taux"].replace(",", "."))


def _over(who: str, match: re.Match[str], limit: Decimal) -> Signal:
    return Signal(
        message=f"Le taux {who} ({match['taux']} %) dépasse le plafond de "
        f"{format_number(limit, decimals=2)} %.",
        correction="Ramenez les taux sous le plafond de la strate.",
        start=match.start("taux"),
        end=match.end(),
    )
