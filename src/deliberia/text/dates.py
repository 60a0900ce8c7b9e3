"""Dates written in French."""

from __future__ import annotations

import datetime as dt

from deliberia.text.names import MONTHS, WEEKDAYS
from deliberia.text.numbers_in_words import spell_number


def name_weekday(date: dt.date) -> str:
    """Return « lundi » to « dimanche »."""
    return WEEKDAYS[date.weekday()]


def format_date(date: dt.date, *, weekday: bool = False) -> str:
    """Write « 17 novembre 2026 », « 1er janvier 2026 », « mardi 17 novembre 2026 »."""
    day = "1er" if date.day == 1 else str(date.day)
    written = f"{day} {MONTHS[date.month - 1]} {date.year}"
    return f"{name_weekday(date)} {written}" if weekday else written


def spell_date(date: dt.date) -> str:
    """Write the date in words, without article: « dix-sept novembre deux mille vingt-six »."""
    day = "premier" if date.day == 1 else spell_number(date.day)
    return f"{day} {MONTHS[date.month - 1]} {spell_number(date.year)}"
