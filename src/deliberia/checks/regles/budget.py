"""Budget calendar: the last days to vote."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from deliberia.arithmetic import (
    accounts_deadlines,
    adjusting_decision_deadlines,
    budget_deadlines,
    tax_rates_deadline,
)
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import search
from deliberia.checks.periodes import is_renewal_year
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Fact, Forme, Severity
from deliberia.reading.motifs import declare
from deliberia.text import fold, format_date, format_euros, parse_amount

_ANNEE = declare(r"\b(20\d\d)\b", debuts="000")
_SUPPLEMENTAIRE = declare(
    r"suppl[ée]mentaire|modificati|\bDM\b|\bBS\b|annexe\s+(?:cr[ée][ée]|nouveau)|cr[ée]ation", re.I
)
_INFORMATION = declare(r"informations?\s+indispensables?|communication\s+tardive", re.I)
_MONTANT = r"(?P<{0}>(?:\d{{1,3}}(?:[ .\u00a0\u202f]\d{{3}})+|\d+)(?:[.,]\d{{1,2}})?)\s?(?:€|euros)"
_SECTION = declare(
    r"\b(?P<section>fonctionnement|investissement|exploitation)\b[^.;]{0,40}?\bd[ée]penses?\s*(?::|=|\|)?\s*"
    + _MONTANT.format("dep")
    + r"[^.;]{0,25}?\brecettes?\s*(?::|=|\|)?\s*"
    + _MONTANT.format("rec"),
    re.I,
    debuts="exp fon inv",
)


def read_year(acte: Acte, seance: dt.date) -> int | None:
    """The year that the object names; None when it names none or several."""
    years = {int(year) for year in _ANNEE.findall(acte.objet.value)} if acte.objet else set()
    near = {year for year in years if abs(year - seance.year) <= 2}
    return near.pop() if len(near) == 1 else None


def _late(limit: dt.date, acte: Acte, message: str, correction: str) -> Iterator[Signal]:
    seance = acte.date_seance
    if seance is not None and seance.value > limit:
        yield Signal(message=message, correction=correction, appuis=(seance, _known(acte)))


def _known(acte: Acte) -> Fact[str] | None:
    return acte.objet


@check(
    "FIN020",
    origine="budget-deadline",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-2",),
    genres=frozenset({"budget"}),
    sortes=COMMUNES_EPCI,
)
def budget_deadline(acte: Acte, context: Context) -> Iterator[Signal]:
    """Le budget primitif est voté après la date limite.

    Ce que la règle vérifie
        Le budget primitif de l’année est voté au plus tard le 15 avril, le 30 avril l’année du
        renouvellement général.
    Pourquoi
        Au-delà, le préfet saisit la chambre régionale des comptes, qui règle le budget.
    Exemple fautif
        « Vote du budget primitif 2027 », séance du 22 avril 2027.
    Correction
        Voter avant la date limite.
    Limites
        Ni budget supplémentaire, ni décision modificative, ni budget annexe créé en cours d’année. En 2020,
        la limite était le 31 juillet. Ne connaît pas le report de quinze jours dû à une information
        tardive de l’État.
    """
    seance = acte.date_seance
    if (
        seance is None
        or acte.objet is None
        or _SUPPLEMENTAIRE.search(acte.objet.value)
        or search(acte, _INFORMATION)
    ):
        return
    year = read_year(acte, seance.value)
    if year is None:
        return
    limit = budget_deadlines(year, is_renewal_year=is_renewal_year(year)).vote
    limit = dt.date(2020, 7, 31) if year == 2020 else limit
    yield from _late(
        limit,
        acte,
        f"Le budget est voté après la date limite du {format_date(limit)}.",
        "Au-delà de cette date, le préfet saisit la chambre régionale des comptes.",
    )


@check(
    "FIN021",
    origine="accounts-deadline",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-12",),
    genres=frozenset({"comptes"}),
    sortes=COMMUNES_EPCI,
)
def accounts_deadline(acte: Acte, context: Context) -> Iterator[Signal]:
    """Les comptes sont votés après le 30 juin.

    Ce que la règle vérifie
        Le compte administratif ou le compte financier unique d’une année est voté au plus tard le 30 juin de
        l’année suivante.
    Pourquoi
        Le retard entraîne la saisine de la chambre régionale des comptes.
    Exemple fautif
        « Approbation du compte financier unique 2026 », séance du 15 septembre 2027.
    Correction
        Voter les comptes dans le délai.
    Limites
        En 2020, la limite était le 31 juillet.
    """
    seance = acte.date_seance
    if seance is None:
        return
    year = read_year(acte, seance.value)
    if year is None or year >= seance.value.year:
        return
    limit = dt.date(2020, 7, 31) if year == 2019 else accounts_deadlines(year).vote
    yield from _late(
        limit,
        acte,
        f"Les comptes devaient être votés au plus tard le {format_date(limit)}.",
        "Votez et transmettez les comptes sans attendre.",
    )


@check(
    "FIN022",
    origine="tax-rates-deadline",
    severite=Severity.ERREUR,
    fondement=("CGI:1639 A",),
    genres=frozenset({"taux"}),
    sortes=COMMUNES_EPCI,
)
def taux_deadline(acte: Acte, context: Context) -> Iterator[Signal]:
    """Les taux d’imposition sont votés après la date limite.

    Ce que la règle vérifie
        Les taux de l’année sont votés au plus tard le 15 avril, le 30 avril l’année du renouvellement.
    Pourquoi
        Au-delà, les taux de l’année précédente sont reconduits.
    Exemple fautif
        « Vote des taux d’imposition 2027 », séance du 20 avril 2027.
    Correction
        Voter dans le délai.
    Limites
        En 2020, la limite était le 3 juillet. Ne parle que si l’objet donne l’année en cours. Ne connaît pas
        le report de quinze jours dû à une information tardive de l’État.
    """
    seance = acte.date_seance
    if (
        seance is None
        or acte.objet is None
        or ("tax" not in fold(acte.objet.value) and "impos" not in fold(acte.objet.value))
    ):
        return
    year = read_year(acte, seance.value)
    if year != seance.value.year:
        return
    limit = (
        dt.date(2020, 7, 3)
        if year == 2020
        else tax_rates_deadline(year, is_renewal_year=is_renewal_year(year))
    )
    yield from _late(
        limit,
        acte,
        f"Les taux doivent être votés au plus tard le {format_date(limit)}.",
        "Après cette date, les taux de l’année précédente sont reconduits.",
    )


@check(
    "FIN023",
    origine="amending-budget-after-year-end",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-11",),
    genres=frozenset({"decision_modificative"}),
    sortes=COMMUNES_EPCI,
)
def amending_budget_after_year_end(acte: Acte, context: Context) -> Iterator[Signal]:
    """La décision modificative d’un exercice clos est votée trop tard.

    Ce que la règle vérifie
        Une décision modificative de l’année N est votée au plus tard le 21 janvier N + 1.
    Pourquoi
        Après la fin de l’exercice, seuls certains ajustements sont permis, et seulement jusqu’à cette date.
    Exemple fautif
        « Décision modificative n° 3, exercice 2026 », séance du 9 février 2027.
    Correction
        Inscrire les crédits au budget de l’exercice en cours.
    Limites
        L’année se lit dans l’objet. Entre le 1er et le 21 janvier, simple avertissement.
    """
    seance = acte.date_seance
    if seance is None:
        return
    year = read_year(acte, seance.value)
    if year is None or year >= seance.value.year:
        return
    limit = adjusting_decision_deadlines(year).vote
    yield Signal(
        message=f"Une décision modificative de l’exercice {year} ne peut être votée que jusqu’au "
        f"{format_date(limit)}, "
        "et pour les seuls ajustements permis.",
        correction="Vérifiez la date et la nature des crédits.",
        severite=None if seance.value > limit else Severity.AVERTISSEMENT,
        appuis=(seance, acte.objet),
    )


@check(
    "FIN024",
    origine="budget-unbalanced",
    severite=Severity.ERREUR,
    fondement=("CGCT:L1612-4",),
    genres=frozenset({"budget", "decision_modificative"}),
)
def section_unbalanced(acte: Acte, context: Context) -> Iterator[Signal]:
    """Une section du budget ou de la décision modificative n’est pas équilibrée.

    Ce que la règle vérifie
        Pour chaque section, les dépenses écrites ne dépassent pas les recettes.
    Pourquoi
        Le budget est voté en équilibre réel ; une décision modificative ne peut pas le rompre.
    Exemple fautif
        « Section de fonctionnement : dépenses 12 000 €, recettes 10 000 €. »
    Correction
        Équilibrer chaque section.
    Limites
        Une section en excédent n’est pas en déséquilibre. Ne lit que les totaux donnés dans une même phrase.
    """
    if acte.forme is Forme.PROCES_VERBAL:
        return
    for match in _SECTION.finditer(acte.texte, acte.debut, acte.fin_texte):
        expenses, revenue = parse_amount(match["dep"]), parse_amount(match["rec"])
        if expenses is None or revenue is None or expenses <= revenue + Decimal("0.01"):
            continue
        yield Signal(
            message=f"La section de {match['section'].lower()} n’est pas équilibrée : "
            f"{format_euros(expenses)} de dépenses, "
            f"{format_euros(revenue)} de recettes.",
            correction="Équilibrez chaque section.",
            start=match.start(),
            end=match.end(),
        )
