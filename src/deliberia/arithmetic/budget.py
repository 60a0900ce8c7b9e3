"""The calendar of budgets and accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

_FIFTEEN_DAYS = dt.timedelta(days=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Last day to vote and last day to transmit."""

    vote: dt.date
    transmission: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSending:
    """Last days to send the draft budget: the text says twelve days, not whether they are clear."""

    latest: dt.date
    advised: dt.date
    """Cautious: twelve clear days."""


def budget_deadlines(year: int, *, is_renewal_year: bool) -> Deadlines:
    """Return the limits of the primitive budget: 15 April, 30 April in the year of the general renewal.

    Transmission fifteen days after the limit. Late information from the State moves the vote and is not
    computed here. Source: CGCT L1612-2, L1612-8, checked 2026-11-22.
    """
    vote = dt.date(year, 4, 30 if is_renewal_year else 15)
    return Deadlines(vote=vote, transmission=vote + _FIFTEEN_DAYS)


def tax_rates_deadline(year: int, *, is_renewal_year: bool) -> dt.date:
    """Return the last day to vote the rates of local taxes. Source: CGI 1639 A, checked 2026-11-22."""
    return dt.date(year, 4, 30 if is_renewal_year else 15)


def accounts_deadlines(exercice: int) -> Deadlines:
    """Return the limits of the accounts of a year (CA, then CFU): 30 June of the next year, and 15 July.

    Source: CGCT L1612-12, L1612-13, checked 2026-11-22.
    """
    vote = dt.date(exercice + 1, 6, 30)
    return Deadlines(vote=vote, transmission=vote + _FIFTEEN_DAYS)


def adjusting_decision_deadlines(exercice: int) -> Deadlines:
    """Return the limits of the adjusting décision modificative after the end of a year: 21 and 26 January.

    Operating section and order entries only. Source: CGCT L1612-11, checked 2026-11-22.
    """
    vote = dt.date(exercice, 12, 31) + dt.timedelta(days=21)
    return Deadlines(vote=vote, transmission=vote + dt.timedelta(days=5))


def earliest_budget_debate(budget_examined: dt.date) -> dt.date:
    """Return the first day of the budget debate: ten weeks before the budget is examined.

    Source: CGCT L1612-26 (since 2026-01-01), checked 2026-11-22.
    """
    return budget_examined - dt.timedelta(weeks=10)


def is_budget_debate_in_window(debate: dt.date, budget_examined: dt.date) -> bool:
    """Tell whether the debate fell within the ten weeks, and not on the day of the budget.

    Source: CGCT L1612-26 (since 2026-01-01), checked 2026-11-22.
    """
    return earliest_budget_debate(budget_examined) <= debate < budget_examined


def latest_budget_sending(first_meeting: dt.date) -> BudgetSending:
    """Return the last days to send the draft budget: twelve days before the first meeting on it.

    Source: CGCT L1612-26 (medium confidence: clear or not), checked 2026-11-22.
    """
    return BudgetSending(
        latest=first_meeting - dt.timedelta(days=12), advised=first_meeting - dt.timedelta(days=13)
    )


def max_investment_before_budget(credits: Decimal, *, debt: Decimal = Decimal(0)) -> Decimal:
    """Return the investment spending that may be allowed before the budget: a quarter of last year's credits.

    `debt` is the repayment of debt among them. In euros, rounded down to the centime.
    Source: CGCT L1612-1, checked 2026-11-22.
    """
    return ((credits - debt) / 4).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
