"""The two states of a letterhead, for a final act and for a PROJET: all packed but the act itself."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents.papier.noms import HEAD, OFFICE, PACKAGE, WML
from deliberia.documents.papier.parties import Kept, Parts, render_xml
from deliberia.documents.papier.section import Section
from deliberia.documents.readers.docx_tags import TRANSITIONAL
from deliberia.documents.readers.xml import parse_xml
from deliberia.documents.writers.docx_runs import escape_xml
from deliberia.documents.writers.docx_xml import HEADER_TEXT, Layout
from deliberia.documents.writers.package import Member, pack_member

if TYPE_CHECKING:
    from lxml import etree

FOOTER = "word/footer9.xml"
"""Our footer, in a paper that has none."""
_HEADER = "word/header9.xml"
_MARK = (
    f'<w:p xmlns:w="{TRANSITIONAL}"><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="right"/></w:pPr>'
    '<w:r><w:rPr><w:b/><w:bCs/><w:color w:val="9C1C1C"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
    f"<w:t>{HEADER_TEXT}</w:t></w:r></w:p>"
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DECLARED = (
    ("word/document.xml", f"{WML}.document.main+xml"),
    ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
)


class Face(NamedTuple):
    """The paper in one state."""

    members: tuple[Member, ...]
    layout: Layout


class Margin(NamedTuple):
    """A header or a footer of the paper."""

    kind: str
    """header, footer."""
    type: str
    """default, first, even."""
    name: str
    root: etree._Element
    relations: str
    """Its relationships, or nothing."""


def build_face(
    parts: Parts,
    section: Section,
    margins: Sequence[Margin],
    related: Sequence[tuple[str, str]],
    renamed: Mapping[str, str],
    *,
    opening: str = "",
    is_projet: bool,
) -> Face:
    """Pack what is the same in every act of one state.

    Args:
        parts: what was taken from the paper, margins apart.
        section: its page.
        margins: its headers and footers.
        related: kind and target of the relationships of the body, margins apart.
        renamed: ids of our styles that bear another id in the paper.
        opening: what stands in the body above each act.
        is_projet: write the word PROJET above the headers.
    """
    kept = [*parts.kept, *_iter_margin_parts(margins, is_projet=is_projet)]
    shown = [(one.kind, one.type, one.name) for one in margins]
    present = {(kind, variant) for kind, variant, _ in shown}
    declared = [*_DECLARED, *((one.name, one.content_type) for one in kept if one.content_type)]
    if is_projet and ("header", "default") not in present:
        shown.append(("header", "default", _HEADER))
        declared.append((_HEADER, f"{WML}.header+xml"))
        kept.append(Kept(_HEADER, f'{HEAD}<w:hdr xmlns:w="{TRANSITIONAL}">{_MARK}</w:hdr>'.encode(), ""))
    if ("footer", "default") not in present:
        shown.append(("footer", "default", FOOTER))
        declared.append((FOOTER, f"{WML}.footer+xml"))
    shown.sort(key=lambda one: one[0] != "header")
    references = "".join(
        f'<w:{kind}Reference w:type="{variant}" r:id="rId{len(related) + rank}"/>'
        for rank, (kind, variant, _) in enumerate(shown, 1)
    )
    rows = [*related, *((kind, name.removeprefix("word/")) for kind, _, name in shown)]
    kept += [
        Kept("word/_rels/document.xml.rels", _render_relations(rows), ""),
        Kept("[Content_Types].xml", _render_types(declared, parts.extensions), ""),
        *_load_common(),
    ]
    layout = Layout(f"<w:sectPr>{references}{section.body}</w:sectPr>", section.text_width, renamed, opening)
    return Face(tuple(pack_member(one.name, one.data, level=9) for one in kept), layout)


def _iter_margin_parts(margins: Sequence[Margin], *, is_projet: bool) -> Iterator[Kept]:
    for margin in margins:
        root = margin.root
        if is_projet and margin.kind == "header" and margin.type != "first":
            # The first page bears the mark in the body; the next ones have only their header.
            root = copy.deepcopy(root)
            root.insert(0, parse_xml(_MARK.encode(), place=HEADER_TEXT))
        yield Kept(margin.name, render_xml(root), f"{WML}.{margin.kind}+xml")
        if margin.relations:
            base = margin.name.removeprefix("word/")
            yield Kept(f"word/_rels/{base}.rels", margin.relations.encode(), "")


def _render_relations(rows: Sequence[tuple[str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="rId{rank}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for rank, (kind, target) in enumerate(rows, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'.encode()


def _render_types(declared: Sequence[tuple[str, str]], extensions: Mapping[str, str]) -> bytes:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **extensions,
    }
    inner = "".join(f'<Default Extension="{key}" ContentType="{kind}"/>' for key, kind in defaults.items())
    inner += "".join(
        f'<Override PartName="/{escape_xml(name)}" ContentType="{kind}"/>' for name, kind in declared
    )
    return f'{HEAD}<Types xmlns="{_TYPES}">{inner}</Types>'.encode()


def _load_common() -> list[Kept]:
    """Take our own parts that say what the file is: nothing of the paper's properties stays."""
    folder = files("deliberia.documents") / "parts"
    names = (("_rels/.rels", "rels.xml"), ("docProps/app.xml", "app.xml"))
    return [Kept(name, (folder / file).read_bytes(), "") for name, file in names]
