"""Dates of birth: after « né le », « née à … le », « date de naissance : », or beside a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.page import Page
from deliberia.masking.spans import Span
from deliberia.text.names import MONTHS
from deliberia.text.normal import fold

_MONTH = "|".join(
    [*(fold(month) for month in MONTHS), "janv", "fevr", "avr", "juil", "sept", "oct", "nov", "dec"]
)
_FULL = (
    rf"(?:\d{{1,2}}(?:er)?[ \n./-]{{1,3}}(?:\d{{1,2}}|(?:{_MONTH})\.?)[ \n./-]{{1,3}}\d{{2,4}}|"
    r"\d{4}-\d{2}-\d{2})"
)
_DATE = (
    rf"(?:{_FULL}|\d{{8}}|"
    rf"(?:premier[ \n])?(?:{_MONTH})[ \n]\d{{4}}|\d{{4}}|"
    rf"(?:(?!(?:le|en|du)[ \n])[a-z]+[ \n-]){{1,3}}(?:{_MONTH})(?:[ \n-](?:mil(?:le)?|deux|"
    rf"neuf|cents?|et|un|onze|"
    r"[a-z]{2,8}(?:te|ze|gt|gts|nt|un|ux|is|re|nq|ix|pt|it|uf|et|lle))){2,8})"
)
_WORDS = (
    r"(?:\b(?:(?:date|jour|annee)s? de naissance|naissance|nee?s?|n\. le|d\.?d?\.?n\.?|"
    r"vu(?:e|s|es)? le jour)|(?<![a-z])ne\(?e?s?\)?s?)(?![a-z])"
)
_HEAD = re.compile(_WORDS)
_BEGINS = re.compile(rf"\d|{_MONTH}")
_LONGEST_GAP = 130
"""Characters from the words of a birth to the figure or the month of its date."""
_BIRTH = re.compile(
    rf"{_WORDS}"
    r"(?:[ \n]{0,2}(?:\([^()\n]{1,40}\)|[:=,]))?"
    rf"(?P<gap>[^;!?]{{0,60}}?)(?<![a-z0-9])(?P<d>{_DATE})(?![\d])"
)
_DIRECT = re.compile(
    r"[ \n]{0,2}[,:]?[ \n]{0,2}(?:(?:respectivement[ \n])?(?:les?|en|du|est|au|un)[ \n]{0,2})?:?[ \n]{0,2}\Z"
)
_WHOSE = re.compile(r"[ \n](?:de[ \n]|du[ ]|des[ ]|d')[^,;:\n]{1,40}[ ]{0,2}[:=][ \n]{0,2}(?:le[ ])?\Z")
"""« date de naissance de l’enfant : »."""
_THROUGH = re.compile(
    r"[ \n](?P<words>[^,;:]{1,40}?(?:\([^()\n]{1,30}\))?),?[ \n](?:le|en|du)[ \n]{0,2}:?[ \n]{0,2}\Z"
)
_NAMED = (
    r"(?P<t>[A-Z][A-Za-z'-]{1,30}(?:[ ](?:[A-Z][A-Za-z'-]{1,30}|"
    r"(?:en|sur|la|le|les|de|du|d')(?=[ ][A-Z]))){0,4}(?:[ ]\((?:\d[\dABab]\d?|[A-Z][A-Za-z '-]{1,28})\))?)"
)
_TOWN = re.compile(rf"[ \n,]{{0,3}}(?<![A-Za-z])(?:a|A|au|aux)[ \n]:?[ ]?{_NAMED}")
_PLACE = re.compile(rf"[ ]?[,;-]?[ ]{_NAMED}")
"""After « lieu et date de naissance »."""
_BORN_THINGS = re.compile(
    r"\b(?:communes?|communaute|syndicat|association|societe|entreprise|bibliotheque|ecole|projet|idee|"
    r"initiative|fusion|structure|institution|organisme|club|comite|cooperation|intercommunalite|litige|"
    r"obligation|creance|dette|contrat|servitude|droits?|service|festival|fete|tradition|dispositif|"
    r"differend|difficultes?|besoin|etablissement|equipement|reseau|groupement|metropole|departement)\b"
)
_SENTENCE = re.compile(r"[.;!?]\s")
_BREAK = re.compile(r"[.;:!?]\s|\n[ ]*\n")
_REACH = 60
_NEAR = 25
"""Characters before a bracket that holds a birth: whose it is stands there."""
_BESIDE = re.compile(rf"[ ]{{0,2}}(?:\(|-[ ]|,[ ])[ ]?(?:le[ ])?(?P<d>{_FULL})[ ]{{0,2}}(?:\)|-[ ]|;|\n|\Z)")
_MORE = re.compile(rf"[ ]?(?:,|[ ]et)[ ](?:le[ ])?(?:en[ ])?(?P<d>{_FULL}|(?:19|20)\d\d)(?!\d)")
"""« nés les 3 mai 2012 et 8 août 2014 »."""
_CELL = re.compile(r"[ ]{0,2}[\t|;][ \t]{0,3}(?P<d>\d{1,2}[./-]\d{1,2}[./-]\d{4})[ ]{0,2}(?:[\t|;\n]|\Z)")
"""The next cell of a table."""
_THROUGH_WORDS = ("a ", "au ", "aux ", "sous ", "dans ", "en ", "de ", "d'", "prem")


def find_births(page: Page) -> Iterator[Span]:
    """Find the dates of birth that words announce."""
    done = 0
    for found in _match_births(page.flat):
        if found.start() >= done and not _is_negation(page, found) and _leads(page, found):
            done = found.end()
            yield Span(found.start("d"), found.end("d"), Kind.NAISSANCE)
            yield from _find_towns(page, found)
            more = _MORE.match(page.flat, found.end())
            while more is not None and (len(more["d"]) > 4 or len(found["d"]) == 4):
                yield Span(more.start("d"), more.end("d"), Kind.NAISSANCE)
                more = _MORE.match(page.flat, more.end())


def _match_births(flat: str) -> Iterator[re.Match[str]]:
    """Match the words of a birth and its date, where a figure or a month stands near."""
    for head in _HEAD.finditer(flat):
        if _BEGINS.search(flat, head.end(), head.end() + _LONGEST_GAP):
            found = _BIRTH.match(flat, head.start())
            if found is not None:
                yield found


def _find_towns(page: Page, birth: re.Match[str]) -> Iterator[Span]:
    """Find the town of a birth, before its date or after: « né à Brioude le … », « née le … à Brioude »."""
    before = _TOWN.search(page.plain, birth.start("gap"), birth.end("gap"))
    after = _TOWN.match(page.plain, birth.end("d"))
    if after is None and "lieu" in page.flat[max(0, birth.start() - 8) : birth.start()]:
        after = _PLACE.match(page.plain, birth.end("d"))
    for town in (before, after):
        if town is not None:
            yield Span(town.start("t"), town.end("t"), Kind.ADRESSE)


def find_births_beside(page: Page, people: Iterable[Span]) -> Iterator[Span]:
    """Find « Firmin Corbier (12/03/1958) »: a date between brackets or dashes right after a name."""
    for span in people:
        if span.kind is Kind.PERSONNE:
            found = _BESIDE.match(page.flat, span.end)
            if found is None:
                cell = _CELL.match(page.text, page.span(span.start, span.end)[1])
                if cell is not None:
                    yield Span(page.place(cell.start("d")), page.place(cell.end("d")), Kind.NAISSANCE)
                continue
            yield Span(found.start("d"), found.end("d"), Kind.NAISSANCE)


def _leads(page: Page, found: re.Match[str]) -> bool:
    """Tell whether the words between « né » and the date are those of a birth: a place, a maiden name."""
    if _SENTENCE.search(found["gap"]):
        return False
    is_label = found[0].startswith(("naissance", "date", "jour", "annee"))
    if _DIRECT.match(found["gap"]) is None and not (is_label and _WHOSE.match(found["gap"])):
        through = _THROUGH.match(found["gap"])
        if through is None or "\n\n" in found["gap"]:
            return False
        start = found.start("gap") + through.start("words")
        words = page.plain[start : start + len(through["words"])]
        if not words.startswith(_THROUGH_WORDS) and not words[:1].isupper():
            return False
    before = _read_before(page, found.start())
    if before.rstrip(" ").endswith("("):
        before = before[-_NEAR:]
    if page.plain[found.start()].isupper() and before.rstrip(" ")[-1:] in ("", "\n"):
        return True  # a line of its own
    return found[0].startswith(("naissance", "date", "jour", "annee", "d")) or not _BORN_THINGS.search(before)


def _read_before(page: Page, place: int) -> str:
    """Return what stands before in the sentence, in small letters."""
    return _BREAK.split(page.flat[max(0, place - _REACH) : place])[-1]


def _is_negation(page: Page, found: re.Match[str]) -> bool:
    """Tell « ne », the negation, from « né », whose accent is lost in capitals."""
    if not found[0].startswith("ne ") or page.text[page.offset(found.start()) + 1 :][:1].lower() != "e":
        return False
    return " le " not in found[0] and " en " not in found[0]
