"""A gzip file read as a stream of bounded blocks.

`tarfile` in stream mode costs more than parsing what it yields, and grows quadratically with its buffer:
the archive is inflated here by `zlib`, in blocks whose size does not depend on the compression ratio.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from deliberia.errors import ReferenceBaseError

READ = 1 << 17
BLOCK = 1 << 20
"""Most bytes that one block holds once inflated: a bomb stays a stream."""

_GZIP = 31
"""Window size of zlib that asks for a gzip header and checks the final CRC."""


class GzipBlocks:
    """Iterate over the inflated blocks of `path`; `read` counts the packed bytes consumed so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        inflate = zlib.decompressobj(_GZIP)
        with self.path.open("rb") as file:
            while raw := file.read(READ):
                self.read += len(raw)
                while raw := raw.lstrip(b"\0") if inflate.eof else raw:
                    if inflate.eof:
                        inflate = zlib.decompressobj(_GZIP)
                    try:
                        yield inflate.decompress(raw, BLOCK)
                    except zlib.error as error:
                        raise corrupt(self.path) from error
                    raw = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
        if not inflate.eof:
            raise truncated(self.path)


def corrupt(path: Path) -> ReferenceBaseError:
    return ReferenceBaseError(
        "l’archive est abîmée, elle ne peut pas être lue jusqu’au bout.",
        place=path.name,
        hint="Téléchargez-la de nouveau, puis relancez la même commande. La base en service n’a pas changé.",
    )


def truncated(path: Path) -> ReferenceBaseError:
    return ReferenceBaseError(
        "l’archive est incomplète, elle s’arrête avant sa fin.",
        place=path.name,
        hint="Téléchargez-la de nouveau, puis relancez la même commande. La base en service n’a pas changé.",
    )
