"""Dates of the API, which come in three spellings."""

from __future__ import annotations

import datetime as dt

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_PARIS_AT_MOST = dt.timedelta(hours=2)
"""Midnight is that of UTC or that of Paris: two hours later, the day in UTC is the right one."""

NOT_FIXED = dt.date(2222, 2, 22)
NO_END = dt.date(2999, 1, 1)


def parse_day(value: object) -> dt.date | None:
    """Read milliseconds since 1970, an ISO date with a time, or a plain ISO date; None for anything else.

    >>> parse_day(-7200000)
    datetime.date(1970, 1, 1)
    """
    try:
        if isinstance(value, bool):
            return None
        if isinstance(value, int | float):
            return (_EPOCH + dt.timedelta(milliseconds=value) + _PARIS_AT_MOST).date()
        if isinstance(value, str) and len(value) == 10:
            return dt.date.fromisoformat(value)
        if isinstance(value, str):
            moment = dt.datetime.fromisoformat(value)
            return (moment.astimezone(dt.UTC) + _PARIS_AT_MOST).date()
    except (ValueError, OverflowError):
        return None
    return None
