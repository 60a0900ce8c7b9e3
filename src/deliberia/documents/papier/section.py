"""The page of the letterhead: its size, margins, headers and footers, and the settings that go with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents.papier.noms import HEAD, copy_plain, local, r, w
from deliberia.documents.readers.docx_tags import TRANSITIONAL
from deliberia.errors import DocumentError

if TYPE_CHECKING:
    from lxml import etree

MIN_WIDTH = 5_600
"""Twentieths of a point: a table of presence does not fit in less than ten centimetres."""
_OUR_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>',
    '<w:pgMar w:top="1077" w:right="1276" w:bottom="1077" w:left="1276" w:header="567" w:footer="510"'
    ' w:gutter="0"/>',
)
_KEPT = (
    "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "vAlign", "titlePg",
    "textDirection", "bidi", "rtlGutter", "docGrid",
)  # fmt: skip
_SETTINGS = (
    "zoom", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop", "evenAndOddHeaders",
    "characterSpacingControl", "compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol",
    "listSeparator",
)  # fmt: skip
"""In the order of the standard. Protection, revisions, mail merge, template and variables stay behind."""
_FRENCH = '<w:themeFontLang w:val="fr-FR"/>'
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?")
_UNITS = {"": 1.0, "mm": 56.7, "cm": 567.0, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}


class Reference(NamedTuple):
    """One header or footer that the page shows."""

    kind: str
    """header, footer."""
    type: str
    """default, first, even."""
    identifier: str


class Section(NamedTuple):
    """The first section of the letterhead, in parts."""

    references: tuple[Reference, ...]
    body: str
    """All but the references."""
    text_width: int
    has_first: bool
    """The first page has a header of its own."""


def read_section(root: etree._Element, place: str) -> Section:
    """Take the first section that shows a header or a footer: those after it may only inherit them.

    Raises:
        DocumentError: its margins leave too little room.
    """
    sections = [one for one in root.iter(w("sectPr")) if not _is_former(one)]
    chosen = next((one for one in sections if any(True for _ in _iter_references(one))), None)
    if chosen is None:
        chosen = sections[0] if sections else None
    pieces = {} if chosen is None else {local(child): child for child in chosen if local(child) in _KEPT}
    width = _measure(pieces)
    if width < MIN_WIDTH:
        raise DocumentError(
            "Les marges de ce papier à en-tête ne laissent pas dix centimètres au texte.",
            place=place,
            hint="Réduisez ses marges ou ses colonnes.",
        )
    xml = [copy_plain(pieces[name]) for name in _KEPT if name in pieces]
    if "pgMar" not in pieces:
        xml.insert(1 if "pgSz" in pieces else 0, _OUR_PAGE[1])
    if "pgSz" not in pieces:
        xml.insert(0, _OUR_PAGE[0])
    references = () if chosen is None else tuple(_iter_references(chosen))
    return Section(references, "".join(xml), width, _is_on(pieces.get("titlePg")))


def _is_former(section: etree._Element) -> bool:
    """Tell a section that only recalls what it was before a tracked change."""
    return any(local(one).endswith("Change") for one in section.iterancestors())


def _iter_references(section: etree._Element) -> Iterator[Reference]:
    for child in section.iterchildren(w("headerReference"), w("footerReference")):
        kind = local(child).removesuffix("Reference")
        yield Reference(kind, child.get(w("type"), "default"), child.get(r("id"), ""))


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(w("val"), "true") in {"1", "true", "on"}


def _measure(pieces: dict[str, etree._Element]) -> int:
    size, margins, columns = (pieces.get(name) for name in ("pgSz", "pgMar", "cols"))
    width = _twips(size, "w", 11_906)
    width -= _twips(margins, "left", 1_276) + _twips(margins, "right", 1_276) + _twips(margins, "gutter", 0)
    count = max(1, _twips(columns, "num", 1))
    return (width - _twips(columns, "space", 708) * (count - 1)) // count


def _twips(element: etree._Element | None, name: str, default: int) -> int:
    match = None if element is None else _MEASURE.fullmatch(element.get(w(name), ""))
    if match is None or len(match[1]) > 9:
        return default
    return round(float(match[1]) * _UNITS[match[2] or ""])


def render_settings(root: etree._Element | None) -> bytes:
    """Give settings that hold only what concerns the look of the page, in French."""
    pieces = {} if root is None else {local(child): child for child in root if local(child) in _SETTINGS}
    xml = []
    for name in _SETTINGS:
        if name == "themeFontLang":
            xml.append(_FRENCH)
        elif name in pieces:
            xml.append(copy_plain(pieces[name]))
    return f'{HEAD}<w:settings xmlns:w="{TRANSITIONAL}">{"".join(xml)}</w:settings>'.encode()
