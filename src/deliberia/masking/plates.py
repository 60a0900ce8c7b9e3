"""Registration plates: « AB-123-CD », « 1234 AB 43 », in capitals, or in any case after « immatriculé »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import load_words
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_LETTER = "[a-hj-np-tv-z]"
"""Plates have no I, O nor U."""
_SEPARATOR = r"[ ]?-[ ]?|[ ]|\.|"
_NEW = re.compile(
    rf"(?<![a-z0-9]){_LETTER}{{2}}(?P<sep>{_SEPARATOR})\d{{3}}(?P=sep){_LETTER}{{2}}(?![a-z0-9])"
)
_OLD = re.compile(
    rf"(?<![\w°/\-.,])\d{{1,4}}(?P<sep>[ ]?-[ ]?|[ ]|)(?P<l>{_LETTER}{{2,3}})(?P=sep)"
    r"(?:0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-6])(?![\w/\-]|[.,]\d|[ ]?(?:€|%|euros?\b|\d))"
)
_LABELLED = re.compile(
    r"\b(?:immat(?:ricul\w{0,8}|\.)|plaque|minera?logique)[^\n\d]{0,30}?"
    r"(?P<n>\b(?:[a-z]{1,2}[ \-.]{0,3}\d{2,4}[ \-.]{0,3}[a-z]{1,2}|"
    r"\d{1,4}[ \-.]{0,3}[a-z]{1,3}[ \-.]{0,3}(?:\d[\dab]|97\d))\b)"
)
_VEHICLE = re.compile(
    r"vehicule|immatricul|tracteur|camion|fourgon|remorque|balayeuse|niveleuse|epareuse|voiture|scooter|moto|"
    r"utilitaire|berline|benne|engin|tracto|pelle|minibus|autocar|nacelle|quad|cyclomoteur|plaque"
)
_REACH = 120
_NEAR = 48
"""Characters within which a vehicle tells what « 78 RN 43 » is, whatever else its letters mean."""
_FOUR = re.compile(r"\d{4}")
_MOPED = re.compile(
    rf"(?<![a-z0-9]){_LETTER}{{1,2}}(?P<sep>{_SEPARATOR})\d{{2,3}}(?P=sep){_LETTER}(?![a-z0-9])"
)
_NAMES = ("cyclomoteur", "scooter", "mobylette", "velomoteur", "moto", "quad", "trottinette")
_TWO_WHEELS = re.compile("|".join(_NAMES))


def find_plates(page: Page) -> Iterator[Span]:
    """Find plates: by their form when it is that of nothing else, else beside a word for a vehicle."""
    flat = page.flat
    for found in _LABELLED.finditer(flat):
        yield Span(found.start("n"), found.end("n"), Kind.PLAQUE)
    for found in _NEW.finditer(flat):
        is_sure = "-" in found["sep"] or _is_vehicle(page, found)
        if _is_written(page, found, is_sure=is_sure):
            yield Span(found.start(), found.end(), Kind.PLAQUE)
    for found in _OLD.finditer(flat):
        is_sure = found["sep"] != "" and (len(found["l"]) == 3 or _FOUR.match(found[0]) is not None)
        is_near = _VEHICLE.search(flat, max(0, found.start() - _NEAR), found.start()) is not None
        if (is_sure or _is_vehicle(page, found)) and _is_written(page, found, is_sure=is_near):
            yield Span(found.start(), found.end(), Kind.PLAQUE)
    for found in _MOPED.finditer(flat) if any(name in flat for name in _NAMES) else ():
        if _TWO_WHEELS.search(flat, max(0, found.start() - _REACH), found.start()) and _is_written(
            page, found, is_sure=True
        ):
            yield Span(found.start(), found.end(), Kind.PLAQUE)


def _is_vehicle(page: Page, found: re.Match[str]) -> bool:
    return _VEHICLE.search(page.flat, max(0, found.start() - _REACH), found.end()) is not None


def _is_written(page: Page, found: re.Match[str], *, is_sure: bool) -> bool:
    """Tell whether the letters are capitals and, unless hyphens tell enough, no word nor unit."""
    letters = re.findall(r"[A-Za-z]+", page.plain[found.start() : found.end()])
    if not all(word.isupper() for word in letters):
        return False
    return is_sure or not any(word.lower() in load_words("sigles") for word in letters)
