"""Read one person's name at a place of the text, whatever announces it."""

from __future__ import annotations

import re

from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import CIVILITIES, PARTICLES, load_words
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

PARTICLE = (
    r"(?:(?i:de[ \n]la|de[ \n]l'|des?|du|l[ea]s?|d'|l'|v[ao]n(?:[ ]der)?|di|el|ben|y|d[oa]s?))"
    r"(?=[ \n'A-Z])[ \n]?"
)
SPACE = re.compile(r"[ ]{1,3}\n?[ ]{0,3}|\n[ ]{0,3}")
_PARTICLE = re.compile(PARTICLE)
_WORD = re.compile(r"[A-Z](?:[A-Za-z]{0,40})(?:['-][A-Za-z]{1,40}){0,4}\.?(?:-[A-Z]\.)?")
_TITLES = re.compile(
    r"(?:le|la|l'|les)?[ \n]{0,2}(?:(?:\d{1,2}(?:er|ere|eme|e|nde?)|premiere?|"
    r"(?:deux|trois|quatr|cinqu|six)ieme|seconde?)[ \n])?"
    r"(?:maire|presidente?|vice-presidente?|adjointe?|prefete?|sous-prefete?|ministre|directeur|directrice|"
    r"tresoriere?|receveur|receveuse|rapporteure?|conseillere?|deputee?|senateur|senatrice|secretaire)"
    r"(?:[ \n](?:generale?|municipale?|de seance|honoraire|deleguee?|au maire|departementale?|regionale?))"
    r"{0,2}"
    r"[ ]{0,2},?[ \n]{1,3}"
)
_STOPS = frozenset(".;:!?,") | {""}
_OF_PLACE = re.compile(r"(?:de|du|des|d')(?![a-z])")
_BREAK = re.compile(r"[.;:!?,]|\n[ ]{0,3}\n")
_MOST_WORDS = 5
_BEFORE = 48


def read_person(
    page: Page, place: int, genre: str = "", *, least: int = 1, is_announced: bool = False
) -> Span | None:
    """Read the name that begins at `place`, after spaces and a title.

    None when fewer than `least` words are those of a name. `is_announced`: a civility stands before, a first
    word that is also one of the language is then a name, « M. Marche ».
    """
    space = SPACE.match(page.plain, place)
    place = space.end() if space else place
    title = _TITLES.match(page.flat, place)
    if title is not None and _OF_PLACE.match(page.flat, title.end()):
        return None  # « M. le préfet de la Haute-Loire »
    start, end, words = _walk(page, title.end() if title else place, is_announced=is_announced and not title)
    if words < least:
        return None
    end = _trim(page.plain, start, end)
    if not _is_plausible(page.plain[start:end]):
        return None
    return Span(start, end, Kind.PERSONNE, genre=genre)


def _walk(page: Page, place: int, *, is_announced: bool) -> tuple[int, int, int]:
    """Return where the name starts and ends, and how many words it has."""
    names, prenoms = load_words("noms_mots"), load_words("prenoms")
    plain = page.plain
    start = end = place
    words = 0
    is_mixed = False
    while words < _MOST_WORDS:
        particle = _PARTICLE.match(plain, place)
        word = _WORD.match(plain, particle.end() if particle else place)
        if word is None and particle is not None:
            particle, word = None, _WORD.match(plain, place)
        if word is None:
            break
        text = word[0].rstrip(".")
        is_free = is_announced and text.lower() in names
        if not is_free and _is_stop(word[0], count=words, is_mixed=is_mixed):
            break
        if not words:
            start = particle.start() if particle else word.start()
        is_mixed = is_mixed or (len(text) > 1 and not text.isupper())
        end, words = word.end(), words + 1
        if word[0].endswith(".") and len(text) > 2:
            break
        gap = SPACE.match(plain, end)
        if gap is None and not (word[0].endswith(".") and len(text) <= 2):
            break
        if gap is not None and "\n" in gap[0] and words > 1:
            break
        place = gap.end() if gap else end
        is_announced = words == 1 and gap is not None and gap[0] == " " and text.lower() in prenoms
    return start, end, words


def _is_stop(written: str, *, count: int, is_mixed: bool) -> bool:
    """Tell whether a word is not of the name. Capitals after a first name without are: « Anne PLUS »."""
    text = written.rstrip(".")
    small = text.lower()
    if len(text) == 1:
        return small in CIVILITIES
    if small in CIVILITIES:
        return True
    if is_mixed and count == 1 and text.isupper() and len(text) >= 4:
        return False
    stops = load_words("arrets")
    head = small.split("-")[0].split("'")[-1]
    return small in stops or (head in stops and head not in {"saint", "sainte"})


def _trim(plain: str, start: int, end: int) -> int:
    """Leave out the full stop of the sentence, not that of an initial."""
    while end > start:
        last = plain[end - 1]
        is_full_stop = last == "." and end - start > 3 and plain[end - 3].isalpha()
        if last not in " -'\n" and not is_full_stop:
            break
        end -= 1
    return end


def _is_plausible(name: str) -> bool:
    """Tell whether a name has a word of more than one letter that is no particle."""
    return any(len(word) > 1 and word.lower() not in PARTICLES for word in re.findall(r"[A-Za-z]+", name))


def is_facility(flat: str, place: int) -> bool:
    """Tell whether the name that begins at `place` is that of a street, a school, a hall…"""
    before = flat[max(0, place - _BEFORE) : place].rstrip(" ")
    if before[-1:] in _STOPS:
        return False
    before = _BREAK.split(before)[-1]
    facilities = load_words("lieux")
    return any(word in facilities for word in re.findall(r"[a-z-]+", before)[-4:])
