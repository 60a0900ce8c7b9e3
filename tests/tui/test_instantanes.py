"""Screens as they are painted, in a small terminal and in a large one, beside this file as text.

`DELIBERIA_INSTANTANES=1 pytest tests/tui/test_instantanes.py` writes them again: look at what changed.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.tui.conftest import NARROW, WIDE, launch, type_text, wait_for
from tests.tui.test_francais import visible_text
from textual.pilot import Pilot

from deliberia.assistance import Etat, Passage
from deliberia_tui.app import Application
from deliberia_tui.dossier.espace import Espace
from deliberia_tui.dossier.seances import create_seance
from deliberia_tui.dossier.silences import add_silence
from deliberia_tui.ecrans.controle import Controle
from deliberia_tui.ecrans.modeles import Modeles
from deliberia_tui.ecrans.passage import FichePassage
from deliberia_tui.ecrans.pieces import ChoisirPieces
from deliberia_tui.ecrans.seances import ChoisirSeance
from deliberia_tui.elements.liste import Liste

FOLDER = Path(__file__).parent / "instantanes"
IS_REFRESHED = "DELIBERIA_INSTANTANES" in os.environ
TODAY = dt.date(2026, 11, 18)
LIEU = "Le texte va à localhost (Ollama). Lieu : cette machine."
Play = Callable[[Application, Pilot[None], Path], Awaitable[None]]


async def play_start(app: Application, pilot: Pilot[None], dossier: Path) -> None:
    table = app.screen.query_one("#actes", Liste)
    await wait_for(pilot, lambda: all("…" not in str(table.get_cell(key, "etat")) for key in table.rows))


async def play_seances(app: Application, pilot: Pilot[None], dossier: Path) -> None:
    create_seance(Espace(dossier), dt.date(2026, 12, 15))
    await pilot.press("a")
    await wait_for(pilot, lambda: isinstance(app.screen, ChoisirSeance))


async def play_papers(app: Application, pilot: Pilot[None], dossier: Path) -> None:
    await pilot.press("p")
    await wait_for(pilot, lambda: isinstance(app.screen, ChoisirPieces))


async def play_templates(app: Application, pilot: Pilot[None], dossier: Path) -> None:
    await pilot.press("n")
    await wait_for(pilot, lambda: isinstance(app.screen, Modeles) and app.screen.chosen)
    await type_text(pilot, "detr")
    await wait_for(pilot, lambda: app.screen.chosen == "demande-detr-dsil")  # type: ignore[attr-defined]


async def play_ignored(app: Application, pilot: Pilot[None], dossier: Path) -> None:
    path = dossier / "acte.txt"
    path.write_text("Commune de Val-Fleuri\nSéance du jeudi 17 novembre 2026\n", encoding="utf-8")
    add_silence("FOR010", path, "faute de frappe d’époque")
    await pilot.press("v")
    await wait_for(pilot, lambda: isinstance(app.screen, Controle))
    await type_text(pilot, "acte.txt")
    await pilot.press("enter")
    await wait_for(pilot, lambda: app.screen.query_one("#constats").has_focus)


async def show_passage(app: Application, pilot: Pilot[None], passage: Passage) -> None:
    window = FichePassage("Pourquoi cette subvention ?", LIEU, lambda announce, show, cancel: passage)
    app.push_screen(window)
    await wait_for(pilot, lambda: window.is_ended)


async def play_held(app: Application, pilot: Pilot[None], dossier: Path) -> None:
    motif = "La référence « article L. 2121-999 » n’est pas une de celles que l’acte peut citer."
    remark = "Le passage donne un rythme que les données ne donnent pas\xa0: «\xa0Chaque semaine\xa0»."
    passage = Passage(
        emplacement="expose",
        texte="Un texte reçu.",
        etat=Etat.RETENU,
        motifs=(motif,),
        remarques=(remark,),
    )
    await show_passage(app, pilot, passage)


async def play_to_check(app: Application, pilot: Pilot[None], dossier: Path) -> None:
    """A long text and several remarks: both stay on a small screen, one of them scrolls."""
    texte = (
        "L’association Les Amis du Four à Pain, installée au hameau du Lavoir, ouvre chaque semaine le four "
        "à pain du village aux habitants et aux écoles. La fête du four du 12\xa0décembre 2026 réunit les "
        "familles autour d’un patrimoine partagé. L’association demande une aide de 1\u202f500\xa0€, que le "
        "bureau juge mesurée. La région finance la moitié de la fête. Le prêt gratuit de la salle des fêtes "
        "complète cette aide, et l’association rendra compte de l’emploi de la subvention après la fête."
    )
    remarks = (
        "«\xa01\u202f500\xa0€\xa0» est dans les données\xa0: Quel est le montant de la subvention\u202f? "
        "Le passage le donne pour\xa0: Quel montant l’association a-t-elle demandé\u202f?",
        "Le passage donne un rythme que les données ne donnent pas\xa0: «\xa0chaque semaine\xa0».",
        "Le passage prête à un tiers un engagement que les données ne donnent pas\xa0: «\xa0région "
        "finance\xa0».",
    )
    passage = Passage(emplacement="expose", texte=texte, etat=Etat.PROPOSE, remarques=remarks)
    await show_passage(app, pilot, passage)


SCREENS: dict[str, Play] = {
    "accueil": play_start,
    "seances": play_seances,
    "pieces": play_papers,
    "modeles": play_templates,
    "ignore": play_ignored,
    "passage-retenu": play_held,
    "passage-a-verifier": play_to_check,
}


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "200x60"])
@pytest.mark.parametrize("nom", SCREENS)
async def test_a_screen_is_painted_as_it_was_looked_at(
    nom: str, size: tuple[int, int], dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("lecture", "ecrans.seances", "usages"):
        monkeypatch.setattr(f"deliberia_tui.{place}.today", lambda: TODAY)
    async with launch(dossier, size) as (app, pilot):
        await SCREENS[nom](app, pilot, dossier)
        await wait_for(pilot, lambda: all(one.is_finished for one in app.workers))
        await pilot.pause()
        shown = "\n".join(line.rstrip() for line in visible_text(app).split("\n")).rstrip() + "\n"
    path = FOLDER / f"{nom}-{size[0]}x{size[1]}.txt"
    if IS_REFRESHED:
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
