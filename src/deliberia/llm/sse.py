"""Server-sent events from bytes as they come: comments, line ends of any kind, characters cut in two."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

MAX_EVENT = 4_000_000
"""Characters of one event; beyond, what comes is not an answer."""


class EventTooLong(ValueError):
    """An event has no end."""


class EventDecoder:
    """Turn bytes into the data of events. Everything but `data` is passed over."""

    def __init__(self) -> None:
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self._line: list[str] = []
        self._line_size = 0
        self._data: list[str] = []
        self._data_size = 0
        self._after_cr = False
        self._is_first = True

    def feed(self, chunk: bytes) -> Iterator[str]:
        """Yield the data of each event that the chunk completes, its lines joined by a line end."""
        text = self._text.decode(chunk)
        if self._is_first and text:
            text, self._is_first = text.removeprefix("\ufeff"), False
        if self._after_cr and text.startswith("\n"):
            text = text[1:]
        if text:
            self._after_cr = text.endswith("\r")
        first, *lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._line.append(first)
        self._line_size += len(first)
        if lines:
            whole, last = "".join(self._line), lines.pop()
            self._line, self._line_size = [last], len(last)
            for line in (whole, *lines):
                yield from self._read(line)
        if self._line_size + self._data_size > MAX_EVENT:
            raise EventTooLong

    def close(self) -> Iterator[str]:
        """Yield what a connection closed without a last blank line leaves."""
        rest, self._line = "".join((*self._line, self._text.decode(b"", final=True))), []
        if rest:
            yield from self._read(rest)
        yield from self._read("")

    def _read(self, line: str) -> Iterator[str]:
        if not line:
            if self._data:
                data = "\n".join(self._data)
                self._data, self._data_size = [], 0
                yield data
            return
        if line.startswith("{"):  # some gateways write a bare error in a stream that has begun
            line = f"data:{line}"
        name, _, value = line.partition(":")
        if name == "data":
            self._data.append(value.removeprefix(" "))
            self._data_size += len(value) + 1
