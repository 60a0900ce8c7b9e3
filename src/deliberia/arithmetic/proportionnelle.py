"""Seats shared between lists by proportional representation, with the largest remainder."""

from __future__ import annotations

from collections.abc import Mapping


def share_seats(voix: Mapping[str, int], sieges: int) -> dict[str, int] | None:
    """Return the seats of each list; None when ages are needed, or when no vote was expressed.

    The quotient is the votes expressed over the seats; what remains goes to the largest remainders, and at
    equal remainders to the list with most votes. Equal lists are parted by age, which is not known here.

    Source: CGCT D1411-3 and D1411-4 (commission), CASF R123-8 (CCAS), checked 2026-11-22.
    """
    expressed = sum(voix.values())
    if sieges <= 0 or expressed <= 0 or min(voix.values()) < 0:
        return None
    seats = {name: count * sieges // expressed for name, count in voix.items()}
    left = sieges - sum(seats.values())
    ranked = sorted(voix, key=lambda name: (voix[name] * sieges % expressed, voix[name]), reverse=True)
    if left and left < len(ranked):
        last, first_out = ranked[left - 1], ranked[left]
        if voix[last] == voix[first_out]:
            return None
    for name in ranked[:left]:
        seats[name] += 1
    return seats
