"""Python gathers what is no longer used when nobody types: in the middle of a key it would be felt."""

from __future__ import annotations

import gc
from time import monotonic

YOUNG, MIDDLE, OLD = 5_000, 20, 1_000_000
"""Objects before a short gathering, short ones before a middle one; a whole one is never made by itself."""
QUIET = 1.0
"""Seconds without a key before a whole gathering."""
EACH = 3.0
"""Seconds between two looks."""


class Menage:
    """Whole gatherings in the quiet moments, none while one types."""

    def __init__(self) -> None:
        self._touched = monotonic()
        self._has_worked = True
        self._former = gc.get_threshold()

    def begin(self) -> None:
        """Take charge, once the first screen is there: what it is made of is never looked at again."""
        gc.set_threshold(YOUNG, MIDDLE, OLD)
        gc.freeze()

    def end(self) -> None:
        """Give back to Python what it had."""
        gc.unfreeze()
        gc.set_threshold(*self._former)

    def touch(self) -> None:
        """A key was pressed."""
        self._touched = monotonic()
        self._has_worked = True

    def look(self) -> None:
        """Gather everything, if something was done since the last time and nobody types now."""
        if self._has_worked and monotonic() - self._touched > QUIET:
            self._has_worked = False
            gc.collect()
