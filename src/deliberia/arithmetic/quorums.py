"""The quorum, item by item.

Members present in the room count, pouvoirs never do; the base is the members in exercise, not the legal size.
"""

from __future__ import annotations

from dataclasses import dataclass

SECOND_MEETING_CLEAR_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumAssessment:
    """The quorum of one item."""

    quorum: int
    """Least number of members present."""
    presents_comptes: int
    """Members present that count."""
    is_reached: bool
    is_prudent: bool
    """True when only the cautious reading (present but interested members do not count) refuses the quorum:
    a check may warn, never state an error."""


def quorum(en_exercice: int, *, representants_deportes: int = 0) -> int:
    """Return the least number of members present: more than half of the members in exercise.

    `representants_deportes` are the representatives obliged to step back under L1111-6 II: since
    2025-12-24 they leave the base. Other interested members stay in it.

    Source: CGCT L2121-17 al. 1 and L2131-11 (loi 2025-1249, art. 32), checked 2026-11-22.

    Raises:
        ValueError: nobody remains in the base.
    """
    base = en_exercice - representants_deportes
    if representants_deportes < 0 or base < 1:
        raise ValueError(f"{representants_deportes} représentants déportés sur {en_exercice} membres")
    return base // 2 + 1


def is_quorum_reached(presents: int, en_exercice: int, *, representants_deportes: int = 0) -> bool:
    """Tell whether the members present when the item is opened are enough.

    `presents` leaves out the pouvoirs and the representatives who stepped back. A departure during the
    item undoes nothing; the next item is counted afresh.

    Source: CGCT L2121-17 al. 1, checked 2026-11-22.
    """
    return presents >= quorum(en_exercice, representants_deportes=representants_deportes)


def assess_quorum(
    presents: int, en_exercice: int, *, representants_deportes: int = 0, non_comptes: int = 0
) -> QuorumAssessment:
    """Assess the quorum of an item when some members present may not count.

    `non_comptes` are members among `presents` that case law, as secondary sources report it, does not
    count as present, while the base stays whole: privately interested members, the mayor when the accounts
    are voted. The answer is the cautious one; `is_prudent` says when it rests on that reading alone.

    Source: CGCT L2121-17, L2131-11, L2121-14 (case law reported, medium confidence), checked 2026-11-22.
    """
    needed = quorum(en_exercice, representants_deportes=representants_deportes)
    counted = presents - non_comptes
    return QuorumAssessment(
        quorum=needed,
        presents_comptes=counted,
        is_reached=counted >= needed,
        is_prudent=counted < needed <= presents,
    )


def is_quorum_waived(
    *,
    on_first_agenda: bool,
    jours_francs: int | None = None,
    is_alsace_moselle: bool = False,
    recalls_rule: bool = False,
) -> bool:
    """Tell whether a second meeting, called after one that failed, may deliberate an item without quorum.

    `jours_francs` counts the clear days between the second convocation and the meeting: three at least;
    None when it is not known and taken as regular. In Alsace-Moselle no interval is fixed, but the
    convocation must recall that no quorum will be needed (`recalls_rule`).

    Source: CGCT L2121-17 al. 2; L2541-4 in Alsace-Moselle, checked 2026-11-22.
    """
    if not on_first_agenda:
        return False
    if is_alsace_moselle:
        return recalls_rule
    return jours_francs is None or jours_francs >= SECOND_MEETING_CLEAR_DAYS


def is_quorum_lifted_by_interest(interesses: int, en_exercice: int) -> bool:
    """Tell whether, in Alsace-Moselle, interested members are so many that no quorum is needed.

    Source: CGCT L2541-4, checked 2026-11-22.
    """
    return 2 * interesses >= en_exercice


def may_deliberate(
    presents: int, en_exercice: int, *, representants_deportes: int = 0, is_waived: bool = False
) -> bool:
    """Tell whether the council may deliberate the item: quorum reached, or not needed (`is_waived`).

    Source: CGCT L2121-17, checked 2026-11-22.
    """
    return is_waived or is_quorum_reached(
        presents, en_exercice, representants_deportes=representants_deportes
    )
