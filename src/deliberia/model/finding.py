"""A finding: what a check says of an act. A value, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    ERREUR = "erreur"
    """A rule of law is broken, or the act contradicts itself."""
    AVERTISSEMENT = "avertissement"
    """A proof is missing, or a reference is out of date."""
    INFO = "info"
    """Worth knowing; nothing to change before signature."""

    @property
    def rank(self) -> int:
        """0 for `erreur`, 2 for `info`."""
        return ("erreur", "avertissement", "info").index(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `start`, `end` are offsets in the NFC text, None when the finding has no place."""

    regle: str
    """Rule id: « SEA001 »."""
    origine: str
    """Id of the legal check behind the rule: « quorum-not-met »."""
    severite: Severity
    message: str
    correction: str = ""
    fondement: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    ignore: str | None = None
    """Reason given by the user for silencing it; None when it is not silenced."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "regle": self.regle,
            "origine": self.origine,
            "severite": self.severite.value,
            "message": self.message,
            "correction": self.correction,
            "fondement": list(self.fondement),
            "start": self.start,
            "end": self.end,
            "ignore": self.ignore,
        }
