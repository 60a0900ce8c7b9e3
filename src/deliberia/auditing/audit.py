"""What a check of one document gives: its text, its date, its citations judged, its findings."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from deliberia.model import Acte, Citation, Finding, Severity, Target, Verdict, VerdictKind

NOT_A_DELIBERATION = (
    "Ce texte ne se présente pas comme une délibération : seules ses références et ses dates "
    "ont été contrôlées."
)
NO_HEADING = (
    "Ce texte n’a pas l’en-tête d’une séance : la présence, la convocation et les signatures n’ont pas été "
    "contrôlées."
)
NO_DATE = "La date de la séance n’est pas connue : rien ne peut être vérifié. Indiquez-la avec --date."


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTarget:
    """One reference of a citation; `verdict` is None when the day of the meeting is not known."""

    target: Target
    verdict: Verdict | None

    def as_dict(self) -> dict[str, Any]:
        verdict = self.verdict
        return {
            **self.target.as_dict(),
            "cle": self.target.cle,
            "verdict": (verdict.kind if verdict else VerdictKind.NON_VERIFIABLE).value,
            "motif": verdict.motif if verdict else NO_DATE,
            "remplace_par": list(verdict.remplace_par) if verdict else [],
            "url": verdict.url if verdict else "",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCitation:
    """A citation and what the base answers for each of its references."""

    citation: Citation
    targets: tuple[JudgedTarget, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "start": self.citation.start,
            "end": self.citation.end,
            "surface": self.citation.surface,
            "targets": [target.as_dict() for target in self.targets],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationReport:
    """What a document cites, judged on a day."""

    chemin: str
    texte: str
    date: dt.date | None
    citations: tuple[JudgedCitation, ...] = ()

    @property
    def has_faulty_reference(self) -> bool:
        """True when a reference is repealed, moved, unknown or not yet in force."""
        return any(
            target.verdict is not None and target.verdict.kind.is_faulty
            for citation in self.citations
            for target in citation.targets
        )

    def as_dict(self) -> dict[str, Any]:
        """Give the shape of one document of `citations --format json`."""
        return {
            "chemin": self.chemin,
            "date": self.date.isoformat() if self.date else None,
            "texte_sha256": hashlib.sha256(self.texte.encode()).hexdigest(),
            "longueur": len(self.texte),
            "citations": [citation.as_dict() for citation in self.citations],
        }


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
