"""Reader of HTML pages: the visible text, one block a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from deliberia.documents.assembly import RawCell, RawParagraph, assemble, lay_table
from deliberia.documents.document import Document, DocumentSorte
from deliberia.documents.readers.plain_text import decode
from deliberia.errors import DocumentError

if TYPE_CHECKING:
    from lxml import etree

_HIDDEN = frozenset({"head", "script", "style", "noscript", "template", "svg", "object", "iframe", "select"})
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
# fmt: on
_SPACES = re.compile(r"[ \t\r\n\f]+")
_APART = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure"}
)
_CELLS = frozenset({"td", "th"})
_COMMENT = re.compile(r"<!--([^>]{0,2000}?)-->")


def read_html(data: bytes, *, nom: str) -> Document:
    """Read an HTML page; it has no map, only lines.

    Raises:
        DocumentError: not a text, or no page in it.
    """
    from lxml import etree

    text, encoding = decode(data, place=nom)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    is_cut = any(entry.level_name == "FATAL" for entry in parser.error_log)
    if root is None or is_cut:  # nested beyond all reason: the rest of the page would be lost in silence
        raise DocumentError(
            "Cette page HTML est vide ou illisible.",
            place=nom,
            hint="Enregistrez-la à nouveau depuis le navigateur.",
        )
    lines = _Lines()
    _walk(root, lines)
    texte, paragraphes = assemble(lines.raws)
    return Document(
        nom=nom,
        sorte=DocumentSorte.HTML,
        texte=texte,
        paragraphes=paragraphes,
        commentaires=tuple(_COMMENT.findall(text)),
        encodage=encoding,
    )


class _Lines:
    """Lines being gathered, spaces collapsed as a browser does."""

    def __init__(self) -> None:
        self.raws: list[RawParagraph] = []
        self._current: list[str] = []
        self._has_gap = False
        self._tables: list[list[list[list[RawParagraph]]]] = []
        """Tables being read, outer first: rows, cells, lines."""

    def add(self, text: str | None) -> None:
        if text:
            self._current.append(text)

    def end_line(self, tag: str) -> None:
        """Close the line at the edge of a block; some blocks stand apart from what surrounds them."""
        line = _SPACES.sub(" ", "".join(self._current)).strip(" ")
        self._current = []
        if line:
            self._emit([RawParagraph(line, has_gap_before=self._has_gap)])
            self._has_gap = False
        self._has_gap = self._has_gap or tag in _APART

    def begin(self, tag: str) -> None:
        if tag == "table":
            self._tables.append([])
        elif self._tables and tag == "tr":
            self._tables[-1].append([])
        elif self._tables and tag in _CELLS:
            if not self._tables[-1]:
                self._tables[-1].append([])
            self._tables[-1][-1].append([])
            self._has_gap = False

    def end(self, tag: str) -> None:
        if tag == "table" and self._tables:
            rows = self._tables.pop()
            self._emit(lay_table([[RawCell(lines) for lines in row] for row in rows]))

    def _emit(self, raws: Iterable[RawParagraph]) -> None:
        if self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1].extend(raws)
        else:
            self.raws.extend(raws)


def _walk(root: etree._Element, lines: _Lines) -> None:
    """Go through the page without recursion: a stranger's page may be nested without end."""
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if tag in _BLOCKS:
            lines.end_line(tag)
        if event == "start":
            lines.begin(tag)
            if tag in _HIDDEN or element.get("hidden") is not None:
                walker.skip_subtree()
            else:
                lines.add(element.text)
        else:
            lines.end(tag)
            lines.add(element.tail)
    lines.end_line("")
