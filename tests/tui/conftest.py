"""A folder with the example commune, and the application driven by keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from deliberia.drafting import example_dossier
from deliberia_tui.app import Application

WIDE = (200, 60)
NARROW = (80, 24)


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read from the user's own places, nothing is written there."""
    for name in ("STATE", "CACHE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / f".{name.lower()}"))
    monkeypatch.setenv("DELIBERIA_RELECTEUR", "Claire Vasseur")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """The example commune's folder."""
    folder = tmp_path / "val-fleuri"
    example_dossier(folder)
    return folder


@asynccontextmanager
async def launch(
    folder: Path, size: tuple[int, int] = NARROW
) -> AsyncIterator[tuple[Application, Pilot[None]]]:
    app = Application(folder)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot
        assert app.pannes == []


async def wait_for(pilot: Pilot[Any], condition: Callable[[], object], what: str = "") -> None:
    """Let the workers end: at most twenty seconds, on a machine that others share."""
    for _ in range(1000):
        await pilot.pause()
        try:
            if condition():
                return
            assert getattr(pilot.app, "pannes", []) == []
        except (LookupError, OSError):  # not on the screen, or on the disk, yet
            pass
        await asyncio.sleep(0.02)
    raise AssertionError(f"never happened: {what or condition}")


async def type_text(pilot: Pilot[Any], text: str) -> None:
    await pilot.press(*("space" if char == " " else char for char in text))
