"""Every figure of a text, in digits or in words, with its kind: date, hour, percentage, sum, number, code.

The same reader serves the facts and the passage, so that a figure is compared with its like: a sum of money
never vouches for a number of inhabitants. What is shaped like a figure and is none of these is a code, which
must stand in the facts character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from deliberia.assistance.page import Page
from deliberia.text import MONTHS, WEEKDAYS, fold, iter_dates, spelled_to_number
from deliberia.text.numbers_in_words import NUMBER_WORD


class Kind(StrEnum):
    DATE = "date"
    JOUR = "jour"
    """A day without its year, a month, a day of the week."""
    HEURE = "heure"
    POURCENTAGE = "pourcentage"
    MONTANT = "montant"
    NOMBRE = "nombre"
    RANG = "rang"
    CODE = "code"
    PART = "part"
    """A quantity in words that is no whole number: « la moitié », « une dizaine »."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure `[start, end)`; `value` compares equal for the same figure written otherwise."""

    kind: Kind
    value: object
    start: int
    end: int
    after: str = ""
    """The word that follows a number: what is counted."""
    unite: str = ""
    """The unit of a number, in its sign: « m² » for « mètres carrés »."""
    is_spelled: bool = False
    """True for a number in letters, and for « second »."""


_MONTHS = {fold(name): number for number, name in enumerate(MONTHS, 1)}
_MONTH = "|".join(_MONTHS)
_DAY = "|".join(WEEKDAYS)
_SPELLED = rf"{NUMBER_WORD}(?:[ -]{{1,2}}(?:et[ -])?{NUMBER_WORD}){{0,14}}"
_GLUED = rf"{NUMBER_WORD}{{2,6}}"
_ROUND = (
    "dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine|millier"
)
_PARTS = (
    r"moitie|(?:deux|trois|au) (?:tiers|quarts?)"
    r"|(?:un|le) (?:quart|tiers(?! (?:neutre|independant|payeur|lieu|exterieur|prive|impartial|concerne)))"
    r"|quarts?"
    rf"|demie?s?(?!-(?:heure|journee|tarif|pension|finale|douzaine))|(?:le|au|du) (?:double|triple"
    rf"|quadruple)(?= d|[,.;:]| (?:que|par|en|pour|chaque)(?!\w))|(?:{_ROUND})s?"
    r"|doublements?|triplements?|doubler|triple[res]|cinquiemes? part"
)
_RANKS = (
    r"(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix|onz|douz|treiz|quatorz|quinz|seiz|vingt|trent|quarant"
    r"|cinquant|soixant|cent|mill|unn?)iemes?|(?:premier|second)e?s?(?! (?:vie|chance|main|jeunesse)(?!\w))"
)
_NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"
_AFTER_CENTS = r" ?(?:[,.;:)]|\Z)| (?:et|pour|par|le|la|l') "
"""What follows « trois euros soixante », which counts nothing more."""
_SCALE = r"(?: ?(?:mille|millions?|milliards?)(?: d(?:e |'))?)?"
_MONEY = re.compile(
    rf"({_NUMBER})( ?[km](?=[€ e])|{_SCALE}) ?(?:€|(?:euros?|eur|centimes?)(?!\w))"
    rf"(?: et (\d+) centimes?| (?P<cents>\d\d)(?={_AFTER_CENTS}))?"
)
_MONEY_WORDS = re.compile(
    rf"(?<!\w)({_SPELLED})(?: d(?:e |'))? ?(?:€|euros?)(?!\w)(?: et ({_SPELLED}) centimes?"
    rf"| (?P<cents>{_SPELLED})(?={_AFTER_CENTS}))?"
)
_PERCENT = re.compile(rf"({_NUMBER}|(?<!\w){_SPELLED}) ?(?:%|pour cents?|pour mille|pour-cent)")
_HOUR = re.compile(
    r"(?<![\w,.])(\d{1,2}) ?(?:h(?:eures?)?(?![a-z])|:(?=\d\d(?!\d))) ?(\d{2}(?!\d))?(?: "
    r"?(?:min(?:utes?)?)(?!\w))?"
)
_NOON = re.compile(
    r"(?:(?<=(?<!\w)a )|(?<=avant )|(?<=apres )|(?<=vers )|(?<=des )|(?<=et ))midi(?![\w-])"
    r"|(?<![\w-])minuit(?![\w-])"
)
"""« à midi », not « le repas de midi »."""
_DAY_MONTH = re.compile(
    rf"(?<!\w)(?:(?P<w>{_DAY}) )?(?:le )?(?P<d>\d{{1,2}}(?:er)?|premier|{_SPELLED}) "
    rf"(?P<m>{_MONTH})(?!\w)(?: (?P<y>\d{{4}}))?"
)
_DAY_RANGE = re.compile(
    rf"(?<![\w,.])(?P<d>\d{{1,2}})(?:er)? (?:au|et) "
    rf"(?=\d{{1,2}}(?:er)? (?P<m>{_MONTH})(?: (?P<y>\d{{4}}))?(?!\w))"
)
_MONTH_YEAR = re.compile(rf"(?<!\w)(?P<m>{_MONTH})(?: (?P<y>\d{{4}}))?(?!\w)")
_WEEKDAY = re.compile(rf"(?<!\w)(?:{_DAY})s?(?!\w)")
_CODE = re.compile(r"(?<![^\W_])[^\W_]*\d[^\W_]*(?:['./,:+°²³-]+(?=[^\W_])[^\W_]+)*[²³°]?")
_GROUPS = re.compile(r"(?<![\w.,/:-])\d{1,3}(?: \d{3})+(?:,\d+)?(?![\w]|[./:-]\w)")
_PLAIN = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_ORDINAL = re.compile(r"(\d+)(?:er|ers|ere|eres|e|es|eme|emes|nd|nde|°)")
_SPELL = re.compile(rf"(?<![\w-])(?:{_SPELLED}|{_GLUED})(?![\w])")
_FIRST_ONES = re.compile(r" premiere?s?\Z")
"""« les deux premiers »: a number."""
_ANY_RANK = re.compile(r"(?<![\w-])[^\W\d_]+iemes?(?!\w)")
_RANK = re.compile(rf"(?<![\w-])(?:{NUMBER_WORD}[ -](?:et[ -])?)*(?:{_RANKS})(?!\w)")
_PART = re.compile(rf"(?<!\w)(?:{_PARTS})(?!\w)")
_ONE = frozenset({"un", "une"})
_NEW = re.compile(
    r"(?:batiment|vehicule|materiel|equipement|mobilier|camion|tracteur|logement|bien|produit|ordinateur|sol|toit|four"
    r"|parquet|etat|immeuble|local|prix|a|du|bois|vitrage|revetement|moteur|outil|outillage) \Z"
)
"""What may be new: « neuf » after it is no number."""
_OF = re.compile(r" (?:du|des|de la|de l'|d'|de ce|de cette|de) ?([^\W\d_]+)")
_AFTER = re.compile(r"[ ]*([^\W\d_]+)")
_SIGNS = {
    **{sign: sign for sign in ("mm", "cm", "m", "km", "m²", "km²", "ha", "m³")},
    **{sign: sign for sign in ("l", "hl", "kg", "t", "kwh", "mwh", "kw")},
    "m2": "m²", "m3": "m³", "km2": "km²", "ml": "m", "metre": "m", "metre lineaire": "m", "kilometre": "km",
    "metre carre": "m²", "metres carre": "m²", "metre cube": "m³", "metres cube": "m³", "hectare": "ha",
    "litre": "l", "tonne": "t", "kilogramme": "kg", "kilo": "kg", "centimetre": "cm", "millimetre": "mm",
    "metres lineaire": "m", "kilowattheure": "kwh", "megawattheure": "mwh",
}  # fmt: skip
"""Each way to write a unit, and its sign."""
_UNIT_SIGN = re.compile(
    r"[ -]?(metres? (?:carre|cube|lineaire)s?|(?:kilo|centi|milli)?metres?|hectares?|litres?|tonnes?"
    r"|kilogrammes?|kilos?|(?:kilo|mega)wattheures?|[km]?m[²³23]?|cm|ml|ha|hl|l|kg|t|[km]wh|kw)(?![^\W_]|')"
)
_SCALES = {"k": 10**3, "m": 10**6, "mille": 10**3, "million": 10**6, "milliard": 10**9}
_RANK_VALUES = {
    "premier": 1, "second": 2, "deux": 2, "trois": 3, "quatr": 4, "cinqu": 5, "six": 6, "sept": 7, "huit": 8,
    "neuv": 9, "dix": 10, "onz": 11, "douz": 12, "treiz": 13, "quatorz": 14, "quinz": 15, "seiz": 16,
    "vingt": 20,
}  # fmt: skip


def read_figures(page: Page) -> tuple[Figure, ...]:
    """Read the figures of a page, in order, without overlap."""
    known: tuple[Figure, ...] | None = page.memo.get("figures")
    if known is None:
        known = page.memo["figures"] = _read_all(page.flat)
    return known


def _read_all(flat: str) -> tuple[Figure, ...]:
    taken = bytearray(len(flat))
    found: list[Figure] = []
    for reader in _READERS:
        for figure in reader(flat):
            if any(taken[figure.start : figure.end]):
                continue
            taken[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
            found.append(figure)
    return tuple(sorted(found, key=lambda one: one.start))


def _iter_dates(flat: str) -> Iterator[Figure]:
    for date in iter_dates(flat):
        value: object = date.date
        if date.jour_semaine and WEEKDAYS[date.date.weekday()] != date.jour_semaine:
            value = f"{date.jour_semaine} {date.date}"
        yield Figure(Kind.DATE, value, date.start, date.end)


def _iter_day_months(flat: str) -> Iterator[Figure]:
    for found in _DAY_MONTH.finditer(flat):
        digits = found["d"].removesuffix("er")
        day = 1 if digits == "premier" else int(digits) if digits.isdecimal() else spelled_to_number(digits)
        value = (found["w"] or "", day, _MONTHS[found["m"]], found["y"] or "")
        yield Figure(Kind.JOUR, value, *found.span())


def _iter_day_ranges(flat: str) -> Iterator[Figure]:
    """Yield the first day of « du 24 au 26 novembre 2026 »."""
    for found in _DAY_RANGE.finditer(flat):
        value = ("", int(found["d"]), _MONTHS[found["m"]], found["y"] or "")
        yield Figure(Kind.JOUR, value, *found.span("d"))


def _iter_months(flat: str) -> Iterator[Figure]:
    for found in _MONTH_YEAR.finditer(flat):
        yield Figure(Kind.JOUR, ("", 0, _MONTHS[found["m"]], found["y"] or ""), *found.span())


def _iter_weekdays(flat: str) -> Iterator[Figure]:
    for found in _WEEKDAY.finditer(flat):
        yield Figure(Kind.JOUR, found[0].rstrip("s"), *found.span())


def _iter_money(flat: str) -> Iterator[Figure]:
    for found in _MONEY.finditer(flat):
        value = _decimal(found[1])
        scale = re.sub(r"s? ?(?:d(?:e |'))?\Z", "", found[2].strip()).rstrip("s")
        if found[0].rstrip().endswith(("centime", "centimes")) and found[3] is None:
            value /= 100
        value *= _SCALES.get(scale, 1)
        if found[3] or found["cents"]:
            value += Decimal(found[3] or found["cents"]) / 100
        yield _touching(flat, Figure(Kind.MONTANT, value.normalize(), *found.span()))
    for found in _MONEY_WORDS.finditer(flat):
        whole = spelled_to_number(found[1])
        written = found[2] or found["cents"]
        cents = spelled_to_number(written) if written else 0
        total: object = found[0]
        if whole is not None and cents is not None:
            total = (Decimal(whole) + Decimal(cents) / 100).normalize()
        yield Figure(Kind.MONTANT, total, *found.span())


def _touching(flat: str, figure: Figure) -> Figure:
    """Widen a figure over the letters, figures and dashes that touch it: « L1500 € » is no sum."""
    start = figure.start
    while start and (
        flat[start - 1].isalnum() or (flat[start - 1] in "-./," and start > 1 and flat[start - 2].isalnum())
    ):
        start -= 1
    if start == figure.start:
        return figure
    return Figure(figure.kind, flat[start : figure.end], start, figure.end)


def _iter_percents(flat: str) -> Iterator[Figure]:
    for found in _PERCENT.finditer(flat):
        written = found[1]
        value: object = (
            _decimal(written).normalize() if written[0].isdecimal() else spelled_to_number(written)
        )
        if isinstance(value, int):
            value = Decimal(value).normalize()
        if "mille" in found[0][len(written) :]:
            value = found[0]
        yield _touching(flat, Figure(Kind.POURCENTAGE, value, *found.span()))


def _iter_hours(flat: str) -> Iterator[Figure]:
    for found in _HOUR.finditer(flat):
        yield Figure(Kind.HEURE, (int(found[1]), int(found[2] or 0)), *found.span())
    for found in _NOON.finditer(flat):
        yield Figure(Kind.HEURE, (12 if found[0] == "midi" else 0, 0), *found.span())


def _iter_groups(flat: str) -> Iterator[Figure]:
    for found in _GROUPS.finditer(flat):
        yield _number(flat, found.span(), _decimal(found[0]))


def _iter_codes(flat: str) -> Iterator[Figure]:
    for found in _CODE.finditer(flat):
        written = found[0]
        if _PLAIN.fullmatch(written):
            yield _number(flat, found.span(), _decimal(written))
        elif ordinal := _ORDINAL.fullmatch(written):
            yield Figure(Kind.RANG, int(ordinal[1]), *found.span())
        else:
            yield Figure(Kind.CODE, written, *found.span())


def _iter_parts(flat: str) -> Iterator[Figure]:
    for found in _PART.finditer(flat):
        of = _OF.match(flat, found.end())
        value = re.sub(r"\A(?:un|le|au|du) ", "", found[0])
        yield Figure(Kind.PART, value, *found.span(), of[1] if of else "")


def _iter_ranks(flat: str) -> Iterator[Figure]:
    for found in _RANK.finditer(flat):
        stem = re.sub(r"\A(?:une? )?|(?:ieme|e)?s?\Z", "", found[0])
        value: object = _RANK_VALUES.get(stem, found[0])
        if value != 1 and not _FIRST_ONES.search(found[0]):
            after = _AFTER.match(flat, found.end())
            noun = after[1] if after else ""
            yield Figure(Kind.RANG, value, *found.span(), noun, is_spelled=stem == "second")
    for found in _ANY_RANK.finditer(flat):
        yield Figure(Kind.RANG, found[0], *found.span())


def _iter_spelled(flat: str) -> Iterator[Figure]:
    for found in _SPELL.finditer(flat):
        written = found[0]
        if written in _ONE or (written == "neuf" and _NEW.search(flat, 0, found.start())):
            continue
        value = spelled_to_number(written)
        if value == 1:
            continue
        if value is None:
            yield Figure(Kind.CODE, written, *found.span())
        else:
            yield _number(flat, found.span(), Decimal(value))


_READERS = (
    _iter_dates,
    _iter_day_months,
    _iter_day_ranges,
    _iter_months,
    _iter_percents,
    _iter_money,
    _iter_hours,
    _iter_groups,
    _iter_codes,
    _iter_parts,
    _iter_ranks,
    _iter_spelled,
    _iter_weekdays,
)


def _number(flat: str, span: tuple[int, int], value: Decimal) -> Figure:
    after = _AFTER.match(flat, span[1])
    is_spelled = not flat[span[0]].isdigit()
    unit = _UNIT_SIGN.match(flat, span[1])
    sign = _SIGNS.get(unit[1].removesuffix("s") if len(unit[1]) > 3 else unit[1], "") if unit else ""
    return Figure(Kind.NOMBRE, value.normalize(), *span, after[1] if after else "", sign, is_spelled)


def _decimal(written: str) -> Decimal:
    whole, _, fraction = written.replace(" ", "").partition(",")
    return Decimal(f"{whole.replace('.', '')}.{fraction or '0'}")
