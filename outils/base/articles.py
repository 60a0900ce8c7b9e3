"""Article tables of the index, rewritten as one line per family of numbers sharing the same dates.

A family is what stands before the first hyphen (`L2121-`). A line says: family, numbers
(`1..17,18,18-1..18-4`), first day, first day no longer in force, last day known, marks. `a~b` is an
uncertain date: after `a`, at the latest on `b`. A number followed by `*` is cited by another code in the
dump of July 2025.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from deliberia.legal_refs.order import sort_key, split_number

MAX_LINES = 1400
"""A slice with more lines is split by one more digit."""
BUCKET = 50
"""Numbers without hyphen are grouped by this many on a line."""

MARKS = {
    "only-cited": "cite",
    "closed-by-2019": "clos",
    "changed-or-repealed-after-state": "touche",
    "planned": "prevu",
    "manual-medium": "moyen",
}
"""Sources of the index that change how a row is read, and our short mark."""

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def split_family(num: str) -> tuple[str, str, int]:
    """Cut a number in family, member, bucket: `L2121-29` → (`L2121-`, `29`, 0); `L110` → (`L`, `110`, 2)."""
    hyphen = re.match(r"([A-Z]+\d+-)(.+)", num)
    if hyphen:
        return hyphen[1], hyphen[2], 0
    letters, rest = split_number(num)
    first = re.match(r"\d+", rest)
    return letters, rest, int(first[0]) // BUCKET if first else 0


def uncertain(first: str, last: str) -> str:
    return f"{first}~{last}" if first and first != last else last


def read_marks(sources: str) -> str:
    marks = {MARKS[name] for name in sources.split() if name in MARKS}
    if "manual-high" in sources:
        marks.discard("clos")
    return " ".join(sorted(marks))


def compress(members: Iterable[str]) -> str:
    """Join numbers, consecutive ones as `a..b`: a run changes the last figure only."""
    runs: list[tuple[str, str]] = []
    for member in sorted(set(members), key=lambda name: sort_key(name.rstrip("*"))):
        if runs and follows(runs[-1][1], member):
            runs[-1] = (runs[-1][0], member)
        else:
            runs.append((member, member))
    return ",".join(first if first == last else f"{first}..{last}" for first, last in runs)


def follows(previous: str, member: str) -> bool:
    one, two = re.fullmatch(r"(.*?)(\d+)(\*?)", previous), re.fullmatch(r"(.*?)(\d+)(\*?)", member)
    if not one or not two or one[1] != two[1] or one[3] != two[3] or two[2].startswith("0"):
        return False
    return not re.search(r"[ A-Za-z]$", one[1]) and int(two[2]) == int(one[2]) + 1


def compile_lines(rows: list[Row], state: str) -> list[str]:
    """Give a line for every family and regime, in canonical order."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        family, member, bucket = split_family(row["num"])
        regime = (
            uncertain(row["first_gap_from"], row["first_seen"]),
            row["end"] if "manual-high" in row["sources"] else uncertain(row["end_gap_from"], row["end"]),
            "" if row["state_as_of"] == state else row["state_as_of"],
            read_marks(row["sources"]),
        )
        star = "*" if "cited-2025" in row["sources"] and "only-cited" not in row["sources"] else ""
        groups[(family, str(bucket), *regime)].append(member + star)
    lines = []
    for (family, _, *regime), members in groups.items():
        numbers = compress(members)
        first = family + re.split(r"\.\.|,", numbers)[0].rstrip("*")
        lines.append((sort_key(first), "\t".join((family, numbers, *regime)).rstrip("\t")))
    return [line for _, line in sorted(lines)]


def compile_ids(rows: list[Row]) -> list[str]:
    """Give the lines of the LEGIARTI ids: family, `member=digits` separated by commas."""
    groups: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row["id"].startswith("LEGIARTI"):
            family, member, bucket = split_family(row["num"])
            groups[family, bucket][member] = row["id"].removeprefix("LEGIARTI").lstrip("0")
    lines = []
    for (family, _), members in groups.items():
        ordered = sorted(members, key=sort_key)
        cells = ",".join(f"{member}={members[member]}" for member in ordered)
        lines.append((sort_key(family + ordered[0]), f"{family}\t{cells}"))
    return [line for _, line in sorted(lines)]


def slice_rows(rows: list[Row], compile_rows: Callable[[list[Row]], list[str]]) -> dict[str, list[str]]:
    """Share rows among files of at most MAX_LINES, named by how their numbers begin (`L2`, `N16`).

    A code that fits in one file gives the single name "".
    """
    whole = compile_rows(rows)
    if len(whole) <= MAX_LINES:
        return {"": whole} if whole else {}
    slices: dict[str, list[str]] = {}
    pending = [(rows, 0)]
    while pending:
        items, depth = pending.pop()
        deeper: dict[str, list[Row]] = defaultdict(list)
        for row in items:
            deeper[slice_name(row["num"], depth)].append(row)
        for name, part in deeper.items():
            lines = compile_rows(part)
            if len(lines) <= MAX_LINES or depth > 4:
                slices[name] = lines
            else:
                pending.append((part, depth + 1))
    return dict(sorted(slices.items()))


def slice_name(num: str, digits: int) -> str:
    letters, rest = split_number(num)
    first = re.match(r"\d*", rest)
    return (letters or "N") + (first[0] if first else "")[:digits]
