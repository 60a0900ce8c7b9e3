"""Readers of the compiled files. Lines are kept raw and parsed family by family, when asked for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from deliberia.errors import ReferenceBaseError
from deliberia.legal_refs.order import split_number
from deliberia.legal_refs.records import Fait, Interval, read_day, read_span
from deliberia.model import Confiance

_FAMILY = re.compile(r"[A-Z]+\d+-")
_CITED_ON = dt.date(2025, 7, 12)
"""Day of the dump in which starred numbers are cited by another code."""


def read_lines(path: Path) -> list[str]:
    """Read a table without its comments.

    Raises:
        ReferenceBaseError: the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceBaseError(
            f"La base de références est illisible ({path.name}).", hint="Réinstallez Deliberia."
        ) from error
    return [line for line in text.splitlines() if line and line[0] != "#"]


def family_of(num: str) -> str:
    """Give the family under which a number is filed: `L2121-`, or its letters when it has no hyphen."""
    found = _FAMILY.match(num)
    return found[0] if found else split_number(num)[0]


class Slices:
    """The files of one code, each holding the numbers that begin with its name; loaded when needed."""

    def __init__(self, folder: Path, code: str) -> None:
        whole = folder / f"{code}.tsv"
        parts = folder / code
        self._paths = {"": whole} if whole.is_file() else {}
        if not self._paths and parts.is_dir():
            self._paths = {path.stem: path for path in sorted(parts.glob("*.tsv"))}
        self._lines: dict[str, dict[str, list[str]]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._paths)

    def find_slice(self, num: str) -> str | None:
        """Name the file that would hold a number: the longest name that begins it."""
        if "" in self._paths:
            return ""
        letters, rest = split_number(num)
        digits = re.match(r"\d*", rest)
        stem = (letters or "N") + (digits[0] if digits else "")
        for size in range(len(stem), 0, -1):
            if stem[:size] in self._paths:
                return stem[:size]
        return None

    def load(self, name: str) -> dict[str, list[str]]:
        """Give the raw lines of a file by family."""
        lines = self._lines.get(name)
        if lines is None:
            lines = {}
            for line in read_lines(self._paths[name]):
                family, _, rest = line.partition("\t")
                lines.setdefault(family, []).append(rest)
            self._lines[name] = lines
        return lines

    def get_lines(self, num: str) -> list[str]:
        """Give the raw lines of the family of a number."""
        name = self.find_slice(num)
        return [] if name is None else self.load(name).get(family_of(num), [])


def expand(numbers: str) -> Iterator[tuple[str, bool]]:
    """Give each member of `1..3,18*,20-1` and whether it is starred."""
    for cell in numbers.split(","):
        first, _, last = cell.partition("..")
        starred = cell.endswith("*")
        first, last = first.rstrip("*"), last.rstrip("*")
        if not last:
            yield first, starred
            continue
        size = len(first.rstrip("0123456789"))
        for value in range(int(first[size:]), int(last[size:]) + 1):
            yield f"{first[:size]}{value}", starred


@lru_cache(maxsize=4096)
def _read_marks(text: str) -> frozenset[str]:
    return frozenset(text.split())


def parse_family(
    family: str, lines: list[str], state: dt.date
) -> tuple[dict[str, tuple[Interval, ...]], frozenset[str]]:
    """Parse the lines of a family: intervals by full number, and the numbers cited elsewhere in July 2025."""
    intervals: dict[str, tuple[Interval, ...]] = {}
    cited: set[str] = set()
    for line in lines:
        cells = line.split("\t")
        cells += [""] * (5 - len(cells))
        debut, debut_apres = read_span(cells[1])
        fin, fin_apres = read_span(cells[2])
        row = Interval(debut, fin, read_day(cells[3]) or state, debut_apres, fin_apres, _read_marks(cells[4]))
        for member, starred in expand(cells[0]):
            num = family + member
            intervals[num] = (*intervals.get(num, ()), row)
            if starred:
                cited.add(num)
    return intervals, frozenset(cited)


def parse_fait(line: str) -> tuple[str, Fait]:
    """Read a line of facts: its number or key, and the fact."""
    cells = line.split("\t")
    cells += [""] * (7 - len(cells))
    jour, apres = read_span(cells[2])
    vers = tuple(cells[4].split(";")) if cells[4] else ()
    fact = Fait(cells[1], jour or dt.date.max, Confiance(cells[3]), vers, cells[5], cells[6], apres)
    return cells[0], fact


def citation_fact() -> Fait:
    """The hint of a citation by another code, no proof of life: codes go on citing dead articles."""
    return Fait("indice", _CITED_ON, Confiance.BASSE, (), "export LEGI du 12 juillet 2025", "")
