"""Reading order of a page: columns and boxes in the margin are read apart, tables row by row.

A page gives boxes, one for each stretch of text. A gutter is a place that no box crosses on many lines in a
row, with text on both sides; a table has one too, so a gutter parts columns only when the lines on one side
are prose and no rule crosses it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

MIN_LINES = 6
"""Lines needed on each side of a gutter: fewer make a letterhead, which is read line by line."""
_MIN_GUTTER = 5.0
_EDGE = 3.0
_FILLED = 0.85
_APART = 1.8
_MIN_PROSE = 0.25
"""Part of the width of the text that a column of prose takes."""


class Box(NamedTuple):
    """A rectangle in points, from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float


Line = tuple[Box, ...]
"""Boxes at the same height, from left to right."""


class Page(NamedTuple):
    """What else tells a column from a table."""

    rules: Callable[[], Sequence[Box]]
    """Give the horizontal lines drawn on the page."""
    is_figure: Callable[[Box], bool]
    """Tell whether a stretch holds a number or an amount alone."""


class Region(NamedTuple):
    """A part of a page to be read as a whole, line by line."""

    lines: tuple[Line, ...]


def group_lines(boxes: Sequence[Box]) -> list[Line]:
    """Put boxes into lines, from top to bottom."""
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: -(box.top + box.bottom)):
        middle = (box.top + box.bottom) / 2
        if lines and lines[-1][0].bottom < middle < lines[-1][0].top:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [tuple(sorted(line)) for line in lines]


def find_regions(boxes: Sequence[Box], page: Page) -> list[Region]:
    """Cut a page into regions in reading order; a single one when it has no column."""
    lines = group_lines(boxes)
    cut = _find_columns(lines, page)
    if cut is None:
        return [Region(tuple(lines))] if lines else []
    first, last, x = cut
    middle = [box for line in lines[first:last] for box in line]
    # A column may hold columns: three of them are found one after the other.
    return [
        *([Region(tuple(lines[:first]))] if first else []),
        *find_regions([box for box in middle if box.left < x - _EDGE], page),
        *find_regions([box for box in middle if box.left >= x - _EDGE], page),
        *find_regions([box for line in lines[last:] for box in line], page),
    ]


def _find_columns(lines: Sequence[Line], page: Page) -> tuple[int, int, float] | None:
    """Return the longest gutter that parts columns: lines `[first, last)` and its right edge."""
    best: tuple[int, int, float] | None = None
    for x in _iter_candidates(lines):
        for run in _iter_runs(lines, x):
            first, last = _trim(lines, *run, x)
            if best is not None and last - first <= best[1] - best[0]:
                continue
            if _is_gutter(lines[first:last], x, page):
                best = (first, last, x)
    return best


def _iter_candidates(lines: Sequence[Line]) -> Iterator[float]:
    """Yield left edges shared by many lines and standing inside the page."""
    if len(lines) < MIN_LINES:
        return
    edges = sorted(box.left for line in lines for box in line)
    margin = edges[0]
    x = margin
    for edge in edges:
        if edge < x + _EDGE or edge < margin + 30:
            continue
        x = edge
        if bisect_left(edges, edge + _EDGE) - bisect_left(edges, edge) >= MIN_LINES:
            yield edge


def _iter_runs(lines: Sequence[Line], x: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines that leave the strip before `x` free."""
    first: int | None = None
    for index, line in enumerate(lines):
        is_free = all(box.right <= x - _MIN_GUTTER or box.left >= x - _EDGE for box in line)
        if is_free and first is None:
            first = index
        elif not is_free and first is not None:
            yield first, index
            first = None
    if first is not None:
        yield first, len(lines)


def _trim(lines: Sequence[Line], first: int, last: int, x: float) -> tuple[int, int]:
    """Leave out the headings and page numbers that stand alone and apart, above and below the columns."""
    steps = [upper[0].bottom - lower[0].bottom for upper, lower in itertools.pairwise(lines[first:last])]
    limit = _APART * median(steps) if steps else 0.0

    def is_alone(index: int) -> bool:
        return (lines[index][0].left < x - _EDGE) == (lines[index][-1].left < x - _EDGE)

    start, end = first, last
    for index in range(first, last - 1):
        if not is_alone(index):
            break
        if steps[index - first] > limit:
            start = index + 1
    for index in range(last - 1, start, -1):
        if not is_alone(index):
            break
        if steps[index - 1 - first] > limit:
            end = index
    return start, end


def _is_gutter(lines: Sequence[Line], x: float, page: Page) -> bool:
    left = [box for line in lines for box in line[:1] if box.left < x - _EDGE]
    right = [box for line in lines for box in line[-1:] if box.left >= x - _EDGE]
    if len(left) < MIN_LINES or len(right) < MIN_LINES:
        return False
    both = (*left, *right)
    width = max(box.right for box in both) - min(box.left for box in both)
    if not (_is_prose(left, width) or _is_prose(right, width)) or _are_rows(lines, x):
        return False
    if any(sum(map(page.is_figure, side)) * 2 > len(side) for side in (left, right)):
        return False
    bottom, top = min(box.bottom for box in both), max(box.top for box in both)
    crossing = {
        round(rule.bottom / 2)
        for rule in page.rules()
        if bottom < rule.bottom < top and rule.left < x - _MIN_GUTTER < rule.right
    }
    return len(crossing) < 2


def _is_prose(side: Sequence[Box], width: float) -> bool:
    """Tell lines that fill a column from labels and figures."""
    left, right = min(box.left for box in side), max(box.right for box in side)
    if right - left < _MIN_PROSE * width:
        return False
    filled = sum(box.right - left > _FILLED * (right - left) for box in side)
    return filled * 2 >= len(side)


def _are_rows(lines: Sequence[Line], x: float) -> bool:
    """Tell rows of a table without rules: most have both sides, and stand apart."""
    both = sum(line[0].left < x - _EDGE <= line[-1].left for line in lines)
    if both * 3 < len(lines) * 2:
        return False
    heights = [box.top - box.bottom for line in lines for box in line]
    steps = [upper[0].bottom - lower[0].bottom for upper, lower in itertools.pairwise(lines)]
    return median(steps) > 1.9 * median(heights)
