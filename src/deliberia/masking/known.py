"""Find known names wherever they stand: one pass over the words, whatever the number of names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from deliberia.masking.forms import SAINTS, Form, list_forms
from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import CIVILITIES, PARTICLES, load_words
from deliberia.masking.names import Name, is_same_given
from deliberia.masking.page import Page
from deliberia.masking.person import is_facility
from deliberia.masking.reach import (
    Around,
    Word,
    is_near,
    look_around,
    read_words,
    take_particles,
    take_stranger,
)
from deliberia.masking.spans import Span

_LETTERS = re.compile(r"[a-z]+")
_PLACES = frozenset(
    {"commune", "ville", "mairie", "village", "bourg", "territoire", "municipal", "hameau", "communal"}
)


@dataclass(frozen=True, slots=True, eq=False)
class _Person:
    """A name and what is looked for around its surname."""

    name: Name
    wanted: frozenset[str]
    initials: frozenset[str]

    @property
    def has_particles(self) -> bool:
        return len(self.name.whole) > len(self.name.surname)


class _Group:
    """The people who share one form of a surname."""

    __slots__ = ("_by_sign", "people")

    def __init__(self) -> None:
        self.people: list[_Person] = []
        self._by_sign: dict[str, list[_Person]] = {}

    def match(self, around: Around) -> list[_Person]:
        """Return those that a word or an initial beside the surname can name."""
        if not self._by_sign:
            for person in self.people:
                for sign in (*person.wanted, *person.initials):
                    self._by_sign.setdefault(sign, []).append(person)
        found: dict[_Person, None] = {}
        for neighbours in (around.before, around.after):
            for _, text, initial in neighbours:
                found.update(dict.fromkeys(self._by_sign.get(text, ())))
                if initial and initial != text:
                    found.update(dict.fromkeys(self._by_sign.get(initial, ())))
        return list(found)


class _Reading(NamedTuple):
    """A name read at a place: the words `[first, last]`."""

    first: int
    last: int
    name: Name
    is_other: bool = False
    """A given name stands beside that is not the known person's: « Vasseur Mireille »."""


class Index:
    """The surnames of the known people, by their first word, and their given names."""

    def __init__(self, names: Iterable[Name], *, commune: str = "") -> None:
        self._by_word: dict[str, dict[Form, _Group]] = {}
        self._keys: dict[str, str | None] = {}
        self._givens: dict[str, dict[tuple[str, ...], list[Name]]] = {}
        self._words: frozenset[str] | None = None
        self._commune = tuple(_LETTERS.findall(Page(commune).flat))
        for name in dict.fromkeys(names):
            person = _Person(name, *_look_for(name.given))
            for form in list_forms(name):
                groups = self._by_word.setdefault(form.words[0], {})
                group = groups.get(form)
                if group is None:
                    group = groups[form] = _Group()
                group.people.append(person)
            if name.is_known and name.given and len(name.given[0]) > 2:
                self._givens.setdefault(name.given[0], {}).setdefault(name.given, []).append(name)
        for word, groups in self._by_word.items():
            if len(groups) > 1:
                self._by_word[word] = dict(sorted(groups.items(), key=lambda pair: -len(pair[0].words)))

    def find_key(self, name: Name) -> str | None:
        """Return the key of the one known person that this name can be; None when none or several."""
        if name.key not in self._keys:
            group = self._by_word.get(name.surname[0], {}).get(Form(name.surname))
            keys = {
                other.name.key
                for other in (group.people if group is not None else ())
                if all(any(is_same_given(word, mine) for mine in other.name.given) for word in name.given)
            }
            self._keys[name.key] = keys.pop() if len(keys) == 1 else None
        return self._keys[name.key]

    def has_word(self, word: str) -> bool:
        """Tell whether a word is of a name of the list."""
        if self._words is None:
            self._words = frozenset(
                word
                for forms in self._by_word.values()
                for group in forms.values()
                for person in group.people
                for word in (*person.name.whole, *person.name.given)
            )
        return word in self._words

    def __bool__(self) -> bool:
        return bool(self._by_word)

    def find(
        self, page: Page, *, words: list[Word] | None = None, done: Collection[Span] = ()
    ) -> Iterator[Span]:
        """Find the known people in reading order, with their given names when these stand beside.

        Args:
            page: where.
            words: those of the page, when they are read already.
            done: what is found already: no name is looked for from a word inside.
        """
        if not self._by_word:
            return
        words = read_words(page.flat) if words is None else words
        starts, ends = _merge_bounds(done)
        found: list[Span] = []
        given: Span | None = None
        place = floor = 0
        while place < len(words):
            text = words[place].text
            forms = self._by_word.get(text)
            if (forms or text in self._givens) and starts and _is_inside(words[place].start, starts, ends):
                place += 1
                continue
            match = self._match(page, words, (floor, place), forms) if forms else None
            if match is not None:
                span, place = match
                floor = place
                if given is not None and given.start >= span.start:
                    found.pop()  # « Claire Vasseur » is one name
                given = None
                found.append(span)
            elif text in self._givens and (match := self._match_given(page, words, place)) is not None:
                given, place = match
                found.append(given)
            else:
                place += 1
        yield from found

    def _match(
        self, page: Page, words: list[Word], bounds: tuple[int, int], forms: dict[Form, _Group]
    ) -> tuple[Span, int] | None:
        floor, place = bounds
        reach = size = -1
        finalists: list[_Reading] = []
        for form, group in forms.items():
            last = place + len(form.words) - 1
            if last - place < size or not _stands(page, words, place, form):
                continue  # « Le Goff » is read before « Le »
            for reading in _read(page, words, look_around(page, words, floor, place, last), group):
                width = reading.last - reading.first
                if width > reach:
                    reach, size, finalists = width, last - place, []
                if width == reach:
                    finalists.append(reading)
        if not finalists:
            return None
        if reach == size and not self._may_stand_alone(page, words, place, place + size, finalists):
            return None
        first, last = finalists[0].first, finalists[0].last
        key, genre = _name_it(words, finalists)
        span = Span(words[first].start, words[last].end, Kind.PERSONNE, key, genre)
        return span, max(last, place + size) + 1

    def _may_stand_alone(
        self, page: Page, words: list[Word], place: int, last: int, finalists: list[_Reading]
    ) -> bool:
        """Tell whether a surname without given name is the person and not a word, a saint or the commune."""
        before = words[place - 1].text if place else ""
        if before in CIVILITIES and is_near(page, words[place - 1], words[place]):
            return True
        if before in SAINTS and words[place].start - words[place - 1].end <= 2:
            return False
        if self._is_commune(words, place, last):
            return False
        is_capital = page.plain[words[place].start].isupper()
        if not any(one.name.is_known for one in finalists):
            return is_capital
        ordinary = load_words("mots")
        return is_capital or any(word.text not in ordinary for word in words[place : last + 1])

    def _is_commune(self, words: list[Word], place: int, last: int) -> bool:
        """Tell whether the words are the commune's name, after « commune de », « mairie de »…"""
        size = len(self._commune)
        for start in range(max(0, last - size + 1), place + 1):
            if size and tuple(word.text for word in words[start : start + size]) == self._commune:
                before = [word.text for word in words[max(0, start - 3) : start]]
                return any(word in _PLACES for word in before)
        return False

    def _match_given(self, page: Page, words: list[Word], place: int) -> tuple[Span, int] | None:
        """Find a given name alone, with its capital: « Jean-Yves rappelle », « Claire V. »."""
        word = words[place]
        if not page.plain[word.start].isupper():
            return None
        if word.text in load_words("prenoms_mots") and _begins_sentence(page.plain, word.start):
            return None
        if place and words[place - 1].text in SAINTS | _PLACES:
            return None
        for given, names in sorted(self._givens[word.text].items(), key=lambda pair: -len(pair[0])):
            last = place + len(given) - 1
            if not _stands(page, words, place, Form(given)) or is_facility(page.flat, word.start):
                continue
            following = words[last + 1] if last + 1 < len(words) else None
            if following is not None and page.flat[words[last].end : following.start] == "-":
                continue  # « Jean-Baptiste » is not « Jean »
            if following is not None and _is_initial_of(page, following, words[last], names):
                last += 1
            keys = {name.key for name in names}
            key = keys.pop() if len(keys) == 1 else f"{' '.join(given)} |"
            genre = names[0].genre if len(names) == 1 else ""
            return Span(word.start, words[last].end, Kind.PERSONNE, key, genre), last + 1
        return None


@lru_cache(maxsize=16)
def load_index(names: tuple[Name, ...], commune: str) -> Index:
    """Return the index of a list of known names, the same for all the passages of a dossier."""
    return Index(names, commune=commune)


def _merge_bounds(spans: Collection[Span]) -> tuple[list[int], list[int]]:
    """Give the starts and the ends of spans, those that overlap made one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _is_inside(place: int, starts: list[int], ends: list[int]) -> bool:
    index = bisect_right(starts, place) - 1
    return index >= 0 and place < ends[index]


@lru_cache(maxsize=8192)
def _look_for(given: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words, the initials and the words cut short that may stand beside a surname."""
    if not given:
        return frozenset(), frozenset()
    initials = {word[0] for word in given} | {"".join(word[0] for word in given)}
    cut = {f"{word[:size]}." for word in given for size in (2, 3, 4)}
    return frozenset({*given, "".join(given)}), frozenset((initials | cut) - {"m", "mm.", "mme."})


def _stands(page: Page, words: list[Word], place: int, form: Form) -> bool:
    """Tell whether the words of a form, whose first stands at a place, stand there side by side."""
    size = len(form.words)
    if size == 1:
        return True
    if place + size > len(words) or any(words[place + i].text != form.words[i] for i in range(1, size)):
        return False
    if form.is_parted and not page.plain[words[place + 1].start].isupper():
        return False
    return all(is_near(page, words[i], words[i + 1]) for i in range(place, place + size - 1))


def _begins_sentence(plain: str, place: int) -> bool:
    before = plain[max(0, place - 6) : place].rstrip(" \"'(-*")
    return not before or before[-1] in ".!?;:\n"


def _is_initial_of(page: Page, word: Word, before: Word, names: list[Name]) -> bool:
    if word.end - word.start > 1 or page.flat[before.end : word.start] != " ":
        return False
    if not page.plain[word.start].isupper() or page.plain[word.end : word.end + 1] != ".":
        return False
    return any(name.surname[0][0] == word.text for name in names)


def _read(page: Page, words: list[Word], around: Around, group: _Group) -> list[_Reading]:
    """Read who bears the surname: those whom a word beside it names, else all."""
    found = []
    for person in group.match(around):
        first, last = _extend(around, person)
        if (first, last) == (around.first, around.last):
            continue
        if first == around.first:
            first = take_particles(page, words, first, links=person.has_particles)
        found.append(_Reading(first, last, person.name))
    if found:
        return found
    last = take_stranger(page, words, around.last)
    begins = {
        links: take_particles(page, words, around.first, links=links)
        for links in {person.has_particles for person in group.people}
    }
    is_other = last != around.last
    return [_Reading(begins[person.has_particles], last, person.name, is_other) for person in group.people]


def _extend(around: Around, person: _Person) -> tuple[int, int]:
    """Take in the given names and particles that stand before or after the surname."""
    first, last = around.first, around.last
    for index, text, initial in around.before:
        if text in person.wanted or initial in person.initials:
            first = index
        elif text not in PARTICLES:
            break
    for index, text, initial in around.after:
        if text not in person.wanted and initial not in person.initials:
            break
        last = index
    return first, last


def _name_it(words: list[Word], finalists: list[_Reading]) -> tuple[str, str]:
    """Return the key and the gender of the person read."""
    civility = _civility_before(words, finalists[0].first)
    told = CIVILITIES.get(civility, "")
    if finalists[0].is_other:
        stranger = " ".join(word.text for word in words[finalists[0].first : finalists[0].last + 1])
        return f"{told}? {stranger}", told
    person = _choose([one.name for one in finalists], civility)
    if person is not None and told and person.genre and told != person.genre:
        person = None  # « M. Vasseur » is not « Mme Claire Vasseur »
    key = person.key if person is not None else f"{told}| {' '.join(finalists[0].name.surname)}"
    return key, (person.genre if person is not None else "") or told


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
