"""Patterns of the readers and of the rules: compiled at first use, safe and fast on any layout.

A command that reads no act compiles none of them. A pattern declared with the words it cannot do without
is not tried at all on a text that holds none of these words.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

_BLANCS = 4
"""A page set in columns holds hundreds of blanks in a row: patterns that allow any number of them at
several places would try every split. Facts printed together are never further apart than this."""


def motif(pattern: str, flags: int = 0, *, mots: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Declare `pattern` with `\\s*` and `\\s+` bounded. See `declare`."""
    bounded = pattern.replace(r"\s*", rf"\s{{0,{_BLANCS}}}").replace(r"\s+", rf"\s{{1,{_BLANCS}}}")
    return declare(bounded, flags, mots=mots)


def declare(pattern: str, flags: int = 0, *, mots: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Declare a pattern, compiled at first use; it then behaves as what `re.compile` returns.

    Args:
        pattern: the pattern.
        flags: flags of `re`.
        mots: lower-case pieces of words, at least one of which stands in any match. Searching a text
            without them costs almost nothing.
    """
    return cast("re.Pattern[str]", _Garde(pattern, flags, mots) if mots else _Paresseux(pattern, flags))


class _Paresseux:
    """Stands for a pattern; a method taken from it once is kept, so that later calls cost nothing more."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name == "compiled":
            value: Any = re.compile(self.pattern, self.flags)
        else:
            value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


class _Garde(_Paresseux):
    """A pattern that is not tried where none of its words stands."""

    def __init__(self, pattern: str, flags: int, mots: tuple[str, ...]) -> None:
        super().__init__(pattern, flags)
        self.mots = mots

    def search(self, texte: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        if not self._may_match(texte, pos, endpos):
            return None
        found: re.Match[str] | None = self.compiled.search(texte, pos, endpos)
        return found

    def finditer(self, texte: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        if not self._may_match(texte, pos, endpos):
            return iter(())
        found: Iterator[re.Match[str]] = self.compiled.finditer(texte, pos, endpos)
        return found

    def _may_match(self, texte: str, pos: int, endpos: int) -> bool:
        lowered = lower(texte)
        return any(lowered.find(mot, pos, endpos) >= 0 for mot in self.mots)


@lru_cache(maxsize=8)
def lower(texte: str) -> str:
    """Return the text in lower case, every character at its place."""
    # the only character whose lower case is longer than itself
    return texte.replace("\u0130", "I").lower()
