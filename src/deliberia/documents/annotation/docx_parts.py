"""The parts of a DOCX that annotating changes: loaded once, written back only when they were touched."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from deliberia.documents.readers.container import Container
from deliberia.documents.readers.docx import relations_name
from deliberia.documents.readers.docx_tags import STRICT, tags_for
from deliberia.documents.readers.xml import parse_xml

if TYPE_CHECKING:
    from lxml import etree

TYPES = "[Content_Types].xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Package:
    """Parts being changed, by name."""

    def __init__(self, container: Container, main_part: str) -> None:
        self.container = container
        self.main_part = main_part
        self.dropped: set[str] = set()
        self._roots: dict[str, etree._Element] = {}
        self._touched: set[str] = set()

    def load(self, name: str) -> etree._Element:
        """Return the root of a part that will be written back."""
        self._touched.add(name)
        return self.peek(name)

    def peek(self, name: str) -> etree._Element:
        """Return the root of a part only to read it."""
        if name not in self._roots:
            self._roots[name] = parse_xml(self.container.read(name), place=self.container.place)
        return self._roots[name]

    def drop(self, name: str) -> None:
        """Leave a part out, with its relations and its declaration."""
        self.dropped |= {name, relations_name(name)}
        for override in list(self.peek(TYPES)):
            if override.get("PartName", "").lstrip("/") == name:
                self.load(TYPES).remove(override)

    def find_part(self, sorte: str) -> str | None:
        """Return the part of that kind that the main part uses."""
        name = relations_name(self.main_part)
        if name not in self.container:
            return None
        for relation in self.peek(name):
            if (
                relation.get("Type", "").rpartition("/")[2] == sorte
                and relation.get("TargetMode") != "External"
            ):
                target = self.resolve(self.main_part, relation.get("Target", ""))
                if target in self.container:
                    return target
        return None

    @staticmethod
    def resolve(part: str, target: str) -> str:
        """Return the member that a relation of `part` points to."""
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")

    def load_comments(self) -> etree._Element:
        """Return the comments of the file, made empty when it has none."""
        existing = self.find_part("comments")
        if existing is not None:
            return self.load(existing)
        namespace = self.peek(self.main_part).tag[1:].partition("}")[0]
        folder = posixpath.dirname(self.main_part)
        names = (f"{folder}/comments{rank or ''}.xml" for rank in range(10_000))
        name = next(name for name in names if name not in self.container)
        main = self.peek(self.main_part)
        self._roots[name] = main.makeelement(f"{{{namespace}}}comments", {}, {"w": namespace})
        self._touched.add(name)
        self._relate(name, "comments", strict=namespace == STRICT)
        types = self.load(TYPES)
        override = types.makeelement(_like(types, "Override", _TYPES_NAMESPACE))
        override.set("PartName", f"/{name}")
        override.set("ContentType", _COMMENTS_TYPE)
        types.append(override)
        return self._roots[name]

    def _relate(self, name: str, sorte: str, *, strict: bool) -> None:
        part = relations_name(self.main_part)
        if part not in self.container:
            main = self.peek(self.main_part)
            self._roots[part] = main.makeelement(f"{{{PACKAGE}}}Relationships")
        root = self.load(part)
        used = {relation.get("Id") for relation in root}
        relation = root.makeelement(f"{{{PACKAGE}}}Relationship")
        relation.set("Id", next(key for rank in range(1, 100_000) if (key := f"rId{rank}") not in used))
        relation.set("Type", f"{_OFFICE_STRICT if strict else _OFFICE}/{sorte}")
        relation.set("Target", posixpath.basename(name))
        root.append(relation)

    def render(self) -> dict[str, bytes]:
        """Return the bytes of the parts that were touched."""
        from lxml import etree

        return {
            name: etree.tostring(self._roots[name], xml_declaration=True, encoding="UTF-8", standalone=True)
            for name in sorted(self._touched)
        }


def add_comment_styles(package: Package) -> tuple[str, str]:
    """Return the ids of the styles of a comment's mark and text; they are added when the file lacks them."""
    part = package.find_part("styles")
    if part is None:
        return "", ""
    root = package.peek(part)
    tags = tags_for(root.tag[1:].partition("}")[0])
    by_name: dict[str, str] = {}
    default, ids = "", set()
    for style in root.iterfind(tags("style")):
        named = style.find(tags("name"))
        identifier = style.get(tags("styleId"), "")
        ids.add(identifier)
        if named is not None:
            by_name[named.get(tags("val"), "").lower()] = identifier
        if style.get(tags("type")) == "paragraph" and style.get(tags("default")) in {"1", "true", "on"}:
            default = identifier
    found = []
    for name, wanted, kind, size in (
        ("annotation reference", "CommentReference", "character", "16"),
        ("annotation text", "CommentText", "paragraph", "20"),
    ):
        if name not in by_name:
            identifier = wanted if wanted not in ids else f"{wanted}Deliberia"
            by_name[name] = identifier
            based_on = default if kind == "paragraph" else ""
            package.load(part).append(_make_style(root, (identifier, name, kind), based_on, size))
        found.append(by_name[name])
    return found[0], found[1]


def _make_style(
    root: etree._Element, names: tuple[str, str, str], based_on: str, size: str
) -> etree._Element:
    tags = tags_for(root.tag[1:].partition("}")[0])
    identifier, name, kind = names
    style = root.makeelement(tags("style"))
    style.set(tags("type"), kind)
    style.set(tags("styleId"), identifier)
    rows = [("name", name), *([("basedOn", based_on)] if based_on else []), ("uiPriority", "99")]
    for key, value in rows:
        _add(style, tags(key)).set(tags("val"), value)
    _add(style, tags("unhideWhenUsed"))
    properties = _add(style, tags("rPr"))
    for key in ("sz", "szCs"):
        _add(properties, tags(key)).set(tags("val"), size)
    return style


def _add(parent: etree._Element, tag: str) -> etree._Element:
    child = parent.makeelement(tag)
    parent.append(child)
    return child


def _like(root: etree._Element, name: str, namespace: str) -> str:
    """Qualify a name as the root is: some files declare no namespace."""
    return f"{{{namespace}}}{name}" if root.tag.startswith("{") else name
