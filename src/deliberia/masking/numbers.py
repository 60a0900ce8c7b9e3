"""Identifiers made of figures: bank accounts, companies, phones, social security, vehicles, files.

Patterns read the flat text and are bounded everywhere: their cost grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.checksums import is_iban, is_luhn
from deliberia.masking.kinds import Kind
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
_LABELLED_ACCOUNT = re.compile(
    r"\b(?:iban|rib|compte bancaire|n° de compte|numero de compte)\b[^\n0-9]{0,24}?"
    rf"(?P<n>(?<![a-z0-9])(?:[a-z]{{2}}[ ]?\d{{2}}|\d{{4,5}})(?:{_S}[a-z]{{0,2}}\d{{1,11}}[a-z]?(?![a-z]))"
    rf"{{1,12}})"
)
_BANK_PART = re.compile(
    r"\b(?:(?:code[ \n])?(?:banque|etablissement|guichet|agence)[^\n\d]{0,12}(?P<b>\d{5})|cle(?:[ \n]rib)?"
    r"[^\n\d]{0,8}(?P<c>\d{2})|compte[^\n\d]{0,12}(?P<a>[\da-z]{0,5}\d[\da-z]{5,10}))(?![\da-z])"
)
_BIC = re.compile(r"\b(?:bic|swift)\b[^\na-z0-9]{0,8}(?:code )?(?P<n>[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)\b")
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
    r"(?:appel|\bsms|joign|joindr|telephon|tel\b|tel\.|portable|mobile|numero|ligne|fax|astreinte|standard|contact)"
    r"[^\n\d]{0,30}\Z"
)
_PHONE_ABROAD = re.compile(r"(?<![\d+,.])(?:\+|00)[ ]?[1-9](?:[ .\-()]{0,2}\d){7,13}(?!\d)")
_LABELLED_PHONE = re.compile(
    r"\b(?:tel(?:ephone)?s?|telephone au|portable|mobile|fax|telecopie|(?:joignable|joindre|appele[er]?s?|"
    r"contacte[er]?s?|rappele[er]?) (?:\w{1,12} )?au|gsm)\b[^\n\d+]{0,16}"
    r"(?P<n>\+?\(?\d(?:[ .\-/()]{0,3}[\dol]){6,14})(?!\d)"
)
_NIR = re.compile(
    rf"(?<![\d,])[123478]{_S}\d{{2}}{_S}(?:0[1-9]|1[0-2]|[2-9]\d){_S}(?:\d{{2}}|2[ab]){_S}\d{{3}}{_S}\d{{3}}"
    rf"(?:{_S}(?:cle)?{_S}\d{{2}})?(?!\d)(?!,\d)"
)
_LABELLED_NIR = re.compile(
    r"(?:securite sociale|\bnir\b|\bn°? ?ss\b|\binsee\b|assure social)[^\n\d]{0,24}"
    r"(?P<n>[1-478](?:[ .\-/]{0,2}[\dabo]){8,16})(?![a-z0-9])"
)
_LABELLED_NUMBER = re.compile(
    r"\b(?:matricules?|passeport|carte (?:nationale )?d'identite|\bcni|titre de sejour|permis de conduire|"
    r"numero fiscal|reference de l'avis|allocataire|adherent|n° (?:d'|de )?agent|numero (?:d'|de l')agent|"
    r"(?:n°|numero|reference)s? (?:d'|de |du )?(?:etudiant|eleve|client|abonne|usager|patient|licencie?|"
    r"foyer|contribuable|compteur|fiscal|pdl|prm|beneficiaire|dossier)|point de livraison|police|"
    r"identifiant national|ine|carte grise|n° de serie|numero de serie|\bvin)\b[^\n\d]{0,24}?"
    r"(?P<n>\b[a-z]{0,4}[ \-.]?\d[a-z0-9]{0,19}(?:[ \-./](?=[a-z0-9]{0,3}\d)[a-z0-9]{1,8}){0,6})"
)
_DOSSIER = re.compile(
    r"(?<![a-z0-9])(?:pc|dp|pa|pd|cu|cub|dia|at)[ \n]{0,2}(?:n°|no)"
    r"?[ ]?\d{3}[ \-.]?\d{3}[ \-.]?\d{2}[ \-./]?[a-z]?[ ]?\d{4,5}"
    r"(?:[ \-]?[mt]\d{1,2})?(?![a-z0-9])"
)
_LONG = re.compile(r"(?<![\d,.])\d{9,}(?!\d)(?!,\d)")
_OF_AN_ACT = re.compile(r"-(?:19|20)\d{6}-")
"""The commune's number in the identifier of an act, « 043-214300015-20261117-2026_11_04-DE »."""
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
_LABELLED = (
    (Kind.IBAN, _LABELLED_ACCOUNT, ("iban", "rib", "compte")),
    (Kind.IBAN, _BIC, ("bic", "swift")),
    (Kind.TELEPHONE, _LABELLED_PHONE, ("tel", "portable", "mobile", "fax", "joignable", "gsm")),
    (Kind.NIR, _LABELLED_NIR, ("securite", "nir", "ss", "insee", "assure")),
    (Kind.MATRICULE, _LABELLED_NUMBER, ()),
)


def find_numbers(page: Page) -> Iterator[Span]:
    """Find the identifiers made of figures."""
    flat = page.flat
    for kind, pattern, words in _LABELLED:
        if not words or any(word in flat for word in words):
            for found in pattern.finditer(flat):
                yield Span(found.start("n"), found.end("n"), kind)
    yield from find_plates(page)
    yield from _find_bank_parts(flat)
    for found in _DOSSIER.finditer(flat):
        yield Span(found.start(), found.end(), Kind.MATRICULE)
    if not _HAS_FIGURES.search(flat):
        return
    for kind, pattern in _PLAIN_NUMBERS:
        for found in pattern.finditer(flat):
            if not _is_sum(flat, found.end()) and not (kind is Kind.TELEPHONE and _DATES.search(found[0])):
                yield Span(found.start(), found.end(), kind)
    yield from _find_uneven_phones(flat)
    yield from _find_accounts_abroad(flat)
    yield from _find_companies(flat)
    for found in _LONG.finditer(flat):
        if not _is_sum(flat, found.end()) and not _OF_AN_ACT.match(flat, found.end()):
            yield Span(found.start(), found.end(), _name_long(found[0]))


_HAS_FIGURES = re.compile(rf"[\do](?:{_S}[a-z]{{0,2}}{_S}[\do]){{6}}")
"""Seven figures close together: there are no fewer in the numbers below."""


def _is_sum(flat: str, end: int) -> bool:
    """Tell whether a unit follows: 150 000 000 € is a sum, not a company."""
    return _UNIT.match(flat, end) is not None


def _find_uneven_phones(flat: str) -> Iterator[Span]:
    """Find a phone in groups of any size; a lone figure among them only where a call is told."""
    for found in _PHONE_UNEVEN.finditer(flat):
        groups = re.findall(r"\d+", found[0])
        if _is_sum(flat, found.end()) or _DATES.search(found[0]):
            continue
        if min(map(len, groups)) > 1 or _CALLED.search(flat[max(0, found.start() - 40) : found.start()]):
            yield Span(found.start(), found.end(), Kind.TELEPHONE)


def _find_bank_parts(flat: str) -> Iterator[Span]:
    """Find an account told piece by piece: « code banque 30006, code guichet 00001, clé 89 »."""
    if "guichet" not in flat:
        return
    for found in _BANK_PART.finditer(flat):
        name = found.lastgroup or ""
        yield Span(found.start(name), found.end(name), Kind.IBAN)


def _find_accounts_abroad(flat: str) -> Iterator[Span]:
    """Find the accounts of other countries: any letters and figures whose check digits hold."""
    for found in _IBAN_ANY.finditer(flat):
        compact = re.sub(r"[^a-z0-9]", "", found[0])
        figures = sum(char.isdigit() for char in compact)
        if figures >= 10 or (figures >= 6 and is_iban(compact)):
            yield Span(found.start(), found.end(), Kind.IBAN)


def _find_companies(flat: str) -> Iterator[Span]:
    for found in _LABELLED_SIREN.finditer(flat):
        size = sum(char.isdigit() for char in found["n"])
        kind = Kind.RNA if found["n"][0] == "w" else Kind.SIRET if size > 11 else Kind.SIREN
        yield Span(found.start("n"), found.end("n"), kind)
    for found in _SIRET.finditer(flat):
        if not _is_sum(flat, found.end()):
            yield Span(found.start(), found.end(), Kind.SIRET)
    for found in _SIREN.finditer(flat):
        if not _is_sum(flat, found.end()):
            yield Span(found.start(), found.end(), Kind.SIREN)


def _name_long(digits: str) -> Kind:
    """Name a long number by its length and its check digits."""
    if len(digits) == 14:
        return Kind.SIRET
    if len(digits) == 9 and is_luhn(digits):
        return Kind.SIREN
    return Kind.NUMERO
