"""After the meeting: publication, and the time to go to court."""

from __future__ import annotations

import datetime as dt

from deliberia.arithmetic.jours import add_months, next_jour_ouvrable

_WEEK = dt.timedelta(days=7)
APPEAL_MONTHS = 2


def list_publication_deadline(meeting: dt.date) -> dt.date:
    """Return the last day to post and put online the list of deliberations: one week.

    Source: CGCT L2121-25, checked 2026-11-22.
    """
    return meeting + _WEEK


def minutes_publication_deadline(approving_meeting: dt.date) -> dt.date:
    """Return the last day to publish the minutes: the week after the meeting that approved them.

    Source: CGCT L2121-15, checked 2026-11-22.
    """
    return approving_meeting + _WEEK


def appeal_deadline(published: dt.date, *, extra_months: int = 0, is_alsace_moselle: bool = False) -> dt.date:
    """Return the last day for a third party to go to the administrative court: two clear months.

    The day after the same day two months later, moved to the next working day when it is a Saturday, a
    Sunday or a public holiday. `extra_months`: 1 overseas, 2 abroad. `is_alsace_moselle`: the court sits
    where two more days are holidays.

    Source: CJA R421-1, R421-7; computation of clear periods by settled practice, checked 2026-11-22.
    """
    last = add_months(published, APPEAL_MONTHS + extra_months) + dt.timedelta(days=1)
    return next_jour_ouvrable(last, is_alsace_moselle=is_alsace_moselle)
