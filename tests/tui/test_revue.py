"""The review screen: by keyboard, in a small terminal and in a large one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from tests.tui.conftest import NARROW, WIDE, launch, type_text, wait_for
from tests.tui.test_francais import visible_text
from textual.pilot import Pilot
from textual.widgets import Input

from deliberia.revue import ActeLu, Etat, EtatActe, Journal, iter_actes, open_queue
from deliberia.settings import settings_path
from deliberia_tui.app import Application
from deliberia_tui.ecrans.relecteur import NomRelecteur
from deliberia_tui.ecrans.revue import RevueEcran
from deliberia_tui.ecrans.revue_fenetres import ChoisirActe, Corriger, Filtrer, LireActe, Motif, Trancher
from deliberia_tui.elements.liste import Liste
from deliberia_tui.elements.texte import Texte

VISAS = ("L. 2311-7", "R. 2121-10", "L. 2121-999")
SNAPSHOT = Path(__file__).with_name("revue-80x24.txt")
IS_REFRESHED = "DELIBERIA_INSTANTANES" in os.environ
"""Set it to write the picture again, then look at what changed."""


@pytest.fixture(autouse=True)
def _reviewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "donnees"))
    monkeypatch.setenv("DELIBERIA_RELECTEUR", "Claire Vasseur")
    monkeypatch.setenv("DELIBERIA_POSTE", "poste-1")


@pytest.fixture
def actes(tmp_path: Path) -> Path:
    """A folder of two communes, each with three references to review."""
    folder = tmp_path / "actes"
    for commune in ("Roche-Basse", "Val-Fleuri"):
        (folder / commune).mkdir(parents=True)
        lines = [f"Commune de {commune}", "Séance du mardi 17 novembre 2026", ""]
        lines += [f"Vu l’article {num} du code général des collectivités territoriales ;" for num in VISAS]
        (folder / commune / "acte.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


async def open_review(app: Application, pilot: Pilot[None]) -> RevueEcran:
    await pilot.app.run_action("app.ecran('revue')", pilot.app)
    await wait_for(pilot, lambda: isinstance(app.screen, RevueEcran))
    screen = app.screen
    assert isinstance(screen, RevueEcran)
    await wait_for(pilot, lambda: not screen.is_reading and screen.query_one("#file", Liste).row_count)
    await wait_for(pilot, lambda: screen.item is not None and screen.item.id in screen._dossiers)
    return screen


def surface(screen: RevueEcran) -> str:
    return screen.item.surface if screen.item else ""


def count_rows(screen: RevueEcran) -> int:
    return screen.query_one("#file", Liste).row_count


def recorded(folder: Path) -> list[tuple[str, str]]:
    return [(one.choix, str(one.vu.get("surface", ""))) for one in Journal(folder).entrees]


async def test_the_start_screen_opens_the_review_with_one_key(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("l")
        await wait_for(pilot, lambda: isinstance(app.screen, RevueEcran))
        screen = app.screen
        assert isinstance(screen, RevueEcran)
        await wait_for(pilot, lambda: not screen.is_reading)
        assert screen.query_one("#file", Liste).row_count > 20


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "200x60"])
async def test_what_is_to_be_decided_is_on_the_screen(size: tuple[int, int], actes: Path) -> None:
    async with launch(actes, size) as (app, pilot):
        screen = await open_review(app, pilot)
        await pilot.pause()
        text = visible_text(app).replace("\xa0", " ")
        for expected in (
            "L. 2311-7", "✗ déplacé au 17 novembre 2026", "Déplacé le 1er janvier 2026", "c ou 1",
            "L. 1612-25", "6 à décider", "a Accepter", "c Corriger", "r Rejeter",
        ):  # fmt: skip
            assert expected in text
        assert screen.query_one("#file", Liste).row_count == 6


async def test_the_screen_of_eighty_columns_is_as_it_was_shown(actes: Path) -> None:
    async with launch(actes, NARROW) as (app, pilot):
        await open_review(app, pilot)
        await pilot.pause()
        shown = "\n".join(line.rstrip() for line in visible_text(app).splitlines()) + "\n"
    if IS_REFRESHED:
        SNAPSHOT.write_text(shown, encoding="utf-8")
    assert shown == SNAPSHOT.read_text(encoding="utf-8")


async def test_one_key_decides_and_goes_to_the_next(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        screen = await open_review(app, pilot)
        await pilot.press("c")
        assert surface(screen) == "R. 2121-10"
        await pilot.press("a")
        assert surface(screen) == "L. 2121-999"
        await pilot.press("r")
        await wait_for(pilot, lambda: len(recorded(actes)) == 3)
        assert recorded(actes) == [("corriger", VISAS[0]), ("accepter", VISAS[1]), ("rejeter", VISAS[2])]
        assert Journal(actes).entrees[0].par == "CGCT:L1612-25"
        assert Journal(actes).verify() == ()
        await wait_for(pilot, lambda: "3 à décider" in visible_text(app))
        signs = [str(screen.query_one("#file", Liste).get_cell_at((row, 0)))[0] for row in range(6)]  # type: ignore[arg-type]
        assert signs == ["→", "✓", "✗", "○", "○", "○"]


async def test_undo_comes_back_to_the_item_and_adds_a_line(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        screen = await open_review(app, pilot)
        await pilot.press("a", "u")
        await wait_for(pilot, lambda: len(recorded(actes)) == 2)
        await wait_for(pilot, lambda: surface(screen) == VISAS[0])
        assert screen.vue is not None
        assert screen.item is not None
        assert screen.vue.situations[screen.item.id].etat is Etat.A_DECIDER


async def test_an_invented_reference_has_no_obvious_correction_and_c_opens_the_choice(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        screen = await open_review(app, pilot)
        await pilot.press("down", "down")
        await wait_for(pilot, lambda: screen.item is not None and screen.item.id in screen._dossiers)
        assert surface(screen) == "L. 2121-999"
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, Corriger))
        note = app.screen.query_one("#correction-note", Texte)
        await type_text(pilot, "L2121-998")
        await wait_for(pilot, lambda: "✗" in note.contenu.plain)
        await pilot.press("enter")
        assert isinstance(app.screen, Corriger)
        await pilot.press("ctrl+u")
        await type_text(pilot, "L. 2121-29")
        await wait_for(pilot, lambda: "✓" in note.contenu.plain)
        await pilot.press("enter")
        await wait_for(pilot, lambda: recorded(actes) == [("corriger", "L. 2121-999")])
        assert Journal(actes).entrees[0].par == "CGCT:L2121-29"


async def test_a_correction_unknown_to_the_base_needs_enter_twice(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        await open_review(app, pilot)
        await pilot.press("o")
        await wait_for(pilot, lambda: isinstance(app.screen, Corriger))
        note = app.screen.query_one("#correction-note", Texte)
        await type_text(pilot, "LOI:2099-1")
        await wait_for(pilot, lambda: "non" in note.contenu.plain)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Entrée à nouveau" in note.contenu.plain)
        await pilot.press("enter")
        await wait_for(pilot, lambda: recorded(actes) == [("corriger", VISAS[0])])


async def test_asking_back_takes_a_comment(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        await open_review(app, pilot)
        await pilot.press("b")
        await wait_for(pilot, lambda: isinstance(app.screen, Motif))
        await pilot.press("enter")
        assert isinstance(app.screen, Motif)
        await type_text(pilot, "quel article ?")
        await pilot.press("enter")
        await wait_for(pilot, lambda: recorded(actes) == [("renvoyer", VISAS[0])])
        assert Journal(actes).entrees[0].pourquoi == "quel article ?"


async def test_a_filter_shows_one_commune(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        screen = await open_review(app, pilot)
        await pilot.press("f")
        await wait_for(pilot, lambda: isinstance(app.screen, Filtrer))
        app.screen.query_one("#mots-filtre", Input).focus()
        await type_text(pilot, "val-fleuri")
        await pilot.press("f2")
        await wait_for(
            pilot, lambda: app.screen is screen and screen.query_one("#file", Liste).row_count == 3
        )
        assert screen.item is not None
        assert screen.item.commune == "Val-Fleuri"


async def test_an_act_whose_items_are_decided_is_validated(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        screen = await open_review(app, pilot)
        await pilot.press("v")
        await pilot.pause()
        assert recorded(actes) == []
        await pilot.press("a", "a", "a")
        await wait_for(pilot, lambda: screen.vue and screen.vue.count_acts(EtatActe.PRET) == 1)
        await pilot.press("v")
        await wait_for(pilot, lambda: isinstance(app.screen, ChoisirActe))
        await pilot.press("f6")
        await wait_for(pilot, lambda: recorded(actes)[-1][0] == "valider")
        await wait_for(pilot, lambda: screen.vue and screen.vue.count_acts(EtatActe.VALIDE) == 1)


async def test_the_act_opens_at_the_place_of_the_item(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        await open_review(app, pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, LireActe))
        await wait_for(pilot, lambda: "L. 2121-999" in visible_text(app).replace("\xa0", " "))


async def test_what_another_reviewer_wrote_appears_and_a_disagreement_is_settled(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        screen = await open_review(app, pilot)
        await pilot.press("a")
        await wait_for(pilot, lambda: len(recorded(actes)) == 1)
        other = open_queue(actes, relecteur="Bastien Roure")
        from deliberia.revue import Choix

        other.decide(next(iter(other.items.values())), Choix.REJETER)
        screen._look_at_others()
        await wait_for(pilot, lambda: "1 désaccord" in visible_text(app).replace("\xa0", " "))
        await pilot.press("up", "t")
        await wait_for(pilot, lambda: isinstance(app.screen, Trancher))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Motif))
        await type_text(pilot, "pour memoire")
        await pilot.press("enter")
        await wait_for(pilot, lambda: len(recorded(actes)) == 3)
        assert screen.vue is not None
        item = next(iter(screen.vue.revue.items.values()))
        await wait_for(pilot, lambda: screen.vue and screen.vue.situations[item.id].etat is Etat.DECIDE)


async def test_a_file_changed_meanwhile_is_not_decided_upon(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        screen = await open_review(app, pilot)
        path = actes / "Roche-Basse" / "acte.txt"
        path.write_text(path.read_text(encoding="utf-8") + "Suite.\n", encoding="utf-8")
        await pilot.press("a")
        await wait_for(pilot, lambda: any("a changé depuis" in one.message for one in app._notifications))
        assert recorded(actes) == []
        await wait_for(pilot, lambda: surface(screen) == VISAS[0])
        await pilot.press("f5")
        await wait_for(
            pilot, lambda: not screen.is_reading and screen.query_one("#file", Liste).row_count == 6
        )
        await pilot.press("a")
        await wait_for(pilot, lambda: recorded(actes) == [("accepter", VISAS[0])])


async def test_the_proof_is_written_beside_the_journals(actes: Path) -> None:
    async with launch(actes) as (app, pilot):
        await open_review(app, pilot)
        await pilot.press("a", "e")
        await wait_for(pilot, lambda: list((actes / "journal-de-revue").glob("preuve-*.html")))


async def test_a_folder_without_acts_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "vide"
    folder.mkdir()
    async with launch(folder) as (app, pilot):
        await app.run_action("app.ecran('revue')", app)
        await wait_for(pilot, lambda: "n’appelle de décision" in visible_text(app))
        await pilot.press("a", "c", "r", "u", "v", "n", "f")
        await pilot.pause()


async def test_two_hundred_keys_are_two_hundred_lines(tmp_path: Path) -> None:
    folder = tmp_path / "beaucoup"
    folder.mkdir()
    for number in range(40):
        lines = ["Commune de Val-Fleuri", "Séance du mardi 17 novembre 2026", ""]
        lines += [
            f"Vu l’article L. 2311-7 du code général des collectivités territoriales, point {number}-{rank} ;"
            for rank in range(5)
        ]
        (folder / f"acte-{number:02}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    async with launch(folder) as (app, pilot):
        await open_review(app, pilot)
        await pilot.press(*"acr" * 66, "a", "a")
        await wait_for(pilot, lambda: len(recorded(folder)) == 200)
        assert Journal(folder).verify() == ()
        assert len({one.objet for one in Journal(folder).entrees}) == 200


def test_the_review_opens_no_heavy_room_before_its_key() -> None:
    code = "import sys, deliberia_tui.app; print([n for n in sys.modules if n.startswith('deliberia.revue')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_a_long_reading_says_how_far_it_is_and_is_stopped_by_a_key(
    actes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reading waits before its second file: only the key ends it."""
    gate = Event()

    def read_slowly(*arguments: Any, wait: Any, progress: Any, **options: Any) -> Iterator[ActeLu]:
        acts = iter_actes(*arguments)
        progress(0, 2)
        yield next(acts)
        progress(1, 2)
        while wait() and not gate.wait(0.02):
            pass
        if wait():
            yield from acts

    monkeypatch.setattr("deliberia_tui.ecrans.revue_lecture.iter_actes", read_slowly)
    monkeypatch.setattr("deliberia_tui.ecrans.revue_lecture.GATHERED", 0)
    async with launch(actes) as (app, pilot):
        await pilot.press("l")
        await wait_for(pilot, lambda: "lecture : 1 sur 2" in visible_text(app).replace("\xa0", " "))
        await pilot.press("f8")
        await wait_for(pilot, lambda: "lecture arrêtée à 1 sur 2" in visible_text(app).replace("\xa0", " "))
        screen = app.screen
        assert isinstance(screen, RevueEcran)
        assert count_rows(screen) == 3
        await pilot.press("e")
        assert not list(actes.glob("journal-de-revue/preuve*")), "a proof of half a folder is none"
        gate.set()
        await pilot.press("f5")
        await wait_for(pilot, lambda: not screen.is_reading and count_rows(screen) == 6)


async def test_the_name_of_who_reviews_is_asked_once_and_kept(
    actes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DELIBERIA_RELECTEUR")
    async with launch(actes) as (app, pilot):
        await pilot.press("l")
        await wait_for(pilot, lambda: isinstance(app.screen, NomRelecteur))
        app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        assert isinstance(app.screen, NomRelecteur), "a name is needed"
        await type_text(pilot, "Aline Corbier")
        await pilot.press("enter")
        screen = await open_review(app, pilot)
        await pilot.press("a")
        await wait_for(pilot, lambda: Journal(actes).entrees)
        assert "Aline Corbier" in visible_text(app).replace("\xa0", " ")
        assert screen.is_current
    assert Journal(actes).entrees[0].relecteur == "Aline Corbier"
    async with launch(actes) as (app, pilot):
        await open_review(app, pilot)
        assert "Aline Corbier" in visible_text(app).replace("\xa0", " ")


async def test_settings_that_cannot_be_read_sign_nothing(
    actes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DELIBERIA_RELECTEUR")
    path = settings_path()
    path.parent.mkdir(parents=True)
    path.write_text("relecteur = ", encoding="utf-8")
    async with launch(actes) as (app, pilot):
        await pilot.press("l")
        await wait_for(pilot, lambda: any("ne peut pas s’ouvrir" in one.title for one in app._notifications))
        assert not isinstance(app.screen, RevueEcran)
