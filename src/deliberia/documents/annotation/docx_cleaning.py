"""What a copy of someone's DOCX never holds: macros, broken signatures, links that fetch when it is opened.

Hyperlinks stay: they wait for a click. A linked picture leaves an empty frame, a linked object its picture;
the template and the source of a mail merge are forgotten.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from deliberia.documents.annotation.docx_parts import PACKAGE, TYPES, Package
from deliberia.documents.readers.docx import relations_name

if TYPE_CHECKING:
    from lxml import etree

_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin", "attachedtoolbars.bin")
_MACRO_SORTES = frozenset(
    {"vbaProject", "wordVbaData", "vbaProjectSignature", "attachedToolbars", "keyMapCustomizations"}
)
_WHOLE = frozenset(
    {
        "attachedTemplate",
        "mailMerge",
        "subDoc",
        "sourceFileName",
        "externalData",
        "OLEObject",
        "saveThroughXslt",
    }
)
"""Elements that mean nothing without their target; others only lose the attribute."""
_RELATION_NAMESPACES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)


def clean(package: Package) -> None:
    """Take out of the package what a copy must not hold."""
    _drop_macros(package)
    _drop_signatures(package)
    for name in package.container.names:
        folder, base = posixpath.split(name)
        if posixpath.basename(folder) == "_rels" and base.endswith(".rels") and name not in package.dropped:
            part = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            if part in package.container:
                _drop_external(package, part)


def _drop_macros(package: Package) -> None:
    """Leave the macros out and declare an ordinary document."""
    for override in list(package.peek(TYPES)):
        if override.get("PartName", "").lstrip("/") != package.main_part:
            continue
        if override.get("ContentType") != _DOCUMENT_TYPE:
            package.load(TYPES)
            override.set("ContentType", _DOCUMENT_TYPE)
    names = [name for name in package.container.names if posixpath.basename(name).lower() in _MACRO_PARTS]
    relations = relations_name(package.main_part)
    if relations in package.container:
        for relation in list(package.peek(relations)):
            if relation.get("Type", "").rpartition("/")[2] in _MACRO_SORTES:
                package.load(relations).remove(relation)
                names.append(package.resolve(package.main_part, relation.get("Target", "")))
    for name in names:
        package.drop(name)


def _drop_signatures(package: Package) -> None:
    """A signature says that nothing changed: it would be shown as broken."""
    names = [name for name in package.container.names if name.startswith("_xmlsignatures/")]
    for name in names:
        package.drop(name)
    if names and "_rels/.rels" in package.container:
        root = package.load("_rels/.rels")
        for relation in list(root):
            if relation.get("Type", "").endswith("/digital-signature/origin"):
                root.remove(relation)


def _drop_external(package: Package, part: str) -> None:
    relations = relations_name(part)
    external = [
        relation
        for relation in package.peek(relations).iter(f"{{{PACKAGE}}}Relationship")
        if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")
    ]
    if not external:
        return
    root = package.load(relations)
    ids = {relation.get("Id") for relation in external}
    for relation in external:
        root.remove(relation)
    for element in list(package.load(part).iter()):
        keys = [
            key
            for key in element.attrib
            if str(key).startswith(_RELATION_NAMESPACES) and element.get(key) in ids
        ]
        for key in keys:
            del element.attrib[key]
        if keys:
            _drop_hollow(element)


def _drop_hollow(element: etree._Element) -> None:
    """Remove an element that has lost its meaning, or the one around it that has."""
    names = [element, *element.iterancestors()]
    hollow = next((item for item in names if str(item.tag).rpartition("}")[2] in _WHOLE), None)
    parent = None if hollow is None else hollow.getparent()
    if hollow is not None and parent is not None:
        parent.remove(hollow)
