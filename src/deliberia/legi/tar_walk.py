"""The members of a tar.gz, read once, without ever unpacking to disk.

Headers are walked by hand (512 bytes each). A member that nobody wants is passed over without copying it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar
from zlib import adler32

from deliberia.legi.gunzip import GzipBlocks, corrupt, truncated

T = TypeVar("T")

LARGEST = 64 << 20
"""A member above this size is passed over: no file of the base comes near it."""

_FILES = frozenset(b"0\x007")
_LONG_NAME, _PAX = b"Lx"
_ABOUT_ANOTHER = frozenset(b"Kg")
"""Long names of links and global headers: nothing of theirs is used."""
_MOD = 65521


class TarWalk(Generic[T]):
    """Iterate over the wanted regular files of an archive.

    `select(name)` receives the raw name of each regular file and returns what identifies it, or None to pass
    over. `oversized(name)` is told of the members that are too large to be read.
    """

    def __init__(
        self, path: Path, select: Callable[[bytes], T | None], oversized: Callable[[bytes], None]
    ) -> None:
        self._path = path
        self._blocks = GzipBlocks(path)
        self._source = iter(self._blocks)
        self._select = select
        self._oversized = oversized
        self._buffer = b""
        self._at = 0
        self._before = 0
        """Inflated bytes that came before the buffer."""

    @property
    def offset(self) -> int:
        """Inflated bytes consumed: always the start of a header when a member has just been yielded."""
        return self._before + self._at

    @property
    def packed(self) -> int:
        return self._blocks.read

    def _need(self, count: int) -> None:
        """Make at least `count` bytes available at the cursor."""
        rest = self._buffer[self._at :]
        self._before += self._at
        parts, have = [rest], len(rest)
        while have < count:
            block = next(self._source, None)
            if block is None:
                raise truncated(self._path)
            parts.append(block)
            have += len(block)
        self._buffer, self._at = b"".join(parts), 0

    def skip(self, count: int) -> None:
        """Move the cursor `count` bytes forward, keeping no more than a block in memory."""
        while (have := len(self._buffer) - self._at) < count:
            count -= have
            self._before += len(self._buffer)
            block = next(self._source, None)
            if block is None:
                raise truncated(self._path)
            self._buffer, self._at = block, 0
        self._at += count

    def _pass_over(self, size: int) -> None:
        padded = (size + 511) & ~511
        if len(self._buffer) - self._at >= padded:
            self._at += padded
        else:
            self.skip(padded)

    def _take(self, size: int) -> bytes:
        """Return the contents of the member at the cursor and move to the next header."""
        padded = (size + 511) & ~511
        if len(self._buffer) - self._at < padded:
            self._need(padded)
        start = self._at
        self._at += padded
        return self._buffer[start : start + size]

    def __iter__(self) -> Iterator[tuple[T, int, bytes]]:
        """Yield what `select` returned, the time of the member (seconds since 1970) and its contents.

        Raises:
            ReferenceBaseError: the archive is corrupt or stops before its end.
        """
        select, name, announced = self._select, b"", -1
        while True:
            if len(self._buffer) - self._at < 512:
                self._need(512)
            header = self._buffer[self._at : self._at + 512]
            if not header[0] and not header.strip(b"\0"):
                return self._drain()
            kind, size = header[156], self._check(header)
            self._at += 512
            if kind == _LONG_NAME:
                name = self._take(self._bounded(size)).rstrip(b"\0")
            elif kind == _PAX:
                name, announced = _read_pax(self._take(self._bounded(size)), name)
            elif kind in _ABOUT_ANOTHER:
                self._pass_over(size)
            else:
                size = size if announced < 0 else announced
                full = name or _short_name(header)
                name, announced = b"", -1
                if kind not in _FILES or (wanted := select(full)) is None:
                    self._pass_over(size)
                elif size > LARGEST:
                    self._oversized(full)
                    self._pass_over(size)
                else:
                    yield wanted, _octal(header[136:148]), self._take(size)

    def _check(self, header: bytes) -> int:
        """Verify the sum of a header and return the size it announces."""
        try:
            expected = int(header[148:154], 8)
            size = int(header[124:135], 8) if header[124] < 128 else int.from_bytes(header[125:136], "big")
        except ValueError:
            expected, size = self._read_odd_numbers(header)
        # adler32 holds 1 + the sum of the bytes, modulo 65521: the sum at the speed of C.
        # The field of the sum itself counts as eight spaces.
        total = adler32(header[156:], adler32(b"        ", adler32(header[:148]))) & 0xFFFF
        if (total - 1 - expected) % _MOD:
            raise corrupt(self._path)
        return size

    def _read_odd_numbers(self, header: bytes) -> tuple[int, int]:
        """Read the sum and the size as other writers pad them."""
        try:
            return int(header[148:156].strip(b"\0 "), 8), int(header[124:136].strip(b"\0 "), 8)
        except ValueError as error:
            raise corrupt(self._path) from error

    def _bounded(self, size: int) -> int:
        if size > 1 << 20:
            raise corrupt(self._path)
        return size

    def _drain(self) -> None:
        """Read to the end of the gzip stream: only there is the sum of the whole file checked."""
        for _ in self._source:
            pass


def _octal(field: bytes) -> int:
    try:
        return int(field.strip(b"\0 "), 8)
    except ValueError:
        return 0


def _short_name(header: bytes) -> bytes:
    name = header[:100].rstrip(b"\0")
    if header[257:263] == b"ustar\0" and header[345]:
        return header[345:500].rstrip(b"\0") + b"/" + name
    return name


def _read_pax(records: bytes, name: bytes) -> tuple[bytes, int]:
    """Read `path` and `size` of an extended header; -1 when the size is not given there."""
    size = -1
    for line in records.split(b"\n"):
        field, _, value = line.partition(b" ")[2].partition(b"=")
        if field == b"path":
            name = value
        elif field == b"size" and value.isdigit():
            size = int(value)
    return name, size
