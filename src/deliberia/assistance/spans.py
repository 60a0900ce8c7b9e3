"""What anyone may work out from « du 24 au 26 novembre »: its days, its months, the months within."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from deliberia.assistance.contexts import BEGINS, ENDS
from deliberia.assistance.figures import Figure, Kind, read_figures
from deliberia.assistance.page import Page
from deliberia.assistance.roles import Given, ask_of_date

_JOINS = frozenset({"au", "a", "jusqu'au", "jusqu'a", "et le", "et"})
_MOST_DAYS = 92
_YEARS = range(1900, 2100)
_YEAR_MONTHS = 12
_UNITS = {
    "an": ("ans années", "mois", Decimal(12)),
    "annee": ("ans années", "mois", Decimal(12)),
    "moi": ("mois", "ans années", Decimal(1) / 12),
    "semaine": ("semaines", "jours", Decimal(7)),
    "jour": ("jours", "semaines", Decimal(1) / 7),
}
_PERIOD = re.compile(r"(?<![\d-])((?:1\d|20)\d\d)-((?:1\d|20)\d\d)(?![\d-])")
_MOST_DAYS_TOLD = 400
_MOST_COMPARED = 24


def iter_derived(pages: Sequence[Page], given: Iterable[Given]) -> Iterator[Given]:
    """Yield the durations and the months that the periods of the facts hold."""
    seen = set()
    for start, end in (*_read_periods(pages), *_pair_answers(given)):
        if (start, end) in seen or not start < end:
            continue
        seen.add((start, end))
        yield from _measure(start, end)
    for first, last in (*_read_years(pages), *_read_codes(pages)):
        for count in (last - first, last - first + 1):
            yield _count(Decimal(count), "ans années exercices", _say(str(first), str(last)))
    yield from _convert(pages)


def measure_gaps(days: Collection[dt.date], years: Collection[int]) -> dict[str, frozenset[int]]:
    """Return the whole days, months and years between any two days, and between any two years."""
    gaps: dict[str, set[int]] = {"jour": set(), "mois": set(), "an": set()}
    for first, last in combinations(sorted(set(days))[-_MOST_COMPARED:], 2):
        count = (last - first).days
        if count <= _MOST_DAYS_TOLD:
            gaps["jour"].add(count)
        months = (last.year - first.year) * _YEAR_MONTHS + last.month - first.month - (last.day < first.day)
        gaps["mois"].add(months)
        gaps["an"].add(months // _YEAR_MONTHS)
    gaps["an"] |= {last - first for first, last in combinations(sorted(set(years))[-_MOST_COMPARED:], 2)}
    return {unit: frozenset(counts - {0}) for unit, counts in gaps.items()}


def _convert(pages: Iterable[Page]) -> Iterator[Given]:
    """Yield the durations of the facts in their other unit: « 1,5 an » is eighteen months."""
    for page in pages:
        for figure in read_figures(page):
            unit = figure.after.rstrip("s") if isinstance(figure.value, Decimal) else ""
            if unit not in _UNITS:
                continue
            shown = f"{page.text[figure.start : figure.end].strip()} {figure.after}."
            many, other, size = _UNITS[unit]
            yield _count(Decimal(str(figure.value)) * size, f"{other} {many}", shown)
            if figure.value % 1 == Decimal("0.5"):  # type: ignore[operator]
                yield Given(Kind.PART, "demi", f"{many} durée", shown)


def _read_periods(pages: Iterable[Page]) -> Iterator[tuple[dt.date, dt.date]]:
    for first, last in _iter_pairs(pages):
        end = _read_day(last, None, is_last=True)
        start = _read_day(first, end, is_last=False)
        if start is not None and end is not None:
            yield start, end


def _read_years(pages: Iterable[Page]) -> Iterator[tuple[int, int]]:
    for first, last in _iter_pairs(pages):
        years = [
            int(one.value) for one in (first, last) if isinstance(one.value, Decimal) and one.value in _YEARS
        ]
        if len(years) == 2 and years[0] < years[1]:
            yield years[0], years[1]


def _read_codes(pages: Iterable[Page]) -> Iterator[tuple[int, int]]:
    """Read « 2027-2046 »."""
    for page in pages:
        for found in _PERIOD.finditer(page.text):
            yield int(found[1]), int(found[2])


def _iter_pairs(pages: Iterable[Page]) -> Iterator[tuple[Figure, Figure]]:
    for page in pages:
        for first, last in pairwise(read_figures(page)):
            if page.flat[first.end : last.start].strip() in _JOINS:
                yield first, last


def _read_day(figure: Figure, end: dt.date | None, *, is_last: bool) -> dt.date | None:
    """Return the day of a date, the first or the last of a month; a missing year is that of the end."""
    if isinstance(figure.value, dt.date):
        return figure.value
    if not isinstance(figure.value, tuple) or figure.kind is not Kind.JOUR:
        return None
    _, day, month, year = figure.value
    if not year and end is None:
        return None
    number = int(year) if year else end.year  # type: ignore[union-attr]
    try:
        if day or not is_last:
            return dt.date(number, month, day or 1)
        return (dt.date(number, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    except (TypeError, ValueError):
        return None


def _pair_answers(given: Iterable[Given]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the period of an act that asks from when and until when, once each."""
    asked: dict[str, set[dt.date]] = {BEGINS: set(), ENDS: set()}
    for one in given:
        sign = ask_of_date(one)
        if sign and isinstance(one.value, dt.date):
            asked[sign].add(one.value)
    if len(asked[BEGINS]) == len(asked[ENDS]) == 1:
        yield min(asked[BEGINS]), min(asked[ENDS])


def _measure(start: dt.date, end: dt.date) -> Iterator[Given]:
    shown = (f"{start:%d/%m/%Y}", f"{end:%d/%m/%Y}")
    days = (end - start).days
    if days <= _MOST_DAYS:
        for count in (days, days + 1):
            yield _count(Decimal(count), "jours journées", _say(*shown))
    months = (end.year - start.year) * 12 + end.month - start.month
    for count in (months, months + 1):
        if count:
            yield _count(Decimal(count), "mois", _say(*shown))
        if count and count % _YEAR_MONTHS == 0:
            yield _count(Decimal(count // _YEAR_MONTHS), "ans années", _say(*shown))
    day = start.replace(day=1)
    while day <= end and months <= _YEAR_MONTHS:
        for year in ("", str(day.year)):
            yield Given(Kind.JOUR, ("", 0, day.month, year), "période mois", _say(*shown))
        day = (day + dt.timedelta(days=32)).replace(day=1)


def _count(count: Decimal, unit: str, label: str) -> Given:
    return Given(Kind.NOMBRE, count.normalize(), f"{unit} durée période", label)


def _say(first: str, last: str) -> str:
    return f"la période de {first} à {last}."
