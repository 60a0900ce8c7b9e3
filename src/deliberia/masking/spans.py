"""Stretches to be masked, and how those that overlap share the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deliberia.masking.kinds import Kind


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` in the plain text holds an identifier.

    `key` says which one, so that two spellings share a pseudonym; empty: its own letters and figures.
    """

    start: int
    end: int
    kind: Kind
    key: str = ""
    genre: str = ""
    """« f », « m » or empty, when a civility tells it."""


def settle(spans: Iterable[Span], flat: str) -> list[Span]:
    """Return spans that do not overlap and cover every character the given ones cover.

    The longer wins; what sticks out of it keeps its own kind, without the spaces and stops at its ends.
    """
    settled: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not settled or span.start >= settled[-1].end:
            settled.append(span)
            continue
        if span.end > settled[-1].end:
            last = settled[-1].end
            start = next((i for i in range(last, span.end) if flat[i].isalnum()), None)
            if start is not None:
                settled.append(Span(start, span.end, span.kind, genre=span.genre))
    return settled
