"""The words of a street's name, and the building, the postal code and the town that follow it."""

from __future__ import annotations

import re

from deliberia.masking.lexicon import load_words
from deliberia.masking.page import Page

_WORD = re.compile(r"(?:[dl]')?[A-Za-z0-9]{1,30}(?:['.-][A-Za-z0-9]{1,30}){0,4}\.?")
TOWN = re.compile(
    r"[ \n]{0,3}[,;(|-]?[ \n]{0,3}(?:-[ ])?(?:(?i:bp|cs|tsa|b\.p\.|c\.s\.)"
    r"[ ]?\d{1,6}[ \n]{0,2}[,-]?[ \n]{0,2})?(?:-[ ]?)?(?i:f-?)?(?P<cp>\d{2}[ ]?\d{3})"
    r"(?!\d)(?![ ]?(?:€|euros|m2|habitants))[ \n]{1,3}(?P<t>[A-Z][A-Za-z]{0,30}(?:(?:[ '-]|'[ ]?)(?:(?:de|"
    r"du|des|la|le|les|l|d|en|sur|sous|les|et|aux)[ '-]){0,3}"
    r"[A-Z][A-Za-z]{0,30}){0,5})(?:[ ](?:cedex|CEDEX|Cedex))?(?:(?<=cedex|CEDEX|Cedex)[ ]\d{1,2}(?!\d))?"
)
_COMPLEMENT = re.compile(
    r"[ ]{0,2}[,\n(-][ \n-]{0,3}(?:(?:au[ ])?\d{1,2}(?i:er|ere|e|eme|nd|nde)[ ](?i:etage)|"
    r"(?i:rez-de-chaussee)|(?i:(?:porte|etage)[ ](?:de[ ])?(?:gauche|droite|face|centre))(?![a-z])|"
    r"(?i:bat(?:iment)?\.?|appartement|appt?\.?|escalier|esc\.?|porte|lot|logement|cage|hall|entree|etage|"
    r"boite|bal|tour|bloc|immeuble|residence|res\.|lotissement|lieu[ -]dit|hameau|chalet|villa|zone|"
    r"z\.?a\.?|z\.?i\.?)"
    r"(?![a-z])(?:[ ](?:n°[ ]?)?(?:(?:[dl]'|de[ ]la[ ]|des?[ ]|du[ ]|[Ll]es?[ ]|[Ll]a[ ])?"
    r"[A-Z][A-Za-z'-]{0,30}|\d{1,4}[A-Za-z]?)){1,4})(?![A-Za-z])"
)
"""The building, the floor, the lot, between a street and its town."""
_SEGMENTS = re.compile(
    r"(?:[ ]?[,\n-][ \n]{1,2}[A-Z][^,;:\n]{1,40}?){1,2}(?=[ ]?[,\n-]{0,2}[ \n]{1,2}\d{2}[ ]?\d{3}[ ])"
)
"""A hamlet or a house between a street and its postal code."""
_MOST_WORDS = 8
_MOST_COMPLEMENTS = 4
_BOX_AFTER = re.compile(r"[ \n]{0,3}[,-]?[ \n]{0,3}(?:bp|cs|tsa|b\.p\.)[ ]?\d{1,6}")
_OF_COMMUNE = re.compile(
    r",?[ ](?:commune[ ]de[ ]|commune[ ]d'|a[ ])[A-Z][A-Za-z]{1,30}"
    r"(?:[ '-](?:(?:de|du|des|la|le|les|sur|en|sous)[ '-]){0,2}[A-Z][A-Za-z]{1,30}){0,4}"
)


def read_street(page: Page, place: int, *, strict: bool) -> int | None:
    """Return where the name of a street ends; None when none follows."""
    return read_words(page, place, _MOST_WORDS, strict=strict)


def read_words(page: Page, place: int, most: int, *, strict: bool = False) -> int | None:
    """Read words of a street's name: capitals, particles, and one small word after a particle."""
    plain, flat = page.plain, page.flat
    end: int | None = None
    is_loose = True
    for count in range(most):
        gap = 0
        while gap < 3 and plain[place : place + 1] in {" ", "\n"} and plain[place : place + 1]:
            place, gap = place + 1, gap + 1
        word = _WORD.match(plain, place)
        if word is None:
            break
        text = flat[word.start() : word.end()].rstrip(".")
        gap_before = plain[end : word.start()] if end is not None else ""
        if "\n\n" in gap_before or ("\n" in gap_before and text[:1].isdigit()):
            break
        if text in load_words("fins_adresse") or (text.isdigit() and (len(text) > 3 or count == 0)):
            break
        is_capital = word[0][0].isupper() or (word[0][:2] in {"d'", "l'"} and word[0][2:3].isupper())
        if text in load_words("liens_adresse"):
            is_loose = True
        elif is_capital or text.isdigit():
            end, is_loose, strict = word.end(), False, False
        elif (
            is_loose
            and not strict
            and len(text) > 2
            and "\n" not in plain[max(0, word.start() - 1) : word.start()]
        ):
            end, is_loose = word.end(), False
        else:
            break
        place = word.end()
        if word[0].endswith(".") and len(text) > 3:
            end = word.end() - 1 if end == word.end() else end
            break
    return end


def take_town(page: Page, end: int) -> int:
    """Take in the building, the floor, the postal code and the town that follow."""
    for _ in range(_MOST_COMPLEMENTS):
        more = _COMPLEMENT.match(page.plain, end)
        if more is None:
            break
        end = more.end()
    town = TOWN.match(page.plain, end)
    if town is None:
        more = _SEGMENTS.match(page.plain, end)
        town = TOWN.match(page.plain, more.end()) if more is not None else None
    if town is not None:
        return town.end()
    box = _BOX_AFTER.match(page.flat, end)
    if box is not None:
        return take_town(page, box.end())
    of_commune = _OF_COMMUNE.match(page.plain, end)
    return of_commune.end() if of_commune is not None else end
