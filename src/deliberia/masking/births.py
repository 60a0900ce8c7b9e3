"""Dates of birth: a date after « né le », « née à … le », « date de naissance : ». Other dates stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span
from deliberia.text.names import MONTHS
from deliberia.text.normal import fold

_MONTH = "|".join(
    [*(fold(month) for month in MONTHS), "janv", "fevr", "avr", "juil", "sept", "oct", "nov", "dec"]
)
_DATE = (
    rf"(?:\d{{1,2}}(?:er)?[ \n./-]{{1,3}}(?:\d{{1,2}}|(?:{_MONTH})\.?)[ \n./-]{{1,3}}\d{{2,4}}|"
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{8}}|"
    rf"(?:{_MONTH})[ \n]\d{{4}}|\d{{4}}|(?:[a-z]+[ \n-]){{1,3}}(?:{_MONTH})(?:[ \n-](?:mil(?:le)?|deux|"
    rf"neuf|cents?|et|un|onze|"
    r"[a-z]{2,8}(?:te|ze|gt|gts|nt|un|ux|is|re|nq|ix|pt|it|uf|et|lle))){2,8})"
)
_BIRTH = re.compile(
    r"\b(?:(?:date|jour|annee)s? de naissance|naissance|ne\(?e?\)?s?|nee|nes|nees|n\. le|d\.?n\.?)"
    r"(?![a-z])(?:[ \n]{0,2}(?:\([^()\n]{1,40}\)|a(?:u|ux)?[ \n][^\n,;.:]{1,50}?|[:=,]|"
    r"de m[a-z]+ [^\n,;.:]{1,30}?))?"
    rf"[ \n]{{0,2}}[,:]?[ \n]{{0,2}}(?:le|en|du|est|:)?[ \n]{{0,2}}(?P<d>{_DATE})(?![\d])"
)


def find_births(page: Page) -> Iterator[Span]:
    """Find the dates of birth."""
    flat = page.flat
    for found in _BIRTH.finditer(flat):
        if not _is_negation(page, found):
            yield Span(found.start("d"), found.end("d"), Kind.NAISSANCE)


def _is_negation(page: Page, found: re.Match[str]) -> bool:
    """Tell « ne », the negation, from « né », whose accent is lost in capitals."""
    if not found[0].startswith("ne ") or page.text[page.offset(found.start()) + 1 :][:1].lower() != "e":
        return False
    return " le " not in found[0] and " en " not in found[0]
