"""Numbers and sums of money in figures and in words. Money is `Decimal`, in euros."""

from __future__ import annotations

import re
from decimal import Decimal

from deliberia.text.normal import fold
from deliberia.text.numbers_in_words import spell_number, spelled_to_number
from deliberia.text.spaces import NARROW, NBSP

_CENTIME = Decimal("0.01")
_LONGEST = 200


def format_number(number: int | Decimal, *, decimals: int | None = None) -> str:
    """Write a number with a decimal comma and groups of three figures: « 1 500,25 ».

    `decimals` is the least number of decimals shown; further figures of the value are never dropped.
    None shows those that the value needs.

    Raises:
        ValueError: not a finite number.
    """
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError(f"nombre sans valeur finie : {number}")
    whole, _, fraction = f"{abs(Decimal(number)):f}".partition(".")
    fraction = fraction.rstrip("0").ljust(decimals or 0, "0")
    grouped = f"{int(whole):,}".replace(",", NARROW)
    sign = "-" if number < 0 else ""
    return f"{sign}{grouped},{fraction}" if fraction else sign + grouped


def format_euros(amount: int | Decimal, *, decimals: int | None = 2) -> str:
    """Write a sum with its unit: « 1 500,00 € »; with `decimals=None`, « 1 500 € » and « 1 500,50 € ».

    A finer price keeps all its figures: « 0,1234 € ».
    """
    if decimals is None:
        decimals = 0 if amount == int(amount) else 2
    return f"{format_number(amount, decimals=decimals)}{NBSP}€"


def spell_euros(amount: int | Decimal) -> str:
    """Spell a sum: « mille cinq cents euros », « un million d’euros », « un euro et cinq centimes ».

    Raises:
        ValueError: the sum is not a whole number of centimes, or has more than twelve figures.
    """
    exact = Decimal(amount)
    if not exact.is_finite() or exact != exact.quantize(_CENTIME):
        raise ValueError(f"montant sans nombre entier de centimes : {amount}")
    if exact < 0:
        return "moins " + spell_euros(-exact)
    euros, centimes = divmod(int(exact * 100), 100)
    cents = f"{spell_number(centimes)} centime{'s' if centimes > 1 else ''}"
    if centimes and not euros:
        return cents
    link = " d’" if euros and euros % 10**6 == 0 else " "
    spelled = f"{spell_number(euros)}{link}euro{'s' if euros > 1 else ''}"
    return f"{spelled} et {cents}" if centimes else spelled


_UNIT = r"(?:(?P<scale>k|m)\s?)?(?:€|euros?|eur)"
_FIGURES = re.compile(
    rf"""(?P<sign>-\s?)?
    (?: (?P<spaced>\d{{1,3}}(?:\s\d{{3}})+ | \d+)(?:[,.](?P<spaced_end>\d{{1,2}}|(?<=,)\d+))?
      | (?P<dotted>\d{{1,3}}(?:\.\d{{3}})+)(?:,(?P<dotted_end>\d+))?
      | (?P<english>\d{{1,3}}(?:,\d{{3}})+)\.(?P<english_end>\d{{1,2}})
    )
    (?:\s?(?P<word>mille|millions?|milliards?)(?:\sd'?e?)?)? (?:\s?{_UNIT})?""",
    re.VERBOSE,
)
_SCALES = {"k": 10**3, "m": 10**6, "mille": 10**3, "million": 10**6, "milliard": 10**9}
_WORDS = re.compile(
    r"(?P<minus>moins )?(?:(?P<euros>.+?) (?:d'|de )?euros?)?(?: ?(?:et )?(?P<cents>.+) centimes?)?"
)


def parse_amount(text: str) -> Decimal | None:
    """Read one sum of money, with or without its unit; None when the whole text is not one.

    Read: « 1 500,00 € », « 1.500,00 », « 1500 euros », « 12 k€ », « 1,5 million d’euros », « mille cinq
    cents euros ». A comma is a decimal comma; a point followed by three figures separates thousands.
    """
    if len(text) > _LONGEST:
        return None
    folded = fold(text)
    match = _FIGURES.fullmatch(folded)
    return _parse_words(folded) if match is None else _compute(match)


def _compute(match: re.Match[str]) -> Decimal:
    whole = match["spaced"] or match["dotted"] or match["english"]
    fraction = match["spaced_end"] or match["dotted_end"] or match["english_end"] or "0"
    value = Decimal(f"{re.sub('[^0-9]', '', whole)}.{fraction}")
    for name in (match["scale"], (match["word"] or "").rstrip("s")):
        value *= _SCALES.get(name or "", 1)
    return (-value if match["sign"] else value).normalize() + Decimal("0.00")


def _parse_words(folded: str) -> Decimal | None:
    match = _WORDS.fullmatch(folded)
    if match is None or not (match["euros"] or match["cents"]):
        return None
    euros = spelled_to_number(match["euros"]) if match["euros"] else 0
    centimes = spelled_to_number(match["cents"]) if match["cents"] else 0
    if euros is None or centimes is None or centimes > 99:
        return None
    value = Decimal(euros) + Decimal(centimes) * _CENTIME
    return -value if match["minus"] else value + Decimal("0.00")
