"""XML of the parts of a DOCX that change from one act to the next.

Word is strict on the order of child elements: each string below follows the sequence of the standard
(ECMA-376, `CT_PPr`, `CT_TblPr`, `CT_TcPr`, `CT_SectPr`); a test compares them with those sequences.
"""

from __future__ import annotations

import datetime as dt
import re

from deliberia.documents.elements import Element, Grid, GridKind, Page, Paragraph, Role, Signatures
from deliberia.documents.wording import PLACEHOLDER

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TEXT_WIDTH = 9354
"""Twentieths of a point between the margins."""
_PRESENCE_WIDTHS = [2900, 1000, _TEXT_WIDTH - 3900]
_MAX_KEPT_ROWS = 8
"""A table up to this many rows is kept on one page; a longer one keeps its two first and two last rows."""
_CHAR_WIDTH = 112
"""Widest usual character of a bold cell, in twentieths of a point."""
_PADDING = 190
_MIN_COLUMN = 500
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
_SPECIAL = re.compile(r"([\t\n]|\[…\])")
_SPECIAL_XML = {
    "\t": "<w:r><w:tab/></w:r>",
    "\n": "<w:r><w:br/></w:r>",
    PLACEHOLDER: f'<w:r><w:rPr><w:rStyle w:val="Manquant"/></w:rPr><w:t>{PLACEHOLDER}</w:t></w:r>',
}


def render_document_xml(page: Page) -> str:
    """Give `word/document.xml`."""
    elements = page.elements
    out = [f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>']
    previous: Element | None = None
    for position, element in enumerate(elements):
        follower = elements[position + 1] if position + 1 < len(elements) else None
        if isinstance(element, Paragraph):
            keep_next = isinstance(follower, (Grid, Signatures))
            _write_paragraph(out, element, page, keep_next=keep_next, after_table=isinstance(previous, Grid))
        else:
            if isinstance(previous, (Grid, Signatures)) and not (
                isinstance(element, Grid) and element.legende
            ):
                out.append(_SPACER)  # two tables that touch each other become one
            if isinstance(element, Grid):
                _write_grid(out, element, page, keep_next=isinstance(follower, Signatures))
            else:
                _write_signatures(out, element, page)
        previous = element
    if not isinstance(previous, Paragraph):
        out.append(_SPACER)
    out.append(_section(with_header=page.is_projet))
    out.append("</w:body></w:document>")
    return "".join(out)


_SPACER = '<w:p><w:pPr><w:pStyle w:val="Aprestableau"/></w:pPr></w:p>'


def render_header_xml() -> str:
    """Give `word/header1.xml`, which only a projet has."""
    return (
        f'{_HEAD}<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="En-tte"/></w:pPr>'
        f"<w:r><w:t>{HEADER_TEXT}</w:t></w:r></w:p></w:hdr>"
    )


HEADER_TEXT = "PROJET"
PAGE_LABEL = "page\u00a0"
PAGE_SEPARATOR = "\u00a0/\u00a0"


def render_footer_xml(page: Page) -> str:
    """Give `word/footer1.xml`: the act, and « page 1 / 2 »."""
    return (
        f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Pieddepage"/></w:pPr>'
        f"{_runs(page.pied, page)}<w:r><w:tab/></w:r>"
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
    author, title = _escape(page.auteur), _escape(page.titre)
    status = "Projet" if page.is_projet else "Final"
    return (
        f"{_HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>Délibération</dc:subject><dc:creator>{author}</dc:creator>"
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
        out.append(_runs(paragraph.lead, page, "MotProjet" if paragraph.role is Role.PROJET else "lev"))
    if paragraph.texte:
        out.append(_runs(paragraph.texte, page))
    out.append("</w:p>")


def _write_grid(out: list[str], grid: Grid, page: Page, *, keep_next: bool) -> None:
    is_presence = grid.kind is GridKind.PRESENCE
    widths = _PRESENCE_WIDTHS if is_presence else measure_columns(grid)
    if grid.legende:
        out.append(f'<w:p><w:pPr><w:pStyle w:val="Lgende"/></w:pPr>{_runs(grid.legende, page)}</w:p>')
    look = 0x0600 | 0x0020 | (0x0040 if grid.total else 0) | (0x0080 if is_presence else 0)
    out.append(
        '<w:tbl><w:tblPr><w:tblStyle w:val="Tableaudelacte"/>'
        f'<w:tblW w:w="{_TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look:04X}" w:firstRow="1" w:lastRow="{int(bool(grid.total))}"'
        f' w:firstColumn="{int(is_presence)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    caption = _escape(grid.legende or grid.colonnes[0])
    out.append(f'<w:tblCaption w:val="{caption}"/>')
    if grid.description:
        out.append(f'<w:tblDescription w:val="{_escape(grid.description)}"/>')
    out.append("</w:tblPr><w:tblGrid>")
    out.extend(f'<w:gridCol w:w="{width}"/>' for width in widths)
    out.append("</w:tblGrid>")
    rows = (grid.colonnes, *grid.lignes, *((grid.total,) if grid.total else ()))
    is_kept = len(rows) <= _MAX_KEPT_ROWS
    cells = [_open_cells(widths, grid.alignements, keep) for keep in ("", "<w:keepNext/>")]
    last = len(rows) - 1
    for index, row in enumerate(rows):
        header = "<w:tblHeader/>" if index == 0 else ""
        out.append(f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>")
        glued = keep_next if index == last else is_kept or index in (0, 1, last - 1)
        for opening, text in zip(cells[glued], row, strict=True):
            out.append(opening)
            if text:
                out.append(_runs(text, page))
            out.append("</w:p></w:tc>")
        out.append("</w:tr>")
    out.append("</w:tbl>")


def _open_cells(widths: list[int], alignements: str, keep: str) -> list[str]:
    """Give the XML that opens each cell of a row and its paragraph."""
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{"Cellulechiffre" if side == "d" else "Cellule"}"/>{keep}</w:pPr>'
        for width, side in zip(widths, alignements, strict=True)
    ]


def _write_signatures(out: list[str], signatures: Signatures, page: Page) -> None:
    count = len(signatures.signataires)
    width = _TEXT_WIDTH // count
    out.append(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableauNormal"/><w:tblW w:w="{width * count}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        '<w:tblCaption w:val="Signatures"/></w:tblPr><w:tblGrid>'
        f'{f"""<w:gridCol w:w="{width}"/>""" * count}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>'
    )
    for signature in signatures.signataires:
        out.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="Fonction"/></w:pPr>{_runs(signature.fonction, page)}</w:p>'
            f'<w:p><w:pPr><w:pStyle w:val="Signataire"/></w:pPr>{_runs(signature.nom, page)}</w:p></w:tc>'
        )
    out.append("</w:tr></w:tbl>")


def measure_columns(grid: Grid) -> list[int]:
    """Share the width of the page between columns: first the longest word of each, then by length of text.

    Words are cut at ordinary spaces only: an amount, an account number or « 35,50 € » stays in one piece.
    """
    columns = list(zip(grid.colonnes, *grid.lignes, *((grid.total,) if grid.total else ()), strict=True))
    needed = [
        max(_MIN_COLUMN, max(map(_longest_word, column)) * _CHAR_WIDTH + _PADDING) for column in columns
    ]
    wanted = [max(map(len, column)) * _CHAR_WIDTH + _PADDING for column in columns]
    spare = _TEXT_WIDTH - sum(needed)
    if spare <= 0:  # too many columns: words will be cut, evenly
        widths = [_TEXT_WIDTH * width // sum(needed) for width in needed]
    else:
        missing = [max(0, want - need) for want, need in zip(wanted, needed, strict=True)]
        shares = missing if sum(missing) > spare else [1 + gap for gap in missing]
        widths = [need + spare * share // sum(shares) for need, share in zip(needed, shares, strict=True)]
    widths[widths.index(max(widths))] += _TEXT_WIDTH - sum(widths)
    return widths


def _longest_word(text: str) -> int:
    return max(map(len, text.replace("\n", " ").split(" ")), default=0)


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


def _runs(text: str, page: Page, style: str = "") -> str:
    """Give the runs of a text: tabs, line ends and, in a projet, missing values apart."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    if "\n" not in text and "\t" not in text and not (page.is_projet and PLACEHOLDER in text):
        return f'<w:r>{properties}<w:t xml:space="preserve">{_escape(text)}</w:t></w:r>'
    out = []
    for piece in _SPECIAL.split(text):
        if piece in _SPECIAL_XML and (page.is_projet or piece != PLACEHOLDER):
            out.append(_SPECIAL_XML[piece])
        elif piece:
            out.append(f'<w:r>{properties}<w:t xml:space="preserve">{_escape(piece)}</w:t></w:r>')
    return "".join(out)


def _escape(text: str) -> str:
    """Escape a text for an element or an attribute between double quotes."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")
