"""Decide through the real screen, key by key, and watch the reaction and the memory."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deliberia.revue import Entree
from deliberia_tui.app import Application
from deliberia_tui.ecrans.revue import RevueEcran

SIZE = (80, 24)
STEP = 100
"""Decisions between two measures of the memory."""
PATIENCE = 20
"""Seconds to wait for a decision before giving up."""


@dataclass
class Mesures:
    """What one run gives. Times in milliseconds, memory in bytes."""

    ouverture: float = 0
    touches: list[float] = field(default_factory=list)
    enregistrements: list[float] = field(default_factory=list)
    """From the key to the line on the disk."""
    processeur: list[float] = field(default_factory=list)
    """Processor time of the screen's thread for each decision: other programs do not change it."""
    memoire: list[int] = field(default_factory=list)
    """Every `STEP` decisions, then at the end."""
    objets: list[int] = field(default_factory=list)


def measure(folder: Path, decisions: int) -> Mesures:
    """Open the review of a folder and decide `decisions` items with the keys a, c and r in turn."""
    return asyncio.run(_run(folder, decisions))


async def _run(folder: Path, decisions: int) -> Mesures:
    found = Mesures()
    app = Application(folder)
    async with app.run_test(size=SIZE) as pilot:
        since = time.perf_counter()
        app.push_screen(RevueEcran())
        while not (isinstance(app.screen, RevueEcran) and not app.screen.is_reading):
            await asyncio.sleep(0.01)
        found.ouverture = (time.perf_counter() - since) * 1000
        screen = app.screen
        await pilot.pause()
        written = _note_writings(screen)
        painted = _note_paintings(screen)
        for number in range(decisions):
            if number % STEP == 0:
                _weigh(found)
            await pilot.pause()
            since, spent = time.perf_counter(), time.thread_time()
            await pilot.press("acr"[number % 3] if _has_obvious(screen) else "a")
            while len(written) == number and time.perf_counter() - since < PATIENCE:
                await asyncio.sleep(0.001)
            found.enregistrements.append((written[number] - since) * 1000)
            while not painted and time.perf_counter() - since < PATIENCE:
                await asyncio.sleep(0.001)
            found.touches.append((painted[0] - since) * 1000)
            painted.clear()
            await pilot.pause()
            found.processeur.append((time.thread_time() - spent) * 1000)
        await pilot.pause()
        _weigh(found)
    return found


def _note_paintings(screen: RevueEcran) -> list[float]:
    """Return a list that gets the instants at which the next item is on the screen."""
    painted: list[float] = []
    show = screen._show_fiche

    def note() -> None:
        show()
        screen.call_after_refresh(lambda: painted.append(time.perf_counter()))

    screen._show_fiche = note  # type: ignore[method-assign]
    return painted


def _note_writings(screen: RevueEcran) -> list[float]:
    """Return a list that gets the instant at which each line is on the disk."""
    assert screen.vue is not None
    written: list[float] = []
    journal = screen.vue.revue.journal
    add = journal.add

    def note(decision: str, **body: Any) -> Entree:
        entree = add(decision, **body)
        written.append(time.perf_counter())
        return entree

    journal.add = note  # type: ignore[method-assign]
    return written


def _has_obvious(screen: RevueEcran) -> bool:
    """The key c decides at once only when a successor is known."""
    item = screen.item
    dossier = screen._dossiers.get(item.id) if item else None
    return dossier is not None and dossier.evident is not None


def _weigh(found: Mesures) -> None:
    """Note the resident memory and the number of living objects."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    found.memoire.append(pages * os.sysconf("SC_PAGE_SIZE"))
    found.objets.append(len(gc.get_objects()))
