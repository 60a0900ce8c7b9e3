"""Identifiers, dates and article numbers of the base, in the form in which they are stored.

An identifier (`LEGIARTI000006390162`) becomes an integer, three times smaller in a table and its index; a
date becomes the integer YYYYMMDD, None when it cannot be read.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_BASES = ("LEGI", "JORF", "KALI", "CNIL", "CONS")
_KINDS = ("ARTI", "SCTA", "TEXT")
_SPAN = 10**12
_STARTS = {
    base + kind: (len(_KINDS) + 1) * i * _SPAN + j * _SPAN
    for i, base in enumerate(_BASES)
    for j, kind in enumerate(_KINDS)
}
_NAMES = {start // _SPAN: name for name, start in _STARTS.items()}

NO_END = 29990101
"""End of a version that has none."""
NOT_FIXED = 22220222
"""Start of a version whose day is not known yet."""


def encode_id(ident: str) -> int | None:
    """Turn an identifier into an integer; None when it is empty or not one."""
    start = _STARTS.get(ident[:8])
    number = ident[8:]
    if start is None or len(number) != 12 or not number.isdigit():
        return None
    return start + int(number)


def decode_id(code: int) -> str:
    """Turn an integer made by `encode_id` back into the identifier."""
    return f"{_NAMES[code // _SPAN]}{code % _SPAN:012d}"


class _Dates(dict[str, int | None]):
    """A few tens of thousands of dates come back millions of times."""

    def __missing__(self, text: str) -> int | None:
        if len(self) > 100_000:
            self.clear()
        value = self[text] = _parse_day(text)
        return value


def _parse_day(text: str) -> int | None:
    try:
        return encode_day(dt.date.fromisoformat(text.strip()))
    except ValueError:
        return None


DAYS = _Dates()
"""`DAYS["2025-07-14"]` is 20250714, `DAYS["?"]` is None."""


def encode_day(day: dt.date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


def decode_day(code: int | None) -> dt.date | None:
    """Give the date back; None stands for « no end » and « not known »."""
    if code is None or code in (NO_END, NOT_FIXED):
        return None
    return dt.date(code // 10000, code // 100 % 100, code % 100)


_PREFIX = re.compile(r"^(lo|[lrda])(?=\d)")
_SEPARATORS = re.compile(r"[\s.*\u00a0\u202f]+")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------", "\u00ad")


@lru_cache(maxsize=4096)
def fold_num(num: str) -> str:
    """Reduce an article number to what identifies it, whoever wrote it.

    `L. 2121-29`, `l2121-29` and `L2121-29` are one number, as are `R*123-1` and `R123-1`, `1er` and `1`,
    `L5211-5-1 A` and `L5211-5-1-A`; `L2121-29` and `L212-129` stay two.

    >>> fold_num("R. * 123-1")
    'r123-1'
    """
    text = _SEPARATORS.sub(" ", num.translate(_DASHES).casefold()).strip()
    text = re.sub(r"^l o (?=\d)", "lo", text)
    text = re.sub(r"^(lo|[lrda]) (?=\d)", r"\1", text)
    text = re.sub(r"^1er\b", "1", text)
    text = re.sub(r"\s*-\s*", "-", text)
    text = re.sub(r"(?<=\d)(?=[a-z])", "-", text) if not text.startswith("annexe") else text
    return text.replace(" ", "-")
