"""What a check of one document gives: its text, its date, its citations judged, its findings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliberia.auditing.judged import CitationReport, JudgedCitation
from deliberia.model.finding import Severity

if TYPE_CHECKING:
    from deliberia.model import Acte, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The result of a check. Offsets are characters of `texte`, which is in NFC."""

    chemin: str
    """Path as given; empty for a text given directly."""
    texte: str
    date: dt.date | None
    """Day on which the law was read; None when neither given nor read."""
    is_date_given: bool = False
    """True when the user gave the date; False when it was read in the text."""
    actes: tuple[Acte, ...] = ()
    """One act; or the preamble of minutes followed by its items."""
    citations: tuple[JudgedCitation, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """What was not checked and why, and what the reader of the file noticed; one French sentence each."""

    def count(self, severite: Severity) -> int:
        """Count the findings of that severity that the user has not silenced."""
        return sum(finding.severite is severite and finding.ignore is None for finding in self.findings)

    def iter_findings(self, threshold: Severity = Severity.INFO) -> tuple[Finding, ...]:
        """Return the findings at least as severe as `threshold`, silenced ones left out."""
        return tuple(
            finding
            for finding in self.findings
            if finding.ignore is None and finding.severite.rank <= threshold.rank
        )

    def as_dict(self) -> dict[str, Any]:
        """Give the shape of one document of `verifier --format json`."""
        return {
            "chemin": self.chemin,
            "date": self.date.isoformat() if self.date else None,
            "constats": [finding.as_dict() for finding in self.findings],
            "notes": list(self.notes),
        }

    def citations_as_dict(self) -> dict[str, Any]:
        """Give the shape of one document of `citations --format json`."""
        return CitationReport(
            chemin=self.chemin, texte=self.texte, date=self.date, citations=self.citations
        ).as_dict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be read, when the others go on."""

    chemin: str
    message: str
    """One French sentence: what, and what to do."""

    def as_dict(self) -> dict[str, Any]:
        return {"chemin": self.chemin, "erreur": self.message}
