"""People that no list gave: announced, named with a given name, or standing in a list beside such a one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from deliberia.masking.announced import (
    find_by_civility,
    find_by_initial,
    find_by_role,
    find_by_title,
)
from deliberia.masking.deeds import find_by_deed, find_families, find_subjects
from deliberia.masking.inverted import find_capitals, find_inverted, read_small_surname
from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import PARTICLES, load_words
from deliberia.masking.page import Page
from deliberia.masking.person import PARTICLE, is_facility, read_person
from deliberia.masking.spans import Span

_CAPITALISED = re.compile(
    r"(?<![A-Za-z0-9-])(?<![A-Z]')[A-Z][A-Za-z]{1,30}(?:-[A-Z]?[A-Za-z]{1,30}){0,2}(?![A-Za-z0-9])"
)
_HUMP = re.compile(r"[A-Z][a-z]+|[A-Z]+")
_SURNAME_BEFORE = re.compile(
    r"(?:^|[^A-Za-z'-])((?:(?:[DLO]')?[A-Z]{2,30}['-]?){1,3}(?:[ ][A-Z]{3,30})?)[ ]{1,2}\Z"
)
_SAINTS = ("saint ", "sainte ", "st ", "ste ")
_PAIR = re.compile(
    r"(?<![\w-])(?<![A-Z]')[A-Z][a-z]{1,30}(?:[ -][A-Z][a-z]{1,30}){0,2}[ \n]"
    rf"(?:{PARTICLE}){{0,2}}[A-Z]{{2,30}}(?:[ '-][A-Z]{{2,30}}){{0,3}}(?![\w'])"
)
"""A first name in small letters and a surname in capitals."""
_IN_PROSE = re.compile(
    r"(?<![A-Za-z'-])(?P<before>[a-z]{1,20}(?:[ ,]{1,2}|(?<=[dlu])'))"
    r"(?P<n>[A-Z][a-z]{3,20}(?:-[A-Z][a-z]{2,20})?)"
    r"(?![A-Za-z'-]|[ ]{1,2}[A-Z])"
)
_BRACKETED = re.compile(r"[ ]?\((?P<n>[A-Z][A-Za-z]{1,20}(?:-[A-Z][a-z]{1,20})?)\)")
_FESTIVE = re.compile(r"^(?:saint|sainte|st|ste|prenom|mont|lac|cyclone|tempete|ouragan)\b")
_TITLED_PAIR = re.compile(
    rf"(?<![\w'.-])[A-Z][a-z]{{1,30}}(?:[ -](?:{PARTICLE})?[A-Z][a-z]{{1,30}}){{1,3}}"
    r"(?=[ ]?(?:[,;.\n(]|et[ ]|\Z))"
)
"""Two to four words with a capital that end an item of a list: « Ngo Van Minh »."""
_LIST = re.compile(r"[ \n]{0,20}(?:[,;*|(/-]|\n|et[ \n])[ \n*,-]{0,20}\Z")
"""What stands between two names of a list."""
_ATTENDANCE = re.compile(
    r"\b(?:(?:presente?s?|absente?s?|excusee?s?|pouvoirs?|procurations?)[ \n]{0,2}:|(?:pouvoir|procuration)"
    r" (?:donnee? )?a)"
)
_NEAR = 44
_LONGEST_LIST = 600
_LONGEST_NAME = 30


def find_people(page: Page) -> Iterator[Span]:
    """Find names by what announces them. `key` is empty: the caller reads the names it is given."""
    found = [*find_by_civility(page), *find_by_role(page), *find_by_title(page), *find_by_initial(page)]
    found += [*find_by_deed(page), *find_families(page), *find_subjects(page)]
    found += _find_by_given_name(page, {span.start for span in found})
    found += _find_lone_given_names(page)
    found += _find_given_names_in_prose(page)
    found += _find_bracketed(page, found)
    found += [*find_inverted(page, _is_given_name), *find_capitals(page)]
    yield from found
    yield from _find_neighbours(page, found)


def _find_bracketed(page: Page, found: list[Span]) -> Iterator[Span]:
    """Find the given name in brackets after a surname: « Mme CASTAN (Léonie) »."""
    for span in found:
        given = _BRACKETED.match(page.plain, span.end)
        if given is not None and given["n"].split("-")[0].lower() in load_words("prenoms"):
            yield Span(given.start("n"), given.end("n"), Kind.PERSONNE)


def _find_by_given_name(page: Page, known: set[int]) -> Iterator[Span]:
    """Find a given name of the list beside a surname: « Rosalie Dubreuil », « DUBREUIL Rosalie »."""
    done = 0
    for found in _CAPITALISED.finditer(page.plain):
        if found.start() < done or found.start() in known or not _is_given_name(found[0]):
            continue
        before = page.flat[max(0, found.start() - 7) : found.start()]
        if before.endswith(_SAINTS) or is_facility(page.flat, found.start()):
            continue
        span = _read_surname(page, found.start()) or _read_back(page, found, done)
        if span is not None:
            done = span.end
            yield span


def _find_lone_given_names(page: Page) -> Iterator[Span]:
    """Find the given names that stand alone in a list: « Excusés : David (pouvoir donné à Solange) »."""
    done = 0
    for label in _ATTENDANCE.finditer(page.flat):
        end = page.flat.find("\n\n", label.end(), label.end() + _LONGEST_LIST)
        end = end if end >= 0 else min(len(page.flat), label.end() + _LONGEST_LIST)
        end = label.end() + _LONGEST_NAME if label[0].endswith(" a") else end
        start, done = max(label.end(), done), max(end, done)
        for found in _CAPITALISED.finditer(page.plain, start, end):
            before = page.plain[found.start() - 2 : found.start()]
            if before[-1:] in " \n(/,-:" and _is_given_name(found[0]):
                yield Span(found.start(), found.end(), Kind.PERSONNE)


def _find_given_names_in_prose(page: Page) -> Iterator[Span]:
    """Find a given name alone after a word in small letters: « la classe de Solange »."""
    prenoms = load_words("prenoms")
    words = load_words("prenoms_mots") | load_words("mots") | load_words("arrets")
    for found in _IN_PROSE.finditer(page.plain):
        parts = found["n"].lower().split("-")
        if not all(part in prenoms for part in parts) or parts[0] in words or found["n"].isupper():
            continue
        if is_facility(page.flat, found.start("n")) or _FESTIVE.search(found["before"].lower()):
            continue
        yield Span(found.start("n"), found.end("n"), Kind.PERSONNE)


def _is_given_name(written: str) -> bool:
    """Tell whether a word begins by a given name: « Anne », « Anne-Lise », « AnneLise »."""
    if written.lower() in load_words("arrets"):
        return False
    part = written.split("-")[0]
    prenoms = load_words("prenoms")
    return part.lower() in prenoms or (not part.isupper() and _HUMP.findall(part)[0].lower() in prenoms
                                       and len(_HUMP.findall(part)) == 2)  # fmt: skip


def _read_surname(page: Page, start: int) -> Span | None:
    """Read what follows a given name: more given names, then one surname, longer when in capitals."""
    span = read_person(page, start, least=2)
    if span is None:
        return None
    words = list(re.finditer(r"[A-Za-z]+(?:['-][A-Za-z]+)*\.?", page.plain[span.start : span.end]))
    prenoms = load_words("prenoms")
    end: int | None = None
    is_capital = False
    for number, word in enumerate(words[1:], start=1):
        text = word[0].rstrip(".")
        if text.lower() in PARTICLES:
            continue
        if end is None and text.lower() in prenoms and number < len(words) - 1:
            continue
        is_joined = words[number - 1][0] in {"y", "e", "i"}
        if end is not None and not is_joined and not (is_capital and text.isupper() and len(text) > 1):
            break
        end, is_capital = span.start + word.end(), text.isupper()
    return Span(span.start, end, Kind.PERSONNE) if end is not None else None


def _read_back(page: Page, given: re.Match[str], done: int) -> Span | None:
    """Read the surname in capitals that stands before a given name in small letters."""
    if given[0].isupper():
        return None
    base = max(done, given.start() - 60)
    back = _SURNAME_BEFORE.search(page.plain[base : given.start()])
    stops = load_words("arrets")
    if back is None:
        return read_small_surname(page, given, base)
    if back[1].lower() in stops or back[1].split()[-1].lower() in stops:
        return None
    return Span(base + back.start(1), given.end(), Kind.PERSONNE)


def _find_neighbours(page: Page, found: list[Span]) -> Iterator[Span]:
    """Find « Khadidja DUBREUIL » in a list, beside a name already found: the list of given names is short."""
    if not found:
        return
    names = sorted((span.start, span.end) for span in found)
    starts, ends = [start for start, _ in names], sorted(end for _, end in names)
    pairs = [
        pair
        for one in _PAIR.finditer(page.plain)
        if not _is_inside(one.start(), one.end(), names, starts) and (pair := _strip_titles(page, one))
    ]
    pairs += _find_titled_pairs(page, names, starts)
    pairs = sorted({pair for pair in pairs if not _is_inside(*pair, names, starts)})
    for walk in (pairs, pairs[::-1]):
        last: tuple[int, int] | None = None
        for start, end in walk:
            if _touches(page, start, end, starts, ends) or (
                last is not None and _is_linked(page, last, start, end)
            ):
                last = (start, end)
                if not is_facility(page.flat, start):
                    yield Span(start, end, Kind.PERSONNE)


def _find_titled_pairs(
    page: Page, names: list[tuple[int, int]], starts: list[int]
) -> Iterator[tuple[int, int]]:
    """Find items of a list whose every word has a capital and is none of the language of acts."""
    strange = load_words("arrets") | load_words("lieux") | load_words("publics") | load_words("mots")
    for pair in _TITLED_PAIR.finditer(page.plain):
        if _is_inside(pair.start(), pair.end(), names, starts):
            continue
        if strange.isdisjoint(re.findall(r"[a-z]+", page.flat[pair.start() : pair.end()])):
            yield pair.start(), pair.end()


def _strip_titles(page: Page, pair: re.Match[str]) -> tuple[int, int] | None:
    """Leave out the civility or the title that begins a pair; None when nothing is left of a first name."""
    start = pair.start()
    stops = load_words("arrets")
    for word in re.finditer(r"[A-Za-z]+", pair[0]):
        if word[0].lower() not in stops:
            start = pair.start() + word.start()
            break
    rest = page.plain[start : pair.end()]
    return (start, pair.end()) if re.match(r"[A-Z][a-z]", rest) else None


def _is_inside(start: int, end: int, names: list[tuple[int, int]], starts: list[int]) -> bool:
    place = bisect_right(starts, start) - 1
    return place >= 0 and names[place][1] >= end


def _touches(page: Page, start: int, end: int, starts: list[int], ends: list[int]) -> bool:
    """Tell whether a name already found is the neighbour, before or after."""
    before = bisect_right(ends, start) - 1
    if before >= 0 and _is_list(page, ends[before], start):
        return True
    after = bisect_left(starts, end)
    return after < len(starts) and _is_list(page, end, starts[after])


def _is_linked(page: Page, last: tuple[int, int], start: int, end: int) -> bool:
    return _is_list(page, last[1], start) if last[1] <= start else _is_list(page, end, last[0])


def _is_list(page: Page, end: int, start: int) -> bool:
    return 0 < start - end <= _NEAR and _LIST.match(page.flat[end:start]) is not None
