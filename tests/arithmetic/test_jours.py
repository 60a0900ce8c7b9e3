from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberia.arithmetic import (
    add_months,
    appeal_deadline,
    clear_days,
    earliest_meeting,
    easter,
    is_jour_ouvrable,
    jours_feries,
    latest_convocation,
)

DATES = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 1, 1))


@pytest.mark.parametrize(
    "sunday",
    [
        "1961-04-02",
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
        "2024-03-31",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
    ],
)
def test_easter_falls_on_its_known_day(sunday: str) -> None:
    day = dt.date.fromisoformat(sunday)
    assert easter(day.year) == day


@given(st.integers(min_value=1600, max_value=2400))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    day = easter(year)
    assert day.weekday() == 6
    assert dt.date(year, 3, 22) <= day <= dt.date(year, 4, 25)


def test_public_holidays_of_2027() -> None:
    assert sorted(day.isoformat()[5:] for day in jours_feries(2027)) == [
        "01-01",
        "03-29",
        "05-01",
        "05-06",
        "05-08",
        "05-17",
        "07-14",
        "08-15",
        "11-01",
        "11-11",
        "12-25",
    ]
    extra = jours_feries(2027, is_alsace_moselle=True) - jours_feries(2027)
    assert sorted(extra) == [dt.date(2027, 3, 26), dt.date(2027, 12, 26)]


def test_good_friday_closes_courts_in_alsace_moselle_only() -> None:
    good_friday = dt.date(2027, 3, 26)
    assert is_jour_ouvrable(good_friday)
    assert not is_jour_ouvrable(good_friday, is_alsace_moselle=True)


def test_the_appeal_moves_over_easter_monday() -> None:
    published = dt.date(2027, 1, 27)
    assert appeal_deadline(published) == dt.date(2027, 3, 30)


def test_distance_adds_months_to_the_appeal() -> None:
    published = dt.date(2026, 12, 4)
    assert appeal_deadline(published, extra_months=1) == dt.date(2027, 3, 5)
    assert appeal_deadline(published, extra_months=2) == dt.date(2027, 4, 5)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-01-15", 12, "2027-01-15"),
    ],
)
def test_a_shorter_month_ends_on_its_last_day(start: str, months: int, end: str) -> None:
    assert add_months(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(end)


@given(DATES, st.integers(min_value=0, max_value=10))
def test_the_latest_sending_leaves_exactly_the_days_required(meeting: dt.date, jours: int) -> None:
    sent = latest_convocation(meeting, jours)
    assert clear_days(sent, meeting) == jours
    assert earliest_meeting(sent, jours) == meeting
