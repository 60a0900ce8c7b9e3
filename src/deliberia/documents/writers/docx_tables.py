"""Tables of a DOCX: presence, tables of the articles, signatures."""

from __future__ import annotations

from typing import NamedTuple

from deliberia.documents.elements import Grid, GridKind, Page, Signatures
from deliberia.documents.writers.docx_runs import escape_xml, render_paragraph, render_runs

_PRESENCE_WIDTH = 2900
_MAX_KEPT_ROWS = 8
"""A table up to this many rows is kept on one page; a longer one keeps its two first and two last rows."""
_PADDING = 180
_SIGNING_HEIGHT = 560
"""Twentieths of a point: about one centimetre."""
_MIN_COLUMN = 500


class Measures(NamedTuple):
    """What a table may take, in twentieths of a point."""

    text_width: int
    """Between the margins."""
    char: int
    """Widest usual character of a bold cell."""
    small_char: int
    number: int
    """Column of the numbers of members."""


OUR_MEASURES = Measures(text_width=9354, char=118, small_char=95, number=1000)


def measure_paper(text_width: int) -> Measures:
    """Measure a page whose font is not ours: the widest that a town hall may choose."""
    return Measures(text_width=text_width, char=128, small_char=102, number=1240)


def write_grid(
    out: list[str], grid: Grid, page: Page, *, keep_next: bool, measures: Measures = OUR_MEASURES
) -> None:
    text_width = measures.text_width
    is_presence = grid.kind is GridKind.PRESENCE
    is_emargement = grid.kind is GridKind.EMARGEMENT
    if is_presence:
        widths, variant = (
            [_PRESENCE_WIDTH, measures.number, text_width - _PRESENCE_WIDTH - measures.number],
            "",
        )
    elif is_emargement:
        widths, variant = _share_for_signing(len(grid.colonnes), text_width), ""
    else:
        widths, variant = measure_columns(grid, measures)
    height = f'<w:trHeight w:val="{_SIGNING_HEIGHT}" w:hRule="atLeast"/>' if is_emargement else ""
    is_projet = page.is_projet
    if grid.legende:
        out.append(render_paragraph("Lgende", grid.legende, is_projet=is_projet, keep_next=True))
    look = 0x0600 | 0x0020 | (0x0040 if grid.total else 0) | (0x0080 if is_presence else 0)
    out.append(
        '<w:tbl><w:tblPr><w:tblStyle w:val="Tableaudelacte"/>'
        f'<w:tblW w:w="{text_width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look:04X}" w:firstRow="1" w:lastRow="{int(bool(grid.total))}"'
        f' w:firstColumn="{int(is_presence)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    caption = escape_xml(grid.legende or grid.colonnes[0])
    out.append(f'<w:tblCaption w:val="{caption}"/>')
    if grid.description:
        out.append(f'<w:tblDescription w:val="{escape_xml(grid.description)}"/>')
    out.append("</w:tblPr><w:tblGrid>")
    out.extend(f'<w:gridCol w:w="{width}"/>' for width in widths)
    out.append("</w:tblGrid>")
    rows = (grid.colonnes, *grid.lignes, *((grid.total,) if grid.total else ()))
    is_kept = len(rows) <= _MAX_KEPT_ROWS
    cells = [_open_cells(widths, grid.alignements, keep, variant) for keep in ("", "<w:keepNext/>")]
    last = len(rows) - 1
    for index, row in enumerate(rows):
        header = "<w:tblHeader/>" if index == 0 else ""
        out.append(f"<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>")
        glued = keep_next if index == last else is_kept or index in (0, 1, last - 1)
        for opening, text in zip(cells[glued], row, strict=True):
            out.append(opening)
            if text:
                out.append(render_runs(text, is_projet=is_projet))
            out.append("</w:p></w:tc>")
        out.append("</w:tr>")
    out.append("</w:tbl>")


def _share_for_signing(count: int, text_width: int) -> list[int]:
    """Give a third of the page to the last column."""
    last = text_width // 3
    first = (text_width - last) // (count - 1)
    return [first] * (count - 1) + [text_width - first * (count - 1)]


def _open_cells(widths: list[int], alignements: str, keep: str, variant: str) -> list[str]:
    """Give the XML that opens each cell of a row and its paragraph."""
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="Cellule{"chiffree" if side == "d" else ""}{variant}"/>{keep}</w:pPr>'
        for width, side in zip(widths, alignements, strict=True)
    ]


def write_signatures(
    out: list[str], signatures: Signatures, page: Page, *, measures: Measures = OUR_MEASURES
) -> None:
    count = len(signatures.signataires)
    width = measures.text_width // count
    out.append(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableauNormal"/><w:tblW w:w="{width * count}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        '<w:tblCaption w:val="Signatures"/></w:tblPr><w:tblGrid>'
        f'{f"""<w:gridCol w:w="{width}"/>""" * count}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>'
    )
    for signature in signatures.signataires:
        out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>')
        out.append(render_paragraph("Fonction", signature.fonction, is_projet=page.is_projet))
        out.append(render_paragraph("Signataire", signature.nom, is_projet=page.is_projet))
        out.append("</w:tc>")
    out.append("</w:tr></w:tbl>")


def measure_columns(grid: Grid, measures: Measures = OUR_MEASURES) -> tuple[list[int], str]:
    """Share the width of the page between columns: first the longest word of each, then by length of text.

    Words are cut at ordinary spaces only: an amount, an account number or « 35,50 € » stays in one piece.
    Returns the widths, and "serree" when the table needs the small style.
    """
    text_width = measures.text_width
    columns = list(zip(grid.colonnes, *grid.lignes, *((grid.total,) if grid.total else ()), strict=True))
    longest = [max(map(_longest_word, column)) for column in columns]
    char, variant = measures.char, ""
    if sum(longest) * char + len(columns) * _PADDING > text_width:
        char, variant = measures.small_char, "serree"
    needed = [max(_MIN_COLUMN, length * char + _PADDING) for length in longest]
    wanted = [max(map(len, column)) * char + _PADDING for column in columns]
    spare = text_width - sum(needed)
    if spare <= 0:  # still too wide: words will be cut, evenly
        widths = [text_width * width // sum(needed) for width in needed]
    else:
        missing = [max(0, want - need) for want, need in zip(wanted, needed, strict=True)]
        shares = missing if sum(missing) > spare else [1 + gap for gap in missing]
        widths = [need + spare * share // sum(shares) for need, share in zip(needed, shares, strict=True)]
    widths[widths.index(max(widths))] += text_width - sum(widths)
    return widths, variant


def _longest_word(text: str) -> int:
    return max(map(len, text.replace("\n", " ").split(" ")), default=0)
