"""Days: clear days, public holidays, working days, months that end on a shorter one."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache


def clear_days(sent: dt.date, meeting: dt.date) -> int:
    """Count the clear days between two days: neither is counted, week-ends and holidays are.

    Negative when the meeting does not come after the sending.
    Source: CGCT L2121-11, L2121-12; ministry answers Senate n° 00343, Assembly n° 33389, checked 2026-11-22.
    """
    return (meeting - sent).days - 1


def add_months(date: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last day of that month when it is shorter."""
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date.replace(year=year, month=month + 1, day=min(date.day, last))


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    quarter, rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * quarter - epact - rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


@cache
def jours_feries(year: int, *, is_alsace_moselle: bool = False) -> frozenset[dt.date]:
    """Return the eleven public holidays; Good Friday and 26 December too in Alsace-Moselle.

    Those of the overseas territories are not given.
    Source: CTrav L3133-1, L3134-13, checked 2026-11-22.
    """
    sunday = easter(year)
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (1, 39, 50)
    days = {dt.date(year, month, day) for month, day in fixed}
    days |= {sunday + dt.timedelta(days=shift) for shift in moving}
    if is_alsace_moselle:
        days |= {sunday - dt.timedelta(days=2), dt.date(year, 12, 26)}
    return frozenset(days)


def is_jour_ouvrable(date: dt.date, *, is_alsace_moselle: bool = False) -> bool:
    """Tell whether courts are open: neither Saturday, Sunday nor public holiday."""
    return date.weekday() < 5 and date not in jours_feries(date.year, is_alsace_moselle=is_alsace_moselle)


def next_jour_ouvrable(date: dt.date, *, is_alsace_moselle: bool = False) -> dt.date:
    """Return that day if courts are open, else the first one after it."""
    while not is_jour_ouvrable(date, is_alsace_moselle=is_alsace_moselle):
        date += dt.timedelta(days=1)
    return date
