"""People nobody announced: after a civility, a role, or a given name of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import CIVILITIES, PARTICLES, load_words
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_CIVILITY = re.compile(
    r"(?<![\w'])(?:mesdames|messieurs|madame|monsieur|mademoiselle|mmes?|mm|m(?:lle|elle)|mr|m(?=\.|[ \n]{1,3}[a-z])|veuve|vve|"
    r"docteur|dr|maitre|me(?=[ ])|consorts|epoux|famille|indivision|heritiers(?: de)?|feu|nee|succession)\b\.?"
)
_STRONG = frozenset(CIVILITIES)
_ROLE = re.compile(
    r"\b(?:proprietaires?|locataires?|preneurs?|bailleurs?|acquereurs?|acheteurs?|vendeurs?|demandeurs?|demanderesse|"
    r"beneficiaires?|agents?|titulaires?|noms?|prenoms?|nom et prenoms?|signataires?|rapporteure?s?|secretaires?(?: de seance)?|"
    r"presidente?|maire|contacts?|gerante?s?|representee?s? par|en la personne de|donne(?:nt)? (?:pouvoir|procuration) a|"
    r"interlocut(?:eur|rice)s?|responsables?|exploitante?s?|occupante?s?|requerante?s?|destinataires?|redacteur|redactrice|"
    r"notaire|architecte|geometre|directeur|directrice|tuteur|tutrice|ayants? droit|concessionnaires?|defunte?|"
    r"employee?s?|salariee?s?|candidate?s?|laureate?s?|beneficiant a|verser a|attribuer a|vendre a|ceder a|louer a|"
    r"verse a|attribue a|vendu a|cede a|loue a|appartenant a|acquis(?:e|es)? (?:de|aupres de))\b"
)
_WORD = re.compile(r"[A-Z](?:[A-Za-z]{0,40})(?:['-][A-Za-z]{1,40}){0,4}\.?(?:-[A-Z]\.)?")
_PARTICLE = re.compile(
    r"(?:[Dd]e[ \n][Ll]a|[Dd]e[ \n][Ll]'|[Dd]es?|[Dd]u|[Ll][ea]s?|[Dd]'|[Ll]'|[Vv][ao]n(?:[ ]der)?|[Dd]i|[Ee]l|[Bb]en|[Dd][oa]s?)(?=[ \n'A-Z])[ \n]?"
)
_SPACE = re.compile(r"[ ]{1,3}\n?[ ]{0,3}|\n[ ]{0,3}")
_AND = re.compile(r"[ \n]{0,3}(?:,|;|/|-|[ \n]et[ \n]|[ \n]ou[ \n]|&)[ \n]{0,3}(?:et[ \n])?")
_COUPLE = re.compile(r"[ \n]{0,3}(?:et|ou|/|&)[ \n]{0,3}(?:madame|monsieur|mme|mlle|m)\b\.?")
_AFTER_ROLE = re.compile(
    r"[ ]{0,3}(?:\([^()\n]{0,30}\))?[ ]{0,3}(?P<mark>[:=]|,|[ ]-[ ])?[ \n]{0,3}[*_\"]{0,3}"
)
_TITLES = re.compile(
    r"(?:le|la|l'|les)?[ \n]{0,2}(?:\d{1,2}(?:er|ere|eme|e|nde?)[ \n])?(?:maire|presidente?|vice-presidente?|adjointe?|prefete?|"
    r"sous-prefete?|ministre|directeur|directrice|tresoriere?|receveur|receveuse|rapporteure?|conseillere?|deputee?|senateur|senatrice|"
    r"secretaire)(?:[ \n](?:generale?|municipale?|de seance|honoraire|delegue|deleguee|au maire|departementale?|regionale?)){0,2}"
    r"[ ]{0,2},?[ \n]{1,3}"
)
_MOST_WORDS = 5
_MOST_PEOPLE = 40


def find_people(page: Page) -> Iterator[Span]:
    """Find names by what announces them. `key` is empty: the caller reads the names it is given."""
    yield from _after_civilities(page)
    yield from _after_roles(page)
    yield from _by_given_names(page)


def _after_civilities(page: Page) -> Iterator[Span]:
    flat = page.flat
    done = 0
    for found in _CIVILITY.finditer(flat):
        word = found[0].rstrip(".")
        if found.start() < done or (
            word == "nee" and page.text[page.offset(found.start()) :][:3].lower() != "née"
        ):
            continue
        if word == "m" and not page.plain[found.start()].isupper():
            continue
        if word in {"me", "feu", "famille", "epoux", "succession", "indivision"} and not _is_name_next(
            page, found.end()
        ):
            continue
        if is_facility(flat, found.start()):
            continue
        place = found.end()
        couple = _COUPLE.match(flat, place)
        if couple:
            place = couple.end()
        genre = "" if couple or word in {"mm", "mmes", "mesdames", "messieurs"} else CIVILITIES.get(word, "")
        many = 1 if word in _STRONG and genre else _MOST_PEOPLE
        for span in _read_people(page, place, many, genre):
            done = span.end
            yield span


def _is_name_next(page: Page, place: int) -> bool:
    space = _SPACE.match(page.plain, place)
    return space is not None and page.plain[space.end() : space.end() + 1].isupper()


def _read_people(page: Page, place: int, many: int, genre: str) -> Iterator[Span]:
    """Read one name, or the list that « MM. » announces."""
    for count in range(many):
        if count:
            link = _AND.match(page.flat, place)
            if link is None:
                return
            place = link.end()
            again = _CIVILITY.match(page.flat, place)
            if again is not None and again[0].rstrip(".") in CIVILITIES:
                return
        span = read_person(page, place, genre)
        if span is None:
            return
        yield span
        place = span.end


def read_person(page: Page, place: int, genre: str = "", *, least: int = 1) -> Span | None:
    """Read the name that begins at `place`, after spaces and a title; None without `least` words of a name."""
    plain = page.plain
    space = _SPACE.match(plain, place)
    place = space.end() if space else place
    title = _TITLES.match(page.flat, place)
    if title is not None:
        place = title.end()
    stops = load_words("arrets")
    start, end, words = -1, place, 0
    while words < _MOST_WORDS:
        particle = _PARTICLE.match(plain, place)
        word = _WORD.match(plain, particle.end() if particle else place)
        if word is None or (
            particle
            and plain[particle.start()].islower()
            and not words
            and word[0].isupper() is False
            and False
        ):
            break
        if particle and not word:
            break
        text = word[0].rstrip(".")
        first = text.lower().split("-")[0].split("'")[-1]
        if (text.lower() in stops or first in stops) and not (len(text) == 1 and word[0].endswith(".")):
            break
        if text.lower() in CIVILITIES and not (len(text) == 1 and words):
            break
        start = start if start >= 0 else (particle.start() if particle else word.start())
        end, words = word.end(), words + 1
        if word[0].endswith(".") and len(text) > 2:
            end -= 1
            break
        gap = _SPACE.match(plain, end)
        if gap is None and not (word[0].endswith(".") and len(text) <= 2):
            break
        if gap is not None and "\n" in gap[0] and words > 1:
            break
        place = gap.end() if gap else end
    if start < 0 or words < least:
        return None
    while (
        end > start
        and plain[end - 1] in " -'\n"
        or (plain[end - 1] == "." and end - start > 3 and plain[end - 3].isalpha())
    ):
        end -= 1
    return Span(start, end, Kind.PERSONNE, genre=genre) if _is_plausible(plain[start:end]) else None


def _is_plausible(name: str) -> bool:
    """Tell whether a name has a word of more than one letter that is no particle."""
    return any(len(word) > 1 and word.lower() not in PARTICLES for word in re.findall(r"[A-Za-z]+", name))


def _after_roles(page: Page) -> Iterator[Span]:
    """Find « propriétaire : Jean Dubreuil », « représentée par Anne Dubreuil »: two words, or one after a colon."""
    flat = page.flat
    for found in _ROLE.finditer(flat):
        mark = _AFTER_ROLE.match(flat, found.end())
        place = mark.end() if mark else found.end()
        if place >= len(flat) or not page.plain[place].isupper():
            continue
        colon = mark is not None and mark["mark"] in {":", "="} and "\n" not in mark[0]
        if mark is not None and mark["mark"] == "," and "\n" in mark[0]:
            continue
        many = _MOST_PEOPLE if colon else 1
        least = 1 if colon else 2
        for count in range(many):
            if count:
                link = _AND.match(flat, place)
                if link is None:
                    break
                place, least = link.end(), 2
            span = read_person(page, place, least=least)
            if span is None or (least == 2 and not _looks_personal(page, span)):
                break
            yield span
            place = span.end


def _looks_personal(page: Page, span: Span) -> bool:
    """Tell whether two words are a person's: one is a given name, an initial or wholly in capitals beside one that is not."""
    words = re.findall(r"[A-Za-z]+", page.plain[span.start : span.end])
    if any(word.lower() in load_words("prenoms") or len(word) == 1 for word in words):
        return True
    if "\n" in page.plain[span.start : span.end]:
        return False
    capitals = [word.isupper() for word in words if word.lower() not in PARTICLES]
    return any(capitals) and not all(capitals)


_CAPITALISED = re.compile(
    r"(?<![A-Za-z0-9'-])[A-Z][A-Za-z]{1,30}(?:-[A-Z]?[A-Za-z]{1,30}){0,2}(?![A-Za-z0-9])"
)
_BACK = re.compile(r"(?:^|[^A-Za-z'-])((?:[A-Z]{2,30}['-]?){1,3}(?:[ ][A-Z]{3,30})?)[ ]{1,2}\Z")


def _by_given_names(page: Page) -> Iterator[Span]:
    """Find a given name of the list beside a surname: « Rosalie Dubreuil », « DUBREUIL Rosalie »."""
    plain, flat = page.plain, page.flat
    prenoms, stops = load_words("prenoms"), load_words("arrets")
    done = 0
    for found in _CAPITALISED.finditer(plain):
        if found.start() < done:
            continue
        parts = found[0].lower().split("-")
        if parts[0] not in prenoms or found[0].lower() in stops:
            continue
        if is_facility(flat, found.start()) or flat[max(0, found.start() - 6) : found.start()].endswith(
            ("saint ", "sainte ", "st ")
        ):
            continue
        span = _read_surname(page, found.start(), found.end())
        if span is None:
            back = _BACK.search(plain[max(done, found.start() - 60) : found.start()])
            if (
                back is None
                or found[0].isupper()
                or back[1].lower() in stops
                or back[1].split()[-1].lower() in stops
            ):
                continue
            start = found.start() - (len(back[0]) - (back.start(1) - back.start()))
            span = Span(start, found.end(), Kind.PERSONNE)
        done = span.end
        yield span


def _read_surname(page: Page, start: int, place: int) -> Span | None:
    """Read what follows a given name: more given names, then one surname, longer when in capitals."""
    plain = page.plain
    span = read_person(page, start, least=2)
    if span is None:
        return None
    words = list(re.finditer(r"[A-Za-z]+(?:['-][A-Za-z]+)*\.?", plain[span.start : span.end]))
    prenoms = load_words("prenoms")
    end: int | None = None
    seen = is_capital = False
    for number, word in enumerate(words):
        text = word[0].rstrip(".")
        if (
            number == 0
            or (not seen and text.lower() in prenoms and number < len(words) - 1)
            or text.lower() in PARTICLES
        ):
            continue
        if seen and not (text.isupper() and len(text) > 1 and is_capital):
            break
        seen, is_capital = True, text.isupper()
        end = span.start + word.end()
    return Span(start, end, Kind.PERSONNE) if end is not None else None


_BREAK = re.compile(r"[.;:!?,]|\n[ ]{0,3}\n")


def is_facility(flat: str, place: int) -> bool:
    """Tell whether the name that begins at `place` is that of a street, a school, a hall…"""
    before = _BREAK.split(flat[max(0, place - 48) : place])[-1]
    facilities = load_words("lieux")
    return any(word in facilities for word in re.findall(r"[a-z-]+", before)[-4:])
