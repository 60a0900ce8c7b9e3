"""Cut an act into what a template is made of: visas, exposé, considérants, articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from deliberia.errors import DataError
from deliberia.model import Acte, Forme, SectionSorte
from deliberia.reading import split_actes
from deliberia.text import fold

_NUMBER = re.compile(
    r"\s*article\s+(?:\d+\w{0,4}|premier|unique|[ivx]+)\s*(?:er)?\s*[°º]?\s*[:.\-–—]*\s*", re.IGNORECASE
)
_BULLET = re.compile(r"\s*(?:[-–—•▪*►➢]|\d{1,2}[.)°]|[a-z]\))\s+")
_FORMULA = re.compile(
    r"(?:le conseil|l'assemblee|le comite|le bureau)\b.{0,160}?(?:decide|delibere|approuve)?\s*:?$"
    r"|(?:et )?apres en avoir delibere|ayant entendu|sur proposition|oui l'expose"
)
_END = re.compile(
    r"(?:deliberation )?adopte|ainsi (?:fait|delibere)|fait et delibere|pour extrait|votants|resultat du vote"
    r"|(?:vote|pour|contre|abstentions?)\s*:|.{0,40}\ba l'unanimite\b|.{0,20}\bvoix pour\b|certifie"
    r"|l[ea] (?:maire|president|presidente),?$|la presente deliberation (?:peut|pourra)"
    r"|l[ea] secretaire de seance"
)
_NEW = re.compile(r"vu\b|considerant\b|article\b|\||[-–—•▪*►➢]")


_LEAST = 8
_SHORT = 60
"""A line of the vote is short; a longer one may announce it and decide in the same breath."""


class Paragraph(NamedTuple):
    """`[start, end)` of the act's text, one paragraph of the template."""

    start: int
    end: int
    rows: tuple[tuple[int, int], ...] = ()
    """Lines of the table that follows it."""


class Parts(NamedTuple):
    """The act, cut."""

    visas: tuple[Paragraph, ...]
    expose: tuple[Paragraph, ...]
    considerants: tuple[Paragraph, ...]
    articles: tuple[tuple[Paragraph, ...], ...]


def cut_act(acte: Acte, place: str) -> Parts:
    """Cut an act.

    Raises:
        DataError: minutes of several acts, or no visa nor decision to be found.
    """
    if acte.forme is Forme.PROCES_VERBAL and len(split_actes(acte.texte)) > 1:
        raise DataError(
            "Ce document est un procès-verbal de plusieurs actes.",
            place=place,
            hint="Donnez une seule délibération.",
        )
    decision = next(iter(acte.iter_sections(SectionSorte.DISPOSITIF)), None)
    visas = acte.iter_sections(SectionSorte.VISA)
    if decision is None:
        raise DataError(
            "Ce document ne ressemble pas à une délibération : on n’y trouve pas ce qui est décidé.",
            place=place,
            hint="Donnez un acte qui porte une formule comme « après en avoir délibéré, décide ».",
        )
    begin = min([one.start for one in visas] + [_find_body(acte)])
    before = list(_iter_before(acte, begin, decision.start))
    return Parts(
        visas=tuple(one for kind, one in before if kind is SectionSorte.VISA),
        expose=tuple(one for kind, one in before if kind is SectionSorte.EXPOSE),
        considerants=tuple(one for kind, one in before if kind is SectionSorte.CONSIDERANT),
        articles=tuple(_iter_articles(acte, decision.start)),
    )


def _find_body(acte: Acte) -> int:
    """Return where the heading ends."""
    ends = [one.end for one in acte.sections if one.sorte in (SectionSorte.ENTETE, SectionSorte.PRESENCE)]
    ends += [acte.objet.end] if acte.objet is not None and acte.objet.end is not None else []
    return max(ends, default=acte.debut)


def _iter_lines(texte: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for line in texte[start:end].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            first = position + len(line) - len(line.lstrip())
            yield first, first + len(bare)
        position += len(line)


def _iter_paragraphs(texte: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Join the lines that a page cut, which begin in small letters after a line without full stop."""
    current: tuple[int, int] | None = None
    for line in _iter_lines(texte, start, end):
        words = texte[line[0] : line[1]]
        if (
            current is not None
            and words[0].islower()
            and texte[current[1] - 1] not in ".;:|"
            and "\n\n" not in texte[current[1] : line[0]]
            and not _NEW.match(fold(words))
        ):
            current = current[0], line[1]
            continue
        if current is not None:
            yield current
        current = line
    if current is not None:
        yield current


def _iter_before(acte: Acte, begin: int, decision: int) -> Iterator[tuple[SectionSorte, Paragraph]]:
    for start, end in _iter_paragraphs(acte.texte, begin, decision):
        words = fold(acte.texte[start:end])
        if len(words) < _LEAST:
            continue
        if words.startswith("vu"):
            yield SectionSorte.VISA, Paragraph(start, end)
        elif words.startswith("considerant"):
            yield SectionSorte.CONSIDERANT, Paragraph(start, end)
        elif not _FORMULA.match(words) and len(words) > 20 and not words.startswith("|"):
            yield SectionSorte.EXPOSE, Paragraph(start, end)


def _iter_articles(acte: Acte, decision: int) -> Iterator[tuple[Paragraph, ...]]:
    texte, stop = acte.texte, _find_stop(acte, decision)
    sections = [one for one in acte.iter_sections(SectionSorte.ARTICLE) if decision <= one.start < stop]
    if sections:
        bounds = [*(one.start for one in sections), stop]
        for start, end in pairwise(bounds):
            match = _NUMBER.match(texte, start, end)
            if paragraphs := _gather(texte, match.end() if match else start, end):
                yield paragraphs
        return
    first = texte.find("\n", decision)
    colon = texte.find(":", decision, decision + 200)
    begin = colon + 1 if colon >= 0 else first
    for one in _gather(texte, begin if begin > 0 else decision, stop):
        match = _BULLET.match(texte, one.start, one.end)
        yield (one._replace(start=match.end()) if match else one,)


def _gather(texte: str, start: int, end: int) -> tuple[Paragraph, ...]:
    """Group the paragraphs with the rows of table that follow each; stop at the vote."""
    found: list[Paragraph] = []
    for first, last in _iter_paragraphs(texte, start, end):
        words = fold(texte[first:last])
        if words.startswith("|") and found:
            found[-1] = found[-1]._replace(rows=(*found[-1].rows, (first, last)))
        elif _END.match(words) and (found or len(words) < _SHORT):
            break
        else:
            found.append(Paragraph(first, last))
    return tuple(found)


def _find_stop(acte: Acte, decision: int) -> int:
    """Return where the decision ends: before the remedies and the signatures."""
    ends = [
        one.start
        for one in acte.sections
        if one.sorte in (SectionSorte.MENTION, SectionSorte.SIGNATURE) and one.start > decision
    ]
    return min([*ends, acte.fin_texte])
