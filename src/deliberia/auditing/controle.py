"""The use case: a document in, its findings out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from deliberia.auditing.audit import Audit, Failure
from deliberia.auditing.notes import iter_notes
from deliberia.auditing.releve import judge_citations
from deliberia.auditing.silences import apply_silences, iter_folder_silences, iter_silences
from deliberia.auditing.sources import Source, load_source
from deliberia.checks import Context, Reference, run_checks
from deliberia.citations import find_citations
from deliberia.errors import DeliberiaError
from deliberia.legal_refs import Base
from deliberia.model import Collectivite, Finding, Severity
from deliberia.reading import split_actes


def check(
    source: Path | bytes | str,
    *,
    date: dt.date | None = None,
    collectivite: Collectivite | None = None,
    base: Base | None = None,
) -> Audit:
    """Check a document.

    Args:
        source: a `Path` is a file to read, `bytes` are its content; a `str` is the text itself, never a path.
        date: day on which the law is read; by default the day of the meeting that the text gives.
        collectivite: the authority when it is known; its population decides of several thresholds.
        base: a deeper base than the built-in one (`deliberia.verification.open_base`).

    Raises:
        DocumentError: the file cannot be read.
    """
    return _check(load_source(source), date, collectivite, base)


def check_many(
    sources: Iterable[Path | bytes],
    *,
    date: dt.date | None = None,
    collectivite: Collectivite | None = None,
    base: Base | None = None,
) -> Iterator[Audit | Failure]:
    """Check several files, in order; a file that cannot be read gives a `Failure` and the others go on."""
    for source in sources:
        try:
            yield check(source, date=date, collectivite=collectivite, base=base)
        except DeliberiaError as error:
            name = "-" if isinstance(source, bytes) else str(source)
            yield Failure(chemin=name, message=str(error))


def _check(
    source: Source, date: dt.date | None, collectivite: Collectivite | None, base: Base | None
) -> Audit:
    texte = source.texte
    actes = split_actes(texte, date=date)
    day = date or next((acte.date_seance.value for acte in actes if acte.date_seance), None)
    citations = find_citations(texte)
    judged = judge_citations(citations, day, base)
    references = tuple(
        Reference(citation=item.citation, target=target.target, verdict=target.verdict)
        for item in judged
        for target in item.targets
        if target.verdict is not None
    )
    located = [
        replace(
            acte,
            citations=tuple(one for one in citations if acte.debut <= one.start < acte.fin_texte),
        )
        for acte in actes
    ]
    findings = [
        finding
        for acte in located
        for finding in run_checks(
            acte,
            Context(
                date=day,
                collectivite=collectivite,
                references=tuple(r for r in references if acte.debut <= r.citation.start < acte.fin_texte),
                actes=tuple(located),
                is_source=source.is_source,
            ),
        )
    ]
    silences = list(iter_silences((*source.commentaires, source.texte)))
    if source.chemin and source.chemin != "-":
        silences += iter_folder_silences(Path(source.chemin))
    kept = _merge_once(findings)
    if source.is_reconnu:
        kept = map(_soften, kept)
    final, silence_notes = apply_silences(kept, silences)
    return Audit(
        chemin=source.chemin,
        texte=texte,
        date=day,
        is_date_given=date is not None,
        actes=tuple(located),
        citations=judged,
        findings=final,
        notes=(*iter_notes(located, day, collectivite), *source.remarques, *silence_notes),
    )


def _soften(finding: Finding) -> Finding:
    """Make a warning of an error: a figure that a machine read on a picture proves nothing."""
    if finding.severite is not Severity.ERREUR:
        return finding
    correction = f"{finding.correction} Vérifiez d’abord sur l’original : le texte vient d’une image."
    return replace(finding, severite=Severity.AVERTISSEMENT, correction=correction.strip())


_ONCE = frozenset({"REF006"})
"""Rules that speak once a document, however many acts it holds."""


def _merge_once(findings: list[Finding]) -> Iterator[Finding]:
    seen: set[str] = set()
    for finding in findings:
        if finding.regle in _ONCE:
            if finding.regle in seen:
                continue
            seen.add(finding.regle)
        yield finding
