"""What a document cites, judged on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliberia.model.verdict import VerdictKind

if TYPE_CHECKING:
    from deliberia.model import Citation, Target, Verdict

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
            "cle": (verdict.cle if verdict else "") or self.target.cle,
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
            "resolution": self.citation.resolution.value,
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
        import hashlib  # this shape only

        return {
            "chemin": self.chemin,
            "date": self.date.isoformat() if self.date else None,
            "texte_sha256": hashlib.sha256(self.texte.encode()).hexdigest(),
            "longueur": len(self.texte),
            "citations": [citation.as_dict() for citation in self.citations],
        }
