from __future__ import annotations

import tomllib
from pathlib import Path

from tests.tui.conftest import launch, type_text, wait_for

from deliberia_tui.ecrans.accueil import Accueil
from deliberia_tui.ecrans.commune import Commune, describe_figures
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.texte import Texte


async def test_a_commune_is_described_by_typing_its_answers(tmp_path: Path) -> None:
    async with launch(tmp_path) as (app, pilot):
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, Commune) and app.screen.query(Champ))
        await type_text(pilot, "Val-Fleuri")
        await pilot.press("enter")
        await type_text(pilot, "43")
        await pilot.press("enter")
        await type_text(pilot, "430")
        await pilot.press("enter", "enter")
        await type_text(pilot, "Mme Claire Vasseur")
        await pilot.press("enter")
        await type_text(pilot, "Mme Claire Vasseur")
        await pilot.press("enter")
        await type_text(pilot, "M. Paul Astruc")
        figures = app.screen.query_one("#commune-calculs", Texte).contenu.plain
        assert "11 conseillers" in figures
        assert "6 membres présents" in figures
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.nom_commune == "Val-Fleuri")
    content = tomllib.loads((tmp_path / "commune.toml").read_text(encoding="utf-8"))
    assert content == {
        "nom": "Val-Fleuri",
        "departement": "Haute-Loire",
        "population": 430,
        "effectif_legal": 11,
        "en_exercice": 11,
        "maire": "Mme Claire Vasseur",
        "elus": ["Mme Claire Vasseur", "M. Paul Astruc"],
    }


async def test_the_start_screen_shows_the_folder_once_the_commune_is_described(tmp_path: Path) -> None:
    async with launch(tmp_path) as (app, pilot):
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, Commune) and app.screen.query(Champ))
        await type_text(pilot, "Val-Fleuri")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, Accueil) and app.screen.query("#actes"))


async def test_wrong_answers_are_said_while_typing_and_kept(tmp_path: Path) -> None:
    async with launch(tmp_path) as (app, pilot):
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, Commune) and app.screen.query(Champ))
        champs = {one.question.nom: one for one in app.screen.query(Champ)}
        champs["population"].take_focus()
        await type_text(pilot, "beaucoup")
        assert champs["population"].erreur == "Un nombre entier, par exemple 430."
        champs["departement"].take_focus()
        await type_text(pilot, "999")
        assert "Aucun département" in champs["departement"].erreur


def test_the_local_law_of_alsace_moselle_is_followed() -> None:
    assert "Règlement intérieur\xa0: obligatoire" in describe_figures({"population": 1200}).plain
    local = describe_figures({"population": 1200, "departement": "Moselle"}).plain
    assert "Règlement intérieur\xa0: non obligatoire" in local


async def test_comments_at_the_top_of_the_file_are_kept(dossier: Path) -> None:
    path = dossier / "commune.toml"
    path.write_text("# tenue par la mairie\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, Commune) and app.screen.query(Champ))
        await pilot.press("end")
        await type_text(pilot, "s")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.nom_commune == "Val-Fleuris")
    assert path.read_text(encoding="utf-8").startswith("# tenue par la mairie\n")
