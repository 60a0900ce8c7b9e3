"""The act as plain text, and the text that reading its DOCX gives back."""

from __future__ import annotations

from collections.abc import Iterator

from deliberia.documents.composition import compose
from deliberia.documents.elements import Element, Grid, Page, Paragraph
from deliberia.documents.writers.docx_xml import HEADER_TEXT, PAGE_LABEL, PAGE_SEPARATOR
from deliberia.model import Projet, Section, SectionSorte

_MERGED = frozenset({SectionSorte.ENTETE, SectionSorte.PRESENCE, SectionSorte.SIGNATURE, SectionSorte.OBJET})
"""Kinds whose neighbouring elements make one section."""


def projet_text(projet: Projet) -> str:
    """Give the exact text that `read_document` gives for the DOCX of this act: offsets are the same."""
    return page_text(compose(projet))


def projet_sections(projet: Projet) -> tuple[Section, ...]:
    """Give the sections of the act, with their offsets in `projet_text`.

    An article goes with its table. One DISPOSITIF spans from the formula to the last article.
    """
    page = compose(projet)
    offset = len(HEADER_TEXT) + 1 if page.is_projet else 0
    sections: list[Section] = []
    for element in page.elements:
        lines = list(iter_lines(element))
        end = offset + sum(len(line) for line in lines) + len(lines) - 1
        sections = _extend(sections, element, offset, end)
        offset = end + 1
    return tuple(_span_dispositif(sections))


def page_text(page: Page) -> str:
    """Give the text of a page, header and footer included, one paragraph or row a line."""
    lines = [HEADER_TEXT] if page.is_projet else []
    for element in page.elements:
        lines += iter_lines(element)
    lines.append(f"{page.pied}\t{PAGE_LABEL}1{PAGE_SEPARATOR}1")
    return "\n".join(lines)


def render_text(projet: Projet) -> str:
    """Give the act for a screen or a message: as read, with air between its parts."""
    page = compose(projet)
    parts: list[str] = []
    previous: SectionSorte | None = None
    for element in page.elements:
        text = "\n".join(iter_lines(element))
        is_same_part = element.sorte is previous and element.sorte is SectionSorte.ENTETE
        parts.append(f"\n{text}" if parts and not is_same_part else text)
        previous = element.sorte
    return "\n".join(parts) + "\n"


def iter_lines(element: Element) -> Iterator[str]:
    """Yield the lines of an element: a paragraph, a row with tabs between cells, a name."""
    if isinstance(element, Paragraph):
        yield element.lead + element.texte
    elif isinstance(element, Grid):
        if element.legende:
            yield element.legende
        yield "\t".join(element.colonnes)
        yield from ("\t".join(row) for row in element.lignes)
        if element.total:
            yield "\t".join(element.total)
    else:
        for signature in element.signataires:
            yield signature.fonction
            yield signature.nom


def _extend(sections: list[Section], element: Element, start: int, end: int) -> list[Section]:
    """Add the element to the last section when it belongs to it, else as a new one."""
    numero = element.numero if isinstance(element, Paragraph) else ""
    if sections and sections[-1].sorte is element.sorte:
        last = sections[-1]
        if element.sorte in _MERGED or isinstance(element, Grid):
            merged = Section(sorte=last.sorte, start=last.start, end=end, numero=last.numero)
            return [*sections[:-1], merged]
    return [*sections, Section(sorte=element.sorte, start=start, end=end, numero=numero)]


def _span_dispositif(sections: list[Section]) -> Iterator[Section]:
    articles = [section for section in sections if section.sorte is SectionSorte.ARTICLE]
    for section in sections:
        if section.sorte is SectionSorte.DISPOSITIF and articles:
            yield Section(sorte=section.sorte, start=section.start, end=max(section.end, articles[-1].end))
        else:
            yield section
