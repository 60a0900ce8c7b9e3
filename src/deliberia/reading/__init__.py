"""Understand an act: from its text to its facts, each with its place and how sure it is.

`read_acte` reads one act, `split_actes` cuts minutes into their acts, `read_date_seance` reads the day alone.
One module reads one family of facts; none judges anything. A fact that is not plainly read is `DEDUIT`, or
None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.reading.jour import read_date_seance
    from deliberia.reading.lecture import read_acte, split_actes
    from deliberia.reading.noms import is_same_person

__all__ = [
    "is_same_person",
    "read_acte",
    "read_date_seance",
    "split_actes",
]

_HOMES = {
    "jour": ("read_date_seance",),
    "lecture": (
        "read_acte",
        "split_actes",
    ),
    "noms": ("is_same_person",),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
