"""Names of the WordprocessingML elements that the reader knows, in both editions of the standard."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_TRANSPARENT = (
    "ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "sdt", "sdtContent", "dir", "bdo",
    "ruby", "rubyBase",
)  # fmt: skip
"""Wrappers whose text is part of the act."""
_REVISIONS = ("ins", "del", "moveFrom", "moveTo")


class Tags(NamedTuple):
    """Qualified names for one namespace."""

    namespace: str
    paragraph: str
    run: str
    table: str
    row: str
    cell: str
    text: str
    val: str
    properties: str
    """Of a paragraph."""
    run_properties: str
    vanish: str
    style: str
    spacing: str
    contextual: str
    outline: str
    numbering: str
    transparent: frozenset[str]
    revisions: frozenset[str]
    characters: dict[str, str]
    """Elements of a run that stand for one character."""
    notes: dict[str, str]
    """References to notes, with the kind of part that holds them."""
    box: str

    def __call__(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"


@cache
def tags_for(namespace: str) -> Tags:
    def qualify(name: str) -> str:
        return f"{{{namespace}}}{name}"

    characters = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
    return Tags(
        namespace=namespace,
        paragraph=qualify("p"),
        run=qualify("r"),
        table=qualify("tbl"),
        row=qualify("tr"),
        cell=qualify("tc"),
        text=qualify("t"),
        val=qualify("val"),
        properties=qualify("pPr"),
        run_properties=qualify("rPr"),
        vanish=qualify("vanish"),
        style=qualify("pStyle"),
        spacing=qualify("spacing"),
        contextual=qualify("contextualSpacing"),
        outline=qualify("outlineLvl"),
        numbering=qualify("numPr"),
        transparent=frozenset({*map(qualify, _TRANSPARENT), ALTERNATE, CHOICE}),
        revisions=frozenset(map(qualify, _REVISIONS)),
        characters={qualify(name): char for name, char in characters.items()},
        notes={qualify("footnoteReference"): "footnotes", qualify("endnoteReference"): "endnotes"},
        box=qualify("txbxContent"),
    )
