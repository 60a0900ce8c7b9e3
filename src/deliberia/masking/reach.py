"""What stands around a surname: the words near enough to be given names, initials, particles."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_LINKS = frozenset({"de", "du", "des", "d", "l"})
_LONGEST_CUT = 4


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Around:
    """The neighbours of a surname that stands at the words `[first, last]`.

    A neighbour is its place, its text, and that text again when it looks like an initial or is cut: « cl. ».
    """

    first: int
    last: int
    before: list[tuple[int, str, str]]
    after: list[tuple[int, str, str]]
    signs: list[str]
    """Their texts and initials."""
    alone: int
    """Where the surname begins with its particles in capitals, « LE GOFF »."""
    whole: int
    """Where it begins with all of these, « DE » among them, when the name has some of its own."""
    stranger: int
    """Where it ends with a given name of the list beside it: « Vasseur Mireille »."""


def read_words(flat: str) -> list[Word]:
    return [Word(found[0], found.start(), found.end()) for found in _LETTERS.finditer(flat)]


def is_near(page: Page, one: Word, other: Word) -> bool:
    """Tell whether two words may be those of one name."""
    gap = other.start - one.end
    return gap <= 1 or (gap <= 4 and _GAP.match(page.flat[one.end : other.start]) is not None)


def look_around(page: Page, words: list[Word], floor: int, first: int, last: int) -> Around:
    """Read the neighbours of a surname once, for all the people who bear it."""
    before = _look_before(page, words, floor, first)
    after = _look_after(page, words, last)
    sides = (*before, *after)
    return Around(
        first=first,
        last=last,
        before=before,
        after=after,
        signs=[sign for _, text, initial in sides for sign in ((text, initial) if initial else (text,))],
        alone=_take_particles(page, words, first, _CAPITAL_PARTICLES),
        whole=_take_particles(page, words, first, _CAPITAL_PARTICLES | _LINKS),
        stranger=_take_stranger(page, words, last),
    )


def _look_before(page: Page, words: list[Word], floor: int, first: int) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    for place in range(first - 1, max(floor, first - _MOST_BEFORE) - 1, -1):
        word, gap = words[place], page.flat[words[place].end : words[place + 1].start]
        if len(gap) > 5 or not _LOOSE_GAP.match(gap) or not _PARTING.isdisjoint(gap):
            break
        found.append((place, word.text, _read_initial(page, word)))
    return found


def _look_after(page: Page, words: list[Word], last: int) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    is_within = False
    for place in range(last + 1, min(len(words), last + 1 + _MOST_AFTER)):
        word, gap = words[place], page.flat[words[place - 1].end : words[place].start]
        if len(gap) > 5 or not _LOOSE_GAP.match(gap):
            break
        is_parted = not _PARTING.isdisjoint(gap)
        is_within = word.text in PARTICLES and (is_within or "(" in gap)
        if is_within:
            continue  # « Guennec (Le) Yves »
        if is_parted and _begins_another(page, words, place):
            break
        initial = "" if is_parted or "\n" in gap else _read_initial(page, word)
        found.append((place, word.text, initial))
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


def _take_particles(page: Page, words: list[Word], first: int, particles: frozenset[str]) -> int:
    """Take in the particles in capitals, « LE GOFF », and all of them after a civility."""
    reached = place = first
    while place and first - place < 4 and is_near(page, words[place - 1], words[place]):
        place -= 1
        word = words[place]
        if word.text in CIVILITIES:
            return place + 1
        if word.text not in PARTICLES:
            break
        if page.plain[word.start].isupper() and word.text in particles:
            reached = place
    return reached


def _take_stranger(page: Page, words: list[Word], last: int) -> int:
    """Take in a given name of the list after a surname, where no other name begins."""
    place = last + 1
    if place >= len(words) or page.flat[words[last].end : words[place].start] != " ":
        return last
    word = words[place]
    if word.text not in load_words("prenoms") or word.text in load_words("mots"):
        return last
    is_capital = page.plain[word.start].isupper()
    return place if is_capital and not _begins_another(page, words, place) else last
