"""Annotations of LibreOffice in a copy of an ODT: `content.xml` alone is written again.

The copy never holds macros, signatures (which it would break) nor links that fetch when it is opened.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.documents.annotation.archive import rewrite
from deliberia.documents.annotation.commentaire import Ancre, Commentaire, anchor_all
from deliberia.documents.files import load_bytes
from deliberia.documents.readers.container import Container
from deliberia.documents.readers.odt import read_odt
from deliberia.documents.readers.xml import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _META = f"{{{_ODF}office:1.0}}", f"{{{_ODF}text:1.0}}", f"{{{_ODF}meta:1.0}}"
_DRAW, _MANIFEST = f"{{{_ODF}drawing:1.0}}", f"{{{_ODF}manifest:1.0}}"
_DC, _HREF = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/1999/xlink}href"
_PREFIXES = {
    "office": _OFFICE[1:-1],
    "text": _TEXT[1:-1],
    "meta": _META[1:-1],
    "dc": _DC[1:-1],
}
_CONTENT = "content.xml"
_MAY_HOLD = frozenset(f"{_TEXT}{name}" for name in ("p", "h", "span", "a", "meta", "ruby-base"))
"""Elements whose text may be cut by a mark; fields and the like are marked around."""
_FETCHING = frozenset(
    {f"{_DRAW}image", f"{_DRAW}object", f"{_DRAW}object-ole", f"{_DRAW}floating-frame", f"{_DRAW}plugin",
     f"{_TEXT}section-source", f"{_DRAW}applet"}
)  # fmt: skip
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|\.\./|/)", re.IGNORECASE)
_NEVER_COPIED = ("Basic/", "Scripts/", "META-INF/documentsignatures", "META-INF/macrosignatures")


def annotate_odt(
    source: Path | bytes,
    commentaires: Sequence[Commentaire],
    *,
    date: dt.datetime,
    auteur: str = "Deliberia",
    initiales: str = "D",
    nom: str = "",
) -> bytes:
    """Return a copy of an ODT with comments at the exact words.

    Same arguments and errors as `annotate_docx`.
    """
    data = source if isinstance(source, bytes) else load_bytes(source)
    place = nom or (str(source) if isinstance(source, Path) else "document")
    document = read_odt(data, nom=place)
    container = Container(data, place=place)
    ancres = anchor_all(document, commentaires, partie=_CONTENT, place=place)
    root = parse_xml(container.read(_CONTENT), place=place)
    stamp = date.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    _mark_all(root, ancres, (auteur, initiales, stamp))
    dropped = [name for name in container.names if name.startswith(_NEVER_COPIED)]
    changes = {_CONTENT: root}
    _clean(root, has_macros=bool(dropped))
    manifest = "META-INF/manifest.xml"
    if dropped and manifest in container:
        changes[manifest] = _clean_manifest(parse_xml(container.read(manifest), place=place))
    rendered = {name: _render(element) for name, element in changes.items()}
    return rewrite(container, rendered, drop=dropped, date=date)


def _mark_all(root: etree._Element, ancres: Sequence[Ancre], signature: tuple[str, str, str]) -> None:
    """Insert the marks; all places are known before the first one moves a text."""
    elements = list(root.iter())
    used = {element.get(f"{_OFFICE}name") for element in root.iter(f"{_OFFICE}annotation")}
    names = (
        name for rank in range(1, len(ancres) + len(used) + 1) if (name := f"deliberia{rank}") not in used
    )
    points: dict[tuple[int, int], list[tuple[int, etree._Element]]] = defaultdict(list)
    for name, ancre in zip(names, ancres, strict=False):
        start = _make_annotation(root, name, ancre, signature)
        end = _make(root, f"{_OFFICE}annotation-end")
        end.set(f"{_OFFICE}name", name)
        points[ancre.debut.run, ancre.debut.enfant].append((ancre.debut.debut, start))
        points[ancre.fin.run, ancre.fin.enfant].append((ancre.fin.fin, end))
    # The text after an element before the element itself: a mark put right after it takes that text over.
    for (rank, slot), marks in sorted(points.items(), key=lambda item: -item[0][1]):
        _insert(elements[rank], slot, marks)


def _insert(element: etree._Element, slot: int, marks: Iterable[tuple[int, etree._Element]]) -> None:
    """Insert marks in the text inside an element (slot 0) or after it (slot 1), in their order."""
    ordered = sorted(marks, key=lambda mark: (mark[0], mark[1].tag == f"{_OFFICE}annotation"))
    if slot == 0 and element.tag not in _MAY_HOLD:
        for _, mark in reversed(ordered):
            if mark.tag == f"{_OFFICE}annotation":
                element.addprevious(mark)
            else:
                tail, element.tail = element.tail, None
                element.addnext(mark)
                mark.tail = tail
        return
    text = (element.text if slot == 0 else element.tail) or ""
    cuts = [offset for offset, _ in ordered]
    head, tails = text[: cuts[0]], [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    if slot == 0:
        element.text = head
    else:
        element.tail = head
    previous = element
    for (_, mark), tail in zip(ordered, tails, strict=True):
        if slot == 0 and previous is element:
            element.insert(0, mark)
        else:
            _add_after(previous, mark)
        mark.tail = tail
        previous = mark


def _add_after(element: etree._Element, mark: etree._Element) -> None:
    """Put a mark after an element and its tail."""
    tail, element.tail = element.tail, None
    element.addnext(mark)
    element.tail = tail


def _make_annotation(
    root: etree._Element, name: str, ancre: Ancre, signature: tuple[str, str, str]
) -> etree._Element:
    annotation = _make(root, f"{_OFFICE}annotation")
    annotation.set(f"{_OFFICE}name", name)
    auteur, initiales, stamp = signature
    rows = [(f"{_DC}creator", auteur), (f"{_DC}date", stamp), (f"{_META}creator-initials", initiales)]
    for tag, text in [*rows, *((f"{_TEXT}p", ligne.replace("\n", " ")) for ligne in ancre.lignes)]:
        child = _make(root, tag)
        child.text = text
        annotation.append(child)
    return annotation


def _make(root: etree._Element, tag: str) -> etree._Element:
    return root.makeelement(tag, {}, _PREFIXES if tag == f"{_OFFICE}annotation" else None)


def _clean(root: etree._Element, *, has_macros: bool) -> None:
    """Remove the calls to macros and the elements that fetch something outside the file."""
    calls = (f"{_OFFICE}scripts", f"{_OFFICE}event-listeners") if has_macros else ()
    outside = [
        element
        for element in root.iter(*_FETCHING)
        if _OUTSIDE.match(element.get(_HREF, "").removeprefix("./"))
    ]
    for element in [*outside, *(root.iter(*calls) if calls else ())]:
        parent = element.getparent()
        if parent is not None:
            _remove(parent, element)


def _remove(parent: etree._Element, element: etree._Element) -> None:
    """Remove an element but keep the text after it."""
    previous = element.getprevious()
    if element.tail and previous is not None:
        previous.tail = (previous.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _clean_manifest(root: etree._Element) -> etree._Element:
    for entry in list(root):
        if entry.get(f"{_MANIFEST}full-path", "").startswith(_NEVER_COPIED):
            root.remove(entry)
    return root


def _render(root: etree._Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
