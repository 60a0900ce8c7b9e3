"""Bodies that come compressed though we ask for none: opened little by little, never beyond what is wanted.

A few bytes can hold gigabytes: the library that makes the calls would open them all before we can count.
"""

from __future__ import annotations

import zlib

_PLAIN = frozenset(("", "identity", "none", "utf-8"))
_GZIP = frozenset(("gzip", "x-gzip"))
_EITHER = 47
"""Window of zlib that reads a gzip or a zlib header."""
_BARE = -15
"""Window of zlib for data without any header, which some call `deflate`."""


class EncodingError(ValueError):
    """The body is compressed in another way, or badly."""


class TooMuch(ValueError):
    """The body holds more than what is wanted."""


class Opener:
    """Open the body of one response."""

    def __init__(self, encoding: str, *, limit: int) -> None:
        """Prepare for a `Content-Encoding`.

        Raises:
            EncodingError: it is none of those that we read; two of them, one in the other, are not read.
        """
        name = encoding.strip().lower()
        if name not in _PLAIN and name not in _GZIP and name != "deflate":
            raise EncodingError(name)
        self._name = name
        self._engine = None if name in _PLAIN else zlib.decompressobj(_EITHER)
        self._left = limit
        self._is_new = True

    def feed(self, data: bytes) -> bytes:
        """Return what some more bytes hold.

        Raises:
            EncodingError: the bytes are not of that encoding.
            TooMuch: more than the limit came.
        """
        opened = data if self._engine is None else self._inflate(self._engine, data)
        self._left -= len(opened)
        if self._left < 0:
            raise TooMuch
        return opened

    def _inflate(self, engine: zlib._Decompress, data: bytes) -> bytes:
        is_new, self._is_new = self._is_new, not data
        try:
            return engine.decompress(data, self._left + 1)
        except zlib.error as error:
            if not is_new or self._name != "deflate":
                raise EncodingError(self._name) from error
        bare = self._engine = zlib.decompressobj(_BARE)
        try:
            return bare.decompress(data, self._left + 1)
        except zlib.error as error:
            raise EncodingError(self._name) from error
