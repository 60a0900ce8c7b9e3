"""Electronic addresses, and the names that pages and networks hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_AT = re.compile(r"@|[ ]?[\[({<][ ]?(?:at|a|arobase|arrobase|chez)[ ]?[\])}>][ ]?|[ ](?:arobase|arrobase)[ ]")
_WORD_AT = re.compile(r"[ ]at[ ]")
"""« at » alone is a word: an address only when the domain is spelled out too."""
_BEFORE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-+'%")
_LABEL = r"[a-z0-9_-]{1,63}"
_SPELLED_DOT = r"(?:[ ]?[\[({][ ]?(?:dot|point)[ ]?[\])}][ ]?|[ ](?:dot|point)[ ])"
_DOMAIN = re.compile(rf"[ \n]{{0,3}}{_LABEL}(?:(?:\.|{_SPELLED_DOT}){_LABEL}){{0,5}}")
_SPACED_END = re.compile(
    r"[ ]?[.,][ ]?(?:fr|com|org|net|eu|info|bzh|gouv|edu|be|ch|lu|de|it|es|uk)(?![a-z0-9])"
)
"""What may follow a domain that spaces cut, « gmail . com », or a comma typed for the stop."""
_SPELLED = re.compile(rf"{_LABEL}(?:(?:\.|{_SPELLED_DOT}){_LABEL}){{1,4}}")
_NAME_ONLY = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{0,4}}")
_LABEL_ONLY = re.compile(rf"[ \n]{{0,3}}{_LABEL}\Z")
_LOOSE_BEFORE = re.compile(r"(?:^|[\s:;,(<])([a-z0-9_-]{2,40}\.) $")
_SPACED_BEFORE = re.compile(r"(?:^|[\s:;,(<])(?P<n>[a-z0-9._%+-]{1,63})[ ]{1,2}\Z")
_SPELLED_BEFORE = re.compile(
    r"(?:(?:^|(?<=[\s:;,(<]))[a-z0-9_-]{1,40}[ ](?:dot|point|tiret)[ ]){1,4}[a-z0-9_-]{1,40}\Z"
)
_SPELLED_SIGNS = (" dot ", " point ", " tiret ")
_MOST = 64


def find_addresses(page: Page) -> Iterator[Span]:
    """Find `name@domain`, « name [at] domain », « name @ domain », and those that spaces or a line cut."""
    flat = page.flat
    last: Span | None = None
    for found in _AT.finditer(flat):
        span = _read_address(flat, found)
        if span is None:
            continue
        if last is not None and span.start > last.end:
            yield last
            last = span
        else:  # « a@b@c »
            last = span if last is None else Span(last.start, max(last.end, span.end), Kind.COURRIEL)
    if last is not None:
        yield last
    for found in _WORD_AT.finditer(flat):
        domain = _SPELLED.match(flat, found.end())
        if domain is not None:
            start = _read_local(flat, found.start())
            if start < found.start():
                yield Span(start, _trim(flat, found.end(), domain.end()), Kind.COURRIEL)


def _read_address(flat: str, at: re.Match[str]) -> Span | None:
    domain = _DOMAIN.match(flat, at.end())
    start = _read_local(flat, at.start())
    spaced = _SPACED_END.match(flat, domain.end()) if domain is not None else None
    if domain is None or (spaced is None and _LABEL_ONLY.match(domain[0])):
        if start == at.start():
            return None  # « @mairie » names an account, not an address
        name = _NAME_ONLY.match(flat, at.end())
        return Span(start, _trim(flat, at.end(), name.end() if name else at.end()), Kind.COURRIEL)
    end = _trim(flat, at.end(), spaced.end() if spaced is not None else domain.end())
    if start == at.start():
        before = _SPACED_BEFORE.search(flat[max(0, start - _MOST - 2) : start])
        start -= len(before[0]) - before.start("n") + before.start() if before is not None else 0
    return Span(start, end, Kind.COURRIEL)


def _read_local(flat: str, end: int) -> int:
    """Return where the part before the sign begins."""
    start = end
    while start > 0 and end - start < _MOST and flat[start - 1] in _BEFORE:
        start -= 1
    window = flat[max(0, end - 2 * _MOST) : end]
    if any(sign in window for sign in _SPELLED_SIGNS) and (spelled := _SPELLED_BEFORE.search(window)):
        start = min(start, end - len(spelled[0]))
    if flat[max(0, start - 2) : start] == ". ":
        loose = _LOOSE_BEFORE.search(flat[max(0, start - 44) : start])
        start -= len(loose[1]) + 1 if loose is not None else 0
    while start < end and flat[start] in ".'-":
        start += 1
    return start


def _trim(flat: str, least: int, end: int) -> int:
    while end > least and flat[end - 1] in ".-_ ":
        end -= 1
    return end
