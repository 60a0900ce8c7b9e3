"""What the styles of a DOCX give to a paragraph: spaces around it, outline level, automatic number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents.readers.docx_tags import Tags, tags_for

if TYPE_CHECKING:
    from lxml import etree

GAP = 120
"""Twentieths of a point: from this space on, a reader sees two paragraphs apart."""
_MAX_DEPTH = 20
_HEADING_LEVELS = frozenset("012345678")


class Format(NamedTuple):
    """What is said of a paragraph; None where nothing is said. Spaces are in twentieths of a point."""

    before: int | None = None
    after: int | None = None
    is_contextual: bool | None = None
    """No space between paragraphs of the same style: a list."""
    is_heading: bool | None = None
    """Has an outline level: it stands apart from its text whatever the space."""
    numbering: str | None = None
    """Id of its list; « 0 » takes the number of the style away."""
    level: int | None = None

    @property
    def gaps(self) -> tuple[bool, bool]:
        """Tell whether the page shows a space before and after the paragraph."""
        if self.is_heading:
            return True, True
        if self.is_contextual:
            return False, False
        return (self.before or 0) >= GAP, (self.after or 0) >= GAP


class Styles:
    """Formats that the styles of one file give to its paragraphs."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._resolved: dict[str, Format] = {}
        self._elements: dict[str, etree._Element] = {}
        self._default_style = ""
        self._defaults = Format(0, 0, False, False)
        if styles is None:
            return
        tags = tags_for(styles.tag[1:].partition("}")[0])
        for style in styles.iterfind(tags("style")):
            if style.get(tags("type")) == "paragraph":
                identifier = style.get(tags("styleId"), "")
                self._elements[identifier] = style
                if style.get(tags("default")) in {"1", "true", "on"}:
                    self._default_style = identifier
        properties = styles.find(f"{tags('docDefaults')}/{tags('pPrDefault')}/{tags('pPr')}")
        self._defaults = _merge(_read(properties, tags), self._defaults)

    def find_format(self, properties: etree._Element | None, tags: Tags) -> Format:
        """Return the whole format of a paragraph from its properties."""
        named = properties.find(tags.style) if properties is not None else None
        style = self._resolve(named.get(tags.val, "") if named is not None else self._default_style, 0)
        has_more = properties is not None and len(properties) > (named is not None)
        return _merge(_read(properties, tags), style) if has_more else style

    def _resolve(self, identifier: str, depth: int) -> Format:
        found = self._resolved.get(identifier)
        if found is not None:
            return found
        style = self._elements.get(identifier)
        if style is None or depth > _MAX_DEPTH:  # a style based on itself
            return self._defaults
        tags = tags_for(style.tag[1:].partition("}")[0])
        based_on = style.find(tags("basedOn"))
        parent = self._defaults
        if based_on is not None:
            parent = self._resolve(based_on.get(tags.val, ""), depth + 1)
        merged = _merge(_read(style.find(tags.properties), tags), parent)
        self._resolved[identifier] = merged
        return merged


def _read(properties: etree._Element | None, tags: Tags) -> Format:
    before = after = is_contextual = is_heading = numbering = level = None
    for child in properties if properties is not None else ():
        if child.tag == tags.spacing:
            before, after = _read_side(child, "before", tags), _read_side(child, "after", tags)
        elif child.tag == tags.contextual:
            is_contextual = child.get(tags.val, "1") not in {"0", "false", "off"}
        elif child.tag == tags.outline:
            is_heading = child.get(tags.val, "9") in _HEADING_LEVELS
        elif child.tag == tags.numbering:
            numbering = _value(child, "numId", tags)
            depth = _value(child, "ilvl", tags)
            level = int(depth) if depth in _HEADING_LEVELS else None
    return Format(before, after, is_contextual, is_heading, numbering, level)


def _value(parent: etree._Element, name: str, tags: Tags) -> str | None:
    child = parent.find(tags(name))
    return None if child is None else child.get(tags.val)


def _read_side(spacing: etree._Element, side: str, tags: Tags) -> int | None:
    if spacing.get(tags(f"{side}Autospacing")) in {"1", "true", "on"}:
        return GAP
    value = spacing.get(tags(side), "")
    return int(value) if value.isdecimal() and len(value) < 6 else None


def _merge(own: Format, inherited: Format) -> Format:
    return Format(
        inherited.before if own.before is None else own.before,
        inherited.after if own.after is None else own.after,
        inherited.is_contextual if own.is_contextual is None else own.is_contextual,
        inherited.is_heading if own.is_heading is None else own.is_heading,
        inherited.numbering if own.numbering is None else own.numbering,
        inherited.level if own.level is None else own.level,
    )
