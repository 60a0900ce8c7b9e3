"""The model's reasoning kept apart from what it answers, whichever way the service mixes them."""

from __future__ import annotations

_TAGS = (("<think>", "</think>"), ("<thinking>", "</thinking>"), ("[THINK]", "[/THINK]"))
_OPENERS = dict(_TAGS)
_CLOSERS = tuple(closer for _, closer in _TAGS)


class ThinkingSplitter:
    """Cut a text that comes in pieces. A tag may be cut between two pieces.

    A closing tag without its opening one (some templates put it in the prompt) turns all that came before
    into reasoning: `restart` is then true.
    """

    def __init__(self) -> None:
        self._pending = ""
        self._closer = ""
        self._was_closed = False

    def feed(self, piece: str) -> tuple[str, str, bool]:
        """Return what the piece adds to the answer and to the reasoning, and whether the answer restarts."""
        self._pending += piece
        text, reasoning, restart = "", "", False
        while True:
            marks = (self._closer,) if self._closer else (*_OPENERS, *(() if self._was_closed else _CLOSERS))
            place, mark = _find_first(self._pending, marks)
            if not mark:
                keep = _count_held(self._pending, marks)
                sure = self._pending[: len(self._pending) - keep]
                self._pending = self._pending[len(sure) :]
                if self._closer:
                    return text, reasoning + sure, restart
                return text + sure, reasoning, restart
            before, self._pending = self._pending[:place], self._pending[place + len(mark) :]
            if self._closer:
                reasoning += before
                self._closer, self._was_closed = "", True
            elif mark in _OPENERS:
                text += before
                self._closer = _OPENERS[mark]
            else:
                reasoning, text, restart, self._was_closed = reasoning + text + before, "", True, True

    def close(self) -> tuple[str, str]:
        """Return what was held back: text, or reasoning when its tag was never closed."""
        rest, self._pending = self._pending, ""
        return ("", rest) if self._closer else (rest, "")


def split_thinking(content: str) -> tuple[str, str]:
    """Return the answer and the reasoning of a whole text."""
    splitter = ThinkingSplitter()
    text, reasoning, _ = splitter.feed(content)
    last_text, last_reasoning = splitter.close()
    return text + last_text, reasoning + last_reasoning


def _find_first(text: str, marks: tuple[str, ...]) -> tuple[int, str]:
    places = [(place, mark) for mark in marks if (place := text.find(mark)) >= 0]
    return min(places, default=(-1, ""))


def _count_held(text: str, marks: tuple[str, ...]) -> int:
    """Count the last characters that may be the beginning of a mark."""
    longest = 0
    for mark in marks:
        for size in range(min(len(mark) - 1, len(text)), longest, -1):
            if text.endswith(mark[:size]):
                longest = size
                break
    return longest
