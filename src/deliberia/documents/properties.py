"""The custom properties of a DOCX: what a program notes in the file itself, and Word shows in its details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from deliberia.documents.annotation.archive import rewrite
from deliberia.documents.readers.container import Container
from deliberia.documents.readers.xml import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_PART = "docProps/custom.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_KIND = f"{_OFFICE}/relationships/custom-properties"
_KINDS = frozenset(("custom-properties", "customProperties"))
"""Ends of the kind of relation: of usual files, and of those that Word calls strict."""
_CONTENT = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_VALUES = f"{_OFFICE}/docPropsVTypes"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The one `fmtid` of properties that a user defines, given by the standard."""
_LONGEST = 255
"""Characters of a name or of a value that Word shows whole."""
_OLD = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""Date of the member in the archive: the same properties give the same bytes."""


def read_properties(data: bytes, *, place: str = "") -> dict[str, str]:
    """Return the custom properties that are texts.

    Raises:
        DocumentError: it is not a DOCX that can be read.
    """
    container = Container(data, place=place)
    name = _find_part(container)
    if name is None:
        return {}
    return {
        one.get("name", ""): "".join(map(str, one.itertext()))
        for one in parse_xml(container.read(name), place=place)
        if one.get("name")
    }


def write_properties(data: bytes, values: Mapping[str, str], *, place: str = "") -> bytes:
    """Return the DOCX with these properties set; those of other names stay as they are.

    Raises:
        DocumentError: it is not a DOCX that can be read.
    """
    from lxml import etree

    container = Container(data, place=place)
    changes: dict[str, etree._Element] = {}
    name = _find_part(container)
    if name is None:
        name = _PART
        root = etree.fromstring(f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_VALUES}"/>')
        changes = _declare(container)
    else:
        root = parse_xml(container.read(name), place=place)
    _set(root, {_clean(key): _clean(value) for key, value in values.items()})
    changes[name] = root
    written = {
        part: etree.tostring(one, xml_declaration=True, encoding="UTF-8", standalone=True)
        for part, one in changes.items()
    }
    return rewrite(container, written, date=_OLD)


def _find_part(container: Container) -> str | None:
    for relation in parse_xml(container.read(_RELATIONS), place=container.place):
        if relation.get("Type", "").rpartition("/")[2] in _KINDS:
            target = relation.get("Target", "").lstrip("/")
            if target in container:
                return target
    return None


def _declare(container: Container) -> dict[str, etree._Element]:
    """Give the part its relation and its content type."""
    relations = parse_xml(container.read(_RELATIONS), place=container.place)
    used = {one.get("Id") for one in relations}
    relation = relations.makeelement(_like(relations, "Relationship"))
    relation.set("Id", next(key for rank in range(1, 100_000) if (key := f"rId{rank}") not in used))
    relation.set("Type", _KIND)
    relation.set("Target", _PART)
    relations.append(relation)
    types = parse_xml(container.read(_TYPES), place=container.place)
    for one in [one for one in types if one.get("PartName") == f"/{_PART}"]:
        types.remove(one)
    override = types.makeelement(_like(types, "Override"))
    override.set("PartName", f"/{_PART}")
    override.set("ContentType", _CONTENT)
    types.append(override)
    return {_RELATIONS: relations, _TYPES: types}


def _set(root: etree._Element, values: Mapping[str, str]) -> None:
    for one in [one for one in root if one.get("name") in values]:
        root.remove(one)
    types = f"{_STRICT}/docPropsVTypes" if _like(root, "").startswith(f"{{{_STRICT}") else _VALUES
    used = [int(pid) for one in root if (pid := one.get("pid", "")).isdecimal() and len(pid) < 10]
    for rank, (name, value) in enumerate(values.items(), max(used, default=1) + 1):
        one = root.makeelement(_like(root, "property"))
        one.set("fmtid", _FORMAT)
        one.set("pid", str(rank))
        one.set("name", name)
        text = one.makeelement(f"{{{types}}}lpwstr", None, {"vt": types})
        text.text = value
        one.append(text)
        root.append(one)


def _like(root: etree._Element, name: str) -> str:
    """Return the tag of that name in the namespace of the root: a file may be of the strict kind."""
    return f"{{{root.tag[1:].partition('}')[0]}}}{name}"


def _clean(text: str) -> str:
    shown = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return shown.encode("utf-8", "replace").decode()[:_LONGEST]
