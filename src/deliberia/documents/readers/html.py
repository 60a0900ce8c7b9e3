"""Reader of HTML pages: the visible text, one block a line."""

from __future__ import annotations

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
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
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
        self._separator = "\n"

    def add(self, text: str | None) -> None:
        if text:
            self._current.append(text)

    def end(self, *, separator: str = "\n", keep_empty: bool = False) -> None:
        """Close the line; the next one stands after `separator`."""
        line = _SPACES.sub(" ", "".join(self._current)).strip(" ")
        self._current = []
        if line or keep_empty:
            is_cellule = keep_empty or self._separator == "\t"
            self.raws.append(
                RawParagraph(line, (), "", len(self.raws), Zone.CORPS, self._separator, is_cellule)
            )
            self._separator = separator


def _walk(root: etree._Element, lines: _Lines) -> None:
    """Go through the page without recursion: a stranger's page may be nested without end."""
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _HIDDEN:
                walker.skip_subtree()
            elif tag == "br" or tag not in _INLINE:
                lines.end()
            if tag not in _HIDDEN:
                lines.add(element.text)
        else:
            if tag in _CELLS:
                is_last = element.getnext() is None
                lines.end(separator="\n" if is_last else "\t", keep_empty=True)
            elif tag not in _INLINE:
                lines.end()
            lines.add(element.tail)
    lines.end()
