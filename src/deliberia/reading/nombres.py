"""Counts of people and votes, in figures or in words."""

from __future__ import annotations

import re

from deliberia.model import Certitude, Fact
from deliberia.text import spelled_to_number

_UNITES = (
    r"onze|douze|treize|quatorze|quinze|seize|dix[- ]sept|dix[- ]huit|dix[- ]neuf|dix|"
    r"une?|deux|trois|quatre|cinq|six|sept|huit|neuf"
)
_DIZAINES = r"soixante|quarante|cinquante|trente|quatre[- ]vingts?|vingt"

NOMBRE = rf"(?:\d{{1,3}}|z[ée]ro|(?:{_DIZAINES})(?:[- ]et)?(?:[- ](?:{_UNITES}))?|(?:{_UNITES}))"
"""A count of people: figures, or words up to one hundred. To be compiled with `re.I`."""


def parse_count(raw: str) -> int | None:
    """Parse a count in figures or in words; None when it is neither."""
    if raw.isdigit():
        return int(raw)
    return spelled_to_number(raw)


def read_count(match: re.Match[str], group: str | int, *, sure: bool = True) -> Fact[int] | None:
    """Make a fact of the count of a group; None when it does not parse."""
    value = parse_count(match.group(group))
    if value is None:
        return None
    return Fact(
        value=value,
        start=match.start(group),
        end=match.end(group),
        certitude=Certitude.LU if sure else Certitude.DEDUIT,
    )
