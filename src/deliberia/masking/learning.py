"""Learn the names that a text announces, to find them again where nothing announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.known import Index
from deliberia.masking.lexicon import CIVILITIES, load_words
from deliberia.masking.names import Name, is_same_given, read_name
from deliberia.masking.page import Page
from deliberia.masking.phrases import list_territories
from deliberia.masking.spans import Span

_CONTINUES = re.compile(r"[ \n]{0,3}[-'(]?[ \n]{0,3}(?P<word>[A-Z][A-Za-z]{0,40})|-")
_BEFORE = re.compile(r"(?<![A-Za-z])(?P<word>[A-Z][A-Za-z]{0,20})[ '-]\Z")


def learn_names(page: Page, announced: list[Span], names: list[Name], small: set[str]) -> list[Name]:
    """Read the names that the text announces, to find them again where nothing announces them.

    A lone surname that the text also writes in small letters is a word: it is masked where announced only.
    """
    stops = load_words("arrets")
    learned: list[Name] = []
    read: set[str] = set()
    for span in announced:
        written = page.plain[span.start : span.end]
        if written in read:
            continue
        read.add(written)
        name = read_name(written, is_known=False)
        if name is None or any(word in stops for word in name.surname):
            continue
        if any(word in small or len(word) < 3 for word in name.surname):
            continue
        if not name.given and " ".join(name.surname) in list_territories(page.flat):
            continue
        learned.append(Name(name.given, name.surname, span.genre or name.genre, is_known=False))
    return _merge(learned, names)


def _merge(learned: list[Name], names: list[Name]) -> list[Name]:
    """Keep one name for « Mme Dubreuil » and « Rosalie Dubreuil », when only one person bears the surname."""
    by_surname: dict[tuple[str, ...], list[Name]] = {}
    for name in names:
        by_surname.setdefault(name.surname, []).append(name)
    kept: list[Name] = []
    for name in sorted(learned, key=lambda one: -len(one.given)):
        same = by_surname.setdefault(name.surname, [])
        if any(_is_same(name, other) for other in same):
            continue
        same.append(name)
        kept.append(name)
    return kept


def _is_same(name: Name, other: Name) -> bool:
    if not name.given:
        return True
    return all(any(is_same_given(word, mine) for mine in other.given) for word in name.given)


def name_announced(
    page: Page, announced: list[Span], indexes: tuple[Index, Index]
) -> Iterator[tuple[Span, bool]]:
    """Give each announced name the key of the person it is, and tell whether nothing more is to be found.

    That is so when it names one person, known or not, and no other word of a name follows.
    """
    known, learned = indexes
    for span in announced:
        name = read_name(page.plain[span.start : span.end], is_known=False)
        if name is None:
            yield Span(span.start, span.end, span.kind, "", span.genre), False
            continue
        mine = known.find_key(name)
        key = mine or learned.find_key(name) or name.key
        is_whole = (mine is not None or bool(name.given)) and not (
            _goes_on(page, span.end, known) or _is_preceded(page, span.start)
        )
        yield Span(span.start, span.end, span.kind, key, span.genre), is_whole


def _goes_on(page: Page, place: int, known: Index) -> bool:
    """Tell whether a word follows that may be of the same name; on another line, one of a known name."""
    found = _CONTINUES.match(page.plain, place)
    if found is None:
        return False
    return "\n" not in found[0] or found["word"] is None or known.has_word(found["word"].lower())


def _is_preceded(page: Page, place: int) -> bool:
    """Tell whether a word with a capital stands right before that is no civility: « VAN DEN BERGHE »."""
    found = _BEFORE.search(page.plain[max(0, place - 24) : place])
    return found is not None and found["word"].lower() not in CIVILITIES
