from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from tests.tui.conftest import launch, type_text, wait_for
from textual.pilot import Pilot

from deliberia_tui.app import Application
from deliberia_tui.ecrans.aide import Aide
from deliberia_tui.ecrans.mandataire import AjouterMembre, ChoisirMandataire
from deliberia_tui.ecrans.seance import SeanceEcran
from deliberia_tui.ecrans.vote import FicheVote
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.feuille import FeuillePresence
from deliberia_tui.elements.texte import Texte


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


async def open_seance(app: Application, pilot: Pilot[None]) -> FeuillePresence:
    await pilot.press("s")
    await wait_for(pilot, lambda: isinstance(app.screen, SeanceEcran) and app.screen.query(Champ))
    return app.screen.query_one("#feuille", FeuillePresence)


def quorum_line(app: Application) -> str:
    return app.screen.query_one("#quorum", Texte).contenu.plain.replace("\xa0", " ")


async def test_presence_changes_by_space_and_the_quorum_follows(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        feuille = await open_seance(app, pilot)
        assert feuille.has_focus
        assert quorum_line(app).startswith("✓ Quorum atteint : 9 présents pour 6 requis")
        await pilot.press("space", "space", "space", "space")
        assert quorum_line(app).startswith("! Quorum non atteint : 5 présents pour 6 requis")
        await wait_for(pilot, lambda: len(read(dossier / "seance.toml")["presents"]) == 5)
        await pilot.press("ctrl+z")
        assert "6 présents" in quorum_line(app)


async def test_a_pouvoir_is_given_to_a_member_present(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await open_seance(app, pilot)
        await pilot.press("down", "p")
        await wait_for(pilot, lambda: isinstance(app.screen, ChoisirMandataire))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SeanceEcran))
        await pilot.press("escape")
    content = read(dossier / "seance.toml")
    assert {"de": "M. Bastien Roure", "a": "Mme Claire Vasseur"} in content["pouvoirs"]
    assert "M. Bastien Roure" not in content["presents"]


async def test_a_pouvoir_without_effect_is_said(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        feuille = await open_seance(app, pilot)
        feuille.move_cursor(row=[one.nom for one in feuille.feuille.membres].index("Mme Aline Corbier"))
        await pilot.press("space")
        assert "sans effet, le mandataire est absent" in str(
            feuille.get_cell("M. Noël Bonnefoux", "presence")
        )
        assert "0 pouvoir," in quorum_line(app)


async def test_who_presides_and_who_keeps_the_minutes_must_be_present(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        feuille = await open_seance(app, pilot)
        await pilot.press("down", "d", "s")
        assert (feuille.feuille.president, feuille.feuille.secretaire) == (
            "M. Bastien Roure",
            "M. Bastien Roure",
        )
        await pilot.press("space")
        assert (feuille.feuille.president, feuille.feuille.secretaire) == ("", "")


async def test_a_member_is_added_to_the_sheet_and_to_the_commune(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        feuille = await open_seance(app, pilot)
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, AjouterMembre))
        await type_text(pilot, "M. Loup Garance")
        await pilot.press("enter")
        await wait_for(pilot, lambda: feuille.feuille.find("M. Loup Garance"))
        await wait_for(pilot, lambda: "M. Loup Garance" in read(dossier / "commune.toml")["elus"])


async def test_the_date_is_asked_first_when_there_is_no_seance_yet(dossier: Path) -> None:
    (dossier / "seance.toml").unlink()
    async with launch(dossier) as (app, pilot):
        await open_seance(app, pilot)
        await type_text(pilot, "31/04/2026")
        date = app.screen.query(Champ).first()
        assert "n’existe pas" in date.erreur
        await pilot.press(*["backspace"] * 10)
        await type_text(pilot, "17/11/2026")
        assert not date.erreur
        await pilot.press("escape")
    content = read(dossier / "seance.toml")
    assert content["commune"] == "commune.toml"
    assert content["date"].isoformat() == "2026-11-17"


async def test_a_vote_is_typed_and_worded_as_it_will_be_printed(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await open_seance(app, pilot)
        await pilot.press("f3", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FicheVote))
        await type_text(pilot, "7")
        await pilot.press("down")
        await type_text(pilot, "2")
        await pilot.press("down")
        await type_text(pilot, "1")
        result = app.screen.query_one("#vote-resultat", Texte)
        text = "✓ Adopté par 7 voix pour, 2 voix contre et 1 abstention."
        assert result.contenu.plain.replace("\xa0", " ") == text
        await pilot.press("escape", "escape")
    vote = read(dossier / "creation-emploi-permanent.toml")["vote"]
    assert (vote["votants"], vote["pour"], vote["contre"], vote["abstentions"]) == (10, 7, 2, 1)


async def test_votes_that_do_not_add_up_are_said(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await open_seance(app, pilot)
        await pilot.press("f3", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FicheVote))
        await pilot.press("down")
        await type_text(pilot, "4")
        result = app.screen.query_one("#vote-resultat", Texte)
        assert "ne correspondent pas au nombre de votants" in result.contenu.plain


async def test_unanimity_is_one_key_and_leaves_out_who_does_not_vote(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await open_seance(app, pilot)
        await pilot.press("f3", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FicheVote))
        app.screen.query_one("#deports").focus()
        await pilot.press("down", "space", "f2")
        result = app.screen.query_one("#vote-resultat", Texte)
        assert result.contenu.plain == "✓ Adopté à l’unanimité."
        await pilot.press("escape", "escape")
    vote = read(dossier / "creation-emploi-permanent.toml")["vote"]
    assert (vote["votants"], vote["pour"]) == (9, 9)
    assert vote["ne_prennent_pas_part"] == ["M. Bastien Roure"]


async def test_a_window_has_its_own_help(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await open_seance(app, pilot)
        await pilot.press("p")
        await wait_for(pilot, lambda: isinstance(app.screen, ChoisirMandataire))
        await pilot.press("f1")
        await wait_for(pilot, lambda: isinstance(app.screen, Aide))
        await pilot.press("f1")
        await wait_for(pilot, lambda: isinstance(app.screen, ChoisirMandataire))


async def test_a_vote_can_be_taken_away(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await open_seance(app, pilot)
        await pilot.press("f3", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FicheVote))
        await pilot.press("f8", "escape", "escape")
    assert "vote" not in read(dossier / "creation-emploi-permanent.toml")
