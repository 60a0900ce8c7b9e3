"""Budget procedure: debate, sending of the draft, transmission, level of the vote."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from deliberia.arithmetic import (
    budget_deadlines,
    is_budget_debate_in_window,
    is_debat_budgetaire_required,
    latest_budget_sending,
)
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import find_date_after, iter_matches
from deliberia.checks.mention import Mention, wait_for
from deliberia.checks.periodes import is_renewal_year
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.regles.echeances import read_year
from deliberia.checks.signal import Signal
from deliberia.checks.tampons import find_transmission
from deliberia.model import Acte, Certitude, CollectiviteSorte, Fact, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date

_BUDGET = frozenset({"budget"})
ARTICLE_UNIQUE = dt.date(2026, 1, 1)
"""Common rules of the debate and of the sending. Source: ordonnance 2025-526, checked 2026-11-22."""
_PROJET_ADRESSE = declare(
    r"\b(?:projets?(?:\s+de\s+budget)?|documents?\s+budg[ée]taires?"
    r"|maquettes?\s+budg[ée]taires?)\b[^.;\n\d]{0,90}?\b(?:adress|communiqu|transmi|envoy"
    r"|remis)\w*[^.;\n\d]{0,70}?\ble\s+(?=\d)",
    re.I,
    debuts="doc maq pro",
)
_DEBAT = declare(
    r"\b(?:(?:d[ée]bat|rapport)\s+(?:d['’]|sur\s+les\s+|relatif\s+aux\s+)orientations?\s+budg[ée]taires?"
    r"|[DR]\.?O\.?B\b\.?)"
    r"[^.;\d]{0,80}?(?:\ble|\bdu|\bau|s[ée]ance\s+du)\s+(?=\d)",
    re.I,
    debuts="d deb dob r rap rob",
)
_SUPPLEMENTAIRE = declare(r"suppl[ée]mentaire|modificati|\bDM\b|\bBS\b", re.I)
_ORIENTATIONS = "orientations"


@check(
    "FIN025",
    origine="budget-transmission-deadline",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-8",),
    genres=_BUDGET,
    sortes=COMMUNES_EPCI,
)
def budget_transmitted_late(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le budget est transmis après la date limite.

    Ce que la règle vérifie
        La date de réception par l’État suit de quinze jours au plus la date limite du vote du budget.
    Pourquoi
        Au-delà, le préfet saisit la chambre régionale des comptes.
    Exemple fautif
        « Budget primitif 2027 … Reçu en préfecture le 18 mai 2027. »
    Correction
        Transmettre sans délai.
    Limites
        Ne parle que si le tampon est lisible. Ni budget supplémentaire, ni budget de 2020, dont les dates
        furent reportées.
    """
    seance, stated = acte.date_seance, find_transmission(acte)
    if seance is None or stated is None or acte.objet is None or _SUPPLEMENTAIRE.search(acte.objet.value):
        return
    year = read_year(acte, seance.value)
    if year is None or year in (2020, seance.value.year - 1):
        return
    limit = budget_deadlines(year, is_renewal_year=is_renewal_year(year)).transmission
    if stated.value > limit:
        yield Signal(
            message=f"Budget transmis le {format_date(stated.value)} : il devait l’être au plus tard le "
            f"{format_date(limit)}.",
            correction="Transmettez sans délai.",
            appuis=(stated, acte.objet),
        )


@check(
    "FIN026",
    origine="budget-draft-12-days",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-26",),
    genres=_BUDGET,
    sortes=COMMUNES_EPCI,
    since=ARTICLE_UNIQUE,
)
def budget_draft_sent_late(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le projet de budget est adressé moins de douze jours avant la séance.

    Ce que la règle vérifie
        La date d’envoi du projet de budget, lorsque l’acte la donne, précède la séance de douze jours au
        moins.
    Pourquoi
        Depuis le 1er janvier 2026, le projet de budget et ses rapports sont communiqués douze jours avant
        l’ouverture de la première réunion consacrée au budget, quelle que soit la population.
    Exemple fautif
        « Le projet de budget a été adressé aux conseillers le 1er avril 2027 », séance du 8 avril 2027.
    Correction
        Reporter le vote.
    Limites
        Ne se sert jamais de la date de convocation. On ne sait pas si les douze jours sont francs : ils sont
        comptés simplement.
    """
    seance = acte.date_seance
    if seance is None:
        return
    limit = latest_budget_sending(seance.value).latest
    for match in iter_matches(acte, _PROJET_ADRESSE):
        sent = find_date_after(acte, match)
        if sent is not None and limit < sent.value <= seance.value:
            yield Signal(
                message=f"Projet de budget adressé le {format_date(sent.value)} : il doit l’être douze jours "
                f"au moins avant la séance du {format_date(seance.value)}.",
                correction="Reportez le vote du budget.",
                appuis=(sent, seance),
            )
            return


@check(
    "FIN027",
    origine="dob-window",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-26",),
    genres=_BUDGET,
    sortes=COMMUNES_EPCI,
)
def budget_debate_window(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le débat d’orientation budgétaire est trop ancien, ou du jour même du budget.

    Ce que la règle vérifie
        Le débat que l’acte date a eu lieu dans les dix semaines qui précèdent le vote du budget, et pas à la
        même séance.
    Pourquoi
        Le débat est une formalité substantielle : un budget voté sans lui, ou le même soir, peut être annulé.
    Exemple fautif
        « Vu le débat d’orientation budgétaire du 15 janvier 2027 », budget voté le 8 avril 2027.
    Correction
        Tenir un nouveau débat avant le vote.
    Limites
        Demande une commune de 3 500 habitants et plus, population déclarée ; avertissement pour un EPCI, où
        la règle dépend de ses communes. Avant 2026, le délai était de deux mois ou de dix semaines selon la
        nomenclature : seul le plus long est contrôlé. Silencieuse en 2020.
    """
    seance, population = acte.date_seance, context.get_population(acte)
    if seance is None or acte.objet is None or seance.value.year == 2020:
        return
    is_commune = context.get_sorte(acte) is CollectiviteSorte.COMMUNE
    if _SUPPLEMENTAIRE.search(acte.objet.value) or (
        is_commune and (population is None or not is_debat_budgetaire_required(population))
    ):
        return
    debate = _find_debate(acte, context, seance)
    if debate is None or is_budget_debate_in_window(debate.value, seance.value):
        return
    same_day = debate.value == seance.value
    yield Signal(
        message="Le débat d’orientation budgétaire et le vote du budget ont lieu à la même séance."
        if same_day
        else f"Le débat d’orientation budgétaire du {format_date(debate.value)} précède le budget de plus de "
        "dix semaines.",
        correction="Tenez le débat dans les dix semaines qui précèdent le vote, et pas le même jour.",
        severite=None if is_commune else Severity.AVERTISSEMENT,
        fondement=None if seance.value >= ARTICLE_UNIQUE else ("CGCT:L2312-1",),
        appuis=(debate, seance),
    )


def _find_debate(acte: Acte, context: Context, seance: Fact[dt.date]) -> Fact[dt.date] | None:
    """The day of the debate: written in the act, or that of the meeting when its minutes hold both."""
    for other in context.actes:
        if _ORIENTATIONS in other.genres and not other.genres & _BUDGET and other.objet is not None:
            return Fact(
                value=seance.value,
                start=other.objet.start,
                end=other.objet.end,
                certitude=Certitude.DEDUIT,
            )
    for match in iter_matches(acte, _DEBAT):
        found = find_date_after(acte, match)
        if found is not None and 0 <= (seance.value - found.value).days < 200:
            return found
    return None


wait_for(
    Mention(
        id="FIN028",
        origine="budget-vote-level",
        severite=Severity.INFO,
        fondement=("CGCT:L1612-27",),
        genres=_BUDGET,
        sortes=COMMUNES_EPCI,
        sauf_objet=_SUPPLEMENTAIRE,
        attendu=declare(
            r"\bchapitres?\b|\bpar\s+articles?\b|\bpar\s+(?:nature|fonction|op[ée]ration)"
            r"|niveau\s+de\s+(?:vote|contr)",
            re.I,
        ),
        message="Le niveau de vote du budget n’est pas précisé.",
        correction="Indiquez par exemple « vote par chapitre ».",
        page="""Le niveau de vote du budget n’est pas précisé.

        Ce que la règle vérifie
            La délibération qui vote le budget dit à quel niveau : chapitre, article, opération.
        Pourquoi
            Ce niveau fixe ce que l’exécutif peut modifier sans nouvelle délibération.
        Exemple fautif
            « Le conseil adopte le budget primitif 2027. »
        Correction
            Écrire par exemple « voté par chapitre en fonctionnement et en investissement ».
        Limites
            Simple information : le vote par chapitre est la règle lorsque rien n’est dit.
        """,
    )
)
