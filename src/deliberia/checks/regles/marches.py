"""Public contracts: procedure, committee, tax, consultation of the draft."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from deliberia.checks.contexte import Context
from deliberia.checks.lecture import iter_matches, search, search_objet
from deliberia.checks.mention import Mention, wait_for
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, CollectiviteSorte, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_euros, parse_amount

_MARCHE = frozenset({"marche"})
_SEUILS = (
    (dt.date(2026, 4, 1), 60_000),
    (dt.date(2020, 1, 1), 40_000),
    (dt.date(2015, 10, 1), 25_000),
    (dt.date(2011, 12, 12), 15_000),
)
"""Supplies and services before tax, the latest first. Source: CCP R2122-8, checked 2026-11-22."""
_SEUILS_TRAVAUX = ((dt.date(2020, 12, 8), 100_000), (dt.date(2020, 7, 24), 70_000), *_SEUILS[1:])
_SEUILS_UE = {
    2018: (221_000, 5_548_000),
    2019: (221_000, 5_548_000),
    2020: (214_000, 5_350_000),
    2021: (214_000, 5_350_000),
    2022: (215_000, 5_382_000),
    2023: (215_000, 5_382_000),
    2024: (221_000, 5_538_000),
    2025: (221_000, 5_538_000),
    2026: (216_000, 5_404_000),
    2027: (216_000, 5_404_000),
}
"""Year → thresholds of formal procedures: supplies and services, works."""
_ATTRIBUE_HT = declare(
    r"\b(?:attribu\w*|reten\w+|retien\w+|confi[ée]\w*)\b(?:(?!estim|pr[ée]vision|enveloppe|budget"
    r"|plafond)[^.;]){0,240}?"
    r"(?P<n>\d(?<![\d,.]\d)(?:\d{0,2}(?:[ .\u00a0\u202f]\d{3})+|\d*)(?:[.,]\d{1,2})?)\s{0,2}(?:€|euros)"
    r"(?:\s?\([^()]{0,90}\))?\s{0,2}(?:HT\b|H\.T\.?|hors\s+tax)",
    re.I,
    debuts="att con ret",
)
"""A contract given to somebody for a price: neither an estimate nor an envelope."""
_ATTRIBUE = declare(r"\b(?:attribu|conclu|pass|sign|confi|reten|retien)\w*\b[^.;\n]{0,80}?\bmarch[ée]", re.I)
_PROCEDURE = declare(
    r"consultation|proc[ée]dure|MAPA|adapt[ée]e|appel\s+(?:d['’]offres|public)|concurrence|publicit[ée]|BOAMP"
    r"|\boffres?\b|devis|candidat|jury|concours|commission|analyse|R\.?\s?2122|gr[ée]\s+[àa]\s+gr[ée]"
    r"|n[ée]goci",
    re.I,
)
_PAS_UN_MARCHE = declare(
    r"avenant|groupement|centrale|\bUGAP\b|accord[- ]cadre|subs[ée]quent|subvention|fonds\s+de\s+concours"
    r"|foncier"
    r"|assistance|adh[ée]sion|d[ée]l[ée]gation|concession|convention|terrain|parcelle|halle"
    r"|droits?\s+de\s+place"
    r"|plein\s+vent|r[ée]siliation|r[èe]glement|commission|d[ée]signation|reconduction|p[ée]nalit",
    re.I,
)
_TRAVAUX = declare(r"\btravaux\b|construction|r[ée]habilitation|r[ée]novation|am[ée]nagement|voirie", re.I)
_FORMALISEE = declare(
    r"\bappel\s+d['’]offres\s+(?:ouvert|restreint)|\bproc[ée]dure\s+formalis[ée]e|\bdialogue\s+comp[ée]titif"
    r"|\bproc[ée]dure\s+avec\s+n[ée]gociation",
    re.I,
    debuts="app dia pro",
)
_CAO = declare(r"commission\s+d['’]appel|\bC\.?\s?A\.?\s?O\b|\bjury\b", re.I)
_GROS = Decimal(1_000)


def _find_price(acte: Acte) -> tuple[Decimal, re.Match[str]] | None:
    """The highest price before tax at which the act gives a contract to somebody."""
    best: tuple[Decimal, re.Match[str]] | None = None
    for match in iter_matches(acte, _ATTRIBUE_HT):
        value = parse_amount(match["n"])
        if value is not None and (best is None or value > best[0]):
            best = (value, match)
    return best


@check(
    "DIS015",
    origine="procurement-no-procedure",
    severite=Severity.AVERTISSEMENT,
    fondement=("CCP:R2122-8",),
    genres=_MARCHE,
)
def contract_without_procedure(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un marché au-dessus du seuil ne dit rien de sa mise en concurrence.

    Ce que la règle vérifie
        L’acte qui attribue un marché plus élevé que le seuil de dispense de la date indique la procédure.
    Pourquoi
        Au-delà de ce seuil, une mise en concurrence est en principe nécessaire : 60 000 € HT depuis le
        1er avril 2026 pour les fournitures et services, 100 000 € HT pour les travaux.
    Exemple fautif
        « Le conseil attribue le marché de travaux à la société Untel pour 180 000 € HT. »
    Correction
        Indiquer la procédure suivie.
    Limites
        Lit le prix hors taxe écrit dans la phrase qui attribue, jamais une estimation. Silencieuse pour les
        avenants, groupements, centrales d’achat, accords-cadres, conventions et dès qu’un mot de procédure
        apparaît.
    """
    if acte.forme is Forme.PROCES_VERBAL or acte.is_tronque or context.date is None:
        return
    if search_objet(acte, _PAS_UN_MARCHE) or search(acte, _PROCEDURE):
        return
    price, day = _find_price(acte), context.date
    table = _SEUILS_TRAVAUX if search_objet(acte, _TRAVAUX) else _SEUILS
    threshold = next((amount for since, amount in table if day >= since), None)
    if price is None or threshold is None or price[0] < threshold:
        return
    yield Signal(
        message=f"Au-delà de {format_euros(Decimal(threshold))} HT, une mise en concurrence est en principe "
        "nécessaire : aucune procédure n’est indiquée.",
        correction="Indiquez la procédure suivie.",
        start=price[1].start("n"),
        end=price[1].end(),
    )


@check(
    "DIS016",
    origine="procurement-cao",
    severite=Severity.AVERTISSEMENT,
    fondement=("CGCT:L1414-2",),
    genres=_MARCHE,
    sortes=COMMUNES_EPCI,
)
def contract_without_committee(acte: Acte, context: Context) -> Iterator[Signal]:
    """Un marché de procédure formalisée ne vise pas la commission d’appel d’offres.

    Ce que la règle vérifie
        L’acte qui parle d’un appel d’offres et d’un montant au-dessus du seuil européen mentionne la
        commission.
    Pourquoi
        La commission d’appel d’offres choisit le titulaire des marchés passés en procédure formalisée.
    Exemple fautif
        « Appel d’offres ouvert … le marché de 400 000 € HT est attribué à la société Untel. »
    Correction
        Viser la décision de la commission.
    Limites
        Les seuils connus vont de 2018 à 2027. Silencieuse en procédure adaptée et pour un avenant.
    """
    thresholds = _SEUILS_UE.get(context.date.year) if context.date else None
    if acte.forme is Forme.PROCES_VERBAL or acte.is_tronque or thresholds is None:
        return
    if search_objet(acte, _PAS_UN_MARCHE) or not search(acte, _FORMALISEE) or search(acte, _CAO):
        return
    price = _find_price(acte)
    threshold = thresholds[1] if search_objet(acte, _TRAVAUX) else thresholds[0]
    if price is None or price[0] < threshold:
        return
    yield Signal(
        message="Le titulaire d’un marché de procédure formalisée est choisi par la commission d’appel "
        "d’offres : l’acte n’en parle pas.",
        correction="Visez la décision de la commission.",
        start=price[1].start("n"),
        end=price[1].end(),
    )


@check("FIN052", origine="amount-tax-unspecified", severite=Severity.INFO, genres=_MARCHE)
def price_without_tax(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le prix du marché ne dit pas s’il est hors taxe.

    Ce que la règle vérifie
        L’acte qui donne le prix d’un marché écrit « HT », « TTC » ou dit que la taxe ne s’applique pas.
    Pourquoi
        Les seuils de la commande publique sont hors taxe ; le crédit budgétaire se vote toutes taxes
        comprises.
    Exemple fautif
        « Le marché est attribué pour 48 000 €. »
    Correction
        Ajouter « HT » ou « TTC ».
    Limites
        Simple information, sur les seuls marchés, au-dessus de 1 000 €.
    """
    if acte.forme is not Forme.DELIBERATION or acte.is_tronque or search_objet(acte, _PAS_UN_MARCHE):
        return
    price = next((fact for fact in acte.montants if fact.value >= _GROS), None)
    taxed = re.search(
        r"\bH\.?T\b|\bT\.?T\.?C\b|hors\s+tax|toutes\s+taxes|\bTVA\b|\bnets?\b|assujetti", acte.corps, re.I
    )
    if price is not None and taxed is None and search(acte, _ATTRIBUE):
        yield Signal(
            message="Le prix ne dit pas s’il est hors taxe ou toutes taxes comprises.",
            correction="Ajoutez « HT » ou « TTC ».",
            appuis=(price,),
        )


wait_for(
    Mention(
        id="DIS017",
        origine="public-service-contract-consultation",
        severite=Severity.INFO,
        fondement=("CGCT:L2121-12",),
        sortes=frozenset({CollectiviteSorte.COMMUNE, CollectiviteSorte.EPCI}),
        objet=declare(
            r"d[ée]l[ée]gation\s+de\s+(?:gestion\s+d['’]un\s+)?service\s+public|concession\s+(?:de"
            r"|du)\s+service"
            r"|contrat\s+(?:d['’]affermage|de\s+concession)|\bDSP\b",
            re.I,
        ),
        sauf_objet=declare(r"rapport|commission|avenant|principe|tarif|lancement|d[ée]signation", re.I),
        attendu=declare(
            r"consult(?:[ée]|able|er)|(?:mis|tenu)\w*\s+[àa]\s+(?:la\s+)?disposition|2121-12|1411-7"
            r"|communiqu[ée]|adress[ée]",
            re.I,
        ),
        habitants=3_500,
        message="Pour un contrat de service public, le projet doit pouvoir être consulté par tout "
        "conseiller.",
        correction="Mentionnez les modalités de consultation.",
        page="""Le contrat de service public ne dit pas comment il a pu être consulté.

        Ce que la règle vérifie
            L’acte qui approuve une délégation ou une concession de service public dit que le projet de
            contrat pouvait être consulté.
        Pourquoi
            Dans les communes de 3 500 habitants et plus et les EPCI, tout conseiller peut consulter le projet
            de contrat et ses pièces.
        Exemple fautif
            « Le conseil approuve le contrat de délégation de service public de l’eau. »
        Correction
            Mentionner les modalités de consultation.
        Limites
            Simple information. Demande une population déclarée pour une commune.
        """,
    )
)
