"""The cores of this machine: processes when the system gives any, one core otherwise; results in order."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from deliberia.errors import DataError

Tell = Callable[[str], None]
_ALONE = (
    "Le système refuse de faire travailler plusieurs processus (souvent, /dev/shm n’est pas inscriptible) : "
    "le travail continue sur un seul cœur."
)
T = TypeVar("T")
Item = TypeVar("Item")


@contextmanager
def open_processes(coeurs: int, tell: Tell | None = None) -> Iterator[ProcessPoolExecutor | None]:
    """Open processes; give None when one core works alone.

    Args:
        coeurs: how many; 0 for all the cores.
        tell: called with a French sentence when the system refuses them.

    Raises:
        DataError: the system stopped one of them while it worked.
    """
    count = coeurs or os.cpu_count() or 1
    pool = _start(count) if count > 1 else None
    if pool is None:
        if count > 1 and tell is not None:
            tell(_ALONE)
        yield None
        return
    with pool:
        try:
            yield pool
        except BrokenProcessPool as error:
            raise DataError(
                "Un processus de travail a été arrêté par le système.",
                hint="Libérez de la mémoire, puis relancez la même commande : elle reprend où elle en était.",
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _start(count: int) -> ProcessPoolExecutor | None:
    """Start processes and see that one answers; None when the system has none to give."""
    try:
        pool = ProcessPoolExecutor(count, initializer=_follow_parent)
    except (OSError, ImportError, NotImplementedError):
        return None
    try:
        pool.submit(int).result()
    except (OSError, RuntimeError):  # no process, no thread
        pool.shutdown(wait=False, cancel_futures=True)
        return None
    return pool


def _follow_parent() -> None:
    """End this process when the one that started it is killed: it would wait for work for ever.

    A Ctrl+C is for the other one, which stops and says so: here it would only print where the work stood.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def iter_in_order(
    items: Iterable[Item], submit: Callable[[Item], Future[T] | None], ahead: int
) -> Iterator[tuple[Item, T | None]]:
    """Yield each item with its result, in order, with at most `ahead` of them under way.

    Args:
        items: read no further than what is under way.
        submit: sends one; None for an item that needs no work.
        ahead: enough to keep the cores busy, few enough to keep memory flat.
    """
    waiting: deque[tuple[Item, Future[T] | None]] = deque()
    for item in items:
        waiting.append((item, submit(item)))
        if len(waiting) >= ahead:
            first, future = waiting.popleft()
            yield first, future.result() if future else None
    while waiting:
        first, future = waiting.popleft()
        yield first, future.result() if future else None
