"""What a document gives to review: its flagged references, then the findings that need an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from deliberia.model import Finding, Severity, TargetKind, VerdictKind
from deliberia.revue.phrases import find_sentence
from deliberia.revue.valeurs import Item, Sorte

if TYPE_CHECKING:
    from deliberia.auditing import JudgedCitation, JudgedTarget

REFERENCE_RULES = frozenset({"REF001", "REF002", "REF003", "REF004", "REF005", "REF006"})
"""Rules that tell again what the verdict of a reference tells."""
_BY_HAND = frozenset({TargetKind.ACTE_LOCAL, TargetKind.JURISPRUDENCE, TargetKind.TRAITE})
"""References that no base of texts can hold: they are listed, and hold no act back."""


def iter_items(
    texte: str, day: dt.date | None, citations: Iterable[JudgedCitation], findings: Iterable[Finding]
) -> Iterator[Item]:
    """Yield the items of a text in reading order, without id, act nor commune."""
    flagged = [
        (judged, target)
        for judged in citations
        for target in judged.targets
        if target.verdict is None or target.verdict.kind is not VerdictKind.EN_VIGUEUR
    ]
    kept = [
        finding
        for finding in findings
        if finding.severite is not Severity.INFO
        and finding.ignore is None
        and not (finding.regle in REFERENCE_RULES and _is_flagged(finding, flagged))
    ]
    items = [_make_citation(texte, day, judged, target) for judged, target in flagged]
    items += [_make_constat(texte, day, finding) for finding in kept]
    yield from sorted(items, key=lambda item: (item.start is None, item.start or 0, item.sorte.value))


def _is_flagged(finding: Finding, flagged: Iterable[tuple[JudgedCitation, JudgedTarget]]) -> bool:
    return any(judged.citation.start == finding.start for judged, _ in flagged)


def _make_citation(texte: str, day: dt.date | None, judged: JudgedCitation, target: JudgedTarget) -> Item:
    citation = judged.citation
    told = target.as_dict()
    phrase = find_sentence(texte, citation.start, citation.end)
    return Item(
        id="",
        sorte=Sorte.CITATION,
        acte="",
        commune="",
        date=day,
        severite=_grade(target),
        cle=told["cle"] or "",
        genre=target.target.kind.value,
        verdict=told["verdict"],
        motif=told["motif"],
        surface=citation.surface,
        phrase=phrase.texte,
        debut=phrase.debut,
        fin=phrase.fin,
        start=citation.start,
        end=citation.end,
        remplace_par=tuple(told["remplace_par"]),
        url=told["url"],
    )


def _grade(target: JudgedTarget) -> Severity:
    """A dead or invented reference is an error; an unknown one is to be looked at; some are by hand only."""
    if target.verdict is not None and target.verdict.kind.is_faulty:
        return Severity.ERREUR
    return Severity.INFO if target.target.kind in _BY_HAND else Severity.AVERTISSEMENT


def _make_constat(texte: str, day: dt.date | None, finding: Finding) -> Item:
    start, end = finding.start, finding.end
    has_place = start is not None and end is not None and start < end
    surface = texte[start:end] if has_place else ""
    phrase = find_sentence(texte, start or 0, end or 0) if has_place else None
    return Item(
        id="",
        sorte=Sorte.CONSTAT,
        acte="",
        commune="",
        date=day,
        severite=finding.severite,
        genre=finding.regle[:3],
        motif=finding.message,
        surface=surface,
        phrase=phrase.texte if phrase else "",
        debut=phrase.debut if phrase else 0,
        fin=phrase.fin if phrase else 0,
        start=start,
        end=end,
        regle=finding.regle,
        correction=finding.correction,
        fondement=finding.fondement,
    )
