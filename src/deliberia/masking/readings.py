"""Who bears a surname met in a text: the people whose given names, initials or particles stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from deliberia.masking.lexicon import CIVILITIES, PARTICLES
from deliberia.masking.names import Name
from deliberia.masking.page import Page
from deliberia.masking.reach import Around, Word, take_particles, take_stranger


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """A name and what is looked for around its surname."""

    name: Name
    wanted: frozenset[str]
    initials: frozenset[str]

    @property
    def has_particles(self) -> bool:
        return len(self.name.whole) > len(self.name.surname)


class Group:
    """The people who share one form of a surname."""

    __slots__ = ("_by_sign", "people")

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_sign: dict[str, list[Person]] = {}

    def match(self, around: Around) -> list[Person]:
        """Return those that a word or an initial beside the surname can name."""
        if not self._by_sign:
            for person in self.people:
                for sign in (*person.wanted, *person.initials):
                    self._by_sign.setdefault(sign, []).append(person)
        found: dict[Person, None] = {}
        for neighbours in (around.before, around.after):
            for _, text, initial in neighbours:
                found.update(dict.fromkeys(self._by_sign.get(text, ())))
                if initial and initial != text:
                    found.update(dict.fromkeys(self._by_sign.get(initial, ())))
        return list(found)


class Reading(NamedTuple):
    """A name read at a place: the words `[first, last]`."""

    first: int
    last: int
    name: Name
    is_other: bool = False
    """A given name stands beside that is not the known person's: « Vasseur Mireille »."""


def make_person(name: Name) -> Person:
    """Give a name with what is looked for around its surname."""
    return Person(name, *_look_for(name.given))


@lru_cache(maxsize=8192)
def _look_for(given: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words, the initials and the words cut short that may stand beside a surname."""
    if not given:
        return frozenset(), frozenset()
    initials = {word[0] for word in given} | {"".join(word[0] for word in given)}
    cut = {f"{word[:size]}." for word in given for size in (2, 3, 4)}
    return frozenset({*given, "".join(given)}), frozenset((initials | cut) - {"m", "mm.", "mme."})


def read_group(page: Page, words: list[Word], around: Around, group: Group) -> list[Reading]:
    """Read who bears the surname: those whom a word beside it names, else all."""
    found = []
    for person in group.match(around):
        first, last = _extend(around, person)
        if (first, last) == (around.first, around.last):
            continue
        if first == around.first:
            first = take_particles(page, words, first, links=person.has_particles)
        found.append(Reading(first, last, person.name))
    if found:
        return found
    last = take_stranger(page, words, around.last)
    begins = {
        links: take_particles(page, words, around.first, links=links)
        for links in {person.has_particles for person in group.people}
    }
    is_other = last != around.last
    return [Reading(begins[person.has_particles], last, person.name, is_other) for person in group.people]


def _extend(around: Around, person: Person) -> tuple[int, int]:
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


def name_readings(words: list[Word], finalists: list[Reading]) -> tuple[str, str]:
    """Return the key and the gender of the person read."""
    civility = civility_before(words, finalists[0].first)
    told = CIVILITIES.get(civility, "")
    if finalists[0].is_other:
        stranger = " ".join(word.text for word in words[finalists[0].first : finalists[0].last + 1])
        return f"{told}? {stranger}", told
    person = _choose([one.name for one in finalists], civility)
    if person is not None and told and person.genre and told != person.genre:
        person = None  # « M. Vasseur » is not « Mme Claire Vasseur »
    key = person.key if person is not None else f"{told}| {' '.join(finalists[0].name.surname)}"
    return key, (person.genre if person is not None else "") or told


def civility_before(words: list[Word], first: int) -> str:
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
