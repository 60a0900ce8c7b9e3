"""What stands around a surname: the words near enough to be given names, initials, particles."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from deliberia.masking.lexicon import CIVILITIES, PARTICLES, load_words
from deliberia.masking.page import Page

_LETTERS = re.compile(r"[a-z]+")
_GAP = re.compile(r"\.?[ \n]{0,3}[-.']?[ \n,]{0,3}\Z")
"""What may stand between two words of one name: spaces, a hyphen, the dot of an initial, a comma."""
_LOOSE_GAP = re.compile(r"[.)]{0,2}[ \n]{0,3}[-.'_;(]?[ \n,(_]{0,3}\Z")
"""The same between a surname and its given name, where tables put a stop and a bracket holds a particle."""
_PARTING = frozenset(",;(")
_MOST_BEFORE = 8
_MOST_AFTER = 4
_CAPITAL_PARTICLES = frozenset({"le", "la", "van", "von", "el", "di", "ben"})
_LONGEST_CUT = 4
_LONGEST_GAP = 5


class Word(NamedTuple):
    text: str
    start: int
    end: int


class Neighbour(NamedTuple):
    """A word beside a surname. `initial` is its text again when it looks like one or is cut: « cl. »."""

    place: int
    text: str
    initial: str


class Around(NamedTuple):
    """The neighbours of a surname that stands at the words `[first, last]`."""

    first: int
    last: int
    before: list[Neighbour]
    after: list[Neighbour]


class _Gap(IntEnum):
    WIDE = 0
    PARTED = 1
    """A comma, a semicolon, a bracket."""
    CLOSE = 2


def read_words(flat: str) -> list[Word]:
    return [Word(found[0], found.start(), found.end()) for found in _LETTERS.finditer(flat)]


def is_near(page: Page, one: Word, other: Word) -> bool:
    """Tell whether two words may be those of one name."""
    gap = other.start - one.end
    return gap <= 1 or (gap <= 4 and _is_gap(page.flat[one.end : other.start]))


@lru_cache(maxsize=1024)
def _is_gap(gap: str) -> bool:
    return _GAP.match(gap) is not None


@lru_cache(maxsize=1024)
def _read_gap(gap: str) -> _Gap:
    if _LOOSE_GAP.match(gap) is None:
        return _Gap.WIDE
    return _Gap.CLOSE if _PARTING.isdisjoint(gap) else _Gap.PARTED


def look_around(page: Page, words: list[Word], floor: int, first: int, last: int) -> Around:
    """Read the neighbours of a surname once, for all the people who bear it."""
    return Around(first, last, _look_before(page, words, floor, first), _look_after(page, words, last))


def _look_before(page: Page, words: list[Word], floor: int, first: int) -> list[Neighbour]:
    found: list[Neighbour] = []
    after = words[first]
    for place in range(first - 1, max(floor, first - _MOST_BEFORE) - 1, -1):
        word = words[place]
        if after.start - word.end > _LONGEST_GAP:
            break
        if _read_gap(page.flat[word.end : after.start]) is not _Gap.CLOSE:
            break
        found.append(Neighbour(place, word.text, _read_initial(page, word)))
        after = word
    return found


def _look_after(page: Page, words: list[Word], last: int) -> list[Neighbour]:
    found: list[Neighbour] = []
    is_within = False
    before = words[last]
    for place in range(last + 1, min(len(words), last + 1 + _MOST_AFTER)):
        word = words[place]
        if word.start - before.end > _LONGEST_GAP:
            break
        gap = page.flat[before.end : word.start]
        kind = _read_gap(gap)
        if kind is _Gap.WIDE:
            break
        before = word
        is_within = word.text in PARTICLES and (is_within or "(" in gap)
        if is_within:
            continue  # « Guennec (Le) Yves »
        if kind is _Gap.PARTED and _begins_another(page, words, place):
            break
        initial = "" if kind is _Gap.PARTED or "\n" in gap else _read_initial(page, word)
        found.append(Neighbour(place, word.text, initial))
    return found


def _begins_another(page: Page, words: list[Word], place: int) -> bool:
    """Tell whether the word after a comma begins the next name of a list: « Claire Vasseur, Paul Astruc »."""
    if place + 1 >= len(words):
        return False
    gap = page.flat[words[place].end : words[place + 1].start]
    return gap.strip(" -") == "" and page.plain[words[place + 1].start].isupper()


def _read_initial(page: Page, word: Word) -> str:
    """Return the text of a word that looks like an initial, « C. », « JY », or is cut: « Cl. »."""
    size = word.end - word.start
    if size > _LONGEST_CUT or not page.plain[word.start].isupper():
        return ""
    after = page.plain[word.end : word.end + 1]
    if not page.plain[word.end - 1].isupper():
        return f"{word.text}." if after == "." else ""
    return word.text if size <= 3 and after in {".", "-", " "} else ""


def take_particles(page: Page, words: list[Word], first: int, *, links: bool) -> int:
    """Take in the particles in capitals, « LE GOFF », and all of them after a civility.

    With `links`, « DE », « DU » in capitals too: the name has such a particle of its own.
    """
    reached = place = first
    while place and first - place < 4 and is_near(page, words[place - 1], words[place]):
        place -= 1
        word = words[place]
        if word.text in CIVILITIES:
            return place + 1
        if word.text not in PARTICLES:
            break
        is_taken = links or word.text in _CAPITAL_PARTICLES
        if is_taken and page.plain[word.start].isupper():
            reached = place
    return reached


def take_stranger(page: Page, words: list[Word], last: int) -> int:
    """Take in a given name of the list after a surname, where no other name begins: « Vasseur Mireille »."""
    place = last + 1
    if place >= len(words) or page.flat[words[last].end : words[place].start] != " ":
        return last
    word = words[place]
    if word.text not in load_words("prenoms") or word.text in load_words("mots"):
        return last
    is_capital = page.plain[word.start].isupper()
    return place if is_capital and not _begins_another(page, words, place) else last
