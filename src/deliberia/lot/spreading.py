"""Tasks to workers by chunks: the processes of this machine, a cluster, or one core."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from itertools import islice
from typing import NamedTuple

from deliberia.lot.jobs import Job, Outcome, Task
from deliberia.lot.processes import Tell, iter_in_order, open_processes
from deliberia.lot.work import work

CHUNK = 20
"""Rows sent at once to a worker."""
_AHEAD = 3
"""Chunks in flight for each worker: enough to keep it busy, few enough to keep memory flat."""
_Submit = Callable[..., Future[list[Outcome]]]


class Workers(NamedTuple):
    """Who works."""

    coeurs: int = 0
    """Processes of this machine; 0 for all its cores."""
    ordonnanceur: str = ""
    """Address of a Dask scheduler, « tcp://… », instead of them."""
    tell: Tell | None = None
    """Called with a French sentence when the system gives no process."""


def iter_chunks(
    job: Job, tasks: Iterator[Task | Outcome], target: str | None, workers: Workers, *, essai: bool
) -> Iterator[list[Outcome]]:
    """Send chunks to workers, and give them back in order; those that need no work pass through.

    Args:
        job: what is the same for all rows.
        tasks: rows to do, and outcomes of those that are not.
        target: folder that the workers write into; None to get the bytes back.
        workers: who works.
        essai: draft and check, render nothing.
    """
    chunks = iter(lambda: list(islice(tasks, CHUNK)), [])
    call = partial(_send, job=job, target=None if workers.ordonnanceur else target, essai=essai)
    if workers.ordonnanceur:
        from deliberia.lot.cluster import open_cluster

        with open_cluster(workers.ordonnanceur) as cluster:
            yield from _spread(chunks, partial(call, cluster.submit), cluster.width)
        return
    with open_processes(workers.coeurs, workers.tell) as pool:
        if pool is not None:
            yield from _spread(chunks, partial(call, pool.submit), workers.coeurs or os.cpu_count() or 1)
            return
        for chunk in chunks:
            yield _merge(chunk, work(job, _todo(chunk), target, essai=essai))


def _send(
    submit: _Submit, chunk: list[Task | Outcome], *, job: Job, target: str | None, essai: bool
) -> Future[list[Outcome]] | None:
    todo = _todo(chunk)
    return submit(work, job, todo, target, essai=essai) if todo else None


def _spread(
    chunks: Iterator[list[Task | Outcome]],
    send: Callable[[list[Task | Outcome]], Future[list[Outcome]] | None],
    width: int,
) -> Iterator[list[Outcome]]:
    for chunk, made in iter_in_order(chunks, send, width * _AHEAD):
        yield _merge(chunk, made or [])


def _todo(chunk: Sequence[Task | Outcome]) -> list[Task]:
    return [one for one in chunk if isinstance(one, Task)]


def _merge(chunk: Sequence[Task | Outcome], made: Sequence[Outcome]) -> list[Outcome]:
    results = iter(made)
    return [next(results) if isinstance(one, Task) else one for one in chunk]
