"""Targets: what a number read in a list means once its text is known."""

from __future__ import annotations

from dataclasses import replace

from deliberia.citations.events import Articles, Item, Reference
from deliberia.citations.hyphens import splits
from deliberia.citations.numbers import Number
from deliberia.citations.stems import fit
from deliberia.model.citation import Target, TargetKind


def code_targets(item: Item, short: str) -> tuple[Target, ...]:
    """Targets of one number, range or elliptic list of a code; a number that cannot be read gives none."""
    *firsts, number = item.numbers
    targets = [_article(first, short) for first in firsts]
    if item.last is None:
        targets.append(replace(_article(number, short), suivants=item.following))
    else:
        first, last = _repaired(number, short), _repaired(item.last, short)
        if first and last:
            targets.append(
                Target(
                    kind=TargetKind.RANGE, text=short, from_num=first, to_num=last, suivants=item.following
                )
            )
    return tuple(target for target in targets if target.num or target.from_num)


def with_details(target: Target, event: Articles) -> Target:
    """Add « le 4° de », « le premier alinéa de » that stood before the list."""
    return replace(target, alinea=target.alinea or event.alinea, item=target.item or event.item)


def whole_text(kind: TargetKind, reference: Reference) -> Target:
    """Target of a text cited without article."""
    return Target(
        kind=kind,
        num=reference.num,
        date=reference.date,
        nom=reference.nom,
        deconcentre=reference.deconcentre,
    )


def text_articles(kind: TargetKind, reference: Reference, event: Articles) -> list[Target]:
    """Targets of the articles of a law, a decree…; a range gives its two ends."""
    text = whole_text(kind, reference)
    targets = []
    for item in event.items:
        for number in (*item.numbers, *([item.last] if item.last else [])):
            following = item.following and number is item.numbers[-1]
            target = replace(
                text, article=number.num, suivants=following, alinea=number.alinea, item=number.item
            )
            targets.append(with_details(target, event))
    return targets


def _article(number: Number, short: str) -> Target:
    num = _repaired(number, short)
    return Target(kind=TargetKind.ARTICLE, text=short, num=num, alinea=number.alinea, item=number.item)


def _repaired(number: Number, short: str) -> str:
    """The number, its lost hyphen put back where the code has such articles (« L1231 » → L123-1).

    Empty when the code shows that a piece of the number was lost.
    """
    if number.cut:
        return "" if fit(short, number.letter, number.stem, 1) == 2 else number.num
    if number.loose:
        return number.num if fit(short, number.letter, number.stem, int(number.parts[0])) == 2 else ""
    if not number.lost_hyphen and (number.parts or len(number.stem) != 4 or not number.letter):
        return number.num
    if not number.lost_hyphen and fit(short, number.letter, number.stem, 0):
        return number.num
    parts = number.parts or ("",)
    for stem, rest in splits(number.stem + parts[0]):
        if fit(short, number.letter, stem, int(rest)) == 2:
            return f"{number.letter}{'-'.join((stem, rest, *parts[1:]))}"
    return "" if number.lost_hyphen else number.num
