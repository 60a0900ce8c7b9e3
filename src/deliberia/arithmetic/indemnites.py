"""Allowances of the mayor and the adjoints, in percent of the terminal index of the civil service."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceRates:
    """Greatest rates of a class of communes, in percent."""

    from_population: int
    below_population: int
    maire: Decimal
    adjoint: Decimal


RATES_SINCE = dt.date(2025, 12, 24)
RATES = (
    AllowanceRates(from_population=0, below_population=500, maire=Decimal("28.1"), adjoint=Decimal("10.89")),
    AllowanceRates(
        from_population=500, below_population=1_000, maire=Decimal("44.3"), adjoint=Decimal("11.77")
    ),
    AllowanceRates(
        from_population=1_000, below_population=3_500, maire=Decimal("55.7"), adjoint=Decimal("21.38")
    ),
    AllowanceRates(
        from_population=3_500, below_population=10_000, maire=Decimal("58.3"), adjoint=Decimal("23.32")
    ),
    AllowanceRates(
        from_population=10_000, below_population=20_000, maire=Decimal("67.6"), adjoint=Decimal("28.6")
    ),
)
"""Rates since 2025-12-24. Source: CGCT L2123-23, L2123-24 (loi 2025-1249), checked 2026-11-22."""


def allowance_rates(population: int, *, on: dt.date) -> AllowanceRates | None:
    """Return the greatest rates; None where the table says nothing.

    It begins on 2025-12-24 and ends at 20 000 inhabitants.

    Source: CGCT L2123-23, L2123-24 (loi 2025-1249), checked 2026-11-22.
    """
    if on < RATES_SINCE:
        return None
    for rates in RATES:
        if rates.from_population <= population < rates.below_population:
            return rates
    return None


def max_allowance_envelope(population: int, adjoints: int, *, on: dt.date) -> Decimal | None:
    """Return the envelope in percent: the mayor's rate and that of each adjoint in office; None if unknown.

    Increases (chief towns, tourism…) apart. Source: CGCT L2123-24 II (loi 2025-1249), checked 2026-11-22.
    """
    rates = allowance_rates(population, on=on)
    return None if rates is None else rates.maire + adjoints * rates.adjoint
