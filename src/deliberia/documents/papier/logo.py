"""A letterhead whose logo stands in the body: what opens the page down to the picture is kept, no letter is.

Only pictures at the very top are taken: one further down may be a signature. So may any in the body of a
paper whose header shows its logo already: none is taken there.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents.papier.nettoyage import clean_part
from deliberia.documents.papier.noms import r, w
from deliberia.documents.papier.parties import Parts

if TYPE_CHECKING:
    from lxml import etree

    from deliberia.documents.readers.docx import Relation

_FIRST = 6
"""Paragraphs and tables among which the first picture has to stand."""
_APART = 1
"""Paragraphs or tables that may stand between two pictures of the top."""
_LONG = 80
"""Characters of a paragraph that is a letter already, not an address."""
_PICTURES = ("drawing", "pict")
_BOOKMARKS = ("bookmarkStart", "bookmarkEnd", "sectPr")
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_NAME = "Logo"
"""What is said of the picture to those who do not see it, when its owner said nothing."""


class Logo(NamedTuple):
    """What stands above every act, on its first page."""

    xml: str
    texte: str
    images: tuple[str, ...]
    """Targets of its pictures, in the order of their relationships."""
    has_others: bool
    """The body holds other pictures, which are not taken."""


def take_logo(
    parts: Parts,
    root: etree._Element,
    relations: dict[str, Relation],
    first: int,
    margins: Iterable[etree._Element],
) -> Logo:
    """Take the logo of the body.

    Args:
        parts: where its pictures are kept.
        root: the main part of the paper.
        relations: those of that part.
        first: rank that the first picture gets among the relationships of the acts.
        margins: headers and footers of the paper.
    """
    blocks = list(_iter_blocks(root))
    top = [] if any(map(_shows_picture, margins)) else _choose(blocks)
    images: dict[str, str] = {}
    written = []
    for block in map(copy.deepcopy, top):
        for element in list(block.iter(*map(w, _BOOKMARKS))):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        for name in {
            str(value) for one in block.iter("*") for key, value in one.attrib.items() if _is_id(key)
        }:
            relation = relations.get(name)
            is_image = relation is not None and not relation.is_externe and relation.sorte == "image"
            target = parts.keep_image(relation.cible) if relation is not None and is_image else ""
            if target:
                images.setdefault(name, target)
        clean_part(block, images)
        if _shows_picture(block) or _read_text(block):
            written.append(block)
    if not any(map(_shows_picture, written)):
        return Logo("", "", (), any(map(_shows_picture, blocks)))
    ranks = {name: f"rId{first + rank}" for rank, name in enumerate(images)}
    _forget_ignorable(root, written)
    xml = "".join(_render(block, ranks) for block in written)
    text = " ".join(filter(None, map(_read_text, written)))
    return Logo(xml, text, tuple(images.values()), any(map(_shows_picture, blocks[len(top) :])))


def _iter_blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of the body, those of block controls too."""
    waiting = [iter(root.iterfind(w("body")))]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in (w("p"), w("tbl")):
            yield element
        elif element.tag in (w("body"), w("sdt"), w("sdtContent")):
            waiting.append(iter(element))


def _choose(blocks: list[etree._Element]) -> list[etree._Element]:
    """Take all that stands down to the last picture of the top."""
    end = 0
    for rank, block in enumerate(blocks):
        if _shows_picture(block):
            end = rank + 1
        elif len(_read_text(block)) > _LONG or rank - end >= (_APART if end else _FIRST - 1):
            break
    return blocks[:end]


def _shows_picture(block: etree._Element) -> bool:
    return any(True for _ in block.iter(*map(w, _PICTURES)))


def _read_text(block: etree._Element) -> str:
    return " ".join("".join(text.text or "" for text in block.iter(w("t"))).split())


def _is_id(key: object) -> bool:
    return str(key).startswith(r(""))


def _forget_ignorable(root: etree._Element, blocks: list[etree._Element]) -> None:
    """Drop what the paper says may be ignored: the permission stays with its root."""
    names = root.get(f"{{{_COMPATIBILITY}}}Ignorable", "").split()
    spaces = tuple(f"{{{root.nsmap[name]}}}" for name in names if name in root.nsmap)
    for block in blocks if spaces else ():
        for element in list(block.iter("*")):
            parent = element.getparent()
            if parent is not None and str(element.tag).startswith(spaces):
                parent.remove(element)
                continue
            for key in [key for key in element.attrib if str(key).startswith(spaces)]:
                del element.attrib[key]


def _render(block: etree._Element, ranks: dict[str, str]) -> str:
    from lxml import etree

    for element in block.iter("*"):
        for key, value in element.attrib.items():
            if _is_id(key):
                element.set(key, ranks[str(value)])
        if element.tag == f"{{{_DRAWING}}}docPr" and not (element.get("descr") or element.get("title")):
            element.set("descr", _NAME)
    prefixes = {name for one in block.iter("*") for name in one.get("Requires", "").split()}
    etree.cleanup_namespaces(block, keep_ns_prefixes=list(prefixes))
    return etree.tostring(block, encoding="unicode", with_tail=False)
