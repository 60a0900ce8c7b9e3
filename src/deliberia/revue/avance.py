"""Read ahead on the other cores: a large folder opens sooner, and gives the same acts in the same order.

What the cache already holds is not read again. A system that gives no process, or takes one back, changes
nothing but the time.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberia.errors import DeliberiaError
from deliberia.revue.arbre import Source

if TYPE_CHECKING:
    from deliberia.revue.lecture import Lecteur

Lu = tuple[str, dict[str, Any]]
"""Key of the cache, and what is kept of the document."""
WORTH = 3.0
"""Seconds of reading still to come, at least, for which processes are started: each takes one to be ready."""
TRIED = 1.0
"""Seconds of reading from which what is to come is guessed."""
AHEAD = 3
"""Documents under way for each process: whoever stops the reading waits for no more."""
MAX_PROCESSES = 8


class Avance:
    """Reads the documents that come after the one that is asked for."""

    def __init__(self, root: Path, sources: Sequence[Source], *, coeurs: int, cache: Path | None) -> None:
        """`coeurs`: processes, 0 for as many as this machine has cores. `cache`: file of the cache."""
        self._root = root
        self._sources = sources
        self._ranks = {source: rank for rank, source in enumerate(sources)}
        self._count = min(coeurs or count_cores(), MAX_PROCESSES)
        self._cache = cache
        self._pool: ProcessPoolExecutor | None = None
        self._futures: dict[Source, Future[Lu | None]] = {}
        self._next = 0
        self._spent = 0.0

    def take(self, source: Source, key: str) -> dict[str, Any] | None:
        """Return what was read of a document under this key; None: it is to be read here."""
        rank = self._ranks[source]
        if self._pool is None and not self._is_worth(rank):
            return None
        try:
            self._send(rank)
            future = self._futures.pop(source, None)
            found = future.result() if future is not None else None
        except (BrokenProcessPool, OSError, RuntimeError, ValueError):  # the system takes back what it gave
            self.close()
            self._count = 1
            return None
        return found[1] if found is not None and found[0] == key else None

    def _is_worth(self, rank: int) -> bool:
        if self._count < 2 or self._spent < TRIED:
            return False
        return self._spent / (rank + 1) * (len(self._sources) - rank) > WORTH

    def note(self, seconds: float) -> None:
        """Take note of what reading a document here has cost."""
        self._spent += seconds

    def _send(self, rank: int) -> None:
        if self._pool is None:
            self._next = rank + 1
            _prepare_system()
            self._pool = ProcessPoolExecutor(
                self._count,
                mp_context=multiprocessing.get_context("spawn"),  # the screen has threads: no fork
                initializer=_start,
                initargs=(self._root, self._cache),
            )
        self._next = max(self._next, rank + 1)
        while self._next < len(self._sources) and len(self._futures) < AHEAD * self._count:
            source = self._sources[self._next]
            self._futures[source] = self._pool.submit(_read, source)
            self._next += 1

    def skip(self, source: Source) -> None:
        """Forget a document that was not asked for."""
        future = self._futures.pop(source, None)
        if future is not None:
            future.cancel()

    def close(self) -> None:
        """Stop the processes, without waiting for what is under way."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
        self._futures.clear()


def _prepare_system() -> None:
    """Start the process that Python puts beside a pool: it asks for the descriptor of the error stream,
    and that of a full screen is not one.
    """
    if os.name == "posix" and sys.__stderr__ is not None:
        from multiprocessing import resource_tracker

        with contextlib.redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()


def count_cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_lecteur: Lecteur | None = None
"""In a process of the pool, what it reads with."""


def _start(root: Path, cache: Path | None) -> None:
    """Prepare a process: it ends with the one that asked, and leaves the keys to the screen."""
    global _lecteur
    from deliberia.revue.cache import Cache
    from deliberia.revue.lecture import Lecteur
    from deliberia.verification import open_base

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)
    _lecteur = Lecteur(root, open_base(), Cache(cache) if cache is not None else None)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(source: Source) -> Lu | None:
    """Read one document; None when the cache holds it, or when it cannot be read: the caller says why."""
    if _lecteur is None:
        return None
    try:
        return _lecteur.compute(source)
    except (DeliberiaError, OSError):
        return None
