"""Companies: a legal form or « société », « entreprise »… and a name. The form stays readable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import PARTICLES, load_words
from deliberia.masking.page import Page
from deliberia.masking.spans import Span
from deliberia.text.names import MONTHS
from deliberia.text.normal import fold

_LEGAL_FORMS = (
    r"s\.?a\.?r\.?l\.?u?|s\.?a\.?s\.?u?\.?|s\.?c\.?i\.?|e\.?u\.?r\.?l\.?|g\.?a\.?e\.?c\.?|e\.?a\.?r\.?l\.?|"
    r"s\.?n\.?c\.?|scea|scop|selarl|selas|scp|gfa|scm|eirl|scic|sccv|s\.a\.|sa"
)
_NOUNS = (
    r"gie|ets|etablissements?|etabl?\.|stes?|societes?|entreprises?|cabinets?|ei|groupement|"
    r"bureaux? d'etudes?|"
    r"fournisseurs?|prestataires?|sous-traitants?|cotraitants?|co-traitants?|auto-ecole|concurrents?|operateurs?|"
    r"maitre d'oeuvre|soumissionnaires?|cooperatives?|mutuelles?|compagnies?|enseignes?|groupe"
)
_FORM = re.compile(rf"\b(?:{_LEGAL_FORMS}|{_NOUNS})(?![a-z0-9])")
_LEGAL = re.compile(rf"\A(?:{_LEGAL_FORMS})\Z")
_CAPITALS_ONLY = frozenset({"sa", "ei", "ste", "stes", "ets", "scm", "gie"})
_MANY = re.compile(r"\A(?:\w+s|bureaux d'etudes?|groupement)\Z")
"""Words that a list of names follows."""
_AND = re.compile(r"[ ]?(?:,|/|;|\+|-|[ ]et)[ ](?:la[ ]|l'|les[ ]|(?:SARL|SAS|EURL|SCI|SA|Ets)[ ])?|/")
_MOST_NAMES = 12
_PARTNERS = frozenset({"scp", "selarl", "selas", "scm", "cabinet", "etude", "office"})
_PARTNER = r"[ ](?:[Dd]e[ ]|[Ll][ea][ ])?[A-Z][A-Za-z'-]{1,30}"
_PARTNER_NAMES = re.compile(rf"(?:,{_PARTNER}){{0,4}}[ ](?:et|&){_PARTNER}")
"""« Le Dantec, Aubin et Roy »: the partners of one firm."""
_TRADE = re.compile(r"(?:(?<![a-z0-9'-])|(?<=[ld]'))(?P<t>[a-z]{3,15})(?=[ ][a-z\"])")
_LINKED = frozenset({
    "auberge", "bar", "brasserie", "boulangerie", "cafe", "camping", "garage", "hotel", "pharmacie",
    "restaurant",
})  # fmt: skip
"""Shops whose name may begin by « du », « de la »."""
_STUDY = re.compile(r"etudes?[ ](?:de|d')[ ]?(?!notaire|me[ ]|maitre)")
"""« étude de sol G2 PRO » is a work, « l’étude Gardelle » and « l’étude de Maître Gardelle » a firm."""
_FAMILY = (
    r"(?i:(?:pere[ ](?:et|&)[ ])?fils|filles?|freres|soeurs|associee?s?|cie|compagnie|partenaires|consorts)"
)
_CAPITALISED = r"[A-Z][A-Za-z0-9'.-]{1,30}"
_HOUSE = re.compile(
    rf"(?<![A-Za-z0-9-])(?P<n>{_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}}"
    rf"(?:[ ]?(?:&|[ ]?et)[ ]?(?:{_FAMILY}(?![a-z])|(?<=&[ ])(?:{_CAPITALISED})(?:[ ]{_CAPITALISED}){{0,2}})|"
    rf"[ ](?i:pere[ ](?:et|&)[ ]fils|freres)(?![a-z])))"
)
"""« Morel & Associés », « Pommier Frères », « Corbier & Rivoire »: a name by its form alone."""
_HOUSE_SIGN = re.compile(r"&|(?:fils|filles?|freres|soeurs|associee?s?|cie|compagnie|partenaires)\b")
_ARTICLE = re.compile(r"(?<![A-Za-z])(?:[Ll]a|[Uu]ne|[Cc]ette|societe|[Pp]ar|[Aa]vec)[ \n]\Z")
_DESCRIPTION = re.compile(
    r"(?:[ \n](?:(?:de[ \n](?:la[ \n])?|d')[a-z-]{3,20}|par[ \n]actions|a[ \n]responsabilite[ \n]limitee|"
    r"en[ \n](?:nom[ \n]collectif|commandite)|cooperative|anonyme|civile|individuelle|familiale|artisanale|"
    r"agricole|"
    r"denommee|dite|locale|immobiliere|simplifiee|unipersonnelle)){1,3}(?=[ \n][A-Z\"])"
)
"""« entreprise de maçonnerie », « société civile »: the name comes after."""
_QUOTED = re.compile(
    r"[ \n]{0,3}(?:dite?[ \n]|denommee?[ \n])?[ \n]{0,2}[\"*_]{1,3}[ ]?(?P<n>[^\"\n*]{1,70}?)[ ]?[\"*_]{1,3}"
)
_CLOSES = re.compile("[\u00bb\u201d\u203a \u00a0\u202f]?[\u00bb\u201d\u203a]")
_WORD = re.compile(
    r"(?:[A-Z][A-Za-z0-9]*|\d{1,4}[A-Z]*|[A-Z]\.)(?:['.&-]{1,2}[A-Za-z0-9]{1,30}){0,5}|&|(?:fils|filles?|"
    r"freres|associes|cie|compagnie)\b"
)
_LINK = re.compile(
    r"(?:de[ \n]la|de[ \n]l'|des?|du|d'|la|les?|l'|et|&|en|aux?|sur|pour|a)(?:(?<=')|[ \n]{1,2})",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\d{{1,2}}(?:er)?[ \n](?:{'|'.join(fold(month) for month in MONTHS)})(?![a-z])")
_SPACE = re.compile(r"[ ]{1,2}\n?|\n")
_BEFORE = re.compile(
    r"((?:[A-Z][A-Za-z0-9&'.-]{0,30}[ ](?:(?:(?:de|du|des|la|le|les|et|&)[ ]){1,2}(?=[A-Z]))?){1,5})\(?\Z"
)
_MOST_WORDS = 7
_LONGEST_CUT = 4


def find_companies(page: Page) -> Iterator[Span]:
    """Find the names of companies; the legal form is left where it stands."""
    done = 0
    for form in _FORM.finditer(page.flat):
        word = form[0]
        written = page.plain[form.start() : form.end()]
        is_legal = _LEGAL.match(word) is not None
        is_small = not any(char.isupper() for char in written)
        if word in {"sa", "ei"} and not written.isupper():
            continue  # « Sa durée est de trois ans »
        if (word in _CAPITALS_ONLY and not written[0].isupper()) or (is_legal and is_small and len(word) < 3):
            continue
        after = None
        if word not in {"sa", "ei"} or _ARTICLE.search(page.plain[max(0, form.start() - 12) : form.start()]):
            after = _read_after(page, form.end(), is_legal=is_legal and not is_small)
        if after is not None:
            yield after
            if _MANY.match(word) and form.start() >= done:
                more = [*_read_more(page, after.end)]
                done = more[-1].end if more else done
                yield from more
            elif word in _PARTNERS:
                partners = _PARTNER_NAMES.match(page.plain, after.end)
                if partners is not None:
                    yield Span(after.end, partners.end(), Kind.SOCIETE)
        elif is_legal and not is_small:
            before = _read_before(page, form.start())
            if before is not None:
                yield before
    yield from _find_trades(page)
    for house in _HOUSE.finditer(page.plain) if _HOUSE_SIGN.search(page.flat) else ():
        start = _skip_stops(page, house)
        if start is not None:
            yield Span(start, house.end("n"), Kind.SOCIETE)


def _find_trades(page: Page) -> Iterator[Span]:
    """Find « le garage Ollier », « Menuiserie Astier »."""
    trades = load_words("metiers")
    for found in _TRADE.finditer(page.flat):
        if found["t"] in trades and not _STUDY.match(page.flat, found.start()):
            after = _read_after(page, found.end(), is_legal=False, may_link=found["t"] in _LINKED)
            if after is not None:
                is_of_name = page.plain[found.start()].isupper() and after.start - found.end() < 3
                yield after._replace(start=found.start()) if is_of_name else after


def _read_more(page: Page, place: int) -> Iterator[Span]:
    """Read the other names of a list: « les entreprises Veladis, Pommier Frères et Granits du Velay »."""
    for _ in range(_MOST_NAMES):
        link = _AND.match(page.plain, place)
        if link is None:
            return
        span = _read_after(page, link.end(), is_legal=False, is_spaced=True)
        if span is None:
            return
        yield span
        place = span.end


def _skip_stops(page: Page, house: re.Match[str]) -> int | None:
    """Leave out the words of the language that begin the name of a house; None when nothing is left."""
    stops = load_words("arrets")
    words = list(re.finditer(r"[A-Za-z]+", house["n"]))
    for word in words:
        if word[0].lower() not in stops:
            is_name = len(word[0]) > 2 and not re.match(rf"{_FAMILY}\Z", word[0])
            return house.start("n") + word.start() if is_name else None
    return None


def strip_form(plain: str) -> str:
    """Return a known name without its legal form, at the beginning or at the end."""
    words = plain.split()
    return " ".join(word for word in words if not (word[0].isupper() and _LEGAL.match(word.lower())))


def _read_after(
    page: Page, place: int, *, is_legal: bool, is_spaced: bool = False, may_link: bool = False
) -> Span | None:
    description = None if is_legal else _DESCRIPTION.match(page.plain, place)
    if description is not None:
        place = description.end()
    quoted = _QUOTED.match(page.plain, place)
    if (
        quoted is not None
        and quoted["n"].strip()
        and not _CLOSES.match(page.text, page.offset(quoted.start("n") - 1))
    ):
        return Span(quoted.start("n"), quoted.end("n"), Kind.SOCIETE)
    plain = page.plain
    space = _SPACE.match(plain, place)
    if space is None and not is_spaced:
        return None
    place = space.end() if space is not None else place
    start = end = -1
    stops = load_words("arrets")
    for count in range(_MOST_WORDS):
        link = _LINK.match(plain, place)
        word = _WORD.match(plain, link.end() if link else place)
        if word is None:
            break
        text = word[0].lower()
        if count and _DAY.match(page.flat, word.start()):
            break  # « plan du cabinet Topo Sud du 2 juillet »
        if count == 0 and link and not is_legal and not may_link and link[0][:1] != "L":
            return None
        if count == 0 and (
            text in load_words("publics")
            or text.rstrip("s") in load_words("publics")
            or (text in stops and not is_legal)
        ):
            return None
        if count and text in stops and text not in load_words("enseignes"):
            break
        if count == 0 and word[0][0].isdigit():
            return None
        start = start if start >= 0 else (link.start() if link else word.start())
        end = word.end()
        gap = _SPACE.match(plain, end)
        if gap is None or ("\n" in gap[0] and count > 1):
            break
        place = gap.end()
    if start < 0:
        return None
    while end > start and plain[end - 1] in ".-&' ":
        end -= 1
    return Span(start, end, Kind.SOCIETE) if end > start else None


def _read_before(page: Page, place: int) -> Span | None:
    """Read « Dubreuil Frères SARL »: up to four words in capitals before the form."""
    found = _BEFORE.search(page.plain[max(0, place - 90) : place])
    if found is None:
        return None
    words = list(re.finditer(r"\S+", found[1]))
    stops = load_words("arrets")
    if words[-1][0].endswith(".") and len(words[-1][0]) > _LONGEST_CUT:
        return None  # « au pont du Moulin. SA … »
    if words[-1][0].lower() in PARTICLES | {"et"}:
        return None  # « LA COMMUNE ET SA REGION »
    kept = len(words)
    for number in range(len(words) - 1, -1, -1):
        word = words[number][0].lower().strip(".,'")
        if word in PARTICLES and number:
            continue
        if word in stops - load_words("enseignes"):
            break
        kept = number
    if kept == len(words):
        return None
    base = max(0, place - 90) + found.start(1)
    return Span(base + words[kept].start(), base + words[-1].end(), Kind.SOCIETE)
