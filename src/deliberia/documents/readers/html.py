"""Reader of HTML pages: the visible text, one block a line."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from deliberia.documents.document import Document, DocumentSorte, Zone
from deliberia.documents.readers.assembly import RawParagraph, assemble
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
_CELLS = frozenset({"td", "th"})


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
    if root is None:
        raise DocumentError(
            "Cette page HTML est vide ou illisible.",
            place=nom,
            hint="Enregistrez-la à nouveau depuis le navigateur.",
        )
    lines = _Lines()
    _walk(root, lines)
    texte, paragraphes = assemble(lines.raws)
    return Document(
        nom=nom, sorte=DocumentSorte.HTML, texte=texte, paragraphes=paragraphes, encodage=encoding
    )


class _Lines:
    """Lines being gathered, spaces collapsed as a browser does."""

    def __init__(self) -> None:
        self.raws: list[RawParagraph] = []
        self._current: list[str] = []
        self._rows: list[list[list[str]]] = []
        """Tables being read, outer first: the cells of their row, each with its lines."""

    def add(self, text: str | None) -> None:
        if text:
            self._current.append(text)

    def end_line(self) -> None:
        line = _SPACES.sub(" ", "".join(self._current)).strip(" ")
        self._current = []
        if line:
            self._emit(line)

    def begin_row(self) -> None:
        self._rows.append([])

    def begin_cell(self) -> None:
        if self._rows:
            self._rows[-1].append([])

    def end_row(self) -> None:
        """Join the cells by tabs when each holds one line at most; else keep one line a paragraph."""
        if not self._rows:
            return
        cells = self._rows.pop()
        if any(len(cell) > 1 for cell in cells):
            for line in itertools.chain.from_iterable(cells):
                self._emit(line, is_cellule=True)
        elif cells:
            self._emit("\t".join("".join(cell) for cell in cells), is_cellule=True)

    def _emit(self, line: str, *, is_cellule: bool = False) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(line)
        else:
            self.raws.append(RawParagraph(line, (), "", len(self.raws), Zone.CORPS, "\n", is_cellule))


def _walk(root: etree._Element, lines: _Lines) -> None:
    """Go through the page without recursion: a stranger's page may be nested without end."""
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if tag in _BLOCKS:
            lines.end_line()
        if event == "start":
            if tag == "tr":
                lines.begin_row()
            elif tag in _CELLS:
                lines.begin_cell()
            if tag in _HIDDEN or element.get("hidden") is not None:
                walker.skip_subtree()
            else:
                lines.add(element.text)
        else:
            if tag == "tr":
                lines.end_row()
            lines.add(element.tail)
    lines.end_line()
