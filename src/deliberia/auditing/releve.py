"""What a document cites, judged on the day of its meeting; no check is run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.auditing.judged import CitationReport, JudgedCitation, JudgedTarget
from deliberia.auditing.sources import load_source
from deliberia.citations import find_citations
from deliberia.verification import verify_target

if TYPE_CHECKING:
    from deliberia.legal_refs import Base
    from deliberia.model import Citation


def read_citations(
    source: Path | bytes | str, *, date: dt.date | None = None, base: Base | None = None
) -> CitationReport:
    """Judge what a document cites, without running the checks.

    Args:
        source: a `Path` is a file to read, `bytes` are its content; a `str` is the text itself, never a path.
        date: day on which the law is read; by default the day of the meeting that the text gives.
        base: a deeper base than the built-in one (`deliberia.verification.open_base`).

    Raises:
        DocumentError: the file cannot be read.
    """
    loaded = load_source(source)
    day = date or _read_day(loaded.texte)
    judged = judge_citations(find_citations(loaded.texte), day, base)
    return CitationReport(chemin=loaded.chemin, texte=loaded.texte, date=day, citations=judged)


def judge_citations(
    citations: tuple[Citation, ...], day: dt.date | None, base: Base | None = None
) -> tuple[JudgedCitation, ...]:
    """Give each citation its verdicts on `day`; none when the day is not known."""
    return tuple(
        JudgedCitation(
            citation=citation,
            targets=tuple(
                JudgedTarget(target=target, verdict=verify_target(target, on=day, base=base) if day else None)
                for target in citation.targets
            ),
        )
        for citation in citations
    )


def _read_day(texte: str) -> dt.date | None:
    """Read the day of the meeting; understanding the act is only paid for when no day is given."""
    from deliberia.reading import read_date_seance

    return read_date_seance(texte)
