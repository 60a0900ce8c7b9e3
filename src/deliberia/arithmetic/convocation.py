"""When the convocation leaves, and when the council meets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from deliberia.arithmetic.jours import clear_days
from deliberia.model import CollectiviteSorte

URGENCY_CLEAR_DAYS = 1
SHORT_CLEAR_DAYS = 3
LONG_CLEAR_DAYS = 5
LONG_DELAY_THRESHOLD = 3_500
REQUEST_DAYS = 30
_REQUEST_THRESHOLD = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvocationLimit:
    """The last days on which a convocation may leave."""

    latest: dt.date
    """Sent after that day, it is late."""
    advised: dt.date
    """Sent after that day, it may be held late: where the text does not say clear days, the cautious date."""

    @property
    def is_certain(self) -> bool:
        """True when both readings give the same day; else a check warns between the two."""
        return self.latest == self.advised


def required_clear_days(
    population: int | None,
    *,
    sorte: CollectiviteSorte = CollectiviteSorte.COMMUNE,
    is_urgence: bool = False,
    is_installation: bool = False,
) -> int | None:
    """Return the clear days between sending and meeting: 3 below 3 500 inhabitants, 5 from there.

    EPCI always follow the longer delay; the first meeting after the general renewal takes 3 everywhere;
    urgency leaves 1. A CCAS: 3, in the cautious reading. None: the population is needed and not known, or
    the rule is not known (syndicat).

    Source: CGCT L2121-11, L2121-12, L2121-7 al. 2, L5211-1; CASF R123-16, checked 2026-11-22.
    """
    if sorte is CollectiviteSorte.CCAS:
        return SHORT_CLEAR_DAYS
    if sorte is CollectiviteSorte.SYNDICAT:
        return None
    if is_installation and sorte is CollectiviteSorte.COMMUNE:
        return SHORT_CLEAR_DAYS
    if is_urgence:
        return URGENCY_CLEAR_DAYS
    if sorte is CollectiviteSorte.EPCI:
        return LONG_CLEAR_DAYS
    if population is None:
        return None
    return LONG_CLEAR_DAYS if population >= LONG_DELAY_THRESHOLD else SHORT_CLEAR_DAYS


def is_convocation_regular(sent: dt.date, meeting: dt.date, jours: int) -> bool:
    """Tell whether the convocation left that many clear days.

    Source: CGCT L2121-11 and L2121-12, checked 2026-11-22.
    """
    return clear_days(sent, meeting) >= jours


def latest_convocation(meeting: dt.date, jours: int) -> dt.date:
    """Return the last day to send a convocation that leaves that many clear days.

    Source: CGCT L2121-11 and L2121-12, checked 2026-11-22.
    """
    return meeting - dt.timedelta(days=jours + 1)


def earliest_meeting(sent: dt.date, jours: int) -> dt.date:
    """Return the first day of meeting that leaves that many clear days.

    Source: CGCT L2121-11 and L2121-12, checked 2026-11-22.
    """
    return sent + dt.timedelta(days=jours + 1)


def earliest_second_meeting(sent: dt.date) -> dt.date:
    """Return the first day on which a meeting called again may deliberate without quorum.

    Source: CGCT L2121-17 al. 2, checked 2026-11-22.
    """
    return earliest_meeting(sent, SHORT_CLEAR_DAYS)


def convocation_limit(
    meeting: dt.date,
    population: int | None,
    *,
    sorte: CollectiviteSorte = CollectiviteSorte.COMMUNE,
    is_alsace_moselle: bool = False,
    is_urgence: bool = False,
    is_installation: bool = False,
) -> ConvocationLimit | None:
    """Return the last days to send the convocation of any meeting; None when the delay is not known.

    Two texts say « three days » without « clear »: CCAS, and communes of Alsace-Moselle below 3 500
    inhabitants, where urgency also allows the day before. `advised` reads them as clear days.

    Source: CGCT L2121-11, L2121-12, L2541-2; CASF R123-16, checked 2026-11-22. Medium confidence on the
    clear days of the last two.
    """
    is_local = sorte is CollectiviteSorte.COMMUNE and is_alsace_moselle and not is_installation
    if is_local and population is None:
        return None
    is_local = is_local and population is not None and population < LONG_DELAY_THRESHOLD
    if is_local and is_urgence:
        day_before = meeting - dt.timedelta(days=1)
        return ConvocationLimit(latest=day_before, advised=day_before)
    jours = required_clear_days(
        population, sorte=sorte, is_urgence=is_urgence, is_installation=is_installation
    )
    if jours is None:
        return None
    advised = latest_convocation(meeting, jours)
    is_literal = is_local or sorte is CollectiviteSorte.CCAS
    return ConvocationLimit(
        latest=meeting - dt.timedelta(days=jours) if is_literal else advised, advised=advised
    )


def installation_window(round_date: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last days of the first meeting: Friday to Sunday after the decisive round.

    `round_date` is the day of the round that completed the council.
    Source: CGCT L2121-7 al. 2, checked 2026-11-22.
    """
    friday = round_date + dt.timedelta(days=(4 - round_date.weekday()) % 7 or 7)
    return friday, friday + dt.timedelta(days=2)


def required_requesters(population: int, en_exercice: int) -> int:
    """Return how many members may have the council convened: one third, or more than half.

    One third from 1 000 inhabitants, the majority below.
    Source: CGCT L2121-9 (medium confidence on the threshold), checked 2026-11-22.
    """
    if population >= _REQUEST_THRESHOLD:
        return -(-en_exercice // 3)
    return en_exercice // 2 + 1


def latest_requested_meeting(request: dt.date) -> dt.date:
    """Return the last day to convene the council on a reasoned request: within thirty days.

    Source: CGCT L2121-9, checked 2026-11-22.
    """
    return request + dt.timedelta(days=REQUEST_DAYS)
