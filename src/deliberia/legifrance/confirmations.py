"""What was learnt online, kept with its date: identifiers and dates, never a text."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from deliberia.legal_refs import Depth, Interval
from deliberia.text import format_date

_CLOSED_LIFE = dt.timedelta(days=365)
"""A repealed article does not change in practice."""
SOURCE = "legifrance-api"


class Issue(StrEnum):
    """How a question ended."""

    CONFIRMEE = "confirmee"
    """The versions of the article are known, with their dates."""
    INTROUVABLE = "introuvable"
    """Neither a complete search nor the whole table of contents of that day shows it."""
    INCERTAINE = "incertaine"
    """Nothing can be concluded: the offline verdict stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineVersion:
    """One version that was or will be in force, half-open."""

    id: str
    etat: str
    debut: dt.date
    fin: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What Légifrance said of one reference on one day."""

    cle: str
    issue: Issue
    consulte_le: dt.date
    id: str = ""
    versions: tuple[OnlineVersion, ...] = ()
    """Oldest first."""

    @property
    def is_closed(self) -> bool:
        return bool(self.versions) and all(version.fin is not None for version in self.versions)

    def is_fresh(self, today: dt.date) -> bool:
        """Tell whether asking again would teach nothing: the same day, or a year for a closed article."""
        if self.consulte_le == today:
            return True
        closed = self.is_closed and max(v.fin for v in self.versions if v.fin) <= self.consulte_le
        return closed and today - self.consulte_le < _CLOSED_LIFE

    def as_dict(self) -> dict[str, Any]:
        return {
            "cle": self.cle,
            "issue": self.issue.value,
            "consulte_le": self.consulte_le.isoformat(),
            "source": SOURCE,
            "id": self.id,
            "versions": [
                {
                    "id": version.id,
                    "etat": version.etat,
                    "debut": version.debut.isoformat(),
                    "fin": version.fin.isoformat() if version.fin else None,
                }
                for version in self.versions
            ],
        }


class ConfirmationStore:
    """The file of confirmations: one JSON line each, the last one of a key counts.

    A line that cannot be read, such as one cut by a power failure, is passed over.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, Confirmation] = {}
        self._lines = 0
        if path.is_file():
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                self._lines += 1
                confirmation = _parse(line)
                if confirmation:
                    self._known[confirmation.cle] = confirmation

    def __len__(self) -> int:
        return len(self._known)

    def get(self, cle: str) -> Confirmation | None:
        return self._known.get(cle)

    def add(self, confirmation: Confirmation) -> None:
        """Keep a confirmation, at once on disk."""
        self._known[confirmation.cle] = confirmation
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lines += 1
        if self._lines > 2 * len(self._known) + 100:
            self._rewrite()
            return
        with self.path.open("a", encoding="utf-8") as file:
            file.write(_format(confirmation))

    def _rewrite(self) -> None:
        partial = self.path.with_name(self.path.name + ".partiel")
        partial.write_text("".join(map(_format, self._known.values())), encoding="utf-8")
        os.replace(partial, self.path)
        self._lines = len(self._known)

    def get_depth(self, text: str, article: str) -> Depth | None:
        """Give the confirmed intervals of an article, as a deeper source of verdicts.

        Known to the day of the question. What was not found is no proof that it never existed: it gives None.
        """
        confirmation = self._known.get(f"{text}:{article}")
        if confirmation is None or confirmation.issue is not Issue.CONFIRMEE:
            return None
        return Depth(
            intervals=tuple(_join(confirmation.versions, confirmation.consulte_le)),
            etat=confirmation.consulte_le,
            source=f"Légifrance (API), consulté le {format_date(confirmation.consulte_le)}",
            id=confirmation.id,
        )


def _join(versions: Iterable[OnlineVersion], etat: dt.date) -> list[Interval]:
    intervals: list[Interval] = []
    for version in versions:
        last = intervals[-1] if intervals else None
        if last and (last.fin is None or version.debut <= last.fin):
            end = None if last.fin is None or version.fin is None else max(last.fin, version.fin)
            intervals[-1] = last._replace(fin=end)
        else:
            intervals.append(Interval(version.debut, version.fin, etat))
    return intervals


def _format(confirmation: Confirmation) -> str:
    return json.dumps(confirmation.as_dict(), ensure_ascii=False, separators=(",", ":")) + "\n"


def _parse(line: str) -> Confirmation | None:
    try:
        raw = json.loads(line)
        versions = tuple(
            OnlineVersion(
                id=str(item["id"]),
                etat=str(item["etat"]),
                debut=dt.date.fromisoformat(item["debut"]),
                fin=dt.date.fromisoformat(item["fin"]) if item["fin"] else None,
            )
            for item in raw["versions"]
        )
        return Confirmation(
            cle=str(raw["cle"]),
            issue=Issue(raw["issue"]),
            consulte_le=dt.date.fromisoformat(raw["consulte_le"]),
            id=str(raw["id"]),
            versions=versions,
        )
    except (ValueError, KeyError, TypeError):
        return None
