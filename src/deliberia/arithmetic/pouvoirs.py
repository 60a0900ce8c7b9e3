"""Pouvoirs: who may give one, who may hold one, how many count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from deliberia.model import Pouvoir
from deliberia.text import fold

MAX_CONSECUTIVE_MEETINGS = 3


class PouvoirDefaut(StrEnum):
    """Why a pouvoir does not count."""

    MANDATAIRE_DEJA_PORTEUR = "mandataire_deja_porteur"
    MANDATAIRE_ABSENT = "mandataire_absent"
    MANDANT_PRESENT = "mandant_present"
    MANDANT_DEJA_REPRESENTE = "mandant_deja_represente"
    MANDANT_NE_VOTE_PAS = "mandant_ne_vote_pas"
    """He may not vote himself: interested member, mayor on the accounts (medium confidence)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidPouvoir:
    pouvoir: Pouvoir
    defaut: PouvoirDefaut


def max_pouvoirs(presents: int, en_exercice: int) -> int:
    """Return how many pouvoirs can count: one per member present, one per member absent.

    Source: CGCT L2121-20 al. 1, checked 2026-11-22.
    """
    return max(0, min(presents, en_exercice - presents))


def find_void_pouvoirs(
    pouvoirs: Sequence[Pouvoir],
    *,
    presents: Sequence[str] | None = None,
    exclus: Sequence[str] = (),
) -> tuple[VoidPouvoir, ...]:
    """Return the pouvoirs that do not count, in order; of two held by one member, the second is void.

    `presents` None means that presence is not known, and not looked at. `exclus` may not vote on the item.
    Names are compared without case, accents nor double spaces. Whether an interested member may still vote
    for the colleague he represents is an open question: such a pouvoir is not called void.

    Source: CGCT L2121-20 al. 1, L2121-14, L2131-11, checked 2026-11-22.
    """
    present = None if presents is None else {fold(name) for name in presents}
    excluded = {fold(name) for name in exclus}
    holders: set[str] = set()
    givers: set[str] = set()
    void = []
    for pouvoir in pouvoirs:
        de, a = fold(pouvoir.de), fold(pouvoir.a)
        defaut: PouvoirDefaut | None = None
        if de in excluded:
            defaut = PouvoirDefaut.MANDANT_NE_VOTE_PAS
        elif present is not None and de in present:
            defaut = PouvoirDefaut.MANDANT_PRESENT
        elif de in givers:
            defaut = PouvoirDefaut.MANDANT_DEJA_REPRESENTE
        elif present is not None and a not in present:
            defaut = PouvoirDefaut.MANDATAIRE_ABSENT
        elif a in holders:
            defaut = PouvoirDefaut.MANDATAIRE_DEJA_PORTEUR
        if defaut is not None:
            void.append(VoidPouvoir(pouvoir=pouvoir, defaut=defaut))
            continue
        holders.add(a)
        givers.add(de)
    return tuple(void)


def count_pouvoirs(
    pouvoirs: Sequence[Pouvoir],
    *,
    presents: Sequence[str] | None = None,
    exclus: Sequence[str] = (),
) -> int:
    """Count the pouvoirs that add a vote; see `find_void_pouvoirs`.

    Source: CGCT L2121-20 al. 1, checked 2026-11-22.
    """
    return len(pouvoirs) - len(find_void_pouvoirs(pouvoirs, presents=presents, exclus=exclus))


def is_pouvoir_in_time(meeting_rank: int, *, is_illness_established: bool = False) -> bool:
    """Tell whether a pouvoir may serve for its n-th consecutive meeting: three, save established illness.

    Source: CGCT L2121-20 al. 1, checked 2026-11-22.
    """
    return is_illness_established or meeting_rank <= MAX_CONSECUTIVE_MEETINGS


def count_votants(presents: int, *, pouvoirs: int = 0, departs: int = 0) -> int:
    """Return the votes in the room: members present and their pouvoirs, less those who left before the vote.

    `pouvoirs` are those that still count: one held by a member who left is lost with him.
    Source: CGCT L2121-20, checked 2026-11-22.
    """
    return presents - departs + pouvoirs
