"""The act as plain text, and the text that reading its DOCX gives back."""

from __future__ import annotations

from collections.abc import Iterator

from deliberia.documents.assembly import RawCell, RawParagraph, assemble, lay_table
from deliberia.documents.composition import compose
from deliberia.documents.document import Zone
from deliberia.documents.elements import Element, Grid, Page, Paragraph, Role
from deliberia.documents.writers.docx_xml import HEADER_TEXT, PAGE_LABEL, PAGE_SEPARATOR
from deliberia.model import Projet, Section, SectionSorte

_GAP_BEFORE = frozenset({Role.OBJET, Role.FORMULE, Role.VOTE, Role.FAIT})
_GAP_AFTER = frozenset(
    {Role.PROJET, Role.COLLECTIVITE, Role.OBJET, Role.OUVERTURE, Role.FORMULE, Role.VOTE, Role.FAIT}
)
"""Roles whose style leaves a space that a reader sees; a test compares them with the styles."""
_MERGED = frozenset({SectionSorte.ENTETE, SectionSorte.PRESENCE, SectionSorte.SIGNATURE, SectionSorte.OBJET})
"""Kinds whose neighbouring elements make one section."""


def projet_text(projet: Projet) -> str:
    """Give the exact text that `read_document` gives for the DOCX of this act: offsets are the same."""
    page = compose(projet)
    return assemble(raw for _, raw in _iter_raws(page))[0]


def projet_sections(projet: Projet) -> tuple[Section, ...]:
    """Give the sections of the act, with their offsets in `projet_text`.

    An article goes with its table. One DISPOSITIF spans from the formula to the last article.
    """
    raws = list(_iter_raws(compose(projet)))
    _, paragraphes = assemble(raw for _, raw in raws)
    sections: list[Section] = []
    for (element, raw), paragraphe in zip(raws, paragraphes, strict=True):
        if element is not None:
            _extend(sections, element, paragraphe.start, paragraphe.end + len(raw.after))
    return tuple(_span_dispositif(sections))


def render_text(projet: Projet) -> str:
    """Give the act for a screen or a message: one paragraph a line, without the footer."""
    page = compose(projet)
    return assemble(raw for element, raw in _iter_raws(page) if element is not None)[0] + "\n"


def _iter_raws(page: Page) -> Iterator[tuple[Element | None, RawParagraph]]:
    """Yield each paragraph of the page with its element; header and footer have none."""
    if page.is_projet:
        yield None, RawParagraph(HEADER_TEXT, zone=Zone.EN_TETE)
    for element in page.elements:
        for raw in _iter_element(element):
            yield element, raw
    yield None, RawParagraph(f"{page.pied}\t{PAGE_LABEL}1{PAGE_SEPARATOR}1", zone=Zone.PIED)


def _iter_element(element: Element) -> Iterator[RawParagraph]:
    if isinstance(element, Paragraph):
        yield RawParagraph(
            element.lead + element.texte,
            has_gap_before=element.begins_part or element.role in _GAP_BEFORE,
            has_gap_after=element.role in _GAP_AFTER,
        )
    elif isinstance(element, Grid):
        if element.legende:
            yield RawParagraph(element.legende)
        rows = (element.colonnes, *element.lignes, *((element.total,) if element.total else ()))
        yield from lay_table(
            [[RawCell([RawParagraph(cell)] if cell else []) for cell in row] for row in rows]
        )
    else:
        cells = [
            RawCell([RawParagraph(signature.fonction, has_gap_after=True), RawParagraph(signature.nom)])
            for signature in element.signataires
        ]
        yield from lay_table([cells])


def _make_cell(text: str) -> RawCell:
    return RawCell([RawParagraph(text)] if text else [])


def _extend(sections: list[Section], element: Element, start: int, end: int) -> None:
    """Add the paragraph to the last section when it belongs to it, else open a new one."""
    if sections and sections[-1].sorte is element.sorte:
        last = sections[-1]
        if element.sorte in _MERGED or isinstance(element, Grid):
            sections[-1] = Section(sorte=last.sorte, start=last.start, end=end, numero=last.numero)
            return
    numero = element.numero if isinstance(element, Paragraph) else ""
    sections.append(Section(sorte=element.sorte, start=start, end=end, numero=numero))


def _span_dispositif(sections: list[Section]) -> Iterator[Section]:
    articles = [section for section in sections if section.sorte is SectionSorte.ARTICLE]
    for section in sections:
        if section.sorte is SectionSorte.DISPOSITIF and articles:
            yield Section(sorte=section.sorte, start=section.start, end=max(section.end, articles[-1].end))
        else:
            yield section
