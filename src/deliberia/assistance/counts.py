"""What the facts count, in which unit, and how many things they list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from deliberia.assistance.figures import Kind, read_figures
from deliberia.assistance.page import Page, flatten
from deliberia.assistance.stems import stem

_ITEMS = re.compile(r" ?[,;/] ?| et | ou ")
_SHORT_MONTHS = {
    "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_SHORT_MONTH = re.compile(
    rf"(?<!\w)(?:(?P<d>[0-3]?\d)(?:er)? )?(?P<m>{'|'.join(_SHORT_MONTHS)})\.?(?!\w)(?: (?P<y>\d{{4}}))?"
)
_AGES = re.compile(r"(?<![\d-])(\d{1,2})-(\d{1,2})(?= ans)")
"""« 4-12 ans »."""
_LEAST_NOUN = 3
"""Letters over which a word after a number may be a noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers of the facts by what they count."""

    noms: Mapping[str, frozenset[object]] = field(default_factory=dict)
    """The numbers that stand before a noun, by its stem: « 3 caméras »."""
    nus: frozenset[object] = frozenset()
    """Those that count what the sentence leaves unsaid: « 94 sont attendus »."""
    durees: frozenset[object] = frozenset()
    """Those worked out from periods: they count days, months or years, and nothing else."""
    unites: Mapping[object, frozenset[str]] = field(default_factory=dict)
    """The units in which each number is given: « m² », « km »."""
    plus_longue_liste: int = 0
    """Items of the longest list."""


def read_counts(
    pages: Sequence[Page], said: Iterable[Page], listed: Iterable[str], durations: Iterable[object]
) -> Counts:
    """Read the counts of the facts.

    Args:
        pages: the facts as written.
        said: the same with their questions, where the units stand.
        listed: those where a list tells how many things there are.
        durations: the numbers worked out from periods.
    """
    nouns: dict[str, set[object]] = {}
    bare: set[object] = set()
    counted: set[object] = set()
    for figure in (figure for page in pages for figure in read_figures(page) if figure.kind is Kind.NOMBRE):
        if len(figure.after) > _LEAST_NOUN:
            nouns.setdefault(stem(figure.after), set()).add(figure.value)
        if figure.after:
            is_counted = bool(figure.unite) or figure.after[-1] in "sx"
            (counted if is_counted else bare).add(figure.value)
    for ages in (found for page in pages for found in _AGES.finditer(page.flat)):
        bare.update(Decimal(part).normalize() for part in ages.groups())
    return Counts(
        noms={noun: frozenset(values) for noun, values in nouns.items()},
        nus=frozenset(bare - counted),
        durees=frozenset(durations),
        unites=_read_units(said),
        plus_longue_liste=_measure_lists(listed),
    )


def _read_units(pages: Iterable[Page]) -> dict[object, frozenset[str]]:
    units: dict[object, set[str]] = {}
    for figure in (figure for page in pages for figure in read_figures(page) if figure.unite):
        units.setdefault(figure.value, set()).add(figure.unite)
    return {value: frozenset(names) for value, names in units.items()}


def _measure_lists(texts: Iterable[str]) -> int:
    """Return how many items the longest list has: « mairie, école et salle des fêtes »."""
    parts = (part for text in texts for part in re.split(r"[.:]", flatten(text)))
    return max((len([one for one in _ITEMS.split(part) if one.strip()]) for part in parts), default=0)


def read_short_months(pages: Iterable[Page]) -> Iterator[tuple[str, int, int, str]]:
    """Read « sept. 2027 », « 3 nov. », which a drafter types and a model writes out."""
    for page in pages:
        for found in _SHORT_MONTH.finditer(page.flat):
            month = _SHORT_MONTHS[found["m"]]
            yield ("", int(found["d"] or 0), month, found["y"] or "")
