"""The checks over a folder of thousands of files, on every core, in order."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from deliberia.documents import READABLE_EXTENSIONS
from deliberia.errors import DeliberiaError
from deliberia.lot.processes import Tell, iter_in_order, open_processes

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
    tell: Tell | None = None,
) -> Iterator[Audit | Failure]:
    """Check files in order; one that cannot be read gives a `Failure` and the others go on.

    Args:
        paths: files.
        date: day on which the law is read; by default that of each act.
        collectivite: the authority when it is known.
        coeurs: processes; 0 for all the cores.
        tell: called with a French sentence when the work goes on with one core alone.
    """
    return _spread(partial(_check_chunk, date=date, collectivite=collectivite), paths, coeurs, tell)


def read_many_citations(
    paths: Sequence[Path], *, date: dt.date | None = None, coeurs: int = 0, tell: Tell | None = None
) -> Iterator[CitationReport | Failure]:
    """Judge what files cite, in order; one that cannot be read gives a `Failure` and the others go on.

    Args:
        paths: files.
        date: day on which the law is read; by default that of each act.
        coeurs: processes; 0 for all the cores.
        tell: called with a French sentence when the work goes on with one core alone.
    """
    return _spread(partial(_cite_chunk, date=date), paths, coeurs, tell)


def _spread(
    work: Callable[[Sequence[Path]], list[T]], paths: Sequence[Path], coeurs: int, tell: Tell | None
) -> Iterator[T]:
    """Send the files to the processes by chunks, and give the results back in order."""
    with open_processes(coeurs if len(paths) >= _ALONE else 1, tell) as pool:
        if pool is None:
            for path in paths:
                yield from work([path])
            return
        files = iter(paths)
        chunks = iter(lambda: list(islice(files, _CHUNK)), [])
        ahead = 4 * (coeurs or os.cpu_count() or 1)
        for _, made in iter_in_order(chunks, lambda chunk: pool.submit(work, chunk), ahead):
            yield from made or ()


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
