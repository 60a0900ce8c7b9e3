"""Identifiers made of figures: bank accounts, companies, phones, social security, vehicles, files.

Patterns read the flat text and are bounded everywhere: their cost grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.checksums import is_iban, is_luhn
from deliberia.masking.kinds import Kind
from deliberia.masking.labelled import find_labelled
from deliberia.masking.page import Page
from deliberia.masking.plates import find_plates
from deliberia.masking.spans import Span

_S = r"[ .\n\-/_*]{0,3}"
"""What may stand between two groups of figures."""
_D = r"[0-9ol]"
"""A figure, or the letter typed or scanned for it."""

_IBAN_FR = re.compile(rf"(?<![a-z0-9])fr{_S}{_D}{_D}(?:{_S}[a-z0-9]){{23}}(?![a-z0-9])")
_IBAN_NEAR = re.compile(rf"(?<![a-z0-9])fr{_S}7{_S}6(?:{_S}[0-9]){{5,30}}[a-z0-9]{{0,12}}")
_IBAN_ANY = re.compile(
    r"(?<![a-z0-9])[a-z]{2}[ ]?\d{2}(?:(?:[ \-\n][a-z0-9]{4}){3,7}(?:[ \-\n][a-z0-9]{1,3})?|"
    r"[a-z0-9]{11,30})(?![a-z0-9])"
)
_RIB = re.compile(r"(?<![\d,])\d{5}[ \n\-]{1,3}\d{5}[ \n\-]{1,3}[a-z0-9]{11}[ \n\-]{1,3}\d{2}(?![\d,])")
_TVA = re.compile(rf"(?<![a-z0-9])fr{_S}[a-z0-9]{{2}}{_S}\d{{3}}{_S}\d{{3}}{_S}\d{{3}}(?![0-9])")
_SIRET = re.compile(rf"(?<![\d,])\d{{3}}{_S}\d{{3}}{_S}\d{{3}}{_S}\d{{2}}[ .]?\d{{3}}(?![\d])(?!,\d)")
_SIREN = re.compile(
    r"(?<![\d,])(?<!\d[ .])\d{3}([ .])\d{3}\1\d{3}(?:[ ]rm[ ]?\d{2,3})?"
    r"(?!\d)(?!,\d)(?![ .]\d{3}(?!\d))"
)
_LABELLED_SIREN = re.compile(
    r"\b(?P<l>siret|siren|rcs|tva|rna|siege social)\b[^\n\d]{0,30}?(?P<n>(?:\b[a-d] ?)?w?\d"
    r"(?:[ .\-/\n]{0,2}[\do]){7,13})(?!\d)"
)
_RNA = re.compile(r"(?<![a-z0-9])w[ .\-]?[0-9][ab0-9](?:[ .\-]?\d){7}(?![a-z0-9])")
_PHONE = re.compile(
    rf"(?<![\d,])(?<!\d[.\-/])\(?(?:\(0\)|(?:\+|00){_S}[1-9]\d{{0,2}}{_S}(?:\({_S}0{_S}\){_S})?|[0o]{_S})"
    rf"[1-9]\)?(?:{_S}{_D}{_D}){{4}}(?![\d])(?!,\d)"
)
_PHONE_UNEVEN = re.compile(
    r"(?<![\d,])(?<!\d[.\-/ ])(?:\(0\)|\(?0)[ .]?[1-9]\)?(?=(?:[ .\-/]{0,2}\d){8}(?!\d|[ .\-/]\d|,\d))"
    r"(?P<rest>[ .\-/]{0,2}\d{1,8}(?:[ .\-/]{1,2}\d{1,7}){0,7})"
)
"""Ten figures in groups of any size, « 06 12 345 678 »."""
_CALLED = re.compile(
    r"(?:appel|\bsms|joign|joindr|telephon|tel\b|tel\.|portable|mobile|numero|ligne|fax|astreinte|standard|contact|"
    r"renseign|inform|reserv|inscri|rendez-vous|permanence|urgence)"
    r"[^\n\d]{0,30}\Z"
)
_PHONE_ABROAD = re.compile(r"(?<![\d+,.])(?:\+|00)[ ]?[1-9](?:[ .\-()]{0,2}\d){7,13}(?!\d)")
_NIR = re.compile(
    rf"(?<![\d,])[123478]{_S}\d{{2}}{_S}(?:0[1-9]|1[0-2]|[2-9]\d){_S}(?:\d{{2}}|2[ab]){_S}\d{{3}}{_S}\d{{3}}"
    rf"(?:{_S}(?:cle)?{_S}\d{{2}})?(?!\d)(?!,\d)"
)
_LONG = re.compile(r"(?<![\d,.])\d{9,}(?!\d)(?!,\d)")
_OF_AN_ACT = re.compile(r"-(?:19|20)\d{6}-")
"""The commune's number in the identifier of an act, « 043-214300015-20261117-2026_11_04-DE »."""
_LIST_NUMBER = re.compile(r"\bliste\b[^\n\d]{0,40}\Z")
"""« la liste n° 7204551180 » of the accountant is a paper, not somebody."""
_LIST_FIGURES = 10
_LONGEST_LABEL = 50
_UNIT = re.compile(r"(?:[.,]\d{1,2})?[ \n]{0,2}(?:€|euros?\b|k€|eur\b|f(?:cfp|rancs?)?\b|habitants\b|kwh\b)")
_DATES = re.compile(r"\d\d([/.])\d\d\1(?:19|20)\d\d")
"""A column of dates reads like a phone."""
_PLAIN_NUMBERS = (
    (Kind.IBAN, _IBAN_FR),
    (Kind.IBAN, _IBAN_NEAR),
    (Kind.IBAN, _RIB),
    (Kind.SIREN, _TVA),
    (Kind.RNA, _RNA),
    (Kind.TELEPHONE, _PHONE),
    (Kind.TELEPHONE, _PHONE_ABROAD),
    (Kind.NIR, _NIR),
)


def find_numbers(page: Page) -> Iterator[Span]:
    """Find the identifiers made of figures."""
    flat = page.flat
    yield from find_labelled(flat)
    yield from find_plates(page)
    for start, end in _find_windows(flat):
        for kind, pattern in _PLAIN_NUMBERS:
            for found in pattern.finditer(flat, start, end):
                if not _is_sum(flat, found.end()) and not (
                    kind is Kind.TELEPHONE and _DATES.search(found[0])
                ):
                    yield Span(found.start(), found.end(), kind)
        yield from _find_uneven_phones(flat, start, end)
        yield from _find_accounts_abroad(flat, start, end)
        yield from _find_companies(flat, start, end)
        for found in _LONG.finditer(flat, start, end):
            is_paper = _OF_AN_ACT.match(flat, found.end()) or _is_list(flat, found)
            if not is_paper and not _is_sum(flat, found.end()):
                yield Span(found.start(), found.end(), _name_long(found[0]))


_FIGURES = re.compile(rf"[\do](?:{_S}[a-z]{{0,2}}{_S}[\do]){{6}}")
"""Seven figures close together: there are no fewer in the numbers here."""
_BEFORE, _AFTER = 120, 200
"""Longer than what any pattern reads around its figures."""


def _find_windows(flat: str) -> Iterator[tuple[int, int]]:
    """Give the stretches where long numbers stand: the patterns read nothing else."""
    start = end = -1
    for found in _FIGURES.finditer(flat):
        if end >= 0 and found.start() - _BEFORE > end:
            yield start, end
            start = -1
        start = max(0, found.start() - _BEFORE) if start < 0 else start
        end = found.end() + _AFTER
    if end >= 0:
        yield start, min(end, len(flat))


def _is_sum(flat: str, end: int) -> bool:
    """Tell whether a unit follows: 150 000 000 € is a sum, not a company."""
    return _UNIT.match(flat, end) is not None


def _is_list(flat: str, found: re.Match[str]) -> bool:
    """Tell whether ten figures number a list of sums to collect."""
    before = max(0, found.start() - _LONGEST_LABEL)
    return len(found[0]) == _LIST_FIGURES and _LIST_NUMBER.search(flat, before, found.start()) is not None


def _find_uneven_phones(flat: str, first: int, last: int) -> Iterator[Span]:
    """Find a phone in groups of any size; a lone figure among them only where a call is told."""
    for found in _PHONE_UNEVEN.finditer(flat, first, last):
        groups = re.findall(r"\d+", found[0])
        if _is_sum(flat, found.end()) or _DATES.search(found[0]):
            continue
        if min(map(len, groups)) > 1 or _CALLED.search(flat[max(0, found.start() - 40) : found.start()]):
            yield Span(found.start(), found.end(), Kind.TELEPHONE)


def _find_accounts_abroad(flat: str, first: int, last: int) -> Iterator[Span]:
    """Find the accounts of other countries: any letters and figures whose check digits hold."""
    for found in _IBAN_ANY.finditer(flat, first, last):
        compact = re.sub(r"[^a-z0-9]", "", found[0])
        figures = sum(char.isdigit() for char in compact)
        if figures >= 10 or (figures >= 6 and is_iban(compact)):
            yield Span(found.start(), found.end(), Kind.IBAN)


def _find_companies(flat: str, first: int, last: int) -> Iterator[Span]:
    for found in _LABELLED_SIREN.finditer(flat, first, last):
        size = sum(char.isdigit() for char in found["n"])
        kind = Kind.RNA if found["n"][0] == "w" else Kind.SIRET if size > 11 else Kind.SIREN
        yield Span(found.start("n"), found.end("n"), kind)
    for found in _SIRET.finditer(flat, first, last):
        if not _is_sum(flat, found.end()):
            yield Span(found.start(), found.end(), Kind.SIRET)
    for found in _SIREN.finditer(flat, first, last):
        if not _is_sum(flat, found.end()):
            yield Span(found.start(), found.end(), Kind.SIREN)


def _name_long(digits: str) -> Kind:
    """Name a long number by its length and its check digits."""
    if len(digits) == 14:
        return Kind.SIRET
    if len(digits) == 9 and is_luhn(digits):
        return Kind.SIREN
    return Kind.NUMERO
