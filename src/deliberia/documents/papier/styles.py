"""Our styles in the user's file: found by name, else added on its own « Normal »."""

from __future__ import annotations

import copy
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from deliberia.documents.papier.noms import local, w
from deliberia.documents.readers.xml import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_LEFT_OUT = frozenset({"header", "annotation reference", "annotation text"})
"""Ours that no act on a letterhead uses."""
_FOOTER = ("footer", "Acte – pied de page")
"""The user's own footers keep their style: ours goes beside it."""
_OUTLINES = {"heading 1": "0", "heading 2": "1"}
_LINKS = ("basedOn", "next", "link")


def merge_styles(theirs: etree._Element | None, text_width: int) -> tuple[etree._Element, dict[str, str]]:
    """Put our styles into those of the file.

    Args:
        theirs: their `w:styles`, changed in place; None when the file has none.
        text_width: where the number of the page stops, in our footer.

    Returns:
        The styles, and for each of our ids the one that it bears there when it differs.
    """
    ours = copy.deepcopy(_load_ours())
    if theirs is None:
        theirs = ours.makeelement(ours.tag, {}, {"w": ours.nsmap["w"]})
        theirs.append(copy.deepcopy(ours[0]))
    _speak_french(theirs)
    ids = {style.get(w("styleId"), "") for style in theirs.iterfind(w("style"))}
    names = _index(theirs)
    renamed: dict[str, str] = {}
    added: list[etree._Element] = []
    for style in ours.iterfind(w("style")):
        mine = style.get(w("styleId"), "")
        found = _find(style, names)
        if found is not None:
            renamed[mine] = found.get(w("styleId"), "")
            _outline(found)
        elif _name(style) not in _LEFT_OUT:
            renamed[mine] = mine if mine not in ids else f"{mine}Deliberia"
            style.set(w("styleId"), renamed[mine])
            added.append(style)
    for style in added:
        _adapt(style, renamed, text_width)
        theirs.append(style)
    return theirs, {mine: other for mine, other in renamed.items() if mine != other}


@cache
def _load_ours() -> etree._Element:
    data = (files("deliberia.documents") / "parts" / "styles.xml").read_bytes()
    return parse_xml(data, place="styles.xml")


def _index(root: etree._Element) -> dict[tuple[str, str], etree._Element]:
    """Find the styles by type and name, and the default one of each type by type alone."""
    found: dict[tuple[str, str], etree._Element] = {}
    for style in root.iterfind(w("style")):
        kind = style.get(w("type"), "paragraph")
        if style.get(w("styleId")):
            found.setdefault((kind, _name(style).lower()), style)
            if style.get(w("default")) in {"1", "true", "on"}:
                found.setdefault((kind, ""), style)
    return found


def _find(style: etree._Element, names: dict[tuple[str, str], etree._Element]) -> etree._Element | None:
    kind = style.get(w("type"), "paragraph")
    if style.get(w("default")) and (kind, "") in names:
        return names[kind, ""]
    name = _name(style).lower()
    return None if name == _FOOTER[0] else names.get((kind, name))


def _name(style: etree._Element) -> str:
    element = style.find(w("name"))
    return "" if element is None else element.get(w("val"), "")


def _adapt(style: etree._Element, renamed: dict[str, str], text_width: int) -> None:
    """Tie one of our styles to those of the file."""
    for child in style:
        if local(child) in _LINKS:
            target = child.get(w("val"), "")
            child.set(w("val"), renamed.get(target, target))
    if _name(style) == _FOOTER[0]:
        style.set(w("customStyle"), "1")
        for element in style.iterfind(w("name")):
            element.set(w("val"), _FOOTER[1])
        for tab in style.iter(w("tab")):
            tab.set(w("pos"), str(text_width))


def _outline(style: etree._Element) -> None:
    """Give a heading the level that the file forgot: the tags of the PDF come from there."""
    level = _OUTLINES.get(_name(style).lower())
    if level is None or style.find(f"{w('pPr')}/{w('outlineLvl')}") is not None:
        return
    properties = style.find(w("pPr"))
    if properties is None:
        properties = style.makeelement(w("pPr"))
        run = style.find(w("rPr"))
        if run is None:
            style.append(properties)
        else:
            run.addprevious(properties)
    outline = properties.makeelement(w("outlineLvl"))
    outline.set(w("val"), level)
    properties.append(outline)


def _speak_french(root: etree._Element) -> None:
    """Say fr-FR where the language of the PDF is read, and let no style say another."""
    for lang in root.iter(w("lang")):
        if lang.get(w("val")) is not None:
            del lang.attrib[w("val")]
    defaults = _child(root, "docDefaults", first=True)
    properties = _child(_child(defaults, "rPrDefault", first=True), "rPr", first=True)
    _child(properties, "lang").set(w("val"), "fr-FR")


def _child(parent: etree._Element, name: str, *, first: bool = False) -> etree._Element:
    found = parent.find(w(name))
    if found is None:
        found = parent.makeelement(w(name))
        parent.insert(0, found) if first else parent.append(found)
    return found
