"""The guard: what holds a text of a model, and what is only remarked of it.

Every figure, date, sum and name must be a fact; every reference must be an allowed mark, in force on the day,
that we write out; no order, no talk of law, no vote. What cannot be read is held. What rests on the meaning
of a sentence (a true figure that seems said of another thing, an opinion lent to somebody) is a remark: it
goes with the text to the person who reads it, and holds nothing. Nothing is put right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from deliberia.assistance.claims import judge_claims, judge_sums
from deliberia.assistance.facts import Facts
from deliberia.assistance.marks import Written, find_marks, hide_marks, judge_marks, write_marks
from deliberia.assistance.names import doubt_names, judge_names
from deliberia.assistance.page import KEY, Page
from deliberia.assistance.quantities import has_too_many, judge_figures
from deliberia.assistance.records import Etat, Jugement, Usage
from deliberia.assistance.sentences import (
    doubt_words,
    judge_alphabet,
    judge_leak,
    judge_length,
    judge_sentences,
)
from deliberia.assistance.words import judge_words
from deliberia.citations import find_citations
from deliberia.legal_refs import Base, parse_key
from deliberia.model import Citation
from deliberia.text import normalize, typeset

_MOST_REASONS = 8


def guard(
    text: str,
    *,
    allowed: Collection[str],
    facts: Facts,
    on: dt.date,
    usage: Usage = Usage.PASSAGE,
    prompt: str = "",
    base: Base | None = None,
) -> Jugement:
    """Judge a text of a model, its names already restored.

    Args:
        allowed: canonical reference keys that the text may cite, as `[[CGCT:L2121-29]]`.
        facts: what it may say.
        on: day of the meeting, on which each key must be in force.
        prompt: our instructions, which the text may not copy.
        base: a deeper base than the built-in one.
    """
    text = normalize(text).strip()
    page = Page(text)
    reasons = judge_length(page, usage)
    if reasons:
        return _hold(text, reasons)
    marks = find_marks(text)
    reasons += judge_marks(text, marks, allowed, on, base)
    hidden = Page(hide_marks(text, marks))
    reasons += judge_alphabet(hidden, facts)
    reasons += _judge_citations(hidden.text, facts)
    reasons += judge_words(hidden, facts, usage)
    figures, remarks = judge_figures(hidden, facts)
    reasons += figures
    if usage is not Usage.AVIS:
        reasons += judge_sums(hidden, facts)
    reasons += judge_names(hidden, facts)
    reasons += judge_sentences(hidden, facts, usage)
    if prompt:
        reasons += judge_leak(hidden, prompt, facts)
    if len(reasons) <= _MOST_REASONS:  # of a worse one, nobody would take a sentence back
        remarks += _iter_remarks(hidden, facts, usage)
    told = _list(remarks)
    if not reasons:
        written = write_marks(text, marks, base)
        cles = tuple(dict.fromkeys(mark.cle for mark in marks))
        reasons = _judge_written(written, cles, facts)
        if not reasons:
            return Jugement(etat=Etat.PROPOSE, texte=typeset(written.text), remarques=told, cles=cles)
    return _hold(text, reasons, told)


def _hold(text: str, reasons: list[str], remarks: tuple[str, ...] = ()) -> Jugement:
    return Jugement(etat=Etat.RETENU, texte=text, motifs=_list(reasons), remarques=remarks)


def _list(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(typeset(reason) for reason in list(dict.fromkeys(reasons))[:_MOST_REASONS])


def _iter_remarks(page: Page, facts: Facts, usage: Usage) -> Iterator[str]:
    """Yield what a person should check: what the words seem to say that the facts do not."""
    if usage is Usage.AVIS or has_too_many(page):
        return
    yield from doubt_names(page, facts)
    yield from doubt_words(page, facts)
    told = judge_words(page, facts, usage, remarks=True)
    yield from told
    said = [_quote(remark) for remark in told]
    for remark in judge_claims(page, facts):
        if not any(one in _quote(remark) or _quote(remark) in one for one in said):
            yield remark


def _quote(remark: str) -> str:
    """Return the words that a remark quotes."""
    return remark.partition("«")[2].rpartition("»")[0].strip()


def _judge_citations(text: str, facts: Facts) -> list[str]:
    return [
        f"« {citation.surface} » cite un texte sans passer par une référence permise."
        for citation in find_citations(text.replace(KEY, "«"))
        if not facts.has_citation(citation)
    ]


def _judge_written(written: Written, cles: tuple[str, ...], facts: Facts) -> list[str]:
    """Read the text once more as it would be printed: each citation is one that we wrote."""
    known = {*cles, *(parse_key(cle).text for cle in cles)}
    return [
        f"« {citation.surface} » cite autre chose que les références permises."
        for citation in find_citations(written.text)
        if not (_is_ours(citation, written) and all(target.cle in known for target in citation.targets))
        and not facts.has_citation(citation)
    ]


def _is_ours(citation: Citation, written: Written) -> bool:
    return any(start <= citation.start and citation.end <= end for start, end in written.spans)
