"""Stretches to be masked, and how those that overlap share the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from deliberia.masking.kinds import Kind

_LONGEST_WORD = 60
_DECIMALS = re.compile(r"[.,]\d{1,9}(?![\w])")


class Span(NamedTuple):
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
    whole = (_take_whole_words(span, flat) for span in spans)
    for span in sorted(whole, key=lambda one: (one.start, -one.end)):
        last = settled[-1] if settled else None
        if last is None or span.start > last.end:
            settled.append(span)
            continue
        if span.end <= last.end:
            continue
        start = next((i for i in range(last.end, span.end) if flat[i].isalnum()), None)
        if start is None:
            continue
        if start == last.end:  # two pseudonyms never touch
            settled[-1] = last._replace(end=span.end, key="")
        elif start == span.start:
            settled.append(span)
        else:
            settled.append(Span(start, span.end, span.kind, genre=span.genre))
    return settled


def _take_whole_words(span: Span, flat: str) -> Span:
    """Widen a span that begins or ends inside a word, so that its pseudonym stands alone."""
    start, end = span.start, span.end
    while end - start > 1 and end < len(flat) and flat[end].isalnum() and not flat[end - 1].isalnum():
        end -= 1
    while end - start > 1 and start > 0 and flat[start - 1].isalnum() and not flat[start].isalnum():
        start += 1
    while (
        start > 0
        and span.start - start < _LONGEST_WORD
        and flat[start - 1].isalnum()
        and flat[start].isalnum()
    ):
        start -= 1
    while (
        end < len(flat) and end - span.end < _LONGEST_WORD and flat[end].isalnum() and flat[end - 1].isalnum()
    ):
        end += 1
    decimals = _DECIMALS.match(flat, end) if flat[end - 1].isdigit() else None
    if decimals is not None:
        end = decimals.end()  # a sum is masked whole or not at all
    return span if (start, end) == (span.start, span.end) else span._replace(start=start, end=end)
