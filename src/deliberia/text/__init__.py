"""French text: one spelling for comparing, typography, numbers, sums, dates, grammar.

This room knows no law and reads no file.
"""

from deliberia.text.amounts import format_euros, format_number, parse_amount, spell_euros
from deliberia.text.dates import MONTHS, WEEKDAYS, format_date, name_weekday, spell_date
from deliberia.text.found_dates import FoundDate, iter_dates, parse_date
from deliberia.text.grammar import agree, elide, join_french
from deliberia.text.normal import fold, normalize
from deliberia.text.numbers_in_words import spell_number, spelled_to_number
from deliberia.text.typography import typeset

__all__ = [
    "MONTHS",
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
