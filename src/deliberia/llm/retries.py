"""When to try again, and after how long: pure decisions."""

from __future__ import annotations

import datetime as dt
import email.utils
import math

from deliberia.llm.classification import is_hopeless_quota
from deliberia.llm.complaints import Complaint
from deliberia.llm.wire import Failure, FailureKind

MAX_TRIES = 4
"""Requests for one answer, the first included."""
LONGEST_WAIT = 60.0
"""Seconds that a service may ask us to wait; beyond, the user is told."""
_LOADING_WAIT = 2.0
_PASSING = frozenset((408, 409, 425, 429, 500, 502, 503, 504))
_BROKEN = frozenset((FailureKind.BROKEN, FailureKind.DNS, FailureKind.REFUSED, FailureKind.CONNECT_TIMEOUT))


def wait_after_reply(
    status: int,
    complaint: Complaint,
    *,
    asked: float | None = None,
    tries: int,
    most: int = MAX_TRIES,
    chance: float,
) -> float | None:
    """Return the seconds to wait before trying again; None to give up.

    Args:
        asked: seconds that the service asks to wait, see `read_retry_after`.
        tries: requests already sent.
        most: requests that may be sent.
        chance: a number drawn in [0, 1): services must not be asked again by everybody at once.
    """
    if status == 503 and complaint.names("loading model"):
        return _LOADING_WAIT  # the time allowed to the whole answer bounds it
    if complaint.is_overflow and status != 429:
        return None
    if status not in _PASSING or tries >= most or is_hopeless_quota(complaint):
        return None
    if asked is not None:
        return asked + chance if asked <= LONGEST_WAIT else None
    first = 4.0 if status == 429 else 1.0
    return _spread(first, tries, chance)


def wait_after_failure(failure: Failure, *, tries: int, most: int = MAX_TRIES, chance: float) -> float | None:
    """Return the seconds to wait before trying again; None to give up.

    An answer that was too slow is not asked again: it would be as slow, and paid twice.
    """
    if failure.kind not in _BROKEN:
        return None
    if failure.kind is not FailureKind.BROKEN:
        most = min(2, most)
    return _spread(0.5, tries, chance) if tries < most else None


def read_retry_after(value: str, now: dt.datetime) -> float | None:
    """Return the seconds of a Retry-After header, a number or an HTTP date; None when it says nothing."""
    try:
        seconds = float(value)
    except ValueError:
        try:
            then = email.utils.parsedate_to_datetime(value)
        except (TypeError, ValueError):
            return None
        if then.tzinfo is None:
            then = then.replace(tzinfo=dt.UTC)
        seconds = (then - now).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _spread(first: float, tries: int, chance: float) -> float:
    """Double at each try, and keep between half and all of it."""
    whole = min(LONGEST_WAIT, first * 2.0 ** (tries - 1))
    return float(whole * (0.5 + chance / 2))
