"""Draw the screens of the interface as SVG, always on the same folder and the same day.

Usage: python outils/documenter.py --images
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from deliberia_tui import theme
from deliberia_tui.app import Application

TODAY = dt.date(2026, 11, 18)
SIZE = (100, 30)
RELECTRICE = "Odile Charbonnel"
_FONT = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)
"""The fonts that Textual names stand on the network: a page that is read must call nobody."""
_CLASS = re.compile(r"terminal-\d+")
Play = Callable[[Application, Pilot[None], Path], Awaitable[None]]


@contextmanager
def a_place() -> Iterator[Path]:
    """Give the example's folder in every state, and nothing of this machine."""
    from deliberia.drafting import example_dossier

    with tempfile.TemporaryDirectory() as root:
        own = {f"XDG_{name}_HOME": f"{root}/{name}" for name in ("STATE", "CACHE", "DATA", "CONFIG")}
        own |= {"DELIBERIA_RELECTEUR": RELECTRICE, "DELIBERIA_POSTE": "mairie", "HOME": root}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DELIBERIA_")}
        kept.pop("NO_COLOR", None)
        with patch.dict(os.environ, {**kept, **own}, clear=True):
            folder = Path(root) / "val-fleuri"
            example_dossier(folder)
            yield folder


def vary(folder: Path) -> None:
    """Leave a draft without a value, send one act back, validate another."""
    from deliberia.revue import open_queue

    revue = open_queue(folder, relecteur=RELECTRICE)
    revue.send_back(revue.actes["tarifs-communaux.toml"], "Le tarif des associations manque.")
    revue.validate(revue.actes["creation-emploi-permanent.toml"])
    draft = folder / "subvention-association.toml"
    lines = draft.read_text(encoding="utf-8").splitlines(keepends=True)
    draft.write_text("".join(one for one in lines if not one.startswith("montant")), encoding="utf-8")


async def wait_for(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    for _ in range(1500):
        await pilot.pause()
        try:
            if condition():
                await pilot.pause()
                return
        except LookupError:
            pass  # not on the screen yet
        await asyncio.sleep(0.02)
    raise RuntimeError("l’écran attendu n’est pas venu")


async def open_draft(app: Application, pilot: Pilot[None], folder: Path) -> None:
    from deliberia_tui.ecrans.redaction import Redaction

    screen = Redaction(folder / "subvention-association.toml")
    app.push_screen(screen)
    await wait_for(pilot, lambda: screen.apercu)


async def play_start(app: Application, pilot: Pilot[None], folder: Path) -> None:
    from deliberia_tui.elements.liste import Liste

    def all_judged() -> bool:
        table = app.screen.query_one("#actes", Liste)
        return table.row_count > 4 and all("…" not in str(table.get_cell(key, "etat")) for key in table.rows)

    await wait_for(pilot, all_judged)


async def play_draft(app: Application, pilot: Pilot[None], folder: Path) -> None:
    await open_draft(app, pilot, folder)
    await pilot.press("f2")


async def play_vote(app: Application, pilot: Pilot[None], folder: Path) -> None:
    from deliberia_tui.ecrans.vote import FicheVote

    await open_draft(app, pilot, folder)
    await pilot.press("f4")
    await wait_for(pilot, lambda: isinstance(app.screen, FicheVote))


async def play_check(app: Application, pilot: Pilot[None], folder: Path) -> None:
    await app.run_action("app.ecran('controle')")
    await wait_for(pilot, lambda: app.screen.query("#chemin-fichier"))
    await pilot.press(*"acte-a-corriger.md", "enter")
    await wait_for(pilot, lambda: app.screen.query_one("#constats").has_focus)
    for _ in range(6):
        await pilot.press("f3")


async def play_review(app: Application, pilot: Pilot[None], folder: Path) -> None:
    from deliberia_tui.ecrans.revue import RevueEcran

    await app.run_action("app.ecran('revue')")
    await wait_for(pilot, lambda: isinstance(app.screen, RevueEcran) and not app.screen.is_reading)
    screen = app.screen
    for _ in range(40):
        if not isinstance(screen, RevueEcran) or (screen.item and screen.item.is_citation):
            break
        await pilot.press("down")
    await wait_for(pilot, lambda: screen.item.id in screen._dossiers)  # type: ignore[attr-defined]


async def play_references(app: Application, pilot: Pilot[None], folder: Path) -> None:
    from deliberia_tui.elements.texte import Texte

    await app.run_action("app.ecran('references')")
    await wait_for(pilot, lambda: app.screen.query("#mots"))
    await pilot.press(*"L2311-7")
    await wait_for(pilot, lambda: "Confiance" in app.screen.query_one("#carte", Texte).contenu.plain)


ECRANS: dict[str, Play] = {
    "accueil": play_start,
    "redaction": play_draft,
    "vote": play_vote,
    "verifier": play_check,
    "revue": play_review,
    "references": play_references,
}


def draw(nom: str) -> str:
    """Return the SVG of one screen."""
    with a_place() as folder, patch("deliberia_tui.lecture.today", lambda: TODAY):
        vary(folder)
        svg = asyncio.run(_draw(ECRANS[nom], folder))
    if str(folder.parent) in svg:
        raise RuntimeError(f"{nom} : un chemin de cette machine est à l’écran")
    return _CLASS.sub(f"deliberia-{nom}", _FONT.sub("\n", svg))


async def _draw(play: Play, folder: Path) -> str:
    app = Application(folder)
    app.animation_level = "none"
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme.SOMBRE.name
        await play(app, pilot, folder)
        await wait_for(pilot, lambda: all(one.is_finished for one in app.workers))
        app.clear_notifications()
        for one in app.screen.query("*"):
            if isinstance(one, Input | TextArea):
                one.cursor_blink = False
        await pilot.pause()
        return app.export_screenshot(title="Deliberia")


def draw_screens(folder: Path) -> None:
    """Write every screen in a folder."""
    for nom in ECRANS:
        (folder / f"{nom}.svg").write_text(draw(nom), encoding="utf-8")
