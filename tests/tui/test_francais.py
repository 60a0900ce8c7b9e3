"""Every screen speaks French, shows its keys, and holds in a small terminal as in a large one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.tui.conftest import NARROW, WIDE, launch, wait_for
from textual.screen import Screen
from textual.widgets import Input, OptionList

from deliberia_tui.app import Application
from deliberia_tui.ecrans.accueil import Accueil
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.ecrans.modeles import Modeles
from deliberia_tui.ecrans.redaction import Redaction
from deliberia_tui.elements.pied import Pied
from deliberia_tui.navigation import DESTINATIONS
from deliberia_tui.palette import Palette, list_actions

ENGLISH = re.compile(
    r"\b(the|and|show|press|quit|search|command|focus|next|previous|select|copy|toggle|help|close|open|file|"
    r"save|delete|cancel|yes|no|palette|scroll|page down|page up)\b",
    re.IGNORECASE,
)
SCREENS: dict[str, Callable[[Path], Screen[None]]] = {
    **{nom: lambda folder, one=one: one.load()() for nom, one in DESTINATIONS.items()},  # type: ignore[misc]
    "modeles": lambda folder: Modeles(),
    "redaction": lambda folder: Redaction(folder / "subvention-association.toml"),
}


def visible_text(app: Application) -> str:
    """Return what the terminal shows, line by line."""
    width, height = app.size
    lines = app.screen._compositor.render_full_update().strips
    return "\n".join("".join(segment.text for segment in strip)[:width] for strip in lines[:height])


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "200x60"])
@pytest.mark.parametrize("nom", SCREENS)
async def test_a_screen_is_french_and_holds_in_the_terminal(
    nom: str, size: tuple[int, int], dossier: Path
) -> None:
    async with launch(dossier, size) as (app, pilot):
        app.push_screen(SCREENS[nom](dossier))
        await wait_for(pilot, lambda: isinstance(app.screen, Ecran) and not isinstance(app.screen, Accueil))
        await wait_for(pilot, lambda: not app.workers or all(one.is_finished for one in app.workers))
        await pilot.pause()
        text = visible_text(app)
        assert not ENGLISH.findall(text), text
        assert app.screen.TITRE in text  # type: ignore[attr-defined]
        assert "F1" in text
        assert not [
            one
            for one in app.screen.query("*")
            if one.show_horizontal_scrollbar and not isinstance(one, Input)
        ]
        pied = app.screen.query_one(Pied)
        assert pied.region.bottom == size[1]
        assert pied.virtual_size.height <= pied.size.height


@pytest.mark.parametrize("nom", SCREENS)
async def test_every_key_of_a_screen_has_a_sentence_of_help(nom: str, dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        app.push_screen(SCREENS[nom](dossier))
        await wait_for(pilot, lambda: isinstance(app.screen, Ecran) and not isinstance(app.screen, Accueil))
        screen = app.screen
        assert isinstance(screen, Ecran)
        assert len(screen.AIDE) > 40
        ids = []
        for action in list_actions(screen):
            assert action.binding.tooltip.endswith("."), action.binding
            assert not ENGLISH.search(action.binding.description), action.binding
            ids.append(action.binding.id)
        assert len(ids) == len(set(ids))


async def test_the_palette_finds_a_command_by_a_word_and_runs_it(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("ctrl+p")
        await wait_for(pilot, lambda: isinstance(app.screen, Palette))
        assert app.screen.query_one(Input).placeholder.startswith("Que voulez-vous faire ?")
        await pilot.press(*"vigueur")
        await wait_for(pilot, lambda: app.screen.query_one(OptionList).option_count == 1)
        assert not ENGLISH.findall(visible_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen.__class__.__name__ == "References")


async def test_the_palette_says_in_french_that_it_found_nothing(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("ctrl+p", *"zzz")
        await wait_for(pilot, lambda: "Aucune commande ne correspond." in visible_text(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: not isinstance(app.screen, Palette))


async def test_a_screen_already_open_is_come_back_to(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("r")
        await wait_for(pilot, lambda: len(app.screen_stack) == 3)
        app.action_ecran("regles")
        await wait_for(pilot, lambda: len(app.screen_stack) == 4)
        app.action_ecran("references")
        await wait_for(pilot, lambda: len(app.screen_stack) == 3)


async def test_ctrl_c_says_how_to_leave(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("ctrl+c")
        await wait_for(pilot, lambda: any("Ctrl+Q" in str(one.message) for one in app._notifications))


async def test_the_display_goes_from_dark_to_light(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    async with launch(dossier) as (app, pilot):
        app.theme = "deliberia-sombre"
        await pilot.press("ctrl+t")
        assert app.theme == "deliberia-clair"
        await pilot.press("ctrl+t")
        assert app.theme == "deliberia-sombre"
