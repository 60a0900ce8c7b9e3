"""Companies: a legal form or « société », « entreprise »… and a name. The form stays readable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.masking.kinds import Kind
from deliberia.masking.lexicon import load_words
from deliberia.masking.page import Page
from deliberia.masking.spans import Span

_FORM = re.compile(
    r"\b(?:s\.?a\.?r\.?l\.?|s\.?a\.?s\.?u?\.?|s\.?c\.?i\.?|e\.?u\.?r\.?l\.?|g\.?a\.?e\.?c\.?|"
    r"e\.?a\.?r\.?l\.?|snc|scea|scop|selarl|selas|scp|"
    r"gfa|scm|gie|ets|etablissements|ste|societe|entreprise|cabinet|bureau d'etudes?|eirl|ei|scic|sccv|sci|"
    r"s\.a\.|sa|garage|menuiserie|"
    r"maconnerie|plomberie|boulangerie|electricite|peinture|charpente|terrassement|transports|imprimerie|"
    r"restaurant|cafe|etude)"
    r"(?![a-z0-9])"
)
_LEGAL = re.compile(
    r"\A(?:s\.?a\.?r\.?l\.?|s\.?a\.?s\.?u?\.?|s\.?c\.?i\.?|e\.?u\.?r\.?l\.?|g\.?a\.?e\.?c\.?|"
    r"e\.?a\.?r\.?l\.?|snc|scea|scop|selarl|selas|scp|"
    r"gfa|scm|eirl|scic|sccv|s\.a\.|sa)\Z"
)
_CAPITALS_ONLY = frozenset({"sa", "etablissements", "ei", "ste", "ets", "scm", "gie", "scop"})
_ARTICLE = re.compile(r"(?<![A-Za-z])(?:la|une|cette|societe|par|avec)[ \n]\Z")
_DESCRIPTION = re.compile(
    r"(?:[ \n](?:(?:de[ \n](?:la[ \n])?|d')[a-z-]{3,20}|anonyme|civile|individuelle|familiale|artisanale|"
    r"agricole|"
    r"denommee|dite|locale|immobiliere|simplifiee|unipersonnelle)){1,3}(?=[ \n][A-Z\"])"
)
"""« entreprise de maçonnerie », « société civile »: the name comes after."""
_QUOTED = re.compile(
    r"[ \n]{0,3}(?:dite?[ \n]|denommee?[ \n])?[ \n]{0,2}[\"*_]{1,3}[ ]?(?P<n>[^\"\n*]{1,70}?)[ ]?[\"*_]{1,3}"
)
_WORD = re.compile(
    r"(?:[A-Z][A-Za-z0-9]*|\d{1,4}[A-Z]*|[A-Z]\.)(?:['.&-]{1,2}[A-Za-z0-9]{1,30}){0,5}|&|(?:fils|filles?|"
    r"freres|associes|cie|compagnie)\b"
)
_LINK = re.compile(
    r"(?:de[ \n]la|de[ \n]l'|des?|du|d'|la|les?|l'|et|&|en|aux?|sur|pour|a)(?:(?<=')|[ \n]{1,2})",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ ]{1,2}\n?|\n")
_BEFORE = re.compile(r"((?:[A-Z][A-Za-z0-9&'.-]{0,30}[ ]){1,4})\Z")
_MOST_WORDS = 7


def find_companies(page: Page) -> Iterator[Span]:
    """Find the names of companies; the legal form is left where it stands."""
    for form in _FORM.finditer(page.flat):
        word = form[0]
        written = page.plain[form.start() : form.end()]
        is_legal = _LEGAL.match(word) is not None
        if is_legal and not any(char.isupper() for char in written):
            continue
        if word in _CAPITALS_ONLY and not written[0].isupper():
            continue
        if word in {"sa", "ei"} and not _ARTICLE.search(page.plain[max(0, form.start() - 12) : form.start()]):
            continue
        after = _read_after(page, form.end(), is_legal=is_legal)
        if after is not None:
            yield after
        elif is_legal:
            before = _read_before(page, form.start())
            if before is not None:
                yield before


def strip_form(plain: str) -> str:
    """Return a known name without its legal form, at the beginning or at the end."""
    words = plain.split()
    return " ".join(word for word in words if not (word[0].isupper() and _LEGAL.match(word.lower())))


def _read_after(page: Page, place: int, *, is_legal: bool) -> Span | None:
    description = None if is_legal else _DESCRIPTION.match(page.plain, place)
    if description is not None:
        place = description.end()
    quoted = _QUOTED.match(page.plain, place)
    if quoted is not None and quoted["n"].strip():
        return Span(quoted.start("n"), quoted.end("n"), Kind.SOCIETE)
    plain = page.plain
    space = _SPACE.match(plain, place)
    if space is None:
        return None
    place = space.end()
    start = end = -1
    stops = load_words("arrets")
    for count in range(_MOST_WORDS):
        link = _LINK.match(plain, place)
        word = _WORD.match(plain, link.end() if link else place)
        if word is None:
            break
        text = word[0].lower()
        if count == 0 and link and not is_legal and link[0][:1] != "L":
            return None
        if count == 0 and (text in load_words("publics") or (text in stops and not is_legal)):
            return None
        if count and text in stops and text not in {"et", "services", "travaux", "ville"}:
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
    kept = len(words)
    while kept and words[kept - 1][0].lower().strip(".,'") not in stops:
        kept -= 1
    if kept == len(words):
        return None
    first = place - len(found[1]) + words[kept].start()
    return Span(first, place - 1, Kind.SOCIETE)
