from __future__ import annotations

import datetime as dt

import pytest

from deliberia.arithmetic import (
    convocation_limit,
    installation_window,
    latest_requested_meeting,
    required_clear_days,
)
from deliberia.model import CollectiviteSorte

MEETING = dt.date(2026, 12, 15)


@pytest.mark.parametrize(
    ("population", "sorte", "jours"),
    [
        (3_499, CollectiviteSorte.COMMUNE, 3),
        (3_500, CollectiviteSorte.COMMUNE, 5),
        (None, CollectiviteSorte.COMMUNE, None),
        (900, CollectiviteSorte.EPCI, 5),
        (None, CollectiviteSorte.EPCI, 5),
        (90_000, CollectiviteSorte.CCAS, 3),
        (900, CollectiviteSorte.SYNDICAT, None),
    ],
)
def test_clear_days_depend_on_population_and_authority(
    population: int | None, sorte: CollectiviteSorte, jours: int | None
) -> None:
    assert required_clear_days(population, sorte=sorte) == jours


def test_urgency_leaves_one_clear_day() -> None:
    assert required_clear_days(20_000, is_urgence=True) == 1
    assert required_clear_days(None, is_urgence=True) == 1
    assert required_clear_days(900, sorte=CollectiviteSorte.EPCI, is_urgence=True) == 1


def test_the_first_meeting_takes_three_clear_days_in_every_commune_and_not_in_an_epci() -> None:
    assert required_clear_days(20_000, is_installation=True) == 3
    assert required_clear_days(20_000, sorte=CollectiviteSorte.EPCI, is_installation=True) == 5


def test_an_unknown_delay_has_no_limit() -> None:
    assert convocation_limit(MEETING, None) is None
    assert convocation_limit(MEETING, None, is_alsace_moselle=True) is None
    assert convocation_limit(MEETING, 900, sorte=CollectiviteSorte.SYNDICAT) is None


def test_urgency_in_a_larger_commune_of_alsace_moselle_follows_the_general_law() -> None:
    limit = convocation_limit(MEETING, 3_500, is_alsace_moselle=True, is_urgence=True)
    assert limit is not None
    assert limit.latest == limit.advised == dt.date(2026, 12, 13)


def test_the_first_meeting_comes_after_the_round_even_when_it_is_held_on_a_friday() -> None:
    assert installation_window(dt.date(2026, 3, 20)) == (dt.date(2026, 3, 27), dt.date(2026, 3, 29))


def test_a_request_leaves_thirty_days() -> None:
    assert latest_requested_meeting(dt.date(2026, 11, 17)) == dt.date(2026, 12, 17)
