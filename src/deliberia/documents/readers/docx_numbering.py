"""Numbers that Word computes: « Article 1 : » may stand in no paragraph of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deliberia.documents.readers.docx_tags import Tags, tags_for

if TYPE_CHECKING:
    from lxml import etree

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_NUMBER = 5_000
_MAX_PATTERN = 100
"""Characters of a label: a longer one, repeated before each paragraph, would fill the memory."""


@dataclass(slots=True)
class _Level:
    start: int = 1
    sorte: str = "decimal"
    pattern: str = ""
    separator: str = " "


@dataclass(slots=True)
class _List:
    """A numbered list: several `w:num` may continue the same one."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counters of one file, advanced paragraph by paragraph in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        """For each `w:num`, the levels that it starts again, and from which number."""
        if root is None:
            return
        tags = tags_for(root.tag[1:].partition("}")[0])
        abstracts = {
            abstract.get(tags("abstractNumId"), ""): _List(levels=_read_levels(abstract, tags))
            for abstract in root.iterfind(tags("abstractNum"))
        }
        for num in root.iterfind(tags("num")):
            identifier = num.get(tags("numId"), "")
            link = num.find(tags("abstractNumId"))
            found = abstracts.get(link.get(tags.val, "") if link is not None else "")
            if found is not None:
                self._lists[identifier] = found
                self._restarts[identifier] = _read_restarts(num, tags)

    def advance(self, identifier: str | None, level: int | None) -> str:
        """Count one paragraph of the list and return its label with what follows it, empty for a bullet."""
        numbered = self._lists.get(identifier or "")
        depth = level or 0
        if numbered is None or depth not in numbered.levels:
            return ""
        restarts = self._restarts.get(identifier or "", {})
        if depth in restarts:
            numbered.counters[depth] = restarts.pop(depth) - 1
        form = numbered.levels[depth]
        numbered.counters[depth] = numbered.counters.get(depth, form.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            numbered.counters.pop(deeper, None)
        if form.sorte in {"bullet", "none"}:
            return ""

        def write(match: re.Match[str]) -> str:
            rank = int(match[1]) - 1
            shown = numbered.levels.get(rank, _Level())
            return format_number(numbered.counters.get(rank, shown.start), shown.sorte)

        label = _PLACE.sub(write, form.pattern)
        return label + form.separator if label else ""


def format_number(number: int, sorte: str) -> str:
    """Write a number as Word does; a kind that is not known is written in figures."""
    if not 0 < number <= _MAX_NUMBER:
        return str(number)
    if sorte in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if sorte == "upperLetter" else letter
    if sorte in {"lowerRoman", "upperRoman"}:
        roman, rest = "", number
        for value, letters in _ROMAN:
            roman += letters * (rest // value)
            rest %= value
        return roman.upper() if sorte == "upperRoman" else roman
    if sorte == "ordinal":
        return "1er" if number == 1 else f"{number}e"
    return f"{number:02d}" if sorte == "decimalZero" else str(number)


def _read_levels(abstract: etree._Element, tags: Tags) -> dict[int, _Level]:
    levels = {}
    for element in abstract.iterfind(tags("lvl")):
        rank = element.get(tags("ilvl"), "")
        if not (rank.isdecimal() and len(rank) == 1 and int(rank) < _LEVELS):
            continue
        values = {child.tag: child.get(tags.val, "") for child in element}
        level = _Level(
            sorte=values.get(tags("numFmt"), "decimal"),
            pattern=values.get(tags("lvlText"), "")[:_MAX_PATTERN].strip(),
            separator="" if values.get(tags("suff")) == "nothing" else " ",
        )
        level.start = _read_number(values.get(tags("start"), ""), 1)
        levels[int(rank)] = level
    return levels


def _read_restarts(num: etree._Element, tags: Tags) -> dict[int, int]:
    restarts = {}
    for override in num.iterfind(tags("lvlOverride")):
        start = override.find(tags("startOverride"))
        rank = override.get(tags("ilvl"), "")
        if start is not None and rank.isdecimal() and len(rank) == 1:
            restarts[int(rank)] = _read_number(start.get(tags.val, ""), 1)
    return restarts


def _read_number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default
