"""Dated facts about one reference: confirmations, ends, renumberings, doubts; and how sources are ranked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from deliberia.legal_refs.keys import parse_key
from deliberia.legal_refs.order import sort_key

NATURES = ("cree", "confirme", "modifie", "fin", "deplace", "inconnu", "ancien")
"""In force from, in force on, text changed on, ended on, moved on, fate unknown from, number reused since."""
CONFIANCES = ("haute", "moyenne", "basse")
ALIVE = ("cree", "confirme", "modifie")
DECISIVE = (*ALIVE, "fin", "deplace")


@dataclass(frozen=True, kw_only=True)
class Fait:
    """One fact. `jour` may be `a~b`: between the two. `rang` ranks the sources: the higher wins."""

    cle: str
    nature: str
    jour: str
    confiance: str = "haute"
    vers: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
    rang: int = field(default=1, compare=False)

    @property
    def last_day(self) -> str:
        return self.jour.rpartition("~")[2]

    def as_line(self, head: str) -> str:
        cells = (head, self.nature, self.jour, self.confiance, ";".join(self.vers), self.source, self.note)
        return "\t".join(re.sub(r"\s+", " ", cell).strip() for cell in cells).rstrip("\t")


def day_before(jour: str) -> str:
    return (date.fromisoformat(jour) - timedelta(days=1)).isoformat()


def settle(faits: Iterable[Fait]) -> list[Fait]:
    """Keep what is left once the better source has spoken, in canonical order.

    A doubt (`inconnu`) of a source silences what a source of lower rank says from that day on, and falls
    when a source of at least its rank says, with high or medium confidence, what happened that day or
    later. An end falls when a better source says that the text was but changed that day.
    """
    by_key: dict[str, list[Fait]] = defaultdict(list)
    for fait in faits:
        by_key[parse_key(fait.cle).cle].append(replace(fait, cle=parse_key(fait.cle).cle))
    kept: list[Fait] = []
    for group in by_key.values():
        kept.extend(_settle_one(group))
    return sorted(kept, key=canonical_order)


def _settle_one(group: list[Fait]) -> list[Fait]:
    doubts = [fait for fait in group if fait.nature == "inconnu"]
    decisive = [
        fait
        for fait in group
        if fait.nature in DECISIVE and fait.confiance != "basse" and not _is_contradicted(fait, group)
    ]
    standing = [
        doubt
        for doubt in doubts
        if not any(fait.rang >= doubt.rang and fait.last_day >= doubt.jour for fait in decisive)
    ]
    kept = [fait for fait in group if fait.nature == "ancien"]
    for fait in _cap(decisive):
        above = [doubt for doubt in standing if fait.rang < doubt.rang and fait.last_day >= doubt.jour]
        if not above:
            kept.append(fait)
        elif fait.nature in ALIVE:
            day = day_before(min(doubt.jour for doubt in above))
            kept.append(replace(fait, nature="confirme", jour=day, confiance="moyenne", note=""))
    if standing:
        kept.append(min(standing, key=lambda fait: fait.jour))
    return _merge(kept)


def _is_contradicted(end: Fait, group: list[Fait]) -> bool:
    """Tell whether a better source says « changed » of what this one takes for an end."""
    return end.nature in ("fin", "deplace") and any(
        fait.nature == "modifie" and fait.rang > end.rang and fait.jour == end.jour for fait in group
    )


def _cap(decisive: list[Fait]) -> list[Fait]:
    """A source never makes surer what a better ranked one gave as medium before that day."""
    capped = []
    for fait in decisive:
        above = [other for other in decisive if other.rang > fait.rang and other.jour <= fait.last_day]
        latest = max(above, key=lambda other: (other.rang, other.jour), default=None)
        if latest and latest.confiance == "moyenne":
            fait = replace(fait, confiance="moyenne")
        capped.append(fait)
    return capped


def _merge(kept: list[Fait]) -> list[Fait]:
    """One fact a nature and day, the best ranked; of the confirmations only those that add something."""
    best: dict[tuple[str, str], Fait] = {}
    for fait in sorted(kept, key=lambda item: (-item.rang, CONFIANCES.index(item.confiance))):
        name = (fait.nature, fait.jour)
        if name not in best:
            best[name] = fait
        elif set(fait.vers) - set(best[name].vers):
            extra = tuple(vers for vers in fait.vers if vers not in best[name].vers)
            best[name] = replace(best[name], vers=best[name].vers + extra)
    ends = [fait for fait in best.values() if fait.nature in ("fin", "deplace")]
    if len(ends) > 1 and (parse_key(ends[0].cle).article or not parse_key(ends[0].cle).is_code):
        first = max(ends, key=lambda fait: (fait.rang, fait.nature == "deplace", -len(fait.jour)))
        vers = tuple(dict.fromkeys(key for fait in (first, *ends) for key in fait.vers))
        best = {name: fait for name, fait in best.items() if fait.nature not in ("fin", "deplace")}
        best[first.nature, first.jour] = replace(first, vers=vers)
    confirmations = [fait for fait in best.values() if fait.nature == "confirme"]
    useless = {
        id(fait)
        for fait in confirmations
        for other in confirmations
        if other is not fait
        and other.jour >= fait.jour
        and CONFIANCES.index(other.confiance) <= CONFIANCES.index(fait.confiance)
        and (other.jour, other.confiance) != (fait.jour, fait.confiance)
        and "début" not in fait.note
        and fait.rang == 1
    }
    return [fait for fait in best.values() if id(fait) not in useless]


def canonical_order(fait: Fait) -> tuple[object, ...]:
    key = parse_key(fait.cle)
    return (key.text, sort_key(key.article), fait.last_day, NATURES.index(fait.nature))


_VAGUE = re.compile(r"\d{4}(?:-\d\d(?!\d)(?:-\d\d)?)?")


def read_jour(text: str) -> str:
    """Read the date of a hand-written table: `2022`, `2012-05-01 puis 2014`, `impositions 2027`, `-`.

    A year alone is uncertain within itself; two dates leave the time between them open.
    """
    found = _VAGUE.findall(text)
    if not found:
        return ""
    if text.startswith("impositions") or "renouvellement" in text:
        return f"{found[0]}-01-01" if len(found[0]) == 4 else f"{found[0]}-15"
    first, last = _earliest(found[0]), _latest(found[-1])
    return first if first == last else f"{first}~{last}"


def _earliest(text: str) -> str:
    return text if len(text) == 10 else f"{text}-01" if len(text) == 7 else f"{text}-01-01"


def _latest(text: str) -> str:
    if len(text) == 10:
        return text
    return f"{text}-28" if len(text) == 7 else f"{text}-12-31"
