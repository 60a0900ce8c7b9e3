"""Patterns of the readers and of the rules: compiled at first use, safe and fast on any layout.

A command that reads no act compiles none of them. A pattern declared with the words that begin it is only
tried where these words stand; one declared with the words it cannot do without is not tried on a text that
holds none of them. Both find exactly what the bare pattern would: a test says so.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

_BLANCS = 4
"""A page set in columns holds hundreds of blanks in a row: patterns that allow any number of them at
several places would try every split. Facts printed together are never further apart than this."""


def motif(pattern: str, flags: int = 0, *, debuts: str = "", mots: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Declare `pattern` with `\\s*` and `\\s+` bounded. See `declare`."""
    bounded = pattern.replace(r"\s*", rf"\s{{0,{_BLANCS}}}").replace(r"\s+", rf"\s{{1,{_BLANCS}}}")
    return declare(bounded, flags, debuts=debuts, mots=mots)


def declare(pattern: str, flags: int = 0, *, debuts: str = "", mots: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Declare a pattern, compiled at first use; it then behaves as what `re.compile` returns.

    Args:
        pattern: the pattern.
        flags: flags of `re`.
        debuts: the first three letters of the first word of any match, in lower case without accent, any
            figure written 0, one space between them; fewer than three letters are a whole word. A match
            begins where a word does.
        mots: pieces of words in lower case without accent, any figure written 0; one stands in any match.
    """
    if debuts:
        return cast("re.Pattern[str]", _ParDebuts(pattern, flags, debuts))
    return cast("re.Pattern[str]", _ParMots(pattern, flags, mots) if mots else _Paresseux(pattern, flags))


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


class _ParMots(_Paresseux):
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
        flat = flatten(texte)
        return any(flat.find(mot, pos, endpos) >= 0 for mot in self.mots)


class _ParDebuts(_Paresseux):
    """A pattern that is tried only where a word begins as it must."""

    def __init__(self, pattern: str, flags: int, debuts: str) -> None:
        super().__init__(pattern, flags)
        self.debuts = tuple(debuts.split())

    def search(self, texte: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        if len(texte) < _COURT:
            short: re.Match[str] | None = self.compiled.search(texte, pos, endpos)
            return short
        match = self.match
        for start in self._find_starts(texte, pos, endpos):
            found: re.Match[str] | None = match(texte, start, endpos)
            if found is not None:
                return found
        return None

    def finditer(self, texte: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        if len(texte) < _COURT:
            yield from self.compiled.finditer(texte, pos, endpos)
            return
        match, end = self.match, pos
        for start in self._find_starts(texte, pos, endpos):
            if start < end:
                continue
            found: re.Match[str] | None = match(texte, start, endpos)
            if found is not None:
                end = found.end()
                yield found

    def _find_starts(self, texte: str, pos: int, endpos: int) -> list[int]:
        words = index_words(texte)
        starts: list[int] = []
        for debut in self.debuts:
            places = words.get(debut)
            if places is None:
                continue
            if pos > 0 or endpos <= places[-1]:
                places = places[bisect_left(places, pos) : bisect_left(places, endpos)]
            starts += places
        if len(self.debuts) > 1:
            starts.sort()
        return starts


_COURT = 1000
"""Characters below which finding the words costs more than searching."""
_CLE = 3
"""Letters that words are found by."""
_DEBUT_DE_MOT = re.compile(rf"(?<!\w)[^\W_]{{1,{_CLE}}}")


@lru_cache(maxsize=8)
def index_words(texte: str) -> dict[str, list[int]]:
    """Return where words stand, by their first three letters as `flatten` gives them."""
    words: dict[str, list[int]] = defaultdict(list)
    for match in _DEBUT_DE_MOT.finditer(flatten(texte)):
        words[match.group()].append(match.start())
    return dict(words)


@lru_cache(maxsize=8)
def flatten(texte: str) -> str:
    """Return the text without case nor accent, every figure as 0, every character at its place."""
    # the only character whose lower case is longer than itself
    flat = texte.replace("\u0130", "I").lower()
    for accented, bare in _SANS_ACCENT:
        flat = flat.replace(accented, bare)
    return flat


_SANS_ACCENT = tuple(
    zip("àâäáãçèéêëîïíìôöóõùûüúÿñ123456789", "aaaaaceeeeiiiioooouuuuyn000000000", strict=True)
)
