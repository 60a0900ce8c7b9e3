"""The checks over a folder of thousands of files, on every core, in order."""

from __future__ import annotations

import datetime as dt
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from deliberia.documents import READABLE_EXTENSIONS
from deliberia.errors import DeliberiaError

if TYPE_CHECKING:
    from deliberia.auditing import Audit, CitationReport, Failure
    from deliberia.model import Collectivite

_CHUNK = 8
_ALONE = 16
"""Below that many files, starting processes costs more than it saves."""
_REPORT = ".controle.html"
"""What the watch of a folder writes beside an act is not an act."""
T = TypeVar("T")


def list_files(paths: Iterable[Path], *, apart: Path | None = None) -> list[Path]:
    """Replace each folder by the files under it that can be read, by name.

    Hidden files, locks and reports of a former check are left out; so is all that stands under `apart`, where
    the caller writes.
    """
    hidden = apart.resolve() if apart is not None else None
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
            and not one.name.endswith(_REPORT)
            and one.is_file()
        )
        found += sorted(one for one in inside if hidden is None or hidden not in one.resolve().parents)
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
    return _spread(partial(_check_chunk, date=date, collectivite=collectivite), paths, coeurs)


def read_many_citations(
    paths: Sequence[Path], *, date: dt.date | None = None, coeurs: int = 0
) -> Iterator[CitationReport | Failure]:
    """Judge what files cite, in order; one that cannot be read gives a `Failure` and the others go on.

    Args:
        paths: files.
        date: day on which the law is read; by default that of each act.
        coeurs: processes; 0 for all the cores.
    """
    return _spread(partial(_cite_chunk, date=date), paths, coeurs)


def _spread(work: Callable[[Sequence[Path]], list[T]], paths: Sequence[Path], coeurs: int) -> Iterator[T]:
    """Send the files to the processes by chunks, and give the results back in order."""
    count = coeurs or os.cpu_count() or 1
    if count == 1 or len(paths) < _ALONE:
        for path in paths:
            yield from work([path])
        return
    files = iter(paths)
    waiting: deque[Future[list[T]]] = deque()
    with ProcessPoolExecutor(count) as pool:
        try:
            for chunk in iter(lambda: list(islice(files, _CHUNK)), []):
                waiting.append(pool.submit(work, chunk))
                if len(waiting) >= 4 * count:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _check_chunk(
    paths: Sequence[Path], date: dt.date | None, collectivite: Collectivite | None
) -> list[Audit | Failure]:
    from deliberia.auditing import check_many
    from deliberia.verification import open_base

    return list(check_many(paths, date=date, collectivite=collectivite, base=open_base()))


def _cite_chunk(paths: Sequence[Path], date: dt.date | None) -> list[CitationReport | Failure]:
    from deliberia.auditing import Failure, read_citations
    from deliberia.verification import open_base

    base = open_base()
    done: list[CitationReport | Failure] = []
    for path in paths:
        try:
            done.append(read_citations(path, date=date, base=base))
        except DeliberiaError as error:
            done.append(Failure(chemin=str(path), message=str(error)))
    return done
