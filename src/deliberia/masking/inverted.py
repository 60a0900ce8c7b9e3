"""The surname before the given name: « Abeille Ludivine », « Pradal, Augustin, conseiller »."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import is_of_language, load_words
from deliberia.masking.page import Page
from deliberia.masking.person import PARTICLE
from deliberia.masking.spans import Span

_SMALL_SURNAME_BEFORE = re.compile(
    r"(?:[a-z]{2}[ ]|[:;,(][ ]?|\A|\n)(?P<n>[A-Z][a-z]{2,30}(?:-[A-Z][a-z]{2,30})?)[ ]\Z"
)
_GIVEN_AFTER = re.compile(r",[ ](?P<g>[A-Z][a-z]{1,20}(?:-[A-Z][a-z]{1,20})?)(?=[ ]?(?:[,;(\n]|\Z))")
_SURNAME_FIRST = re.compile(
    rf"(?:\A|[;:(\n][ ]?)(?P<s>(?:{PARTICLE}){{0,2}}[A-Z][A-Za-z'-]{{1,30}})\Z",
)
_LONGEST_SURNAME = 44
"""« Pradal, Augustin, conseiller »."""


_NAME_AND_INITIAL = r"[A-Z][A-Z'-]{2,30}[ ][A-Z]\.(?:-?[A-Z]\.)?"
_CAPITAL_INITIAL = re.compile(r"[A-Z][ ][A-Z]\.")
_CAPITAL_NAME = re.compile(_NAME_AND_INITIAL)
_CAPITALS = re.compile(
    rf"(?<![\w'-]){_NAME_AND_INITIAL}(?:(?:(?:,|[ ][;/])[ ]|[ ]et[ ]){_NAME_AND_INITIAL}){{1,40}}|"
    rf"(?<![\w'-]){_NAME_AND_INITIAL}"
    r"(?=[ ](?:a|ont|vote|votent|donne|est|sera|s'|se|propose|demande)(?![a-z]))"
)


def read_small_surname(page: Page, given: re.Match[str], base: int) -> Span | None:
    """Read « Abeille Ludivine »: one word with a capital, of no list of words, before a given name."""
    if page.plain[given.end() : given.end() + 2].strip(" -").isupper():
        return None
    back = _SMALL_SURNAME_BEFORE.search(page.plain[base : given.start()])
    if back is None or back["n"].lower() in load_words("prenoms"):
        return None
    if given[0].lower() in load_words("prenoms_mots") | load_words("mots"):
        return None
    if is_of_language(back["n"].lower()):
        return None
    return Span(base + back.start("n"), given.end(), Kind.PERSONNE)


def find_capitals(page: Page) -> Iterator[Span]:
    """Find « NAUTON C. et DELORME A. ont voté », where a list or a verb tells that they are people."""
    if _CAPITAL_INITIAL.search(page.plain) is None:
        return
    stops = load_words("arrets") | load_words("lieux") | load_words("generiques")
    for found in _CAPITALS.finditer(page.plain):
        for one in _CAPITAL_NAME.finditer(page.plain, found.start(), found.end()):
            if stops.isdisjoint(re.findall(r"[a-z]{2,}", one[0].lower())):
                yield Span(one.start(), one.end(), Kind.PERSONNE)


def find_inverted(page: Page, is_given_name: Callable[[str], bool]) -> Iterator[Span]:
    """Find « Pradal, Augustin, conseiller » at the start of a line or of an item."""
    stops = load_words("arrets")
    for found in _GIVEN_AFTER.finditer(page.plain):
        if not is_given_name(found["g"]):
            continue
        base = max(0, found.start() - _LONGEST_SURNAME)
        back = _SURNAME_FIRST.search(page.plain[base : found.start()])
        if back is None or (back.start() == 0 < base and back["s"] == back[0]):
            continue
        surname = back["s"].lower()
        if surname not in stops and surname.split("-")[0] not in load_words("prenoms"):
            yield Span(base + back.start("s"), found.end("g"), Kind.PERSONNE)
