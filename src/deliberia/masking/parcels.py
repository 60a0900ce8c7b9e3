"""Cadastral parcels: « section AB n° 123 », « parcelles AB 12, 13 et AC n° 4 », « cadastrée ZA 45 »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import load_words
from deliberia.masking.page import Page
from deliberia.masking.spans import Span
from deliberia.text.names import MONTHS
from deliberia.text.normal import fold

_TRIGGER = re.compile(
    r"\b(?:sections?|parcelles?|cadastre\w{0,2}|cadastrales?|cadastr\.|lots?|terrains?|feuille)\b|\brefs?\."
)
_NUMBER = (
    r"(?:n°s?|nos?\.?|numeros?|num\.)?[ \n]{0,2}[.:]?[ \n]{0,2}\d{1,4}(?![\d,.]\d)(?!\d)"
    r"(?:[ ]?(?:pp?|partie|\(pp?\))(?![a-z]))?"
)
_VOIE = (
    r"(?:rue|avenue|boulevard|chemin|impasse|allees?|place|route|quai|cours|square|montee|faubourg|ruelle|venelle|"
    r"passage|sentier)"
)
_UNIT = (
    r"(?:€|m2|m²|euros|ha\b|a(?=[ ]?(?:\d|[.,;)]|\Z))|ca\b|%|"
    r"places|lots|maisons|logements|voix|ares|metres|personnes|garages|"
    r"ans|jours)"
)
_MORE = (
    rf"(?:[ \n]{{0,2}}(?:,[ \n]{{0,2}}{_NUMBER}(?![ ]?,?[ ]{_VOIE}(?![a-z]))|"
    rf"(?:et|;|/|-|a|&|ainsi que)[ \n]{{0,2}}{_NUMBER}(?![ ]{_VOIE}(?![a-z])))"
    rf"(?![ \n]?{_UNIT}|[ ]\d{{3}}(?!\d)))"
)
"""Another number of the list, no thousands, « 1 860 m² », no house, « 4 rue du Lavoir »."""
_SECTION = r"(?:(?:prefixe[ \n])?(?:\d{2}[\dab][ \n]?){1,3})?(?:0[ ]?)?[a-z](?:[a-z]|[0-9](?=[ ]))?"
_REFERENCE = re.compile(
    rf"(?:sections?[ \n]{{1,2}})?(?P<s>{_SECTION})[ \n]?(?:[,-][ \n]?)?"
    rf"(?:parcelles?[ \n]|sous[ \n](?:le|les)[ \n])?{_NUMBER}(?:{_MORE}){{0,12}}"
    r"(?![a-z0-9])"
)
_BARE = re.compile(
    rf"(?:cadastrees?[ \n])?(?:(?:n°s?|nos?\.?|numeros?)[ \n]{{0,2}}\d|[1-9]\d)\d{{0,3}}(?!\d)(?:{_MORE})"
    rf"{{0,12}}(?![a-z0-9])"
)
_LINK = re.compile(
    r"[ \n,;:()\"'\-]{0,4}(?:(?:et|ou|ainsi que|cadastre\w{0,2}|cadastrales?|section|sections|sises?|"
    r"situees?|lieu-dit|"
    r"reference\w?|la|les|des|de|du|en|sous|le|l(?=')|d(?=')|parcelles?|terrain|numero|pour partie|\(p\))"
    r"[ \n:,()'\"]{1,3}){0,6}"
)
_ITEM_LINK = re.compile(r"(?<=[\dp)])[ \n]{0,2}(?:,|et|;|a|&|ainsi que)[ \n]{0,2}(?=n|\d)")
"""What parts two plots of a list; « 208-209 » is one writing."""
_FIGURES = re.compile(r"\d+")
_SIGN = re.compile(r"[^a-z0-9]+")
_IDU = re.compile(r"(?<![a-z0-9])\d{2}[\dab]\d{2}\d{3}(?:[a-z]{2}|0[a-z])\d{4}(?![a-z0-9])")
_REVERSED = re.compile(
    rf"(?:n°s?|nos?\.?|numeros?|parcelles?)[ \n]{{0,2}}(?P<n>{_NUMBER}(?:{_MORE}){{0,12}}"
    r"[ ]{0,2},?[ \n]{1,2}(?:de[ \n]la[ \n]|en[ \n])?section[ \n](?P<s>[a-z]{1,2}))(?![a-z0-9'])"
)
"""« les numéros 12 à 18 de la section ZB »."""
_ALONE = re.compile(
    r"(?<![\w°/.'-])(?P<s>[A-Z]{2})[ ]?(?:[nN]°[ ]?)?(?P<n>\d{2,4})(?:[ ]?pp?)?(?![ ]?[A-Z]{2}(?![A-Za-z]))"
    r"(?![\w°/%€-]|[.,]\d|"
    r"[ ](?:\d|€|%|m[23]?\b|euros\b|ans\b|habitants\b)|[ ](?:et|ou)[ ](?:plus|moins|\+))"
)
_DEALT = re.compile(
    r"\b(?:acqui\w{2,6}|ced\w{1,4}|vend\w{0,3}|echang\w{1,4}|achet\w{1,3}|contre|issue?s? d[eu]|"
    r"borne\w{0,2})[ ](?:l[ae]s?[ ]|l')?(?=[A-Z]{1,2}[ ]?(?:n°|nos|\d))"
)
_PREFIX = re.compile(r"\bprefixe[ ](?:n°[ ]?)?(?P<n>\d{3})(?=[ ,]{1,2}section)")
_PADDED = re.compile(r"(?<![\w°/.-])(?P<s>[A-Z]{2}|0[A-Z])-(?P<n>0\d{3})(?![\w°/%€-]|[.,]\d)")
"""« AB-0045 », as the files of the cadastre write it."""
_NOT_LAND = re.compile(
    r"\b(?:zones?|secteurs?|sous-secteur|normes?|annexes?|tableaux?|formats?|indices?|routes?|voies?|voirie|"
    r"comptes?|chapitres?|articles?|groupes?|lots?|categories?|formulaires?|cerfa|directives?|reglements?|"
    r"classes?|niveaux?|bus|lignes?|trains?|vols?|salles?|batiments?|types?|modeles?|marches?|marques?|grades?|"
    r"echelons?|bordereaux?|mandats?|titres?|imprimes?|boites?|code|nomenclature|fiches?|axes?|objectifs?|"
    r"operations?|imputations?|conventions?|avenants?|decisions?|deliberations?|indicateurs?|factures?|devis|"
    r"commandes?|engins?|vehicules?|moteurs?|diametre|branchements?|poteaux?|incendie|canalisations?|tuyaux?|"
    r"tubes?|cables?|regards?|panneaux?|luminaires?|compteurs?)[ \n](?:n°[ ]?|de[ ]|d')?\Z"
)
_SECTIONS = frozenset(
    {"ae", "ah", "al", "ap", "be", "bo", "dc", "fb", "gs", "ic", "nb", "nc", "nd", "ua", "ub", "uc", "ud"}
)
"""Letters that a cadastre has too: with three figures they are a parcel."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 90
_LOT = re.compile(r"\Alots?|\Aterrains?|\Afeuille|\Arefs?")
_AREA = re.compile(r"[ \n]?(?:€|euros|%|m2|ha\b|h\d|heures)")
_COUNT = re.compile(
    r"[ \n]?(?:m3|h[ ]\d|hectares|ares\b|metres|steres|ans\b|mois\b|jours|\d{3}(?!\d)|"
    rf"(?:er[ ])?(?:{'|'.join(fold(month) for month in MONTHS)})\b)"
)
"""What makes a number alone an area, a time or a day: « sur la parcelle, le 14 mai »."""
_FOREST = re.compile(r"forest|forets?\b|affouag|taillis|futaie|houppier|\bcoupes?\b|\bonf\b|\bsteres?\b")
_NEAR_FOREST = 60
"""Characters around a number alone: the plots of a forest are the commune’s, with numbers of their own."""


def find_parcels(page: Page) -> Iterator[Span]:
    """Find the references of land, near a word of the cadastre."""
    found = [*_find_near_words(page), *_find_reversed(page), *_find_alone(page), *_find_prefixes(page)]
    found += _find_dealt(page)
    yield from found
    yield from _find_again(page, found)


def _find_reversed(page: Page) -> Iterator[Span]:
    if "section" not in page.flat:
        return
    for found in _REVERSED.finditer(page.flat):
        if page.plain[found.start("s") : found.end("s")].isupper():
            yield from _part(page, found.span("n"), found["s"])


def _find_dealt(page: Page) -> Iterator[Span]:
    """Find « il acquiert AK 7 », « la commune cède B n° 12 »: land, though no word says so."""
    for found in _DEALT.finditer(page.plain):
        plot = _REFERENCE.match(page.flat, found.end())
        if plot is None or _AREA.match(page.flat, plot.end()):
            continue
        letters = page.plain[plot.start("s") : plot.end("s")]
        if letters.isupper() and letters.lower() not in load_words("sigles"):
            yield from _part(page, plot.span(), plot["s"])


def _find_prefixes(page: Page) -> Iterator[Span]:
    """Find « préfixe 157 », which tells one of the communes that made a new one."""
    if "prefixe" not in page.flat:
        return
    for found in _PREFIX.finditer(page.flat):
        yield Span(found.start("n"), found.end("n"), Kind.PARCELLE)


def _find_alone(page: Page) -> Iterator[Span]:
    """Find « AB 123 » that nothing announces, unless the letters or the word before say something else."""
    for found in _ALONE.finditer(page.plain):
        letters = found["s"].lower()
        if _YEAR.fullmatch(found["n"]) or (
            letters in load_words("sigles") and (letters not in _SECTIONS or len(found["n"]) < 3)
        ):
            continue
        if not _NOT_LAND.search(page.flat[max(0, found.start() - 30) : found.start()]):
            yield from _part(page, found.span(), letters)
    for found in _PADDED.finditer(page.plain) if "-0" in page.plain else ():
        before = page.flat[max(0, found.start() - 30) : found.start()]
        if found["s"].lower() not in load_words("sigles") and not _NOT_LAND.search(before):
            yield from _part(page, found.span(), found["s"].lower())


def _find_again(page: Page, found: list[Span]) -> Iterator[Span]:
    """Find « la B 983 » once « la parcelle B 983 » was read, where no word of the cadastre stands near."""
    known = {span.key for span in found}
    if not known:
        return
    sections = {letters[0] for key in known if (letters := _LETTERS.match(key)) is not None}
    for plot in _PLOT.finditer(page.plain):
        section, key = plot[1].lower(), _name_key(plot[1].lower(), plot[2])
        is_listed = section in sections and _LISTED.search(page.plain, max(0, plot.start() - 4), plot.start())
        if plot[1].isupper() and (key in known or is_listed):
            yield Span(plot.start(), plot.end(), Kind.PARCELLE, key)


_LETTERS = re.compile(r"[a-z]{1,2}(?=\d)")
_LISTED = re.compile(r";[ \n]{0,2}\Z")
"""« ; B 215 » after « section B 214 »: another row of the list."""
_PLOT = re.compile(r"(?<![\w-])([A-Za-z]{1,2})[ \n]?(?:n°[ ]?)?(\d{1,4})(?!\w|[,.]\d)")


def _find_near_words(page: Page) -> Iterator[Span]:
    flat = page.flat
    done = 0
    for found in _IDU.finditer(flat):
        yield Span(found.start(), found.end(), Kind.PARCELLE)
    for trigger in _TRIGGER.finditer(flat):
        if trigger.start() < done:
            continue
        place = trigger.end() if not trigger[0].startswith("section") else trigger.start()
        weak = _LOT.match(trigger[0]) is not None
        for span in _read_chain(page, place, weak=weak, allow_bare=trigger[0].startswith("parcelle")):
            done = span.end
            yield span


def _read_chain(page: Page, place: int, *, weak: bool, allow_bare: bool) -> Iterator[Span]:
    """Read the references that follow a trigger, one after another, while little stands between them."""
    flat = page.flat
    limit = min(len(flat), place + _REACH)
    while place < limit:
        link = _LINK.match(flat, place)
        start = link.end() if link else place
        found = _match_reference(page, start, weak=weak) or (
            _match_reference(page, place, weak=weak) if start != place else None
        )
        if found is None and allow_bare and not _is_forest(flat, start):
            found = _BARE.match(flat, start)
            if found is not None and _COUNT.match(flat, found.end()):
                return
        if found is None or _AREA.match(flat, found.end()):
            return
        yield from _part(page, found.span(), found.groupdict().get("s") or "")
        place, allow_bare = found.end(), False
        limit = min(len(flat), place + _REACH)


def _part(page: Page, bounds: tuple[int, int], section: str) -> Iterator[Span]:
    """Give each plot of « ZH n° 6, 7 et 22 » its own span; its key is that of « ZH 7 » wherever it stands."""
    start, end = bounds
    for link in (*_ITEM_LINK.finditer(page.flat, start, end), None):
        last = link.start() if link is not None else end
        numbers = _FIGURES.findall(page.flat[start:last])
        key = _name_key(section, numbers[-1]) if numbers else ""
        yield Span(start, last, Kind.PARCELLE, key)
        start = link.end() if link is not None else end


def _name_key(section: str, number: str) -> str:
    return f"{_SIGN.sub('', section)}{number.lstrip('0')}"


def _is_forest(flat: str, place: int) -> bool:
    return _FOREST.search(flat, max(0, place - _NEAR_FOREST), place + _NEAR_FOREST) is not None


def _match_reference(page: Page, start: int, *, weak: bool) -> re.Match[str] | None:
    """Match a section in capitals (« a 12 » in small letters is prose) and its numbers."""
    found = _REFERENCE.match(page.flat, start)
    if found is None:
        return None
    letters = [char for char in page.plain[found.start("s") : found.end("s")] if char.isalpha()]
    if not all(char.isupper() for char in letters) and "section" not in found[0]:
        return None
    if weak and len(letters) < 2:
        return None
    return found
