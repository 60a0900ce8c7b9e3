"""Ballots: who may ask for one, nominations and their rounds, closed session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from deliberia.arithmetic.decompte import majorite_absolue
from deliberia.model import CollectiviteSorte

LAST_ROUND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionRound:
    """One round of an election or nomination."""

    suffrages_exprimes: int
    majorite_absolue: int | None
    """Votes needed in rounds 1 and 2; None in round 3, or when no vote was expressed."""
    elu: str | None
    """Candidate or list elected; None when nobody is, or when a tie of round 3 needs ages not given."""
    next_round: int | None
    """2 or 3 when another round is due, else None."""


def public_ballot_requesters(presents: int) -> int:
    """Return how many members may impose a public ballot: one quarter of those present.

    Pouvoirs do not add to the base. Source: CGCT L2121-21, checked 2026-11-22.
    """
    return -(-presents // 4)


def secret_ballot_requesters(presents: int) -> int:
    """Return how many members may impose a secret ballot: one third of those present.

    Pouvoirs do not add to the base. Source: CGCT L2121-21, checked 2026-11-22.
    """
    return -(-presents // 3)


def is_secret_ballot_required(*, contre: int, abstentions: int = 0, is_imposed: bool = False) -> bool:
    """Tell whether a nomination keeps its secret ballot after the vote on waiving it.

    The council waives secrecy by unanimity, unless a text imposes it (`is_imposed`). An abstention is
    taken, cautiously, as breaking unanimity: no text settles it.

    Source: CGCT L2121-21, checked 2026-11-22.
    """
    return is_imposed or contre > 0 or abstentions > 0


def is_vote_needed(*, candidatures: int, sieges: int) -> bool:
    """Tell whether nominations in committees or outside bodies need a vote.

    With as many candidacies as seats after the call (or one list), they take effect at once and the mayor
    reads them. Source: CGCT L2121-21 last al., checked 2026-11-22.
    """
    return candidatures != sieges


def count_round(
    voix: Mapping[str, int], *, tour: int, ages: Mapping[str, int | Decimal] | None = None
) -> ElectionRound:
    """Return the outcome of a round from the votes of each candidate or list.

    Blank and void ballots are left out.
    Absolute majority of the votes expressed in rounds 1 and 2, most votes in round 3; at a tie the oldest
    is elected, or the list of highest mean age. `ages` gives ages, or mean ages of lists.

    Source: CGCT L2122-7 (mayor), L2122-7-2 (lists of adjoints), L2121-21 (nominations), checked 2026-11-22.

    Raises:
        ValueError: the round is not 1, 2 or 3.
    """
    if not 1 <= tour <= LAST_ROUND:
        raise ValueError(f"tour de scrutin inconnu : {tour}")
    expressed = sum(voix.values())
    needed = majorite_absolue(expressed) if tour < LAST_ROUND else None
    elected: str | None = None
    if needed is not None:
        elected = next((name for name, count in voix.items() if count >= needed), None)
    elif tour == LAST_ROUND and expressed:
        elected = _pick_relative(voix, ages or {})
    return ElectionRound(
        suffrages_exprimes=expressed,
        majorite_absolue=needed,
        elu=elected,
        next_round=tour + 1 if elected is None and tour < LAST_ROUND else None,
    )


def _pick_relative(voix: Mapping[str, int], ages: Mapping[str, int | Decimal]) -> str | None:
    most = max(voix.values())
    first = [name for name, count in voix.items() if count == most]
    if len(first) == 1:
        return first[0]
    if not all(name in ages for name in first):
        return None
    highest = max(ages[name] for name in first)
    oldest = [name for name in first if ages[name] == highest]
    return oldest[0] if len(oldest) == 1 else None


def huis_clos_requesters(sorte: CollectiviteSorte = CollectiviteSorte.COMMUNE) -> int:
    """Return how many members may ask for a closed session: three, five in an EPCI.

    The mayor or the president may always ask. Source: CGCT L2121-18, L5211-11, checked 2026-11-22.
    """
    return 5 if sorte is CollectiviteSorte.EPCI else 3


def is_huis_clos_voted(pour: int, *, presents: int, pouvoirs: int = 0) -> bool:
    """Tell whether the closed session is decided: absolute majority of members present or represented.

    The base is not that of ordinary votes: abstentions weigh.
    Source: CGCT L2121-18 al. 2, checked 2026-11-22.
    """
    return 2 * pour > presents + pouvoirs
