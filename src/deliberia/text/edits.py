"""A text read through edits, and the way back to its own offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Edit = tuple[int, int, str]
"""What `text[start:end]` becomes."""


class EditedText:
    """A text whose edits are remembered as a short list of shifts.

    `raw` is the text after its edits; `offset` and `span` lead from a place in it back to the text before.
    """

    __slots__ = ("_deltas", "_places", "raw")

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        """Apply the edits in order of place; one that begins inside another is left out."""
        self._places: list[int] = []
        self._deltas: list[int] = []
        pieces: list[str] = []
        read = written = 0
        for start, end, new in sorted(edits):
            if start < read:
                continue
            pieces += (text[read:start], new)
            written += start - read + len(new)
            read = end
            self._places.append(written)
            self._deltas.append(read - written)
        pieces.append(text[read:])
        self.raw = "".join(pieces) if self._places else text

    def offset(self, place: int) -> int:
        """Give the offset in the text of the character at `place` in `raw`."""
        if not self._places:
            return place
        index = bisect_right(self._places, place)
        found = place + self._deltas[index - 1] if index else place
        if index < len(self._places):  # inside an open ligature, every letter is the ligature
            found = min(found, self._places[index] + self._deltas[index] - 1)
        return found

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span in the text of `raw[start:end]`, never empty."""
        if not self._places:
            return start, end
        first = self.offset(start)
        return first, max(self.offset(end - 1) + 1, first + 1)
