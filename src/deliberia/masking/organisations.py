"""Find again the organisations that the fields of a dossier name, with the gender that the text tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deliberia.masking.answers import Form
from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import load_words
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_WORD = re.compile(r"[a-z0-9]+")
_NEAR = re.compile(r"[ \n'\".&,/-]{1,4}\Z")
_BEFORE = re.compile(r"(?<![a-z0-9'])(?P<a>l'|les?|la|du|des|aux?)[ \n]?\"?\Z")
_ITEM = re.compile(r"(?:[,;:(]|[ ]et|[ ]ou)[ \n]?\Z|[(]\Z")
_ITEM_END = re.compile(r"[ ]?(?:[,;.)]|\Z|et[ ]|ou[ ])")
_CLASSES = {"l'": "v", "le": "m", "du": "m", "au": "m", "la": "f", "les": "p", "des": "p", "aux": "p"}
_FEMININE = re.compile(
    r"(?:[st]ion|[tn]te|ee|ie|ure|ance|ence|ise|elle|ette|ille|ine|ade|ique|esse|ole|ane)s?\Z"
)


def find_organisations(page: Page, forms: Iterable[Form]) -> Iterator[Span]:
    """Find them in reading order. `genre` is told by the articles that stand before the same words."""
    found = list(_find(page, forms))
    told: dict[str, str] = {}
    for span in found:
        words = page.flat[span.start : span.end]
        shape = read_article(page.flat, span.start)
        if shape and (words not in told or told[words] == ""):
            told[words] = _name_shape(shape, words)
    for span in found:
        genre = told.get(page.flat[span.start : span.end], "")
        yield Span(span.start, span.end, Kind.SOCIETE, span.key, genre)


def read_article(flat: str, start: int) -> str:
    """Return what the article right before `start` tells: « m », « f », « v » (elided), « p », or nothing."""
    found = _BEFORE.search(flat[max(0, start - 8) : start])
    return _CLASSES[found["a"]] if found else ""


def _find(page: Page, forms: Iterable[Form]) -> Iterator[Span]:
    by_word: dict[str, list[Form]] = {}
    for form in forms:
        by_word.setdefault(form.words[0], []).append(form)
    if not by_word:
        return
    for same in by_word.values():
        same.sort(key=lambda form: -len(form.words))
    words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(page.flat)]
    place = 0
    while place < len(words):
        match = next(
            (form for form in by_word.get(words[place][0], ()) if _stands(page, words, place, form)), None
        )
        if match is None:
            place += 1
            continue
        last = place + len(match.words) - 1
        yield Span(words[place][1], words[last][2], Kind.SOCIETE, match.key)
        place = last + 1


def _stands(page: Page, words: list[tuple[str, int, int]], place: int, form: Form) -> bool:
    last = place + len(form.words)
    if last > len(words):
        return False
    if any(word != wanted for (word, _, _), wanted in zip(words[place:last], form.words, strict=True)):
        return False
    if not all(
        _NEAR.match(page.flat[words[index][2] : words[index + 1][1]]) for index in range(place, last - 1)
    ):
        return False
    written = page.plain[words[place][1] : words[last - 1][2]]
    if form.case == "capital" and not written[0].isupper():
        return not form.is_alone and _is_item(page.flat, words[place][1], words[last - 1][2])
    if form.case == "upper" and not written.isupper():
        return False
    if not form.is_alone:
        return True
    end = words[last - 1][2]
    return written[:1].isupper() and re.match(r"[ -][A-Z]", page.plain[end : end + 2]) is None


def _is_item(flat: str, start: int, end: int) -> bool:
    """Tell whether words stand by themselves in a list, where a template leaves out their capital."""
    return bool(_ITEM.search(flat[max(0, start - 4) : start]) and _ITEM_END.match(flat, end))


def _name_shape(shape: str, words: str) -> str:
    """Add the gender of the first noun where the article does not tell it."""
    if shape in ("m", "f"):
        return shape
    noun = _WORD.match(words)
    return f"{_guess_gender(noun[0] if noun else '')}{shape}"


def _guess_gender(noun: str) -> str:
    genders = load_words("genres")
    for word in (noun, noun.rstrip("s")):
        for gender in ("m", "f"):
            if f"{gender} {word}" in genders:
                return gender
    return "f" if _FEMININE.search(noun) else "m"
