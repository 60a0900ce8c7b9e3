"""What a header or a footer brings into every act: no revision, no comment, nothing fetched elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deliberia.documents.papier.noms import OFFICE, local, w

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml import etree

_GONE = frozenset(
    {
        "del", "moveFrom", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
        "trPrChange", "tcPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
        "commentRangeStart", "commentRangeEnd", "commentReference", "moveFromRangeStart",
        "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "footnoteReference", "endnoteReference",
        "dataBinding", "altChunk", "subDoc", "proofErr", "numPicBullet", "lvlPicBulletId",
    }
)  # fmt: skip
"""Elements that leave with all they hold."""
_UNWRAPPED = frozenset({"ins", "moveTo"})
_FRAMES = frozenset({"drawing", "pict", "object", "AlternateContent"})
"""What is left out whole when the picture or the object that it shows is."""
_HOLLOW = frozenset({"blip", "imagedata", "OLEObject", "chart", "relIds", "control", "contentPart"})
_FETCHING = frozenset({"src", "href", "althref", "relid"})
"""Attributes of the old drawings that may name a file elsewhere."""
_FIELDS = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE",
        "PRINTDATE", "TITLE", "AUTHOR", "SUBJECT", "STYLEREF", "HYPERLINK", "SYMBOL", "SEQ", "QUOTE", "IF",
        "=", "PAGEREF", "REF",
    }
)  # fmt: skip
"""Fields that compute from the act itself. The others may read a file, a network, or run a program."""
_WORD = re.compile(r"[A-Za-z]+|=")


def clean_part(root: etree._Element, kept: Container[str]) -> None:
    """Clean a header, a footer or another part of the letterhead, in place.

    Args:
        root: the part.
        kept: ids of its relationships that stay; what relied on another one leaves.
    """
    _drop_revisions(root)
    _drop_fields(root)
    for element in list(root.iter("*")):
        lost = [
            key
            for key, value in element.attrib.items()
            if str(key).startswith(f"{{{OFFICE}}}") and str(value) not in kept
        ]
        lost += [key for key in element.attrib if _names_a_file(element, str(key))]
        for key in lost:
            del element.attrib[key]
        if lost:
            _drop_hollow(element)


def _names_a_file(element: etree._Element, key: str) -> bool:
    """Tell whether an attribute of an old drawing (VML) names a file."""
    namespace = str(element.tag)[1:].partition("}")[0]
    return namespace.startswith("urn:schemas-microsoft-com") and key.rpartition("}")[2] in _FETCHING


def _drop_revisions(root: etree._Element) -> None:
    for element in list(root.iter("*")):
        parent = element.getparent()
        if parent is None or not str(element.tag).startswith("{") or element.tag != w(local(element)):
            if parent is not None and local(element) == "dataBinding":
                _remove(element)
            continue
        if local(element) in _GONE:
            _remove(element)
        elif local(element) in _UNWRAPPED:
            index = parent.index(element)
            for offset, child in enumerate(list(element)):
                parent.insert(index + offset, child)
            _remove(element)


def _drop_fields(root: etree._Element) -> None:
    """Keep what a doubtful field last showed, and forget the field."""
    for simple in list(root.iter(w("fldSimple"))):
        if not _is_safe(simple.get(w("instr"), "")):
            parent = simple.getparent()
            if parent is not None:
                index = parent.index(simple)
                for offset, child in enumerate(list(simple)):
                    parent.insert(index + offset, child)
                _remove(simple)
    opened: list[tuple[list[etree._Element], list[str]]] = []
    for element in list(root.iter(w("fldChar"), w("instrText"))):
        if element.tag == w("instrText"):
            if opened:
                opened[-1][0].append(element)
                opened[-1][1].append(element.text or "")
            else:
                _remove(element)
            continue
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            opened.append(([element], []))
        elif opened:
            opened[-1][0].append(element)
            if kind == "end":
                marks, words = opened.pop()
                if not _is_safe("".join(words)):
                    for mark in marks:
                        _remove(mark)
    for marks, _ in opened:
        for mark in marks:
            _remove(mark)


def _is_safe(instruction: str) -> bool:
    word = _WORD.search(instruction)
    return word is not None and word[0].upper() in _FIELDS


def _drop_hollow(element: etree._Element) -> None:
    """Remove what shows nothing any more once its relationship is lost."""
    name = local(element)
    if name == "blip" and any(str(key) == f"{{{OFFICE}}}embed" for key in element.attrib):
        return
    if name in ("svgBlip", "imgLayer"):
        parent = element.getparent()
        _remove(parent if parent is not None and local(parent) == "ext" else element)
    elif name.startswith("hlink"):
        _remove(element)
    elif name in _HOLLOW:
        frames = [item for item in element.iterancestors() if local(item) in _FRAMES]
        # An alternative holds the same picture twice: both leave.
        _remove(frames[-1] if frames else element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
