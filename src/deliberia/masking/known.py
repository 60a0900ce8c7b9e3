"""Find known names wherever they stand: one pass over the words, whatever the number of names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from deliberia.masking.forms import SAINTS, Form, list_forms
from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import CIVILITIES, PARTICLES, is_ordinary, load_words
from deliberia.masking.names import Name, is_same_given
from deliberia.masking.page import Page
from deliberia.masking.person import is_facility
from deliberia.masking.reach import (
    Word,
    is_near,
    look_around,
    read_words,
)
from deliberia.masking.readings import Group, Reading, make_person, name_readings, read_group
from deliberia.masking.spans import Span

_LETTERS = re.compile(r"[a-z]+")
_PLACES = frozenset(
    {"commune", "ville", "mairie", "village", "bourg", "territoire", "municipal", "hameau", "communal"}
)


_ARTICLES = frozenset({"le", "la", "l", "du", "au", "un", "une", "ce", "cette"})
"""What no surname follows, but for those that begin by it."""


class Index:
    """The surnames of the known people, by their first word, and their given names."""

    def __init__(self, names: Iterable[Name], *, commune: str = "") -> None:
        self._by_word: dict[str, dict[Form, Group]] = {}
        self._keys: dict[str, str | None] = {}
        self._givens: dict[str, dict[tuple[str, ...], list[Name]]] = {}
        self._words: frozenset[str] | None = None
        self._commune = tuple(_LETTERS.findall(Page(commune).flat))
        for name in dict.fromkeys(names):
            person = make_person(name)
            for form in list_forms(name):
                groups = self._by_word.setdefault(form.words[0], {})
                group = groups.get(form)
                if group is None:
                    group = groups[form] = Group()
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
        self, page: Page, words: list[Word], bounds: tuple[int, int], forms: dict[Form, Group]
    ) -> tuple[Span, int] | None:
        floor, place = bounds
        reach = size = -1
        is_parted = False
        finalists: list[Reading] = []
        for form, group in forms.items():
            last = place + len(form.words) - 1
            if last - place < size or not _stands(page, words, place, form):
                continue  # « Le Goff » is read before « Le »
            for reading in read_group(page, words, look_around(page, words, floor, place, last), group):
                width = reading.last - reading.first
                if width > reach:
                    reach, size, finalists, is_parted = width, last - place, [], True
                if width == reach:
                    finalists.append(reading)
                    is_parted = is_parted and form.is_parted
        if not finalists:
            return None
        first, last = finalists[0].first, finalists[0].last
        if last == place + size and all(word.text in PARTICLES for word in words[first:place]):
            if is_parted and _is_of_acts(words, place + 1, place + size):
                return None  # « le Maire », « la Ville » are not « Lemaire », « Laville »
            if not self._may_stand_alone(page, words, place, place + size, finalists):
                return None
        key, genre = name_readings(words, finalists)
        span = Span(words[first].start, words[last].end, Kind.PERSONNE, key, genre)
        return span, max(last, place + size) + 1

    def _may_stand_alone(
        self, page: Page, words: list[Word], place: int, last: int, finalists: list[Reading]
    ) -> bool:
        """Tell whether a surname without given name is the person and not a word, a saint or the commune."""
        before = words[place - 1].text if place else ""
        if before in CIVILITIES and is_near(page, words[place - 1], words[place]):
            return True
        if before in SAINTS and words[place].start - words[place - 1].end <= 2:
            return False
        if self._is_commune(words, place, last):
            return False
        if (
            before in _ARTICLES
            and _is_of_acts(words, place, last)
            and all(before not in one.name.whole for one in finalists)
        ):
            return False  # « le Bureau », « la Commune »
        is_capital = page.plain[words[place].start].isupper()
        if not any(one.name.is_known for one in finalists):
            return is_capital
        return is_capital or not all(is_ordinary(word.text) for word in words[place : last + 1])

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


def _is_of_acts(words: list[Word], place: int, last: int) -> bool:
    """Tell whether words are all of the language of acts, where they bear a capital too: « le Conseil »."""
    return all(word.text in load_words("arrets") for word in words[place : last + 1])


def _begins_sentence(plain: str, place: int) -> bool:
    before = plain[max(0, place - 6) : place].rstrip(" \"'(-*")
    return not before or before[-1] in ".!?;:\n"


def _is_initial_of(page: Page, word: Word, before: Word, names: list[Name]) -> bool:
    if word.end - word.start > 1 or page.flat[before.end : word.start] != " ":
        return False
    if not page.plain[word.start].isupper() or page.plain[word.end : word.end + 1] != ".":
        return False
    return any(name.surname[0][0] == word.text for name in names)
