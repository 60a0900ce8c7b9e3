"""One thread that owns the journal and the base: decisions reach the disk in the order of the keys."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from deliberia.errors import DeliberiaError

T = TypeVar("T")


@dataclass
class Fait(Message):
    """Some work ended; `act` shows it, on the screen's own thread."""

    act: Callable[[], object]


@dataclass
class Panne(Message):
    """Some work broke down."""

    error: BaseException


class Atelier:
    """Runs one piece of work at a time, behind the screen."""

    def __init__(self, screen: MessagePump) -> None:
        self._screen = screen
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="revue")

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        refused: Callable[[DeliberiaError], object],
        *,
        patience: float = 0,
    ) -> None:
        """Do `work` after what was asked before; `done` or `refused` is then called by the screen.

        `patience`: seconds that the screen leaves to the work, so that on a quick disk a kill loses nothing.
        """

        def tell(future: Future[T]) -> None:
            error = future.exception()
            if error is None:
                value = future.result()
                self._screen.post_message(Fait(lambda: done(value)))
            elif isinstance(error, DeliberiaError):
                self._screen.post_message(Fait(lambda: refused(error)))
            else:
                self._screen.post_message(Panne(error))

        future = self._executor.submit(work)
        future.add_done_callback(tell)
        if patience:
            wait((future,), timeout=patience)

    def close(self) -> None:
        """Wait for the decisions in flight to be on the disk."""
        self._executor.shutdown(wait=True)
