"""A stretch of a text that readers look at, with offsets kept in the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deliberia.model import Certitude, Fact


@dataclass(frozen=True, slots=True)
class Passage:
    """The stretch `[start, end)` of `texte`. Every offset found through it is in the whole text."""

    texte: str
    start: int
    end: int

    def __str__(self) -> str:
        return self.texte[self.start : self.end]

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(self.texte, self.start, self.end)

    def iter(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.texte, self.start, self.end)

    def narrow(self, start: int | None = None, end: int | None = None) -> Passage:
        """Return the part of the passage between these offsets; None keeps the bound."""
        first = self.start if start is None else max(self.start, start)
        last = self.end if end is None else min(self.end, end)
        return Passage(self.texte, first, max(first, last))

    def before(self, offset: int, width: int) -> str:
        """Return at most `width` characters of the passage that precede `offset`."""
        return self.texte[max(self.start, offset - width) : offset]

    def after(self, offset: int, width: int) -> str:
        """Return at most `width` characters of the passage that follow `offset`."""
        return self.texte[offset : min(self.end, offset + width)]


def read_group(match: re.Match[str], group: str | int = 0, *, sure: bool = True) -> Fact[str]:
    """Make a fact of the text of a group, without the blanks around it."""
    raw = match.group(group)
    value = raw.strip()
    start = match.start(group) + len(raw) - len(raw.lstrip())
    return Fact(
        value=" ".join(value.split()),
        start=start,
        end=start + len(value),
        certitude=Certitude.LU if sure else Certitude.DEDUIT,
    )
