"""The days of transmission and publication on the start screen: noted by keyboard, kept, shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.tui.conftest import NARROW, launch, type_text, wait_for
from tests.tui.test_francais import visible_text

from deliberia.pieces import read_suites, suites_path
from deliberia_tui.dossier.corbeille import bring_back, put_aside
from deliberia_tui.ecrans.suites import FicheSuites
from deliberia_tui.elements.champ import Champ

TODAY = dt.date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("lecture", "ecrans.suites"):
        monkeypatch.setattr(f"deliberia_tui.{place}.today", lambda: TODAY)


async def open_window(app, pilot) -> FicheSuites:  # type: ignore[no-untyped-def]
    table = app.screen.query_one("#actes")
    await wait_for(pilot, lambda: all("…" not in str(table.get_cell(key, "etat")) for key in table.rows))
    await pilot.press("t")
    await wait_for(pilot, lambda: isinstance(app.screen, FicheSuites) and app.screen.query(Champ))
    await wait_for(pilot, lambda: app.screen.query(Champ).first().has_focus_within)
    window: FicheSuites = app.screen
    return window


async def test_two_keys_note_that_an_act_was_sent_today(dossier: Path) -> None:
    async with launch(dossier, NARROW) as (app, pilot):
        await open_window(app, pilot)
        acte = dossier / "creation-emploi-permanent.toml"
        await pilot.press("f2")
        await wait_for(pilot, lambda: read_suites(acte).transmis == TODAY)
        await pilot.press("enter")
        await type_text(pilot, "17/11/2026")
        await wait_for(pilot, lambda: read_suites(acte).publie == dt.date(2026, 11, 17))
        await pilot.press("escape")
        await wait_for(pilot, lambda: "✓ transmis, publié" in visible_text(app))
        await wait_for(pilot, lambda: "1 sur 5, le mercredi 18" in visible_text(app).replace("\xa0", " "))


async def test_a_day_that_cannot_be_is_said_and_not_kept(dossier: Path) -> None:
    async with launch(dossier, NARROW) as (app, pilot):
        await open_window(app, pilot)
        await type_text(pilot, "16/11/2026")
        await wait_for(pilot, lambda: "Avant la séance" in visible_text(app))
        await pilot.press("escape")
        assert not read_suites(dossier / "creation-emploi-permanent.toml").is_noted


async def test_one_key_notes_the_whole_seance_and_the_deadline_follows(dossier: Path) -> None:
    async with launch(dossier, NARROW) as (app, pilot):
        await open_window(app, pilot)
        await pilot.press("enter", "f2", "f6")
        await wait_for(pilot, lambda: all(read_suites(one).publie for one in dossier.glob("*-*.docx")))
        await pilot.press("escape")
        await wait_for(pilot, lambda: "19 janvier 2027" in visible_text(app).replace("\xa0", " "))


async def test_an_act_changed_since_it_went_out_is_told(dossier: Path) -> None:
    acte = dossier / "tarifs-communaux.toml"
    suites_path(acte).write_text(f'transmis = 2026-11-18\nacte_sha256 = "{"0" * 64}"\n', encoding="utf-8")
    async with launch(dossier, NARROW) as (app, pilot):
        await wait_for(pilot, lambda: "! transmis, modifié" in visible_text(app))


async def test_dates_that_cannot_be_read_are_told_and_left_as_they_are(dossier: Path) -> None:
    path = suites_path(dossier / "creation-emploi-permanent.toml")
    path.write_bytes(b"transmis = ")
    async with launch(dossier, NARROW) as (app, pilot):
        await wait_for(pilot, lambda: "✗ dates illisibles" in visible_text(app))
        await pilot.press("t")
        await wait_for(pilot, lambda: [one.title for one in app._notifications] == ["Dates illisibles"])
    assert path.read_bytes() == b"transmis = "


def test_what_was_noted_follows_the_act_to_the_bin_and_back(dossier: Path) -> None:
    acte = dossier / "tarifs-communaux.toml"
    suites_path(acte).write_text("transmis = 2026-11-18\n", encoding="utf-8")
    aside = put_aside(acte)
    assert not suites_path(acte).exists()
    assert read_suites(aside).transmis == TODAY
    assert bring_back(aside, acte)
    assert read_suites(acte).transmis == TODAY
