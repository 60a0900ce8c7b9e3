"""Dated facts that several rules share: the Covid windows, the general renewals."""

from __future__ import annotations

import datetime as dt

_COVID = (
    (dt.date(2020, 3, 24), dt.date(2020, 8, 30)),
    (dt.date(2020, 10, 31), dt.date(2021, 9, 30)),
    (dt.date(2021, 11, 10), dt.date(2022, 7, 31)),
)
"""Quorum of one third, two proxies a member, meetings elsewhere or without public.

Source: loi 2020-290 art. 10, loi 2020-1379 art. 6, loi 2021-1465 art. 10, checked 2026-11-22.
"""

_RENOUVELLEMENTS = (
    dt.date(2008, 3, 9),
    dt.date(2014, 3, 23),
    dt.date(2020, 3, 15),
    dt.date(2026, 3, 15),
)
"""First rounds of the general renewals of municipal councils."""

SIGNATURE_2022 = dt.date(2022, 7, 1)
"""Reform of publicity and signature of local acts. Source: ordonnance 2021-1310, checked 2026-11-22."""


def is_covid(date: dt.date | None) -> bool:
    """True on a day when the special rules of 2020 to 2022 applied."""
    return date is not None and any(first <= date <= last for first, last in _COVID)


def is_renewal_year(year: int) -> bool:
    """True in the year of a general renewal of municipal councils."""
    return any(day.year == year for day in _RENOUVELLEMENTS)


def last_renewal(date: dt.date) -> dt.date | None:
    """Return the last general renewal before that day; None before the first one known."""
    return max((day for day in _RENOUVELLEMENTS if day < date), default=None)
