"""A judgement before it is told: kind, reason, proof. `Verdict` is made from it once."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from deliberia.legal_refs import CodeRecord, Fait, Interval, Key
from deliberia.model import Confiance, VerdictKind, Version


class Dossier(NamedTuple):
    """All that the base holds of one article of a code, gathered once whatever the day asked for."""

    key: Key
    code: CodeRecord
    """The code, with `etat` = last day for which the list of its numbers is complete."""
    rows: tuple[Interval, ...]
    faits: tuple[Fait, ...]
    versions: tuple[Version, ...]
    url: str
    source: str = ""
    """What gave the intervals when a provider did; "" for the built-in base."""


class Answer(NamedTuple):
    """What is found of a reference on a day; `etat` is the last day for which it is known."""

    kind: VerdictKind
    motif: str
    etat: dt.date | None
    vers: tuple[str, ...] = ()
    change_le: dt.date | None = None
    confiance: Confiance = Confiance.HAUTE
    source: str = ""
    dernier_etat: VerdictKind | None = None
    """For `non_verifiable`: the last state known, on `etat`."""


def list_versions(intervals: tuple[Interval, ...]) -> tuple[Version, ...]:
    """Give the intervals of a number as the timeline shown to the user, oldest first."""
    ordered = sorted(intervals, key=lambda row: row.debut or dt.date.min)
    return tuple(Version(debut=row.debut, fin=row.fin) for row in ordered)
