"""One thread that owns the journal and the base: decisions reach the disk in the order of the keys."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from queue import PriorityQueue
from typing import TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from deliberia.errors import DeliberiaError

T = TypeVar("T")
_NOW, _END, _LATER = range(3)
"""What is asked by a key, the end of the work, what only makes the screen ready."""


@dataclass
class Fait(Message):
    """Some work ended; `act` shows it, on the screen's own thread."""

    act: Callable[[], object]


@dataclass
class Panne(Message):
    """Some work broke down."""

    error: BaseException


@dataclass(order=True, slots=True)
class _Travail:
    """Some work, in its turn."""

    urgence: int
    rang: int
    act: Callable[[], None] = field(compare=False)


class Atelier:
    """Runs one piece of work at a time, behind the screen."""

    def __init__(self, screen: MessagePump) -> None:
        self._screen = screen
        self._travaux: PriorityQueue[_Travail] = PriorityQueue()
        self._rangs = count()
        self._thread: threading.Thread | None = None

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        refused: Callable[[DeliberiaError], object],
        *,
        patience: float = 0,
        is_later: bool = False,
    ) -> bool:
        """Do `work` after what was asked before; `done` or `refused` is then called by the screen.

        Returns True when it is already done.

        Args:
            work: owns the journal and the base while it runs.
            done: takes what it gives.
            refused: takes the error that says why nothing was done.
            patience: seconds that the screen leaves to the work: on a quick disk a kill loses nothing.
            is_later: goes after everything that a key asked, and is dropped when the screen closes.
        """
        is_done = threading.Event()

        def act() -> None:
            try:
                value = work()
            except DeliberiaError as error:
                refusal = error
                self._screen.post_message(Fait(lambda: refused(refusal)))
            except BaseException as error:  # noqa: BLE001 - told by the screen, the thread goes on
                self._screen.post_message(Panne(error))
            else:
                self._screen.post_message(Fait(lambda: done(value)))
            finally:
                is_done.set()

        self._put(_LATER if is_later else _NOW, act)
        return is_done.wait(patience) if patience else False

    def close(self) -> None:
        """Wait for the decisions in flight to be on the disk."""
        if self._thread is not None:
            self._put(_END, _stop)
            self._thread.join()
            self._thread = None

    def _put(self, urgence: int, act: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name="revue")
            self._thread.start()
        self._travaux.put(_Travail(urgence, next(self._rangs), act))

    def _loop(self) -> None:
        while (travail := self._travaux.get()).act is not _stop:
            travail.act()


def _stop() -> None:
    """Ends the thread."""
