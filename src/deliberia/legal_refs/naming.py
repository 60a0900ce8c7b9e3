"""How a reference is written in an act: « article L. 153-8 du code de l’urbanisme »."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from deliberia.legal_refs.base import Base, load_base
from deliberia.legal_refs.keys import CODES, Key, parse_key
from deliberia.legal_refs.order import split_number
from deliberia.text.dates import format_date
from deliberia.text.grammar import join_french
from deliberia.text.spaces import NBSP

_LETTERS = {"L": "L.", "R": "R.", "D": "D.", "A": "A.", "LO": "L.O."}
_NOUNS = {
    "LOI": ("la loi", "de la loi"),
    "ORD": ("l’ordonnance", "de l’ordonnance"),
    "DECRET": ("le décret", "du décret"),
    "ARRETE": ("l’arrêté", "de l’arrêté"),
    "CIRC": ("la circulaire", "de la circulaire"),
    "DIR": ("la directive", "de la directive"),
    "REGUE": ("le règlement", "du règlement"),
    "CONST": ("la Constitution", "de la Constitution"),
    "TRAITE": ("le traité", "du traité"),
}
_RANKS = ("CONST", "TRAITE", "REGUE", "DIR", "", "LOI", "ORD", "DECRET", "ARRETE", "CIRC")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisaGroup:
    """The references of one text, as one visa names them."""

    text: str
    """Key of the text: `CGCT`, `LOI:2000-321`."""
    cles: tuple[str, ...]
    phrase: str
    """« le code de l’urbanisme, notamment ses articles L. 153-8 et L. 153-11 », without « Vu »."""


def name_article(num: str) -> str:
    """Write an article number: `L2121-29` → « L. 2121-29 », `1636 B sexies` → itself, with hard spaces."""
    letters, rest = split_number(num)
    rest = rest.replace(" ", NBSP)
    return f"{_LETTERS.get(letters, letters)}{NBSP}{rest}" if letters else rest


def name_text(cle: str, base: Base | None = None) -> str:
    """Write a text with its article: « le code de l’urbanisme », « la loi n° 2000-321 du 12 avril 2000 ».

    An article in the key is ignored. A text that the base does not date bears its number alone.
    """
    return _name(parse_key(cle), base or load_base(), 0)


def name_reference(cle: str, base: Base | None = None) -> str:
    """Write a whole reference: « article L. 2121-29 du code général des collectivités territoriales »."""
    key = parse_key(cle)
    base = base or load_base()
    if not key.article:
        return _name(key, base, 0)
    return f"article{NBSP}{_name_law_article(key)} {_name(key, base, 1)}"


def name_owner(cle: str, base: Base | None = None) -> str:
    """Write a text after « article … »: « du code de l’urbanisme », « de la loi n° 2000-321… »."""
    return _name(parse_key(cle), base or load_base(), 1)


def group_references(cles: Iterable[str], base: Base | None = None) -> tuple[VisaGroup, ...]:
    """Group references by text, one visa each, by rank: Constitution, Europe, codes, laws, decrees, arrêtés.

    Within a text the order of the caller is kept; a general code comes before the others.
    """
    base = base or load_base()
    groups: dict[str, list[Key]] = {}
    for cle in cles:
        key = parse_key(cle)
        keys = groups.setdefault(key.text, [])
        if key not in keys:
            keys.append(key)
    ordered = sorted(groups, key=_rank)
    return tuple(_make_group(text, groups[text], base) for text in ordered)


def _rank(text: str) -> tuple[int, int, str]:
    key = parse_key(text)
    rank = _RANKS.index(key.kind)
    if key.is_code:
        return rank, CODES.index(text) if text in CODES else len(CODES), ""
    return rank, 0, ""


def _make_group(text: str, keys: list[Key], base: Base) -> VisaGroup:
    articles = [_name_law_article(key) for key in keys if key.article]
    phrase = _name(Key(text), base, 0)
    if len(articles) == 1:
        phrase += f", notamment son article{NBSP}{articles[0]}"
    elif articles:
        phrase += f", notamment ses articles {join_french(articles)}"
    return VisaGroup(text=text, cles=tuple(key.cle for key in keys), phrase=phrase)


def _name_law_article(key: Key) -> str:
    if key.article == "1" and not key.is_code:
        return "1er"
    return name_article(key.article)


def _name(key: Key, base: Base, case: int) -> str:
    """Name a text; `case` 0 « le… », 1 « du… »."""
    if key.is_code:
        record = base.codes.get(key.text)
        name = record.nom if record else f"texte {key.text}"
        return f"{('le', 'du')[case]} {name}"
    noun = _NOUNS[key.kind][case]
    if key.kind == "CONST":
        return f"{noun} du 4{NBSP}octobre 1958"
    text = base.texts.get(key.text)
    day = f" du {format_date(text.date)}" if text and text.date else ""
    if key.kind == "REGUE":
        mark = "" if key.num[:4] >= "2015" and key.num[4:5] == "/" else f"n°{NBSP}"
        return f"{noun} (UE) {mark}{key.num}{day}"
    if key.num.count("-") == 2:
        return f"{noun} du {format_date(dt.date.fromisoformat(key.num))}"
    return f"{noun} n°{NBSP}{key.num}{day}"
