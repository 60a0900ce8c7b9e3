"""XML of the parts of a DOCX that change from one act to the next.

Word is strict on the order of child elements: each string below follows the sequence of the standard
(ECMA-376, `CT_PPr`, `CT_TblPr`, `CT_TcPr`, `CT_SectPr`); a test compares them with those sequences.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from deliberia.documents.elements import Element, Grid, Page, Paragraph, Role, Signatures
from deliberia.documents.writers.docx_runs import escape_xml, render_runs
from deliberia.documents.writers.docx_tables import (
    OUR_MEASURES,
    Measures,
    measure_paper,
    write_grid,
    write_signatures,
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BODY = "<w:body>"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADER_TEXT = "PROJET"
PAGE_LABEL = "page\u00a0"
PAGE_SEPARATOR = "\u00a0/\u00a0"
_SPACER = '<w:p><w:pPr><w:pStyle w:val="Aprestableau"/></w:pPr></w:p>'
_STYLE_ID = re.compile(r'(Style w:val=)"([A-Za-z0-9-]+)"')
_KEPT_SPACER = _SPACER.replace("</w:pPr>", "<w:keepNext/></w:pPr>")
_STYLES = {
    Role.PROJET: "MentionProjet",
    Role.REPUBLIQUE: "Republique",
    Role.TERRITOIRE: "Territoire",
    Role.COLLECTIVITE: "Collectivite",
    Role.EXTRAIT: "Extrait",
    Role.NUMERO: "Numero",
    Role.OBJET: "Titre1",
    Role.OUVERTURE: "Ouverture",
    Role.VISA: "Visa",
    Role.EXPOSE: "Expose",
    Role.CONSIDERANT: "Considerant",
    Role.FORMULE: "Titre2",
    Role.ARTICLE: "Articledudispositif",
    Role.VOTE: "Vote",
    Role.MENTION: "Mention",
    Role.FAIT: "Faitetdelibere",
}


class Layout(NamedTuple):
    """The paper that a page is laid on, when it is not ours."""

    section: str
    """Its `w:sectPr`."""
    text_width: int
    """Twentieths of a point between its margins."""
    styles: Mapping[str, str]
    """Ids of our styles that bear another id in its file."""
    opening: str = ""
    """What stands above the act on its first page: a logo."""


def render_document_xml(page: Page, layout: Layout | None = None) -> str:
    """Give `word/document.xml`, on our paper or on another."""
    if layout is None:
        return _render_document(page, _section(with_header=page.is_projet), OUR_MEASURES)
    xml = rename_styles(
        _render_document(page, layout.section, measure_paper(layout.text_width)), layout.styles
    )
    # The styles of the opening are those of the paper already.
    return xml.replace(_BODY, _BODY + layout.opening, 1) if layout.opening else xml


def rename_styles(xml: str, styles: Mapping[str, str]) -> str:
    """Put the ids of another file in place of ours."""
    if not styles:
        return xml
    # The quotes of a text are escaped: only an attribute can read so.
    return _STYLE_ID.sub(lambda match: f'{match[1]}"{styles.get(match[2], match[2])}"', xml)


def _render_document(page: Page, section: str, measures: Measures) -> str:
    elements = page.elements
    out = [f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}">{_BODY}']
    previous: Element | None = None
    for position, element in enumerate(elements):
        follower = elements[position + 1] if position + 1 < len(elements) else None
        if isinstance(element, Paragraph):
            keep_next = isinstance(follower, (Grid, Signatures))
            _write_paragraph(out, element, page, keep_next=keep_next, after_table=isinstance(previous, Grid))
        else:
            has_legende = isinstance(element, Grid) and bool(element.legende)
            if isinstance(previous, (Grid, Signatures)) and not has_legende:
                # Two tables that touch each other become one.
                out.append(_KEPT_SPACER if isinstance(element, Signatures) else _SPACER)
            if isinstance(element, Grid):
                write_grid(out, element, page, keep_next=isinstance(follower, Signatures), measures=measures)
            else:
                write_signatures(out, element, page, measures=measures)
        previous = element
    if not isinstance(previous, Paragraph):
        out.append(_SPACER)
    out.append(section)
    out.append("</w:body></w:document>")
    return "".join(out)


def render_header_xml() -> str:
    """Give `word/header1.xml`, which only a projet has."""
    return (
        f'{_HEAD}<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="En-tte"/></w:pPr>'
        f"<w:r><w:t>{HEADER_TEXT}</w:t></w:r></w:p></w:hdr>"
    )


def render_footer_xml(page: Page) -> str:
    """Give `word/footer1.xml`: the act, and « page 1 / 2 »."""
    return (
        f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Pieddepage"/></w:pPr>'
        f"{render_runs(page.pied, is_projet=page.is_projet)}<w:r><w:tab/></w:r>"
        f'<w:r><w:t xml:space="preserve">{PAGE_LABEL}</w:t></w:r>{_field("PAGE")}'
        f'<w:r><w:t xml:space="preserve">{PAGE_SEPARATOR}</w:t></w:r>{_field("NUMPAGES")}'
        "</w:p></w:ftr>"
    )


def render_core_xml(page: Page, created: dt.date | None) -> str:
    """Give `docProps/core.xml`. Without a date of séance the file bears no date."""
    dates = ""
    if created is not None:
        moment = f'xsi:type="dcterms:W3CDTF">{created.isoformat()}T00:00:00Z'
        dates = f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified>"
    author, title = escape_xml(page.auteur), escape_xml(page.titre)
    status = "Projet" if page.is_projet else "Final"
    return (
        f"{_HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>{escape_xml(page.sujet)}</dc:subject><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>{dates}"
        f"<dc:language>fr-FR</dc:language><cp:contentStatus>{status}</cp:contentStatus></cp:coreProperties>"
    )


def _write_paragraph(
    out: list[str], paragraph: Paragraph, page: Page, *, keep_next: bool, after_table: bool
) -> None:
    out.append(f'<w:p><w:pPr><w:pStyle w:val="{_STYLES[paragraph.role]}"/>')
    if keep_next:
        out.append("<w:keepNext/>")
    if after_table or paragraph.begins_part:
        out.append('<w:spacing w:before="160"/>')
    out.append("</w:pPr>")
    if paragraph.lead:
        style = "MotProjet" if paragraph.role is Role.PROJET else "lev"
        out.append(render_runs(paragraph.lead, is_projet=page.is_projet, style=style))
    if paragraph.texte:
        out.append(render_runs(paragraph.texte, is_projet=page.is_projet))
    out.append("</w:p>")


def _section(*, with_header: bool) -> str:
    header = '<w:headerReference w:type="default" r:id="rId4"/>' if with_header else ""
    return (
        f'<w:sectPr>{header}<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1077" w:right="1276" w:bottom="1077" w:left="1276" w:header="567" w:footer="510"'
        ' w:gutter="0"/></w:sectPr>'
    )


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
