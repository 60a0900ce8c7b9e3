"""The guard: what a model writes is held unless nothing can be said against it.

Every figure, date, sum and name must be a fact; every reference must be an allowed mark, in force on the day,
that we write out. What cannot be read is held. Nothing is put right: the text is shown with the reasons.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from itertools import pairwise

from deliberia.assistance.claims import judge_claims
from deliberia.assistance.contexts import read_contexts
from deliberia.assistance.facts import Facts
from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.marks import Written, find_marks, hide_marks, judge_marks, write_marks
from deliberia.assistance.names import judge_names
from deliberia.assistance.page import KEY, Page
from deliberia.assistance.records import Etat, Jugement, Usage
from deliberia.assistance.roles import judge_roles
from deliberia.assistance.sentences import judge_alphabet, judge_leak, judge_length, judge_sentences
from deliberia.assistance.words import judge_words
from deliberia.citations import find_citations
from deliberia.legal_refs import Base, parse_key
from deliberia.model import Citation
from deliberia.text import normalize, typeset

_MOST_REASONS = 8
_MOST_FIGURES = 60
_LISTED = re.compile(r"(?: [a-z]+){1,2} ?: ([^.;:!?\n]+)")
"""What a number announces: « trois priorités : … »."""
_NAMES = {
    Kind.DATE: "La date",
    Kind.JOUR: "Le jour ou le mois",
    Kind.HEURE: "L’heure ou la durée",
    Kind.POURCENTAGE: "Le pourcentage",
    Kind.MONTANT: "Le montant",
    Kind.NOMBRE: "Le nombre",
    Kind.RANG: "Le rang",
    Kind.CODE: "Le numéro",
    Kind.PART: "La quantité",
}


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
    reasons += _judge_figures(hidden, facts)
    reasons += judge_names(hidden, facts)
    if usage is not Usage.AVIS:
        reasons += judge_claims(hidden, facts)
    reasons += judge_sentences(hidden, facts, usage)
    if prompt:
        reasons += judge_leak(hidden, prompt, facts)
    if not reasons:
        written = write_marks(text, marks, base)
        cles = tuple(dict.fromkeys(mark.cle for mark in marks))
        reasons = _judge_written(written, cles, facts)
        if not reasons:
            return Jugement(etat=Etat.PROPOSE, texte=typeset(written.text), cles=cles)
    return _hold(text, reasons)


def _hold(text: str, reasons: list[str]) -> Jugement:
    motifs = tuple(typeset(reason) for reason in dict.fromkeys(reasons))
    return Jugement(etat=Etat.RETENU, texte=text, motifs=motifs[:_MOST_REASONS])


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


def _judge_figures(page: Page, facts: Facts) -> list[str]:
    if len(read_figures(page)) > _MOST_FIGURES:
        return ["Le passage porte trop de chiffres pour être relu."]
    contexts = tuple(read_contexts(page))
    figures = tuple(figure for figure, _ in contexts)
    reasons = [
        f"{_NAMES[figure.kind]} « {page.text[figure.start : figure.end].strip()} » "
        "n’est pas dans les données."
        for figure, words in contexts
        if not facts.has_figure(figure, words) and not _counts_a_list(page, figure)
    ]
    read = bytearray(len(page.text))
    for figure in figures:
        read[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
    if any(char.isnumeric() and not read[place] and char not in "²³" for place, char in enumerate(page.text)):
        reasons.append("Un chiffre du passage n’a pas pu être lu.")
    reasons += _judge_neighbours(figures, page, facts)
    return reasons or judge_roles(page, contexts, facts.roles, facts.titre)


def _counts_a_list(page: Page, figure: Figure) -> bool:
    """Tell whether a number in letters counts what is listed next: « trois priorités : a, b et c »."""
    if figure.kind is not Kind.NOMBRE or page.flat[figure.start].isdigit():
        return False
    listed = _LISTED.match(page.flat, figure.end)
    return listed is not None and len(re.split(r",? et |, ", listed[1])) == figure.value


def _judge_neighbours(figures: tuple[Figure, ...], page: Page, facts: Facts) -> list[str]:
    """Two numbers side by side are one number cut in two, unless the facts write them so."""
    reasons = []
    for first, second in pairwise(figures):
        between = page.flat[first.end : second.start]
        if between.strip(" -./°,") or first.kind is Kind.JOUR or len(between) > 3:
            continue
        if "," in between and " " in between:
            continue
        if between == ". " and page.text[second.start].isupper():
            continue  # « … 2026. Cinq offres … »: another sentence
        surface = page.text[first.start : second.end]
        if not facts.has_phrase(surface):
            reasons.append(f"Les nombres « {surface} » sont accolés.")
    return reasons
