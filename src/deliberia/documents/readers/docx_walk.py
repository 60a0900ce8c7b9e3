"""Walk of one part of a DOCX: every character that a reader of the page sees, in reading order.

Insertions, fields, links, content controls and text boxes are read; deletions, field codes, hidden text and
the twin kept for old versions of Word are not. python-docx sees neither the former nor the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deliberia.documents.assembly import RawCell, RawParagraph, lay_table
from deliberia.documents.document import Piece, RemarqueSorte, Zone
from deliberia.documents.readers.docx_numbering import Numbering
from deliberia.documents.readers.docx_styles import Format, Styles
from deliberia.documents.readers.docx_tags import FALLBACK, Tags, tags_for

if TYPE_CHECKING:
    from lxml import etree

_OFF = frozenset({"0", "false", "off"})


class PartWalk:
    """One part being read. `raws` fills with its paragraphs, `remarks` and `notes` with what is met."""

    def __init__(
        self, root: etree._Element, partie: str, zone: Zone, styles: Styles, numbering: Numbering
    ) -> None:
        self.partie = partie
        self.raws: list[RawParagraph] = []
        self.remarks: set[RemarqueSorte] = set()
        self.notes: list[tuple[str, str]] = []
        """Notes called, in order: kind of part and id."""
        self._tags: Tags = tags_for(root.tag[1:].partition("}")[0])
        self._zone = zone
        self._styles = styles
        self._numbering = numbering
        self._rank: dict[etree._Element, int] = {}
        counts = {self._tags.paragraph: 0, self._tags.run: 0}
        for element in root.iter(self._tags.paragraph, self._tags.run):
            self._rank[element] = counts[element.tag]
            counts[element.tag] += 1
        if next(root.iter(*self._tags.revisions), None) is not None:
            self.remarks.add(RemarqueSorte.REVISIONS)

    def read_blocks(self, parent: etree._Element) -> None:
        """Read the paragraphs and tables under `parent`."""
        self.raws += self._iter_blocks(parent, self._zone)

    def _iter_blocks(self, parent: etree._Element, zone: Zone) -> Iterator[RawParagraph]:
        tags = self._tags
        for child in parent:
            if child.tag == tags.paragraph:
                yield from self._read_paragraph(child, zone)
            elif child.tag == tags.table:
                yield from lay_table([self._read_row(row, zone) for row in self._iter_deep(child, tags.row)])
            elif child.tag in tags.transparent:
                yield from self._iter_blocks(child, zone)

    def _iter_deep(self, parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """Yield the rows of a table or the cells of a row, through the wrappers around them."""
        for child in parent:
            if child.tag == wanted:
                yield child
            elif child.tag in self._tags.transparent:
                yield from self._iter_deep(child, wanted)

    def _read_row(self, row: etree._Element, zone: Zone) -> list[RawCell]:
        """Return the cells of a row; none when the row is deleted."""
        tags = self._tags
        if row.find(f"{tags('trPr')}/{tags('del')}") is not None:
            return []
        cells = []
        for cell in self._iter_deep(row, tags.cell):
            if cell.find(f"{tags('tcPr')}/{tags('cellDel')}") is not None:
                continue
            span = cell.find(f"{tags('tcPr')}/{tags('gridSpan')}")
            paragraphs = [raw for raw in self._iter_blocks(cell, zone) if raw.texte or raw.is_cellule]
            cells.append(RawCell(paragraphs, _read_span(span.get(tags("val")) if span is not None else None)))
        return cells

    def _read_paragraph(self, paragraph: etree._Element, zone: Zone) -> Iterator[RawParagraph]:
        tags = self._tags
        texts: list[str] = []
        pieces: list[Piece] = []
        boxes: list[etree._Element] = []
        form = self._styles.find_format(paragraph.find(tags.properties), tags)
        label = self._number(form, paragraph)
        if label:
            texts.append(label)
        offset = len(label)
        for run in self._iter_deep(paragraph, tags.run):
            if self._is_hidden(run):
                self.remarks.add(RemarqueSorte.TEXTE_MASQUE)
                continue
            rank = self._rank[run]
            for position, child in enumerate(run):
                tag = child.tag
                if tag == tags.text:
                    text = (child.text or "").replace("\n", " ").replace("\r", " ")
                elif tag in tags.characters:
                    text = tags.characters[tag]
                elif tag in tags.notes:
                    self.notes.append((tags.notes[tag], child.get(tags("id"), "")))
                    continue
                else:
                    boxes += self._find_boxes(child)
                    continue
                if text:
                    texts.append(text)
                    pieces.append(Piece(offset, len(text), rank, position))
                    offset += len(text)
        before, after = form.gaps
        yield RawParagraph(
            "".join(texts),
            tuple(pieces),
            self.partie,
            self._rank[paragraph],
            zone,
            has_gap_before=before,
            has_gap_after=after,
        )
        for box in boxes:
            yield from self._iter_blocks(box, Zone.CADRE)

    def _number(self, form: Format, paragraph: etree._Element) -> str:
        """Return the number that Word prints before the paragraph; an empty paragraph takes none here."""
        if form.numbering is None or next(paragraph.iter(self._tags.text), None) is None:
            return ""
        label = self._numbering.advance(form.numbering, form.level)
        if label:
            self.remarks.add(RemarqueSorte.NUMEROTATION)
        return label

    def _is_hidden(self, run: etree._Element) -> bool:
        tags = self._tags
        properties = run.find(tags.run_properties)
        if properties is None:
            return False
        vanish = properties.find(tags.vanish)
        return vanish is not None and vanish.get(tags.val, "1") not in _OFF

    def _find_boxes(self, element: etree._Element) -> list[etree._Element]:
        """Return the text boxes drawn in a run, but neither nested ones nor the twin for old Word."""
        found: list[etree._Element] = []
        for child in element:
            if child.tag == self._tags.box:
                found.append(child)
            elif child.tag != FALLBACK:
                found += self._find_boxes(child)
        return found


def _read_span(value: str | None) -> int:
    """Return how many columns a cell covers; a senseless figure counts for one."""
    return int(value) if value and value.isdecimal() and 0 < int(value[:4]) <= 63 else 1
