"""Electronic addresses, and the names that pages and networks hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_AT = re.compile(r"@|[ ]?[\[({][ ]?(?:at|arobase|arrobase|chez)[ ]?[\])}][ ]?|[ ](?:arobase|arrobase)[ ]")
_BEFORE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-+'%")
_AFTER = re.compile(
    r"[ ]?[a-z0-9_-]{1,63}(?:[ ]?(?:\.|[\[(]dot[\])]|[\[(]point[\])])[ ]?[a-z0-9_-]{1,63}){0,5}"
)
_LOOSE_BEFORE = re.compile(r"(?:^|[\s:;,(<])([a-z0-9_-]{2,40}\.) $")
_SPACED_AFTER = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}(?: ?\. ?(?:fr|com|org|net|eu)\b)?")
_MOST = 64


def find_addresses(page: Page) -> Iterator[Span]:
    """Find `name@domain`, also « name [at] domain » and a local part cut by a space after its dot."""
    flat = page.flat
    for found in _AT.finditer(flat):
        start = found.start()
        while start > 0 and found.start() - start < _MOST and flat[start - 1] in _BEFORE:
            start -= 1
        after = (_SPACED_AFTER if found[0] == "@" else _AFTER).match(flat, found.end())
        if start == found.start() and (after is None or found[0] != "@" or "." not in after[0]):
            continue  # « @mairie » names an account, not an address
        loose = _LOOSE_BEFORE.search(flat[max(0, start - 44) : start])
        if loose is not None:
            start -= len(loose[1]) + 1
        end = after.end() if after is not None else found.end()
        while end > found.end() and flat[end - 1] in ".-_ ":
            end -= 1
        while start < found.start() and flat[start] in ".'-":
            start += 1
        yield Span(start, end, Kind.COURRIEL)
