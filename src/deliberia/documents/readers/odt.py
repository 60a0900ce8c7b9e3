"""Reader of ODT files.

In the map, the run of a piece is the rank of an element among all those of its part, and its child is
0 for the text inside that element, 1 for the text after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deliberia.documents.assembly import RawCell, RawParagraph, assemble, lay_table
from deliberia.documents.document import Document, DocumentSorte, Piece, Remarque, RemarqueSorte, Zone
from deliberia.documents.readers.container import Container
from deliberia.documents.readers.odt_styles import OdtStyles
from deliberia.documents.readers.xml import parse_xml
from deliberia.errors import DocumentError
from deliberia.text import normalize

if TYPE_CHECKING:
    from lxml import etree

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = f"{{{_ODF}office:1.0}}", f"{{{_ODF}text:1.0}}", f"{{{_ODF}table:1.0}}"
_STYLE, _DRAW = f"{{{_ODF}style:1.0}}", f"{{{_ODF}drawing:1.0}}"
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_SKIPPED = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_TEXT}note-citation",
        f"{_TEXT}sequence-decls",
        f"{_TEXT}variable-decls",
        f"{_OFFICE}annotation",
        f"{_OFFICE}annotation-end",
        f"{_OFFICE}forms",
    }
)
_ROW_GROUPS = frozenset({f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"})
_CHARACTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MAX_SPACES = 100
_SPACES = str.maketrans("\r\n\t", "   ")
_MARGINS = {
    Zone.EN_TETE: (f"{_STYLE}header-first", f"{_STYLE}header"),
    Zone.PIED: (f"{_STYLE}footer-first", f"{_STYLE}footer"),
}


def read_odt(data: bytes, *, nom: str) -> Document:
    """Read an ODT.

    Raises:
        DocumentError: what `Container` and `parse_xml` refuse, a password, or no text inside.
    """
    container = Container(data, place=nom)
    _refuse_encrypted(container)
    root = parse_xml(container.read("content.xml"), place=nom)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DocumentError(
            "Ce fichier ne contient pas de texte OpenDocument.",
            place=nom,
            hint="Donnez un fichier .odt, .docx, .txt ou .md.",
        )
    page = parse_xml(container.read("styles.xml"), place=nom) if "styles.xml" in container else None
    styles = OdtStyles(root) if page is None else OdtStyles(page, root)
    walk = _PartWalk(root, "content.xml", Zone.CORPS, styles)
    walk.read_blocks(body)
    margins: dict[Zone, list[RawParagraph]] = {Zone.EN_TETE: [], Zone.PIED: []}
    for zone, names in _MARGINS.items():
        if page is not None:
            margin = _PartWalk(page, "styles.xml", zone, OdtStyles(page))
            for element in page.iter(*names):
                margin.read_blocks(element)
            margins[zone] = margin.raws
    texte, paragraphes = assemble([*margins[Zone.EN_TETE], *walk.raws, *walk.notes, *margins[Zone.PIED]])
    return Document(
        nom=nom,
        sorte=DocumentSorte.ODT,
        texte=texte,
        paragraphes=paragraphes,
        remarques=tuple(_iter_remarks(container, root)),
        commentaires=tuple(_iter_comments(root)),
    )


def _iter_comments(root: etree._Element) -> Iterator[str]:
    """Yield the text of each comment; its paragraphs are lines."""
    for comment in root.iter(f"{_OFFICE}annotation"):
        lines = ("".join(str(text) for text in line.itertext()) for line in comment.iter(f"{_TEXT}p"))
        yield normalize("\n".join(lines))


class _PartWalk:
    """One part being read: `raws` fills with its paragraphs, `notes` with those of the notes called."""

    def __init__(self, root: etree._Element, partie: str, zone: Zone, styles: OdtStyles) -> None:
        self.raws: list[RawParagraph] = []
        self.notes: list[RawParagraph] = []
        self._partie = partie
        self._zone = zone
        self._styles = styles
        self._rank = {element: rank for rank, element in enumerate(root.iter())}
        paragraphs = (element for element in root.iter() if element.tag in _PARAGRAPHS)
        self._paragraph_rank = {element: rank for rank, element in enumerate(paragraphs)}

    def read_blocks(self, parent: etree._Element) -> None:
        self.raws += self._iter_blocks(parent, self._zone)

    def _iter_blocks(self, parent: etree._Element, zone: Zone) -> Iterator[RawParagraph]:
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._read_paragraph(child, zone)
            elif child.tag == f"{_TABLE}table":
                yield from lay_table([self._read_row(row, zone) for row in _iter_rows(child)])
            elif child.tag not in _SKIPPED:
                yield from self._iter_blocks(child, zone)

    def _read_row(self, row: etree._Element, zone: Zone) -> list[RawCell]:
        return [
            RawCell(
                [raw for raw in self._iter_blocks(cell, zone) if raw.texte or raw.is_cellule],
                _read_count(cell.get(f"{_TABLE}number-columns-spanned"), 63),
            )
            for cell in row.iterfind(f"{_TABLE}table-cell")
        ]

    def _read_paragraph(self, paragraph: etree._Element, zone: Zone) -> Iterator[RawParagraph]:
        texts: list[str] = []
        pieces: list[Piece] = []
        boxes: list[etree._Element] = []
        offset = 0
        for text, element, child in self._iter_text(paragraph, boxes):
            texts.append(text)
            pieces.append(Piece(offset, len(text), self._rank[element], child))
            offset += len(text)
        is_heading = paragraph.tag == f"{_TEXT}h"
        before, after = self._styles.find_gaps(paragraph.get(f"{_TEXT}style-name", ""))
        yield RawParagraph(
            "".join(texts),
            tuple(pieces),
            self._partie,
            self._paragraph_rank[paragraph],
            zone,
            has_gap_before=is_heading or before,
            has_gap_after=is_heading or after,
        )
        for box in boxes:
            if box.tag == f"{_TEXT}note":
                self.notes += self._iter_blocks(box, Zone.NOTE)
            else:
                yield from self._iter_blocks(box, Zone.CADRE)

    def _iter_text(
        self, element: etree._Element, boxes: list[etree._Element]
    ) -> Iterator[tuple[str, etree._Element, int]]:
        """Yield each text with the element that holds it; frames and notes are put aside."""
        if element.text:
            yield element.text.translate(_SPACES), element, 0
        for child in element:
            if child.tag in (f"{_DRAW}frame", f"{_DRAW}custom-shape", f"{_TEXT}note"):
                boxes.append(child)
            elif child.tag == f"{_TEXT}s":
                yield " " * _read_count(child.get(f"{_TEXT}c"), _MAX_SPACES), child, 0
            elif child.tag in _CHARACTERS:
                yield _CHARACTERS[child.tag], child, 0
            elif child.tag not in _SKIPPED:
                yield from self._iter_text(child, boxes)
            if child.tail:
                yield child.tail.translate(_SPACES), child, 1


def _iter_rows(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, those of its heading included, but not those of tables inside."""
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _iter_rows(child)


def _read_count(value: str | None, most: int) -> int:
    """Return a count written in an attribute; a senseless figure counts for one."""
    return int(value) if value and value.isdecimal() and len(value) < 5 and 0 < int(value) <= most else 1


def _refuse_encrypted(container: Container) -> None:
    """An encrypted ODT does not set the flag of the archive: its manifest says it."""
    manifest = "META-INF/manifest.xml"
    is_encrypted = "encrypted-package" in container
    if not is_encrypted and manifest in container:
        root = parse_xml(container.read(manifest), place=container.place)
        is_encrypted = next(root.iter(f"{{{_ODF}manifest:1.0}}encryption-data"), None) is not None
    if is_encrypted:
        raise DocumentError(
            "Ce fichier est protégé par un mot de passe.",
            place=container.place,
            hint="Retirez la protection, puis recommencez.",
        )


def _iter_remarks(container: Container, root: etree._Element) -> Iterator[Remarque]:
    if next(root.iter(f"{_TEXT}changed-region"), None) is not None:
        message = "Ce fichier contient des modifications suivies : les suppressions ne sont pas lues."
        yield Remarque(sorte=RemarqueSorte.REVISIONS, message=message)
    if next(root.iter(f"{_OFFICE}annotation"), None) is not None:
        message = "Ce fichier contient des commentaires, qui ne sont pas contrôlés."
        yield Remarque(sorte=RemarqueSorte.COMMENTAIRES, message=message)
    if any(name.startswith(("Basic/", "Scripts/")) for name in container.names):
        message = "Ce fichier contient des macros ; elles n’ont pas été exécutées."
        yield Remarque(sorte=RemarqueSorte.MACROS, message=message)
