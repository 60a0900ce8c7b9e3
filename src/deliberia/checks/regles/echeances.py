"""The last days to vote: budget, accounts, rates. One record each, one function for all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deliberia.arithmetic import (
    accounts_deadlines,
    budget_deadlines,
    tax_rates_deadline,
)
from deliberia.checks.contexte import Context
from deliberia.checks.lecture import search, search_objet
from deliberia.checks.periodes import is_renewal_year
from deliberia.checks.registre import COMMUNES_EPCI, check
from deliberia.checks.signal import Signal
from deliberia.model import Acte, Severity
from deliberia.reading.motifs import declare
from deliberia.text import format_date

_ANNEE = declare(r"\b(20\d\d)\b", debuts="000")
_SUPPLEMENTAIRE = declare(
    r"suppl[ée]mentaire|modificati|\bDM\b|\bBS\b|annexe\s+(?:cr[ée][ée]|nouveau)|cr[ée]ation", re.I
)
_IMPOTS = declare(r"tax|impos", re.I)
_INFORMATION = declare(r"informations?\s+indispensables?|communication\s+tardive", re.I)


def read_year(acte: Acte, seance: dt.date) -> int | None:
    """The year that the object names; None when it names none or several."""
    years = {int(year) for year in _ANNEE.findall(acte.objet.value)} if acte.objet else set()
    near = {year for year in years if abs(year - seance.year) <= 2}
    return near.pop() if len(near) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance:
    """A vote of the year that the law gives a last day to."""

    id: str
    origine: str
    fondement: tuple[str, ...]
    genres: frozenset[str]
    limite: Callable[[int], dt.date]
    """Year of the budget, of the accounts or of the rates → last day to vote."""
    en_2020: tuple[int, dt.date]
    """The year put off by the state of health emergency, and its last day."""
    is_concerned: Callable[[Acte, int, dt.date], bool]
    """Whether the act is that vote, from its year and the day of its meeting."""
    message: str
    correction: str
    page: str

    def look(self, acte: Acte, context: Context) -> Iterator[Signal]:
        seance = acte.date_seance
        year = read_year(acte, seance.value) if seance is not None else None
        if seance is None or year is None or not self.is_concerned(acte, year, seance.value):
            return
        put_off, exception = self.en_2020
        limit = exception if year == put_off else self.limite(year)
        if seance.value > limit:
            yield Signal(
                message=self.message.format(limite=format_date(limit)),
                correction=self.correction,
                appuis=(seance, acte.objet),
            )


def _is_primitive_budget(acte: Acte, year: int, seance: dt.date) -> bool:
    return not search_objet(acte, _SUPPLEMENTAIRE) and not search(acte, _INFORMATION)


def _are_past_accounts(acte: Acte, year: int, seance: dt.date) -> bool:
    return year < seance.year


def _are_rates_of_the_year(acte: Acte, year: int, seance: dt.date) -> bool:
    return year == seance.year and search_objet(acte, _IMPOTS) is not None


_ECHEANCES = (
    Echeance(
        id="FIN020",
        origine="budget-deadline",
        fondement=("CGCT:L1612-2",),
        genres=frozenset({"budget"}),
        limite=lambda year: budget_deadlines(year, is_renewal_year=is_renewal_year(year)).vote,
        en_2020=(2020, dt.date(2020, 7, 31)),
        is_concerned=_is_primitive_budget,
        message="Le budget est voté après la date limite du {limite}.",
        correction="Au-delà de cette date, le préfet saisit la chambre régionale des comptes.",
        page="""Le budget primitif est voté après la date limite.

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
            Ni budget supplémentaire, ni décision modificative, ni budget annexe créé en cours d’année. En
            2020, la limite était le 31 juillet. Ne connaît pas le report de quinze jours dû à une information
            tardive de l’État.
        """,
    ),
    Echeance(
        id="FIN021",
        origine="accounts-deadline",
        fondement=("CGCT:L1612-12",),
        genres=frozenset({"comptes"}),
        limite=lambda year: accounts_deadlines(year).vote,
        en_2020=(2019, dt.date(2020, 7, 31)),
        is_concerned=_are_past_accounts,
        message="Les comptes devaient être votés au plus tard le {limite}.",
        correction="Votez et transmettez les comptes sans attendre.",
        page="""Les comptes sont votés après le 30 juin.

        Ce que la règle vérifie
            Le compte administratif ou le compte financier unique d’une année est voté au plus tard le 30 juin
            de l’année suivante.
        Pourquoi
            Le retard entraîne la saisine de la chambre régionale des comptes.
        Exemple fautif
            « Approbation du compte financier unique 2026 », séance du 15 septembre 2027.
        Correction
            Voter les comptes dans le délai.
        Limites
            En 2020, la limite était le 31 juillet.
        """,
    ),
    Echeance(
        id="FIN022",
        origine="tax-rates-deadline",
        fondement=("CGI:1639 A",),
        genres=frozenset({"taux"}),
        limite=lambda year: tax_rates_deadline(year, is_renewal_year=is_renewal_year(year)),
        en_2020=(2020, dt.date(2020, 7, 3)),
        is_concerned=_are_rates_of_the_year,
        message="Les taux doivent être votés au plus tard le {limite}.",
        correction="Après cette date, les taux de l’année précédente sont reconduits.",
        page="""Les taux d’imposition sont votés après la date limite.

        Ce que la règle vérifie
            Les taux de l’année sont votés au plus tard le 15 avril, le 30 avril l’année du renouvellement.
        Pourquoi
            Au-delà, les taux de l’année précédente sont reconduits.
        Exemple fautif
            « Vote des taux d’imposition 2027 », séance du 20 avril 2027.
        Correction
            Voter dans le délai.
        Limites
            En 2020, la limite était le 3 juillet. Ne parle que si l’objet donne l’année en cours. Ne connaît
            pas le report de quinze jours dû à une information tardive de l’État.
        """,
    ),
)


def _declare_deadline(echeance: Echeance) -> None:
    def look(acte: Acte, context: Context) -> Iterator[Signal]:
        return echeance.look(acte, context)

    look.__doc__ = echeance.page
    check(
        echeance.id,
        origine=echeance.origine,
        severite=Severity.ERREUR,
        fondement=echeance.fondement,
        genres=echeance.genres,
        sortes=COMMUNES_EPCI,
    )(look)


for _echeance in _ECHEANCES:
    _declare_deadline(_echeance)
