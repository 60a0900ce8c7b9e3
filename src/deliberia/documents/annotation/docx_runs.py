"""Marks between the characters of a part: runs are split where a comment begins or ends, once each."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from deliberia.documents.document import Place
from deliberia.documents.readers.docx_tags import ALTERNATE, Tags

if TYPE_CHECKING:
    from lxml import etree

Cut = tuple[int, int]
"""Rank of a child of a run, and characters of it that stand before."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIXED = (
    "dataBinding", "text", "date", "dropDownList", "comboBox", "picture", "docPartList", "citation", "group",
)  # fmt: skip
"""Content controls that hold a plain value: Word writes them again and would lose a mark inside."""


class RunSplitter:
    """The runs of one part. All cuts are given first, so that each run is split in one go."""

    def __init__(self, root: etree._Element, tags: Tags, places: Iterable[tuple[Place, Place]]) -> None:
        self._tags = tags
        runs = list(root.iter(tags.run))
        cuts: dict[int, set[Cut]] = defaultdict(set)
        self._normal: dict[tuple[int, Cut], Cut] = {}
        for first, last in places:
            for rank, cut in ((first.run, (first.enfant, first.debut)), (last.run, (last.enfant, last.fin))):
                normal = self._normal[rank, cut] = self._normalise(runs[rank], cut)
                cuts[rank].add(normal)
        self._pieces = {rank: self._split(runs[rank], sorted(found)) for rank, found in cuts.items()}

    def find_before(self, place: Place) -> etree._Element:
        """Return the element before which a comment that begins there is marked."""
        cut = self._normal[place.run, (place.enfant, place.debut)]
        pieces = self._pieces[place.run]
        found = next((piece for start, piece in pieces if start == cut), pieces[0][1])
        return self._leave_control(found)

    def find_after(self, place: Place) -> etree._Element:
        """Return the element after which a comment that ends there is marked."""
        cut = self._normal[place.run, (place.enfant, place.fin)]
        pieces = self._pieces[place.run]
        before = [piece for start, piece in pieces if start < cut]
        is_inside = any(start == cut for start, _ in pieces)
        return self._leave_control(before[-1] if is_inside else pieces[-1][1])

    def find_paragraph_child(self, element: etree._Element) -> etree._Element:
        """Climb out of links, insertions and controls: the reference of a comment is no part of them."""
        parent = element.getparent()
        while parent is not None and parent.tag != self._tags.paragraph:
            element, parent = parent, parent.getparent()
        return element

    def _normalise(self, run: etree._Element, cut: Cut) -> Cut:
        """Give one name to a place between two children: before the second."""
        rank, offset = cut
        child = _children(run)[rank]
        length = len(child.text or "") if child.tag == self._tags.text else 1
        return (rank + 1, 0) if offset >= length else cut

    def _split(self, run: etree._Element, cuts: list[Cut]) -> list[tuple[Cut, etree._Element]]:
        """Split a run at these cuts; return the pieces with the cut where each begins."""
        children = _children(run)
        first = next((k for k, child in enumerate(children) if child.tag != self._tags.run_properties), 0)
        # From the last cut to the first: what stands before keeps its rank and its length.
        tail = [
            (cut, self._cut_off(run, children, cut))
            for cut in reversed(cuts)
            if (first, 0) < cut < (len(children), 0)
        ]
        return [((-1, 0), run), *reversed(tail)]

    def _cut_off(self, run: etree._Element, children: list[etree._Element], cut: Cut) -> etree._Element:
        """Move what stands after the cut to a new run beside."""
        rank, offset = cut
        piece = _make_like(run)
        properties = run.find(self._tags.run_properties)
        if properties is not None:
            piece.append(copy.deepcopy(properties))
        child = children[rank]
        following = children[rank:]
        if offset:
            text = child.text or ""
            rest = _make_like(child)
            child.text, rest.text = text[:offset], text[offset:]
            child.set(_SPACE, "preserve")
            rest.set(_SPACE, "preserve")
            piece.append(rest)
            following = children[rank + 1 :]
        for element in following:
            if element.getparent() is run:
                piece.append(element)
        run.addnext(piece)
        return piece

    def _leave_control(self, element: etree._Element) -> etree._Element:
        """Return the control or the alternative around an element that must not be marked inside."""
        found = element
        current = element.getparent()
        while current is not None and current.tag != self._tags.paragraph:
            if current.tag == ALTERNATE or (current.tag == self._tags("sdt") and self._is_fixed(current)):
                found = current
            current = current.getparent()
        return found

    def _is_fixed(self, control: etree._Element) -> bool:
        properties = control.find(self._tags("sdtPr"))
        if properties is None:
            return False
        names = {child.tag.rpartition("}")[2] for child in properties if isinstance(child.tag, str)}
        return not names.isdisjoint({*_FIXED, "checkbox"})


def _make_like(element: etree._Element) -> etree._Element:
    """Return an empty element of the same name and attributes."""
    made = element.makeelement(element.tag)
    for key, value in element.attrib.items():
        made.set(key, value)
    return made


def _children(run: etree._Element) -> list[etree._Element]:
    return [child for child in run if isinstance(child.tag, str)]
