"""French text: one spelling for comparing, typography, numbers, sums, dates, grammar.

This room knows no law and reads no file. Its modules are loaded at first use: a command that only prints
a message does not pay for the patterns that find dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.text.amounts import format_euros, format_number, parse_amount, spell_euros
    from deliberia.text.dates import format_date, name_weekday, spell_date
    from deliberia.text.found_dates import FoundDate, iter_dates, parse_date
    from deliberia.text.grammar import agree, elide, join_french
    from deliberia.text.names import MONTHS, WEEKDAYS
    from deliberia.text.normal import fold, normalize
    from deliberia.text.numbers_in_words import spell_number, spelled_to_number
    from deliberia.text.spaces import NARROW, NBSP
    from deliberia.text.typography import typeset

__all__ = [
    "MONTHS",
    "NARROW",
    "NBSP",
    "WEEKDAYS",
    "FoundDate",
    "agree",
    "elide",
    "fold",
    "format_date",
    "format_euros",
    "format_number",
    "iter_dates",
    "join_french",
    "name_weekday",
    "normalize",
    "parse_amount",
    "parse_date",
    "spell_date",
    "spell_euros",
    "spell_number",
    "spelled_to_number",
    "typeset",
]

_HOMES = {
    "amounts": (
        "format_euros",
        "format_number",
        "parse_amount",
        "spell_euros",
    ),
    "dates": (
        "format_date",
        "name_weekday",
        "spell_date",
    ),
    "found_dates": (
        "FoundDate",
        "iter_dates",
        "parse_date",
    ),
    "grammar": (
        "agree",
        "elide",
        "join_french",
    ),
    "names": (
        "MONTHS",
        "WEEKDAYS",
    ),
    "normal": (
        "fold",
        "normalize",
    ),
    "numbers_in_words": (
        "spell_number",
        "spelled_to_number",
    ),
    "spaces": (
        "NARROW",
        "NBSP",
    ),
    "typography": ("typeset",),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
