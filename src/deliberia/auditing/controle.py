"""The use case: a document in, its findings out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from deliberia.auditing.audit import (
    NO_DATE,
    NO_HEADING,
    NOT_A_DELIBERATION,
    Audit,
    CitationReport,
    Failure,
    JudgedCitation,
    JudgedTarget,
)
from deliberia.checks import Context, Reference, run_checks
from deliberia.citations import find_citations
from deliberia.documents import DocumentSorte, read_document
from deliberia.errors import DeliberiaError
from deliberia.model import ALSACE_MOSELLE, Acte, Citation, Collectivite, CollectiviteSorte, Finding, Forme
from deliberia.reading import split_actes
from deliberia.text import normalize
from deliberia.verification import verify_target

_SOURCES = frozenset({DocumentSorte.DOCX, DocumentSorte.ODT, DocumentSorte.MARKDOWN})
"""Formats that keep the typography of their author; a plain text often comes from a PDF."""


def check(
    source: Path | bytes | str, *, date: dt.date | None = None, collectivite: Collectivite | None = None
) -> Audit:
    """Check a document.

    Args:
        source: a `Path` is a file to read, `bytes` are its content; a `str` is the text itself, never a path.
        date: day on which the law is read; by default the day of the meeting that the text gives.
        collectivite: the authority when it is known; its population decides of several thresholds.

    Raises:
        DocumentError: the file cannot be read.
    """
    texte, chemin, is_source, remarks = _load(source)
    audit = check_text(texte, date=date, collectivite=collectivite, chemin=chemin, is_source=is_source)
    return replace(audit, notes=(*audit.notes, *remarks)) if remarks else audit


def read_citations(source: Path | bytes | str, *, date: dt.date | None = None) -> CitationReport:
    """Judge what a document cites, without running the checks. Same arguments and errors as `check`."""
    raw, chemin, _, _ = _load(source)
    texte = normalize(raw)
    day = date or _read_day(split_actes(texte))
    judged = tuple(_judge(citation, day) for citation in find_citations(texte))
    return CitationReport(chemin=chemin, texte=texte, date=day, citations=judged)


def _load(source: Path | bytes | str) -> tuple[str, str, bool, tuple[str, ...]]:
    """Return the text, its path, whether it kept its typography, and what its reader noticed."""
    if isinstance(source, str):
        return source, "", False, ()
    document = read_document(source)
    chemin = "-" if isinstance(source, bytes) else str(source)
    remarks = tuple(remarque.message for remarque in document.remarques)
    return document.texte, chemin, document.sorte in _SOURCES, remarks


def _read_day(actes: tuple[Acte, ...]) -> dt.date | None:
    return next((acte.date_seance.value for acte in actes if acte.date_seance), None)


def check_text(
    text: str,
    *,
    date: dt.date | None = None,
    collectivite: Collectivite | None = None,
    chemin: str = "",
    is_source: bool = False,
) -> Audit:
    """Check a text already read. `is_source`: it kept the typography of its author."""
    texte = normalize(text)
    actes = split_actes(texte, date=date)
    day = date or _read_day(actes)
    citations = find_citations(texte)
    judged = tuple(_judge(citation, day) for citation in citations)
    references = tuple(
        Reference(citation=item.citation, target=target.target, verdict=target.verdict)
        for item in judged
        for target in item.targets
        if target.verdict is not None
    )
    findings: list[Finding] = []
    located: list[Acte] = []
    for acte in actes:
        acte = replace(acte, citations=_within(acte, citations))
        context = Context(
            date=day,
            collectivite=collectivite,
            references=tuple(r for r in references if acte.debut <= r.citation.start < acte.fin_texte),
            is_source=is_source,
        )
        located.append(acte)
        findings += run_checks(acte, context)
    return Audit(
        chemin=chemin,
        texte=texte,
        date=day,
        is_date_given=date is not None,
        actes=tuple(located),
        citations=judged,
        findings=tuple(_merge_once(findings)),
        notes=tuple(_iter_notes(located, day, collectivite)),
    )


def check_acte(acte: Acte, *, date: dt.date | None = None, collectivite: Collectivite | None = None) -> Audit:
    """Check an act whose facts are already known, such as a draft."""
    day = date or (acte.date_seance.value if acte.date_seance else None)
    citations = acte.citations or find_citations(acte.texte)
    judged = tuple(_judge(citation, day) for citation in citations)
    acte = replace(acte, citations=citations)
    context = Context(
        date=day,
        collectivite=collectivite,
        references=tuple(
            Reference(citation=item.citation, target=target.target, verdict=target.verdict)
            for item in judged
            for target in item.targets
            if target.verdict is not None
        ),
    )
    return Audit(
        chemin="",
        texte=acte.texte,
        date=day,
        is_date_given=date is not None,
        actes=(acte,),
        citations=judged,
        findings=run_checks(acte, context),
        notes=tuple(_iter_notes([acte], day, collectivite)),
    )


def check_many(
    sources: Iterable[Path | bytes], *, date: dt.date | None = None, collectivite: Collectivite | None = None
) -> Iterator[Audit | Failure]:
    """Check several files, in order; a file that cannot be read gives a `Failure` and the others go on."""
    for source in sources:
        try:
            yield check(source, date=date, collectivite=collectivite)
        except DeliberiaError as error:
            name = "-" if isinstance(source, bytes) else str(source)
            yield Failure(chemin=name, message=str(error))


def _judge(citation: Citation, day: dt.date | None) -> JudgedCitation:
    return JudgedCitation(
        citation=citation,
        targets=tuple(
            JudgedTarget(target=target, verdict=verify_target(target, on=day) if day else None)
            for target in citation.targets
        ),
    )


def _within(acte: Acte, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(citation for citation in citations if acte.debut <= citation.start < acte.fin_texte)


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


def _iter_notes(actes: list[Acte], day: dt.date | None, collectivite: Collectivite | None) -> Iterator[str]:
    """Say what was not checked, and which special rules apply: notes are never findings."""
    first = actes[0]
    if day is None:
        yield NO_DATE
    if first.forme is Forme.AUTRE:
        yield NOT_A_DELIBERATION
    if first.forme is Forme.POINT and len(actes) == 1:
        yield NO_HEADING
    if len(actes) > 1:
        yield f"Procès-verbal découpé en {len(actes) - 1} délibérations."
    elif first.forme is Forme.PROCES_VERBAL:
        yield "Procès-verbal lu d’un bloc : ses votes n’ont pas été contrôlés un à un."
    code = collectivite.code_departement if collectivite else ""
    code = code or (first.departement.value if first.departement else "")
    if code in ALSACE_MOSELLE:
        yield "Régime local d’Alsace-Moselle : les articles L. 2541-1 et suivants s’appliquent."
    sorte = (
        collectivite.sorte if collectivite else first.sorte_collectivite and first.sorte_collectivite.value
    )
    if sorte is CollectiviteSorte.CCAS:
        yield "Conseil d’administration du CCAS : des règles propres s’appliquent (CASF, R. 123-16)."
