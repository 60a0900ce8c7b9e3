"""Seats shared between lists, with the largest remainder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberia.arithmetic import share_seats


@pytest.mark.parametrize(
    ("voix", "sieges", "expected"),
    [
        ({"A": 12, "B": 3}, 3, {"A": 2, "B": 1}),
        ({"A": 19, "B": 4}, 5, {"A": 4, "B": 1}),
        ({"A": 20, "B": 3}, 5, {"A": 4, "B": 1}),
        ({"A": 21, "B": 2}, 5, {"A": 5, "B": 0}),
        ({"A": 10}, 4, {"A": 4}),
        ({"A": 10, "B": 0}, 3, {"A": 3, "B": 0}),
        ({"A": 9, "B": 6, "C": 4}, 4, {"A": 2, "B": 1, "C": 1}),
    ],
)
def test_the_remaining_seats_go_to_the_largest_remainders(
    voix: dict[str, int], sieges: int, expected: dict[str, int]
) -> None:
    assert share_seats(voix, sieges) == expected


@pytest.mark.parametrize(
    ("voix", "sieges"),
    [({"A": 5, "B": 5}, 3), ({"A": 0, "B": 0}, 3), ({}, 3), ({"A": 5}, 0), ({"A": 6, "B": -1}, 3)],
)
def test_nothing_is_shared_when_ages_or_votes_are_needed(voix: dict[str, int], sieges: int) -> None:
    assert share_seats(voix, sieges) is None


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), min_size=1, max_size=6),
    st.integers(1, 16),
)
def test_every_seat_is_given_and_no_list_gets_a_whole_seat_too_many(
    voix: dict[str, int], sieges: int
) -> None:
    shared = share_seats(voix, sieges)
    if shared is None:
        return
    assert sum(shared.values()) == sieges
    expressed = sum(voix.values())
    for name, seats in shared.items():
        assert abs(seats - voix[name] * sieges / expressed) < 1
