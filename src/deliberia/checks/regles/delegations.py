"""Delegations of the council to the mayor or president."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import search
from deliberia.checks.periodes import last_renewal
from deliberia.checks.registre import COMMUNES, COMMUNES_EPCI, Portee, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date, iter_dates

_DELEGATION_CITEE = declare(
    r"\bd[ée]lib[ée]ration\b[^.;]{0,120}\b(?:d[ée]l[ée]g(?:ation|uant|u[ée])\w*"
    r"|donnant\s+d[ée]l[ée]gation)\b[^.;]{0,80}\b(?:au|du|[àa])\s+(?:la\s+)?(?:maire|pr[ée]sident)|"
    r"\bd[ée]l[ée]gations?\b[^.;]{0,80}\b(?:au|du|[àa])\s+(?:la\s+)?(?:maire"
    r"|pr[ée]sident)\w*[^.;]{0,80}\bd[ée]lib[ée]ration\b|"
    r"\bd[ée]lib[ée]ration\b[^.;]{0,100}\bL\.?\s?2122-22\b",
    re.I,
    debuts="del",
)
_SANS_LIMITE = declare(
    r"\b(?:fixer|modifier)\b[^.;\n]{0,40}\btarifs\b[^.;\n]{0,120}\bsans\s+(?:aucune\s+)?limit"
    r"|\b(?:r[ée]alisation|souscri\w+)\b[^.;\n]{0,40}\bemprunts\b[^.;\n]{0,120}\bsans\s+(?:aucune\s+)?limit|"
    r"\blignes?\s+de\s+tr[ée]sorerie\b[^.;\n]{0,100}\bsans\s+(?:aucune\s+)?limit",
    re.I,
    debuts="fix lig mod rea sou",
)


@check(
    "DIS030",
    origine="delegation-from-previous-term",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L2122-22",),
    sortes=COMMUNES_EPCI,
    portee=Portee.TEXTE,
)
def delegation_from_previous_term(acte: Acte, context: Context) -> Iterator[Signal]:
    """La délégation citée date du mandat précédent.

    Ce que la règle vérifie
        La délibération qui délègue des attributions au maire est postérieure au dernier renouvellement
        général.
    Pourquoi
        La délégation est consentie pour la durée du mandat : elle prend fin avec lui.
    Exemple fautif
        « Vu la délibération du 4 juin 2020 portant délégation au maire ; » dans un acte de novembre 2026.
    Correction
        Citer la délégation votée par le conseil actuel, ou en voter une.
    Limites
        Demande une date écrite en entier.
    """
    if context.date is None:
        return
    renewal = last_renewal(context.date)
    match = search(acte, _DELEGATION_CITEE)
    if renewal is None or match is None or (context.date - renewal).days < 120:
        return
    end = min(acte.fin_texte, match.end() + 60)
    found = next(iter(iter_dates(acte.texte[match.start() : end])), None)
    if found is None or found.date >= renewal:
        return
    yield Signal(
        message=f"La délégation citée, du {format_date(found.date)}, est antérieure au dernier "
        f"renouvellement : elle a pris fin "
        "avec le mandat précédent.",
        correction="Citez la délégation votée par le conseil actuel, ou votez-en une.",
        start=match.start() + found.start,
        end=match.start() + found.end,
    )


@check(
    "DIS031",
    origine="delegation-unlimited",
    severite=Severity.ERREUR,
    fondement=("CGCT:L2122-22",),
    genres=frozenset({"delegation"}),
    sortes=COMMUNES,
)
def delegation_unlimited(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une matière est déléguée sans limite.

    Ce que la règle vérifie
        L’acte ne délègue pas les tarifs, les emprunts ou la trésorerie « sans limite ».
    Pourquoi
        Ces matières ne se délèguent que dans les limites fixées par le conseil.
    Exemple fautif
        « De procéder à la réalisation des emprunts, sans limite de montant. »
    Correction
        Préciser les montants, les cas ou les périmètres.
    Limites
        Ne parle que si l’absence de limite est écrite.
    """
    match = search(acte, _SANS_LIMITE)
    if match is None:
        return
    yield Signal(
        message="Cette matière ne se délègue que dans des limites ou conditions fixées par le conseil.",
        correction="Précisez montants, cas ou périmètres.",
        start=match.start(),
        end=match.end(),
    )
