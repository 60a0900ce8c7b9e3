"""Names of several words known as they are: companies met once, organisations that the user lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from deliberia.masking.companies import strip_form
from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import CIVILITIES, PARTICLES, load_words
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_WORD = re.compile(r"[a-z0-9]+")
_NEAR = re.compile(r"[ \n'\".&,-]{1,4}\Z")
_TERRITORY = re.compile(
    r"\b(?:(?:ville|commune|agglomeration|metropole|mairie|communaute|region|departement|canton|gare|maire|centre|"
    r"plaine|vallee|pays|forum|radio)s?[ \n](?:de[ \n]|d'|du[ \n])?|en[ ])(?P<n>[a-z]{2,40})"
)
_SHORTEST = 4
_MOST_WORDS_OF_A_PERSON = 5


@lru_cache(maxsize=4096)
def is_organisation(written: str) -> bool:
    """Tell whether a known name is an organisation's: a legal form, an article, words in small letters."""
    page = Page(written)
    if strip_form(page.plain) != page.plain.strip():
        return True
    words = re.findall(r"[A-Za-z]+", page.plain)
    if not words or words[0].lower() in CIVILITIES:
        return False
    if len(words) > _MOST_WORDS_OF_A_PERSON or words[0].lower() in {
        "les",
        "association",
        "comite",
        "amicale",
        "club",
    }:
        return True
    return any(word.islower() and word not in PARTICLES for word in words) and any(
        word[0].isupper() for word in words
    )


class Phrases:
    """Sequences of words to find again, by their first word."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], bool]]] = {}

    def add(self, flat: str, *, anywhere: bool) -> None:
        """Add a name. `anywhere`: also in small letters."""
        words = tuple(_WORD.findall(flat))
        if words and sum(map(len, words)) >= _SHORTEST:
            forms = self._by_word.setdefault(words[0], [])
            if (words, anywhere) not in forms:
                forms.append((words, anywhere))
                forms.sort(key=lambda form: -len(form[0]))

    def find(self, page: Page) -> Iterator[Span]:
        """Find them in reading order. The key is that of a company found after its form."""
        if not self._by_word:
            return
        words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(page.flat)]
        place = 0
        while place < len(words):
            size = self._match(page, words, place) if words[place][0] in self._by_word else 0
            if size:
                yield Span(words[place][1], words[place + size - 1][2], Kind.SOCIETE)
            place += size or 1

    def _match(self, page: Page, words: list[tuple[str, int, int]], place: int) -> int:
        for form, anywhere in self._by_word[words[place][0]]:
            last = place + len(form)
            if tuple(word for word, _, _ in words[place:last]) != form:
                continue
            if not anywhere and not page.plain[words[place][1]].isupper():
                continue
            if all(_NEAR.match(page.flat[words[i][2] : words[i + 1][1]]) for i in range(place, last - 1)):
                return len(form)
        return 0


def learn_companies(page: Page, found: Iterable[Span], small: set[str]) -> Phrases:
    """Remember the companies met after a form, to find them where nothing announces them.

    A name whose every word is also written in small letters is only words.
    """
    phrases = Phrases()
    stops = load_words("arrets") | load_words("publics")
    for span in found:
        flat = page.flat[span.start : span.end]
        words = [word for word in _WORD.findall(flat) if word not in PARTICLES]
        if all(word in small or word in stops or word.isdigit() or len(word) < _SHORTEST for word in words):
            continue
        if len(words) > 1 or words[0] not in list_territories(page.flat):
            phrases.add(flat, anywhere=False)
    return phrases


@lru_cache(maxsize=2)
def list_territories(flat: str) -> frozenset[str]:
    """Return the words that the text puts after « ville de », « commune de »: places, also alone."""
    return frozenset(found["n"] for found in _TERRITORY.finditer(flat))
