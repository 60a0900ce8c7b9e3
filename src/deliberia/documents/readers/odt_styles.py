"""Which paragraphs of an ODT stand apart from their neighbours: margins of their styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

GAP = 6.0
"""Points: from this space on, a reader sees two paragraphs apart."""
_MAX_DEPTH = 20
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)(cm|mm|in|pt|pc)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0}


class _Margins(NamedTuple):
    """Spaces in points; None where nothing is said."""

    top: float | None = None
    bottom: float | None = None
    is_contextual: bool | None = None


class OdtStyles:
    """Margins that the styles of one file give to its paragraphs."""

    def __init__(self, *roots: etree._Element) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, _Margins] = {}
        self._defaults = _Margins(0.0, 0.0, False)
        for root in roots:
            for style in root.iter(f"{_STYLE}style", f"{_STYLE}default-style"):
                if style.get(f"{_STYLE}family") != "paragraph":
                    continue
                if style.tag == f"{_STYLE}default-style":
                    self._defaults = _merge(_read(style), self._defaults)
                else:
                    self._elements[style.get(f"{_STYLE}name", "")] = style

    def find_gaps(self, name: str) -> tuple[bool, bool]:
        """Tell whether the page shows a space before and after a paragraph of that style."""
        margins = self._resolve(name, 0)
        if margins.is_contextual:
            return False, False
        return (margins.top or 0) >= GAP, (margins.bottom or 0) >= GAP

    def _resolve(self, name: str, depth: int) -> _Margins:
        found = self._resolved.get(name)
        if found is not None:
            return found
        style = self._elements.get(name)
        if style is None or depth > _MAX_DEPTH:  # a style that inherits from itself
            return self._defaults
        parent = style.get(f"{_STYLE}parent-style-name")
        inherited = self._resolve(parent, depth + 1) if parent else self._defaults
        self._resolved[name] = _merge(_read(style), inherited)
        return self._resolved[name]


def _read(style: etree._Element) -> _Margins:
    properties = style.find(f"{_STYLE}paragraph-properties")
    if properties is None:
        return _Margins()
    contextual = properties.get(f"{_STYLE}contextual-spacing")
    return _Margins(
        _measure(properties.get(f"{_FORMAT}margin-top", properties.get(f"{_FORMAT}margin", ""))),
        _measure(properties.get(f"{_FORMAT}margin-bottom", properties.get(f"{_FORMAT}margin", ""))),
        None if contextual is None else contextual == "true",
    )


def _measure(length: str) -> float | None:
    """Return a length in points; None for what is not a length."""
    match = _LENGTH.fullmatch(length)
    # Rounded: LibreOffice writes the six points of Word as 0.212cm.
    return round(float(match[1]) * _POINTS[match[2]], 1) if match else None


def _merge(own: _Margins, inherited: _Margins) -> _Margins:
    return _Margins(
        inherited.top if own.top is None else own.top,
        inherited.bottom if own.bottom is None else own.bottom,
        inherited.is_contextual if own.is_contextual is None else own.is_contextual,
    )
