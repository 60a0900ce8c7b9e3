"""Decide what an import has to read, given the archives at hand and the base in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from deliberia.errors import ReferenceBaseError
from deliberia.legi.archives import Archive, parse_stamp

_DAYS_WITHOUT_ARCHIVE = 5
"""One archive comes each working day: a longer silence is probably a hole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseInUse:
    """What the base in use holds."""

    complete: str
    """Stamp of the complete archive it comes from."""
    horodatages: tuple[str, ...]
    """Stamps of all archives it holds, in order."""
    textes: frozenset[int] | None
    """Encoded cids it was limited to; None when it holds everything."""
    citations: bool = False

    @property
    def last(self) -> str:
        return self.horodatages[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Archives to read, in order. `fresh`: into an empty base, otherwise on a copy of the base in use."""

    archives: tuple[Archive, ...]
    fresh: bool
    textes: frozenset[int] | None
    citations: bool
    aside: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def start(self) -> str:
        """Name the state from which the plan starts, to recognise a half-done import of the same plan."""
        names = "tout" if self.textes is None else " ".join(map(str, sorted(self.textes)))
        origin = "neuf" if self.fresh else "copie"
        return f"{origin} {names} {'avec' if self.citations else 'sans'} citations"


def make_plan(
    archives: Sequence[Archive],
    in_use: BaseInUse | None,
    *,
    textes: frozenset[int] | None,
    keep_choice: bool,
    citations: bool,
    restart: bool,
) -> Plan:
    """Choose the archives to read.

    The state of the law is the newest complete archive, then every daily one with a later stamp.
    `keep_choice`: the caller named no code, so the choice made for the base in use stands.

    Raises:
        ReferenceBaseError: a complete archive is needed and was not given.
    """
    if in_use and keep_choice:
        textes = in_use.textes
    complete = max((archive for archive in archives if archive.complete), default=None)
    same_choice = in_use is not None and (in_use.textes, in_use.citations) == (textes, citations)
    if in_use and same_choice and not restart and not _is_newer(complete, archives, in_use):
        return _update(archives, in_use)
    if complete is None:
        raise ReferenceBaseError(
            "il manque l’archive complète, sans laquelle les quotidiennes ne disent pas l’état du droit."
            if not in_use
            else "changer les codes de la base demande de relire l’archive complète.",
            hint="Donnez aussi Freemium_legi_global_AAAAMMJJ-HHMMSS.tar.gz.",
        )
    daily = [archive for archive in archives if not archive.complete and archive > complete]
    aside = [f"{a.nom} : antérieure à l’archive complète" for a in archives if a < complete]
    chosen = (complete, *daily)
    return Plan(
        archives=chosen,
        fresh=True,
        textes=textes,
        citations=citations,
        aside=tuple(aside),
        warnings=_find_holes([archive.horodatage for archive in chosen]),
    )


def _is_newer(complete: Archive | None, archives: Sequence[Archive], in_use: BaseInUse) -> bool:
    """Tell whether a complete archive replaces the base without taking it back in time."""
    if complete is None or complete.horodatage <= in_use.complete:
        return False
    return max(archive.horodatage for archive in archives) >= in_use.last


def _update(archives: Sequence[Archive], in_use: BaseInUse) -> Plan:
    chosen, aside = [], []
    for archive in archives:
        if archive.horodatage in in_use.horodatages:
            aside.append(f"{archive.nom} : déjà dans la base")
        elif archive.complete or archive.horodatage <= in_use.last:
            aside.append(f"{archive.nom} : antérieure à l’état de la base, qui va jusqu’au {in_use.last[:8]}")
        else:
            chosen.append(archive)
    return Plan(
        archives=tuple(chosen),
        fresh=False,
        textes=in_use.textes,
        citations=in_use.citations,
        aside=tuple(aside),
        warnings=_find_holes([in_use.last, *(archive.horodatage for archive in chosen)]),
    )


def _find_holes(stamps: Sequence[str]) -> tuple[str, ...]:
    holes = []
    for before, after in pairwise(stamps):
        if (parse_stamp(after) - parse_stamp(before)).days > _DAYS_WITHOUT_ARCHIVE:
            holes.append(
                f"Aucune archive entre le {_show(before)} et le {_show(after)} : s’il en manque une, "
                "rien ne réparera ce trou."
            )
    return tuple(holes)


def _show(stamp: str) -> str:
    return f"{stamp[6:8]}/{stamp[4:6]}/{stamp[:4]}"
