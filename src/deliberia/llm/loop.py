"""An event loop in a thread of its own: what waits there can be stopped at any instant, from any thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError, Future
from typing import Any

from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.wire import T

_BEAT = 0.5
"""Seconds between two looks at the keyboard: on Windows a thread that waits hears no Ctrl+C."""
_END = 5.0
"""Seconds to stop what is left at the end."""


class Cancellation:
    """A way to stop a call from another thread, at once."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._running: set[Future[Any]] = set()  # calls of any kind

    def cancel(self) -> None:
        with self._lock:
            self._event.set()
            running = tuple(self._running)
        for future in running:
            future.cancel()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raise when the call was cancelled."""
        if self.is_cancelled:
            raise AssistantError("la demande a été annulée.", fault=Fault.CANCELLED)

    def watch(self, future: Future[Any]) -> None:
        """Stop this one too when the call is cancelled."""
        with self._lock:
            self._running.add(future)
        if self.is_cancelled:
            future.cancel()

    def forget(self, future: Future[Any]) -> None:
        with self._lock:
            self._running.discard(future)


class LoopThread:
    """Run coroutines for callers that do not await. The thread starts with the first of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def is_started(self) -> bool:
        return self._loop is not None

    def run(self, work: Coroutine[Any, Any, T], cancel: Cancellation | None = None) -> T:
        """Wait for a coroutine; an interruption of the caller stops it.

        Raises:
            AssistantError: it was cancelled.
        """
        future = asyncio.run_coroutine_threadsafe(work, self._start())
        if cancel is not None:
            cancel.watch(future)
        try:
            return _wait(future)
        except CancelledError:
            raise AssistantError("la demande a été annulée.", fault=Fault.CANCELLED) from None
        except BaseException:
            future.cancel()
            raise
        finally:
            if cancel is not None:
                cancel.forget(future)

    def close(self) -> None:
        """Stop what still runs, then the thread."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_END)

    def _start(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=_serve, args=(self._loop,), name="assistant", daemon=True
                )
                self._thread.start()
            return self._loop


def _wait(future: Future[T]) -> T:
    while True:
        try:
            return future.result(_BEAT)
        except TimeoutError:
            if future.done():
                return future.result()


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        asyncio.set_event_loop(None)
        loop.close()
