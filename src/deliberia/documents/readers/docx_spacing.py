"""Which paragraphs of a DOCX stand apart from their neighbours: direct spacing, styles, defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents.readers.docx_tags import Tags, tags_for

if TYPE_CHECKING:
    from lxml import etree

GAP = 120
"""Twentieths of a point: from this space on, a reader sees two paragraphs apart."""
_MAX_DEPTH = 20
_HEADING_LEVELS = frozenset("012345678")


class _Spaces(NamedTuple):
    """Spaces around a paragraph in twentieths of a point; None where nothing is said."""

    before: int | None = None
    after: int | None = None
    is_contextual: bool | None = None
    """No space between paragraphs of the same style: a list."""
    is_heading: bool | None = None
    """Has an outline level: it stands apart from its text whatever the space."""


class Spacing:
    """Spaces that the styles of one file give to its paragraphs."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._resolved: dict[str, _Spaces] = {}
        self._elements: dict[str, etree._Element] = {}
        self._default_style = ""
        self._defaults = _Spaces(0, 0, False, False)
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

    def find_gaps(self, properties: etree._Element | None, tags: Tags) -> tuple[bool, bool]:
        """Tell from the properties of a paragraph whether the page shows a space before and after it."""
        named = properties.find(tags.style) if properties is not None else None
        style = self._resolve(named.get(tags.val, "") if named is not None else self._default_style, 0)
        has_more = properties is not None and len(properties) > (named is not None)
        spaces = _merge(_read(properties, tags), style) if has_more else style
        if spaces.is_heading:
            return True, True
        if spaces.is_contextual:
            return False, False
        return (spaces.before or 0) >= GAP, (spaces.after or 0) >= GAP

    def _resolve(self, identifier: str, depth: int) -> _Spaces:
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
            parent = self._resolve(based_on.get(tags("val"), ""), depth + 1)
        spaces = _merge(_read(style.find(tags("pPr")), tags), parent)
        self._resolved[identifier] = spaces
        return spaces


def _read(properties: etree._Element | None, tags: Tags) -> _Spaces:
    before = after = is_contextual = is_heading = None
    for child in properties if properties is not None else ():
        if child.tag == tags.spacing:
            before, after = _read_side(child, "before", tags), _read_side(child, "after", tags)
        elif child.tag == tags.contextual:
            is_contextual = child.get(tags.val, "1") not in {"0", "false", "off"}
        elif child.tag == tags.outline:
            is_heading = child.get(tags.val, "9") in _HEADING_LEVELS
    return _Spaces(before, after, is_contextual, is_heading)


def _read_side(spacing: etree._Element, side: str, tags: Tags) -> int | None:
    if spacing.get(tags(f"{side}Autospacing")) in {"1", "true", "on"}:
        return GAP
    value = spacing.get(tags(side), "")
    return int(value) if value.isdecimal() and len(value) < 6 else None


def _merge(own: _Spaces, inherited: _Spaces) -> _Spaces:
    return _Spaces(
        inherited.before if own.before is None else own.before,
        inherited.after if own.after is None else own.after,
        inherited.is_contextual if own.is_contextual is None else own.is_contextual,
        inherited.is_heading if own.is_heading is None else own.is_heading,
    )
