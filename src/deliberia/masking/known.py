"""Find known names wherever they stand: one pass over the words, whatever the number of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import CIVILITIES, PARTICLES, load_words
from deliberia.masking.names import Name, is_same_given
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_LETTERS = re.compile(r"[a-z]+")
_GAP = re.compile(r"\.?[ \n]{0,3}[-.']?[ \n,]{0,3}\Z")
"""What may stand between two words of one name: spaces, a hyphen, the dot of an initial, a comma."""
_MOST_BEFORE = 8
_SHORTEST_GLUED = 4
_SAINTS = frozenset({"saint", "sainte", "st", "ste"})
_PLACES = frozenset(
    {"commune", "ville", "mairie", "village", "bourg", "territoire", "municipal", "hameau", "communal"}
)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int


class Index:
    """The surnames of the known people, by their first word."""

    def __init__(self, names: Iterable[Name], *, commune: str = "") -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        self._commune = tuple(_LETTERS.findall(Page(commune).flat))
        for name in dict.fromkeys(names):
            for form in (*_surname_forms(name.surname), *_glued_forms(name)):
                self._by_word.setdefault(form[0], []).append((form, name))
        for forms in self._by_word.values():
            forms.sort(key=lambda pair: -len(pair[0]))

    def find_key(self, name: Name) -> str | None:
        """Return the key of the one known person that this name can be; None when none or several."""
        keys = {
            other.key
            for form, other in self._by_word.get(name.surname[0], ())
            if form == name.surname
            and all(any(is_same_given(word, mine) for mine in other.given) for word in name.given)
        }
        return keys.pop() if len(keys) == 1 else None

    def __bool__(self) -> bool:
        return bool(self._by_word)

    def find(self, page: Page) -> Iterator[Span]:
        """Find the known people in reading order, with their given names when these stand beside."""
        words = [Word(found[0], found.start(), found.end()) for found in _LETTERS.finditer(page.flat)]
        ordinary = load_words("mots")
        place = floor = 0
        while place < len(words):
            candidates = self._by_word.get(words[place].text)
            match = self._match(page, words, (floor, place), candidates, ordinary) if candidates else None
            if match is None:
                place += 1
                continue
            span, place = match
            floor = place
            yield span

    def _match(
        self,
        page: Page,
        words: list[Word],
        bounds: tuple[int, int],
        candidates: list[tuple[tuple[str, ...], Name]],
        ordinary: frozenset[str],
    ) -> tuple[Span, int] | None:
        floor, place = bounds
        best: list[tuple[int, int, int, Name]] = []
        for form, name in candidates:
            last = place + len(form) - 1
            if last >= len(words) or any(words[place + i].text != word for i, word in enumerate(form)):
                continue
            if any(not _is_near(page, words[i], words[i + 1]) for i in range(place, last)):
                continue
            first, end = _extend(page, words, (floor, place, last), name.given)
            best.append((end - first, last - place, first, name))
        if not best:
            return None
        reach = max(width for width, _, _, _ in best)
        finalists = [one for one in best if one[0] == reach]
        size, first = finalists[0][1], finalists[0][2]
        alone = reach == size
        if alone and not self._may_stand_alone(page, words, place, place + size, ordinary, finalists):
            return None
        civility = _civility_before(words, first)
        person = _choose([one[3] for one in finalists], civility)
        start, end = words[first].start, words[first + reach].end
        told = CIVILITIES.get(civility, "")
        if person is not None and told and person.genre and told != person.genre:
            person = None  # « M. Vasseur » is not « Mme Claire Vasseur »
        key = person.key if person is not None else f"{told}| {' '.join(finalists[0][3].surname)}"
        genre = (person.genre if person is not None else "") or told
        return Span(start, end, Kind.PERSONNE, key, genre), max(first + reach, place + size) + 1

    def _may_stand_alone(
        self,
        page: Page,
        words: list[Word],
        place: int,
        last: int,
        ordinary: frozenset[str],
        finalists: list[tuple[int, int, int, Name]],
    ) -> bool:
        """Tell whether a surname without given name is the person and not a word, a saint or the commune."""
        before = words[place - 1].text if place else ""
        if before in CIVILITIES and _is_near(page, words[place - 1], words[place]):
            return True
        if before in _SAINTS and words[place].start - words[place - 1].end <= 2:
            return False
        if self._is_commune(words, place, last):
            return False
        is_capital = page.plain[words[place].start].isupper()
        known = any(one[3].is_known for one in finalists)
        if not known:
            return is_capital
        return is_capital or any(word.text not in ordinary for word in words[place : last + 1])

    def _is_commune(self, words: list[Word], place: int, last: int) -> bool:
        """Tell whether the words are the commune's name, after « commune de », « mairie de »…"""
        size = len(self._commune)
        for start in range(max(0, last - size + 1), place + 1):
            if size and tuple(word.text for word in words[start : start + size]) == self._commune:
                before = [word.text for word in words[max(0, start - 3) : start]]
                return any(word in _PLACES for word in before)
        return False


def _surname_forms(surname: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the surname as written, joined where a hyphen was lost, and each long word of a double name."""
    seen = {surname, ("".join(surname),)}
    if len(surname) > 1:
        seen |= {(word,) for word in surname if len(word) > 3 and word not in _SAINTS | load_words("mots")}
    yield from sorted(seen)


def _glued_forms(name: Name) -> Iterator[tuple[str, ...]]:
    """Give the name written without spaces, as pages and networks do, and the surname with a plural."""
    surname, given = "".join(name.surname), "".join(name.given)
    if not name.is_known or len(surname) < _SHORTEST_GLUED:
        return
    if not surname.endswith("s") and surname not in load_words("mots"):
        yield (f"{surname}s",)
    if given:
        yield from ((f"{given}{surname}",), (f"{surname}{given}",), (f"{given[0]}{surname}",))


def _is_near(page: Page, one: Word, other: Word) -> bool:
    return other.start - one.end <= 4 and _GAP.match(page.flat[one.end : other.start]) is not None


def _extend(
    page: Page, words: list[Word], bounds: tuple[int, int, int], given: tuple[str, ...]
) -> tuple[int, int]:
    """Take in the given names and particles that stand before or after the surname."""
    floor, first, last = bounds
    wanted = set(given) | {"".join(given)} if given else set()
    initials = {word[0] for word in given} | {"".join(word[0] for word in given)}
    reached = first
    place = first - 1
    while place >= floor and first - place <= _MOST_BEFORE and _is_near(page, words[place], words[place + 1]):
        text = words[place].text
        if "," in page.flat[words[place].end : words[place + 1].start]:
            break
        if text in wanted or _is_initial(page, words[place], initials):
            reached = place
        elif text not in PARTICLES:
            break
        place -= 1
    if reached == first:
        reached = _take_particles(page, words, first)
    return reached, _extend_after(page, words, last, wanted, initials)


def _extend_after(page: Page, words: list[Word], last: int, wanted: set[str], initials: set[str]) -> int:
    """Take in the given names that follow: « Vasseur Claire », « Vasseur, Claire », « Vasseur C. »."""
    end = last
    place = last + 1
    while place < len(words) and place - last <= 4 and _is_near(page, words[place - 1], words[place]):
        gap = page.flat[words[place - 1].end : words[place].start]
        if "," in gap and _begins_another(page, words, place):
            break
        is_initial = _is_initial(page, words[place], initials) and "," not in gap and "\n" not in gap
        if words[place].text not in wanted and not is_initial:
            break
        end = place
        place += 1
    return end


def _begins_another(page: Page, words: list[Word], place: int) -> bool:
    """Tell whether the word after a comma begins the next name of a list: « Claire Vasseur, Paul Astruc »."""
    if place + 1 >= len(words):
        return False
    gap = page.flat[words[place].end : words[place + 1].start]
    return gap.strip(" -") == "" and page.plain[words[place + 1].start].isupper()


def _take_particles(page: Page, words: list[Word], first: int) -> int:
    """Take in the particles of « M. de la Tour » and those in capitals: « LE GOFF »."""
    reached = place = first
    while place and first - place < 4 and _is_near(page, words[place - 1], words[place]):
        place -= 1
        if words[place].text in CIVILITIES:
            return place + 1
        if words[place].text not in PARTICLES:
            break
        if page.plain[words[place].start].isupper() and words[place].text in {
            "le",
            "la",
            "van",
            "von",
            "el",
            "di",
            "ben",
        }:
            reached = place
    return reached


def _is_initial(page: Page, word: Word, initials: set[str]) -> bool:
    if (
        word.text == "m"
        or word.text not in initials
        or word.end - word.start > 3
        or not page.plain[word.start].isupper()
    ):
        return False
    return page.plain[word.end : word.end + 1] in {".", "-", " "} and page.plain[word.end - 1].isupper()


def _civility_before(words: list[Word], first: int) -> str:
    for word in reversed(words[max(0, first - 2) : first]):
        if word.text in CIVILITIES:
            return word.text
        if word.text not in PARTICLES:
            return ""
    return ""


def _choose(names: list[Name], civility: str) -> Name | None:
    """Choose among people of one surname by the civility; None when it does not tell."""
    if len({name.key for name in names}) == 1:
        return names[0]
    genre = CIVILITIES.get(civility, "")
    agreeing = {name.key: name for name in names if genre and name.genre == genre}
    return next(iter(agreeing.values())) if len(agreeing) == 1 else None
