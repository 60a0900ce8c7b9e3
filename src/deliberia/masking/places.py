"""Postal addresses: a number and a street, what follows « demeurant », a box, with the town that ends them.

A street named alone (« travaux rue des Lilas ») is no one's address and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.housenumbers import is_other_number, is_plot, is_year, list_plots
from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span
from deliberia.masking.streets import TOWN, read_street, read_words, take_town

_VOIE = (
    r"(?:(?:grand|basse|haute|petite)(?:e|')?[ -]?rue|"
    r"rue|r\.|avenue|av\.?|ave\.?|boulevard|bvd|boul\.?|bd\.?|chemin|ch\.|che\.?|impasse|imp\.?|allees?|"
    r"all\.|place|pl\.|route|rte\.?|quai|cours|"
    r"lotissement|lot\.|hameau|lieu[ -]dit|residence|res\.|square|sq\.|sentier|sente|montee|passage|"
    r"faubourg|fbg?\.?|ruelle|villa|"
    r"voie|traverse|esplanade|promenade|rond[ -]point|domaine|cite|clos|cour|venelle|carrefour|digue|mail|"
    r"parvis|placette|"
    r"parc|quartier|rocade|galerie|"
    r"z\.?a\.?[ce]?\.?|z\.?i\.?|zone d'activites?|zone artisanale|zone industrielle|"
    r"parc d'activites?|centre commercial|drailhe|draille|carriere|rampe|escalier|cote)"
)
_ONE = r"\d{1,5}(?:[ ]?(?:bis|ter|quater|quinquies|[a-d])(?![a-z]))?"
_NUMBER = rf"{_ONE}(?:[ ]?(?:-|/|et|a)[ ]?{_ONE}){{0,2}}"
_STREET = re.compile(
    rf"(?<![\w°,./-])(?:(?P<of>n°[ ]?|numeros?[ ])?)(?P<n>{_NUMBER})[ ]{{0,2}}[,.]?(?:[ ]{{1,3}}|[ ]?\n[ ]?)"
    rf"(?(of)(?:(?:de[ ]la|du|de[ ]l'|de)[ ]?)?)(?P<v>{_VOIE})(?![a-z])"
)
_ROAD = re.compile(
    r"[ \n](?:departementale|nationale|communale|rurale|vicinale)(?:[ \n](?:n°[ ]?)?\d{1,4})?(?![a-z0-9])"
)
_ROADS = ("route", "rte", "voie", "ch")
_WHOLE = re.compile(r"(?:grand|basse|haute|petite)(?:e|')?[ -]?rue")
"""A street whose name is there already: « 14 Grand-Rue »."""
_PART = re.compile(r"[ ]{0,2},[ ]{1,2}(?=(?P<x>[a-z0-9\"]))")
_QUOTED = re.compile(r'"[ ]?(?P<n>[A-Za-z][^"\n]{1,50})"')
_MOST_PARTS = 3
_INSIDE = re.compile(
    r"(?<![a-z0-9])(?:(?:\d{1,2}(?:er|ere|e|eme)[ ]etage|rez-de-chaussee|"
    r"(?:bat(?:iment)?|app(?:artemen)?t|apt|esc(?:alier)?|porte|lot|entree|etage|hall|logement|chambre|tour|"
    r"bloc)\.?[ ](?:n°[ ]?)?(?:[a-z]|\d{1,4}[a-z]?))[ ]?[,-][ ]){1,4}\Z"
)
"""« 2e étage, esc. B, » before a street."""
_NUMBER_AFTER = re.compile(r"[ ]?,[ ]?(?:n°[ ]?)?\d{1,4}(?:[ ]?(?:bis|ter|quater))?(?=[ ]?(?:[,.;)\n]|\Z))")
_LIVES = re.compile(
    r"\b(?:demeurant|domicilie(?:e?s?|\(e\))|residant|habitant|adresses?(?: (?:postale|personnelle|"
    r"complete|(?:de|du|des|d')[ ']?[^:\n]{1,30}(?=[ ]?:)))?|domicile|sis(?:e|es)?|"
    r"situe(?:e?s?)|siege(?: social)?|logee?s?|hebergee?s?|habite(?:nt)?|vit|vivent|vivant|reside(?:nt)?|"
    r"demeure(?:nt)?|loge(?:nt)?|installee?s?)\b"
    r"(?:[ \n]{1,2}(?:est|ensemble|actuellement|fixee?|tous deux|tous les deux))?[ \n]{0,2}:?[ \n]{0,2}"
    r"(?:(?:au|a|en|dans|a l'adresse|le|la|l'|aux?)[ \n]{1,2}(?:l')?)?(?=(?P<x>[a-z0-9\"]))"
)
_MANY_LIVE = re.compile(r"domicilie(?:e?s)[ \n]a[ \n]|(?:habitent|vivent|resident|demeurent)[ \n]")
"""« les enfants domiciliés à Brioude »: nobody in particular."""
_PERSONAL = ("demeur", "domicil", "resid", "habit", "adress", "log", "heberg", "vi")
_VOIE_HERE = re.compile(rf"(?:{_VOIE})(?![a-z])")
_BOX = re.compile(r"(?<![a-z0-9])(?:bp|cs|tsa|b\.p\.|boite postale)[ ]?(?:n°[ ]?)?\d{1,6}(?!\d)")
_STRICT = frozenset({
    "cours", "place", "passage", "villa", "domaine", "cite", "clos", "voie", "cour", "mail", "carriere",
    "cote",
    "rampe", "quartier", "parc", "galerie", "digue", "za", "zi", "ch.", "route", "lot.", "pl.",
    "traverse", "r.",
})  # fmt: skip
"""Words of every day: « 2 places de parking » is no address, the name must begin by a capital."""
_FAR_TOWN = re.compile(r"[^;:\n.]{3,80}?(?=[ ]{0,2}[,\n-][ \n]{0,3}\d{2}[ ]?\d{3}[ ]{1,2}[A-Z])")
_LOOSE = ("habit", "vi")
"""« habitant Brioude »: a town alone is no address."""
_CIVILITY = re.compile(r"(?:monsieur|madame|m\.|mm|mme|mlle|maitre|me[ ])")


def find_places(page: Page) -> Iterator[Span]:
    """Find the postal addresses."""
    done = 0
    for found in _STREET.finditer(page.flat):
        if found.start() < done:
            continue
        if is_year(page.flat, found):
            continue  # « le 14 décembre 2026 place de la Halle »
        road = _ROAD.match(page.flat, found.end()) if found["v"].startswith(_ROADS) else None
        end = road.end() if road else read_street(page, found.end(), strict=found["v"] in _STRICT)
        if end is None and _WHOLE.fullmatch(found["v"]):
            end = found.end()
        if end is None:
            continue
        town = take_town(page, end)
        if town == end and is_other_number(page, found):
            continue
        if town == end and is_plot(page, found):
            yield from list_plots(page, found)
            continue
        done = town
        before = _INSIDE.search(page.flat, max(0, found.start("n") - 60), found.start("n"))
        yield Span(before.start() if before else found.start("n"), done, Kind.ADRESSE)
    for found in _LIVES.finditer(page.flat):
        span = _read_home(page, found)
        if span is not None:
            yield span
    for found in _BOX.finditer(page.flat):
        end = take_town(page, found.end())
        if end > found.end():
            yield Span(found.start(), end, Kind.ADRESSE)
    yield from _unnumbered(page)


_CODE = re.compile(r"\d{2}[ ]?\d{3}(?!\d)[ \n]{1,3}[A-Z]")
_STREET_ALONE = re.compile(rf"(?<![a-z0-9'-])(?P<v>{_VOIE})(?![a-z])")


def _unnumbered(page: Page) -> Iterator[Span]:
    """Find a street without number that a postal code and a town follow."""
    done = 0
    for code in _CODE.finditer(page.plain):
        found = TOWN.search(page.plain, max(0, code.start() - 24), code.end() + 160)
        if found is None or found.start() < done:
            continue
        window = page.flat[max(done, found.start() - 70) : found.start()]
        voies = list(_STREET_ALONE.finditer(window))
        if not voies:
            continue
        start = max(done, found.start() - 70) + voies[-1].start()
        street = read_street(page, start + len(voies[-1]["v"]), strict=False)
        if street is not None and (street >= found.start() - 2 or take_town(page, street) == found.end()):
            done = found.end()
            yield Span(start, found.end(), Kind.ADRESSE)


def _read_home(page: Page, found: re.Match[str]) -> Span | None:
    """Read what follows « demeurant »: a street even without number, or a hamlet and its town."""
    flat = page.flat
    start = found.start("x")
    is_personal = found[0].startswith(_PERSONAL)
    voie = _VOIE_HERE.match(flat, start)
    if voie is not None and is_personal:
        end = read_street(page, voie.end(), strict=False)
        if end is None:
            return None
        number = _NUMBER_AFTER.match(page.flat, end)  # « rue du Four, 8 »
        return Span(start, _take_parts(page, number.end() if number else end), Kind.ADRESSE)
    quoted = _QUOTED.match(page.plain, start) if is_personal else None
    if quoted is not None:
        end = _take_parts(page, quoted.end())
        return Span(quoted.start("n"), end, Kind.ADRESSE) if end > quoted.end() else None
    far = _FAR_TOWN.match(page.plain, start)
    if far is not None and (page.plain[start].isupper() or page.plain[start].isdigit()):
        return Span(start, take_town(page, far.end()), Kind.ADRESSE)
    if "\n\n" in found[0] or _MANY_LIVE.match(found[0]):
        return None
    if not is_personal or not page.plain[start].isupper() or _CIVILITY.match(flat, start):
        return None
    end = read_words(page, start, 4)
    town = _take_parts(page, end) if end is not None else None
    if end is None or town is None or (town == end and found[0].startswith(_LOOSE)):
        return None
    return Span(start, town, Kind.ADRESSE)


def _take_parts(page: Page, end: int) -> int:
    """Take in what follows a home, part by part: « quartier de la Visitation, villa « Mon Repos » »."""
    for _ in range(_MOST_PARTS):
        done = take_town(page, end)
        link = _PART.match(page.flat, done)
        more = _read_part(page, link.start("x")) if link is not None else None
        if more is None:
            return done
        end = more
    return take_town(page, end)


def _read_part(page: Page, place: int) -> int | None:
    """Return where a part of an address ends: a street, a house by its name."""
    street = _STREET.match(page.flat, place)
    if street is not None:
        return read_street(page, street.end(), strict=street["v"] in _STRICT)
    voie = _VOIE_HERE.match(page.flat, place)
    if voie is None:
        return None
    quoted = _QUOTED.match(page.plain, voie.end() + 1)
    return quoted.end() if quoted is not None else read_street(page, voie.end(), strict=True)
