"""Text of a page cut into regions: each character goes to its region, in the order of the file.

That order is right inside a column and inside the cells of a table; it is between columns that it fails.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from deliberia.documents.readers.pdf_layout import Box, Region

if TYPE_CHECKING:
    import pypdfium2 as pdfium

GAP = 1.45
"""Pitches of lines from which a blank line shows."""
_MARGIN = 2.0
_SAME_LINE = 4.0
"""Points: less parts a number from its superscript."""


def find_pitch(heights: Sequence[float]) -> float:
    """Return the usual step from a line to the next; 0 when there is none."""
    steps = [upper - lower for upper, lower in itertools.pairwise(heights) if upper - lower > _SAME_LINE]
    # The lower third: headings and lists stand further apart than the lines of one paragraph.
    return sorted(steps)[len(steps) // 3] if len(steps) > 3 else 0.0


def read_regions(textpage: pdfium.PdfTextPage, regions: Sequence[Region]) -> list[str]:
    """Return the text of each region."""
    import pypdfium2.raw as raw

    texts = [_RegionText(region) for region in regions]
    current = texts[0]
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage, index))
        if raw.FPDFText_IsGenerated(textpage, index) == 1 and raw.FPDFText_IsHyphen(textpage, index) != 1:
            current.pause(char)
            continue
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        if not current.holds(x.value, y.value):
            current.pause("\n")
            current = next((text for text in texts if text.holds(x.value, y.value)), current)
        current.add(char, y.value)
    return [text.render() for text in texts]


class _RegionText:
    """The text of one region, being gathered."""

    def __init__(self, region: Region) -> None:
        boxes = [box for line in region.lines for box in line]
        self._bounds = Box(
            min(box.left for box in boxes) - _MARGIN,
            min(box.bottom for box in boxes) - _MARGIN,
            max(box.right for box in boxes) + _MARGIN,
            max(box.top for box in boxes) + _MARGIN,
        )
        self._pitch = find_pitch([median(box.bottom for box in line) for line in region.lines])
        self._parts: list[str] = []
        self._pause = ""
        self._height: float | None = None

    def holds(self, x: float, y: float) -> bool:
        return self._bounds.left <= x <= self._bounds.right and self._bounds.bottom <= y <= self._bounds.top

    def pause(self, char: str) -> None:
        """Keep a space or a line end until the next character tells whether the line goes on."""
        self._pause = "\n" if char in "\r\n" or "\n" in self._pause else " "

    def add(self, char: str, height: float) -> None:
        if self._pause and self._height is not None:
            step = self._height - height
            if self._pause == "\n" and abs(step) > _SAME_LINE:
                self._parts.append("\n\n" if self._pitch and step > GAP * self._pitch else "\n")
            else:
                self._parts.append(" ")
        self._parts.append(char)
        self._pause, self._height = "", height

    def render(self) -> str:
        return "".join(self._parts)
