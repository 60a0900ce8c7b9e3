from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.tui.conftest import WIDE, launch, wait_for
from tests.tui.test_francais import visible_text
from textual.widgets import DataTable, OptionList

from deliberia_tui.dossier.fichiers import Fichier
from deliberia_tui.ecrans.accueil import Accueil
from deliberia_tui.ecrans.aide import Aide
from deliberia_tui.ecrans.commune import Commune
from deliberia_tui.elements.liste import Liste
from deliberia_tui.elements.texte import Texte


def states(screen: Accueil) -> list[str]:
    table = screen.query_one("#actes", Liste)
    return [str(table.get_cell(key, "etat")) for key in table.rows]


async def test_an_empty_folder_offers_ways_to_begin(tmp_path: Path) -> None:
    async with launch(tmp_path) as (app, pilot):
        debuts = app.screen.query_one("#debuts", OptionList)
        assert debuts.has_focus
        assert debuts.option_count == 5
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Commune))


async def test_one_key_opens_the_example_commune(tmp_path: Path) -> None:
    async with launch(tmp_path) as (app, pilot):
        await pilot.press("e")
        await wait_for(pilot, lambda: app.nom_commune == "Val-Fleuri")
        assert (tmp_path / "exemple" / "commune.toml").is_file()
        assert app.espace.dossier == tmp_path / "exemple"


async def test_the_example_is_opened_again_and_not_written_over(tmp_path: Path) -> None:
    async with launch(tmp_path) as (app, pilot):
        await pilot.press("e")
        await wait_for(pilot, lambda: app.nom_commune)
    kept = tmp_path / "exemple" / "commune.toml"
    kept.write_text(kept.read_text(encoding="utf-8").replace("430", "431"), encoding="utf-8")
    async with launch(tmp_path) as (app, pilot):
        await pilot.press("e")
        await wait_for(pilot, lambda: app.nom_commune)
    assert "431" in kept.read_text(encoding="utf-8")


async def test_acts_are_listed_with_their_state(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, Accueil)
        await wait_for(pilot, lambda: len(states(screen)) == 5 and "…" not in states(screen))
        assert all("prêt" in state or "à relire" in state for state in states(screen))
        assert "17 novembre 2026" in screen.query_one("#seance", Texte).contenu.plain.replace("\xa0", " ")


async def test_the_dates_of_the_seance_come_from_the_folder(dossier: Path) -> None:
    async with launch(dossier, WIDE) as (app, pilot):
        shown = app.screen.query_one("#seance", Texte)
        await wait_for(pilot, lambda: "Convocation" in shown.contenu.plain)
        text = shown.contenu.plain.replace("\xa0", " ")
        assert "vendredi 13 novembre 2026" in text
        assert "6 membres présents sur 11" in text
        assert "mardi 24 novembre 2026" in text


async def test_a_wrong_seance_is_said_in_a_sentence(dossier: Path) -> None:
    (dossier / "seance.toml").write_text('commune = "commune.toml"\ndate = "le 31 avril"\n', encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        shown = app.screen.query_one("#seance", Texte)
        await wait_for(pilot, lambda: "cette date n’existe pas" in shown.contenu.plain)


async def test_an_act_goes_to_the_bin_and_comes_back(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, Accueil)
        await wait_for(pilot, lambda: len(states(screen)) == 5 and "…" not in states(screen))
        await pilot.press("delete")
        assert len(states(screen)) == 4
        assert len(list((dossier / "corbeille").iterdir())) == 1
        await pilot.press("ctrl+z")
        await wait_for(pilot, lambda: len(states(screen)) == 5)
        assert (dossier / "creation-emploi-permanent.toml").is_file()


async def test_another_folder_can_be_opened(dossier: Path, tmp_path: Path) -> None:
    empty = tmp_path / "vide"
    empty.mkdir()
    async with launch(empty) as (app, pilot):
        await pilot.press("o")
        await wait_for(pilot, lambda: app.screen.query("#chemin-dossier"))
        await pilot.press("ctrl+u", *str(dossier), "enter")
        await wait_for(pilot, lambda: app.nom_commune == "Val-Fleuri")


async def test_help_lists_the_keys_of_the_screen_in_french(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(app.screen, Aide))
        text = "\n".join(one.contenu.plain for one in app.screen.query("#aide Texte").results(Texte))
        assert "Choisit un modèle et commence à rédiger." in text
        assert "Ctrl+Q" in text
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, Accueil))


async def test_a_long_list_answers_to_the_keys_while_it_is_read(dossier: Path) -> None:
    text = (dossier / "tarifs-communaux.toml").read_text(encoding="utf-8")
    for number in range(200):
        (dossier / f"acte-{number:03}.toml").write_text(text, encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        table = app.screen.query_one("#actes", DataTable)
        assert table.row_count == 205
        await pilot.press("down", "down", "pagedown")
        assert table.cursor_row > 2


async def test_what_another_window_writes_is_seen(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberia_tui.ecrans.accueil.WATCH", 0.05)
    async with launch(dossier) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, Accueil)
        await wait_for(pilot, lambda: len(states(screen)) == 5 and "…" not in states(screen))
        text = (dossier / "tarifs-communaux.toml").read_text(encoding="utf-8")
        (dossier / "d-une-autre-fenetre.toml").write_text(text, encoding="utf-8")
        await wait_for(pilot, lambda: len(states(screen)) == 6)
        (dossier / "d-une-autre-fenetre.toml").unlink()
        await wait_for(pilot, lambda: len(states(screen)) == 5)


async def test_a_folder_that_may_only_be_read_says_so_at_once(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliberia_tui.lecture.os.access", lambda path, mode: False)
    async with launch(dossier) as (app, pilot):
        shown = app.screen.query_one("#seance", Texte)
        await wait_for(pilot, lambda: "en lecture seule" in shown.contenu.plain)


async def test_a_slow_disk_is_said_once(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Fichier.write

    def slow(self: Fichier, data: bytes, *, force: bool = False) -> None:
        time.sleep(0.3)
        real(self, data, force=force)

    monkeypatch.setattr(Fichier, "write", slow)
    monkeypatch.setattr("deliberia_tui.dossier.sauvegarde.SLOW", 0.05)
    monkeypatch.setattr("deliberia_tui.dossier.sauvegarde.QUICK", 0.1)
    async with launch(dossier) as (app, pilot):
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, Commune) and app.screen.query("Champ"))
        await pilot.press("end", "a", "b", "c")
        await wait_for(
            pilot, lambda: any("répond lentement" in str(one.message) for one in app._notifications)
        )
        await wait_for(
            pilot, lambda: "Val-Fleuriabc" in (dossier / "commune.toml").read_text(encoding="utf-8")
        )
        assert sum("répond lentement" in str(one.message) for one in app._notifications) == 1


async def test_work_that_breaks_down_behind_a_screen_is_told(dossier: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError("imaginaire")

    async with launch(dossier) as (app, pilot):
        app.screen.run_worker(fail, thread=True, exit_on_error=False)
        for _ in range(500):
            await pilot.pause(0.02)
            if app.pannes:
                break
        assert [str(one) for one in app.pannes] == ["imaginaire"]
        assert any("Panne inattendue" in one.title for one in app._notifications)
        app.pannes.clear()


async def test_a_file_changed_in_its_place_by_another_program_is_read_again(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliberia_tui.ecrans.accueil.WATCH", 0.1)
    async with launch(dossier) as (app, pilot):
        await wait_for(pilot, lambda: "19\xa0h\xa000" in visible_text(app))
        seance = dossier / "seance.toml"
        seance.write_text(seance.read_text().replace("19 h 00", "20 h 30"), encoding="utf-8")
        await wait_for(pilot, lambda: "20\xa0h\xa030" in visible_text(app))


async def test_a_folder_that_goes_away_is_told_in_plain_words(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliberia_tui.ecrans.accueil.WATCH", 0.1)
    async with launch(dossier) as (app, pilot):
        await wait_for(pilot, lambda: "19\xa0h\xa000" in visible_text(app))
        dossier.rename(dossier.with_name("ailleurs"))
        await wait_for(pilot, lambda: "n’est plus là" in visible_text(app))
