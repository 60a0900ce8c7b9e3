"""Memory is gathered in the quiet moments, and Python gets its own ways back afterwards."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from tests.tui.conftest import launch, wait_for

from deliberia_tui import menage
from deliberia_tui.menage import Menage


def test_nothing_is_gathered_while_one_types(monkeypatch: pytest.MonkeyPatch) -> None:
    gathered: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda: gathered.append(1))
    one = Menage()
    one.touch()
    one.look()
    assert not gathered
    monkeypatch.setattr(menage, "QUIET", 0)
    one.look()
    one.look()
    assert len(gathered) == 1, "once, until something is done again"


async def test_python_gets_its_own_ways_back(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberia_tui.app.AFTER_PAINT", 0.01)
    former = gc.get_threshold()
    async with launch(dossier) as (_, pilot):
        await wait_for(pilot, lambda: gc.get_threshold()[0] == menage.YOUNG)
    assert gc.get_threshold() == former
    assert gc.get_freeze_count() == 0
