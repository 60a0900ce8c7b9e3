"""The checks over a folder of thousands of files, on every core, in order."""

from __future__ import annotations

import datetime as dt
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.documents import READABLE_EXTENSIONS

if TYPE_CHECKING:
    from deliberia.auditing import Audit, Failure
    from deliberia.model import Collectivite

_CHUNK = 8
_ALONE = 16
"""Below that many files, starting processes costs more than it saves."""


def list_files(paths: Iterable[Path]) -> list[Path]:
    """Replace each folder by the files under it that can be read, by name; hidden and lock files left out."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = (
            one
            for one in path.rglob("*")
            if one.suffix.lower() in READABLE_EXTENSIONS
            and not any(part.startswith((".", "~$")) for part in one.relative_to(path).parts)
            and one.is_file()
        )
        found += sorted(inside)
    return found


def check_files(
    paths: Sequence[Path],
    *,
    date: dt.date | None = None,
    collectivite: Collectivite | None = None,
    coeurs: int = 0,
) -> Iterator[Audit | Failure]:
    """Check files in order; one that cannot be read gives a `Failure` and the others go on.

    Args:
        paths: files.
        date: day on which the law is read; by default that of each act.
        collectivite: the authority when it is known.
        coeurs: processes; 0 for all the cores.
    """
    count = coeurs or os.cpu_count() or 1
    if count == 1 or len(paths) < _ALONE:
        yield from _check_chunk(paths, date, collectivite)
        return
    files = iter(paths)
    waiting: deque[Future[list[Audit | Failure]]] = deque()
    with ProcessPoolExecutor(count) as pool:
        for chunk in iter(lambda: list(islice(files, _CHUNK)), []):
            waiting.append(pool.submit(_check_chunk, chunk, date, collectivite))
            if len(waiting) >= 4 * count:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _check_chunk(
    paths: Sequence[Path], date: dt.date | None, collectivite: Collectivite | None
) -> list[Audit | Failure]:
    from deliberia.auditing import check_many
    from deliberia.verification import open_base

    return list(check_many(paths, date=date, collectivite=collectivite, base=open_base()))
