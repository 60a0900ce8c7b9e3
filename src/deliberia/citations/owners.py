"""Which code or text stands beside a list of articles: after it, or just before."""

from __future__ import annotations

import re

from deliberia.citations import gaps
from deliberia.citations.events import Articles, CodeName, Event, Text
from deliberia.model.citation import TargetKind

Owner = CodeName | Text

REACH = 260
"""Characters beyond which a name does not stand beside an article."""

ARTICLED = frozenset(TargetKind) - {
    TargetKind.ARTICLE,
    TargetKind.RANGE,
    TargetKind.CODE,
    TargetKind.JURISPRUDENCE,
    TargetKind.ACTE_LOCAL,
}
"""Texts whose articles are cited; those of local acts are their own business."""

_LINE_OR_SENTENCE = re.compile(r"(?a)\.\s|\n")


def owners_after(events: list[Event], flat: str) -> dict[int, Owner]:
    """Owners named after their articles, by the rank of the list.

    Read from the end: « article 35 et en application de l'article 77 du code » share one owner.
    """
    owners: dict[int, Owner] = {}
    for rank in range(len(events) - 2, -1, -1):
        event, following = events[rank], events[rank + 1]
        if not isinstance(event, Articles) or following.start - event.end > REACH:
            continue
        gap = flat[event.end : following.start]
        if not isinstance(following, Articles):
            if _owns(event, following, gap):
                owners[rank] = following
        elif following.lettered == event.lettered and rank + 1 in owners and gaps.COORDINATED.fullmatch(gap):
            owners[rank] = owners[rank + 1]
    return owners


def _owns(event: Articles, following: Owner, gap: str) -> bool:
    if event.lettered and isinstance(following, Text):
        return False
    if isinstance(following, CodeName) and following.short and "\n" in gap and not gap.strip():
        return False
    if gaps.FORWARD.fullmatch(gap):
        return True
    return event.lettered and gaps.FORWARD_DESCRIBED.fullmatch(gap) is not None


def owner_before(event: Articles, previous: Event, flat: str) -> Owner | None:
    """The code or text named just before: « CGCT, article… », « la loi…, notamment son article 34 »."""
    if isinstance(previous, Articles) or event.start - previous.end > REACH or not _can_own(event, previous):
        return None
    gap = flat[previous.end : event.start]
    if gaps.TIGHT.fullmatch(gap) and (event.worded or isinstance(previous, CodeName)):
        return previous if event.lettered or not _LINE_OR_SENTENCE.search(gap) else None
    if gaps.BREAK.search(gap):
        return None
    return previous if gaps.POSSESSIVE.fullmatch(gap) else None


def _can_own(event: Articles, previous: Owner) -> bool:
    if isinstance(previous, CodeName):
        return bool(previous.short)
    return not event.lettered and bool(previous.references) and previous.kind in ARTICLED


def is_adjacent(owner: Text, event: Articles, flat: str) -> bool:
    """« loi 2022-1499 / art 15 » is one citation; « …, notamment son article 34 » are two."""
    return (
        re.fullmatch(
            r"(?a)(?:\s{1,3}\(?(?:precitee?|sus-?visee?)\b)?[\s,/(:)-]{0,5}", flat[owner.end : event.start]
        )
        is not None
    )
