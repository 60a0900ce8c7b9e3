from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.tui.conftest import NARROW, WIDE, launch, type_text, wait_for
from tests.tui.test_francais import visible_text
from textual.pilot import Pilot

from deliberia.errors import DocumentError
from deliberia_tui.app import Application
from deliberia_tui.ecrans.conflit import Conflit
from deliberia_tui.ecrans.ligne import FicheLigne
from deliberia_tui.ecrans.modeles import Modeles
from deliberia_tui.ecrans.redaction import Redaction
from deliberia_tui.ecrans.seance import SeanceEcran
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.constats import Constats
from deliberia_tui.elements.page import Page
from deliberia_tui.usages import Etat


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def champ(app: Application, nom: str) -> Champ:
    return next(one for one in app.screen.query(Champ) if one.question.nom == nom)


def get_screen(app: Application) -> Redaction:
    assert isinstance(app.screen, Redaction)
    return app.screen


async def open_act(app: Application, pilot: Pilot[None], path: Path, *, modele: str = "") -> Redaction:
    app.push_screen(Redaction(path, modele=modele))
    await wait_for(pilot, lambda: isinstance(app.screen, Redaction) and app.screen.apercu, "preview")
    return get_screen(app)


async def test_a_template_is_found_by_any_word_and_begun(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, Modeles) and app.screen.chosen)
        await type_text(pilot, "quotite")
        await wait_for(pilot, lambda: app.screen.chosen == "creation-emploi-permanent")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Redaction) and app.screen.apercu)
        assert get_screen(app).fichier.path.name == "creation-emploi-permanent-2.toml"


async def test_nothing_is_written_until_something_is_typed(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await open_act(app, pilot, dossier / "neuf.toml", modele="subvention-association")
        await pilot.press("escape")
    assert not (dossier / "neuf.toml").exists()


async def test_typing_shows_in_the_preview_and_is_kept(dossier: Path) -> None:
    path = dossier / "neuf.toml"
    async with launch(dossier) as (app, pilot):
        screen = await open_act(app, pilot, path, modele="subvention-association")
        page = screen.query_one("#apercu", Page)
        assert "[…]" in page.texte
        await type_text(pilot, "Les Amis du Lavoir")
        await wait_for(pilot, lambda: "Les Amis du Lavoir" in page.texte)
        champ(app, "montant").take_focus()
        await type_text(pilot, "1 500,50")
        await wait_for(pilot, lambda: "1 500,50" in page.texte.replace("\u202f", " ").replace("\xa0", " "))
        await wait_for(pilot, lambda: read(path)["champs"].get("montant"))
    content = read(path)
    assert content["modele"] == "subvention-association"
    assert content["champs"]["beneficiaire"] == "Les Amis du Lavoir"
    assert str(content["champs"]["montant"]) == "1500.5"


async def test_a_wrong_answer_is_said_and_kept_but_not_printed(dossier: Path) -> None:
    path = dossier / "subvention-association.toml"
    async with launch(dossier) as (app, pilot):
        screen = await open_act(app, pilot, path)
        montant = champ(app, "montant")
        montant.take_focus()
        await pilot.press("end")
        await type_text(pilot, "oo")
        assert "Attend un montant en euros" in montant.erreur
        page = screen.query_one("#apercu", Page)
        await wait_for(pilot, lambda: "[…]" in page.texte)
        await wait_for(pilot, lambda: read(path)["champs"]["montant"] == "1500oo")
    async with launch(dossier) as (app, pilot):
        await open_act(app, pilot, path)
        assert champ(app, "montant").valeur == "1500oo"
        assert champ(app, "montant").erreur


async def test_opening_and_leaving_changes_nothing_on_the_disk(dossier: Path) -> None:
    before = {path.name: path.read_bytes() for path in dossier.glob("*.toml")}
    async with launch(dossier) as (app, pilot):
        for name in before:
            if name not in ("commune.toml", "seance.toml"):
                await open_act(app, pilot, dossier / name)
                await pilot.press("escape")
                await pilot.pause()
    assert {path.name: path.read_bytes() for path in dossier.glob("*.toml")} == before


async def test_what_is_missing_is_listed_and_f2_goes_there(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        screen = await open_act(app, pilot, dossier / "neuf.toml", modele="subvention-association")
        reste = screen.query_one("#reste", Constats)
        texts = [one.texte for one in reste.entrees]
        assert any("Quelle association" in text for text in texts)
        assert any("vote" in text for text in texts)
        await wait_for(pilot, lambda: champ(app, "objet").is_manquant)
        await pilot.press("f2")
        assert champ(app, "objet").has_focus_within
        await pilot.press("f2")
        assert champ(app, "montant").has_focus_within


async def test_an_entry_of_the_list_leads_to_its_question(dossier: Path) -> None:
    async with launch(dossier, WIDE) as (app, pilot):
        screen = await open_act(app, pilot, dossier / "neuf.toml", modele="subvention-association")
        reste = screen.query_one("#reste", Constats)
        reste.focus()
        reste.highlighted = [one.cible for one in reste.entrees].index("montant")
        await pilot.press("enter")
        await wait_for(pilot, lambda: champ(app, "montant").has_focus_within)


async def test_f3_shows_each_finding_at_its_place(dossier: Path) -> None:
    path = dossier / "tarifs-communaux.toml"
    visa = 'visas = ["le code général des collectivités territoriales, notamment son article L. 2121-999"]\n'
    path.write_text(visa + path.read_text(encoding="utf-8"), encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        screen = await open_act(app, pilot, path)
        assert screen.apercu is not None
        placed = [one for one in screen.apercu.constats if one.start is not None]
        assert placed
        page = screen.query_one("#apercu", Page)
        for _ in screen.apercu.constats:
            await pilot.press("f3")
            if page.lieu is not None:
                break
        assert page.lieu is not None
        assert page.lieu.start == placed[0].start
        assert page.is_visible_offset(page.lieu.start)


async def test_a_finding_without_place_leads_to_the_screen_of_its_fact(dossier: Path) -> None:
    seance = dossier / "seance.toml"
    late = seance.read_text(encoding="utf-8").replace("2026-11-10", "2026-11-16")
    seance.write_text(late, encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        screen = await open_act(app, pilot, dossier / "tarifs-communaux.toml")
        reste = screen.query_one("#reste", Constats)
        regles = [getattr(one.cible, "regle", "") for one in reste.entrees]
        reste.focus()
        reste.highlighted = next(rank for rank, regle in enumerate(regles) if regle.startswith("SEA"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, SeanceEcran))


async def test_one_key_exports_the_docx_and_marks_a_draft(dossier: Path) -> None:
    from deliberia.documents import read_document

    async with launch(dossier) as (app, pilot):
        await open_act(app, pilot, dossier / "subvention-association.toml")
        await pilot.press("f5")
        docx = dossier / "subvention-association.docx"
        await wait_for(pilot, docx.is_file)
        await pilot.press("escape")
        screen = await open_act(app, pilot, dossier / "neuf.toml", modele="tarifs-communaux")
        assert screen.apercu is not None
        assert screen.apercu.etat is Etat.BROUILLON
        await pilot.press("f5")
        await wait_for(pilot, (dossier / "neuf.docx").is_file)
    assert "PROJET" not in read_document(docx).texte
    assert "PROJET" in read_document(dossier / "neuf.docx").texte


async def test_rows_are_added_removed_and_brought_back(dossier: Path) -> None:
    path = dossier / "neuf.toml"
    async with launch(dossier) as (app, pilot):
        screen = await open_act(app, pilot, path, modele="subvention-association")
        champ(app, "beneficiaires").take_focus()
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FicheLigne))
        await type_text(pilot, "Les Amis du Lavoir")
        await pilot.press("down", "down")
        await type_text(pilot, "nettoyage du lavoir")
        await pilot.press("down")
        await type_text(pilot, "300")
        await wait_for(
            pilot, lambda: read(path)["champs"]["beneficiaires"][0]["montant"] == 300, "kept at once"
        )
        await pilot.press("escape")
        page = screen.query_one("#apercu", Page)
        await wait_for(pilot, lambda: "nettoyage du lavoir" in page.texte)
        await wait_for(pilot, lambda: read(path)["champs"]["beneficiaires"][0]["montant"] == 300)
        await pilot.press("up", "delete")
        await wait_for(pilot, lambda: "beneficiaires" not in read(path)["champs"])
        await pilot.press("ctrl+z")
        await wait_for(pilot, lambda: len(read(path)["champs"].get("beneficiaires", ())) == 1)


async def test_choices_answer_to_space_arrows_and_letters(dossier: Path) -> None:
    path = dossier / "neuf.toml"
    async with launch(dossier) as (app, pilot):
        await open_act(app, pilot, path, modele="subvention-association")
        question = champ(app, "convention_requise")
        question.take_focus()
        await pilot.press("space")
        assert question.valeur is True
        await pilot.press("right")
        assert question.valeur is False
        await pilot.press("o")
        assert question.valeur is True
        await pilot.press("delete")
        assert question.valeur is None


async def test_a_file_changed_elsewhere_is_never_overwritten(dossier: Path) -> None:
    path = dossier / "subvention-association.toml"
    async with launch(dossier) as (app, pilot):
        await open_act(app, pilot, path)
        other = path.read_text(encoding="utf-8").replace("Les Amis du Four à Pain", "Les Amis du Puits")
        path.write_text(other, encoding="utf-8")
        await pilot.press("end")
        await type_text(pilot, "X")
        await wait_for(pilot, lambda: isinstance(app.screen, Conflit))
        assert path.read_text(encoding="utf-8") == other
        await pilot.press("enter")
        await wait_for(pilot, lambda: champ(app, "beneficiaire").valeur == "Les Amis du Puits")
    assert path.read_text(encoding="utf-8") == other


async def test_during_a_conflict_our_version_is_kept_aside(dossier: Path) -> None:
    path = dossier / "subvention-association.toml"
    aside = dossier / "subvention-association-autre-version.toml"
    async with launch(dossier) as (app, pilot):
        await open_act(app, pilot, path)
        path.write_text(path.read_text(encoding="utf-8").replace("1500", "9000"), encoding="utf-8")
        await pilot.press("end", "X")
        await wait_for(pilot, lambda: isinstance(app.screen, Conflit))
        assert read(aside)["champs"]["beneficiaire"].endswith("X")
        await pilot.press("escape", "Y")
        await wait_for(pilot, lambda: isinstance(app.screen, Conflit), "asked again at the next change")
        await pilot.press("enter")
        await wait_for(pilot, lambda: not aside.exists())


async def test_a_disk_that_refuses_is_said_once_and_the_text_stays(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise DocumentError("Le fichier n’a pas pu être écrit : le disque est plein.")

    path = dossier / "subvention-association.toml"
    async with launch(dossier) as (app, pilot):
        await open_act(app, pilot, path)
        with monkeypatch.context() as patch:
            patch.setattr("deliberia.documents.write_atomic", refuse)
            await pilot.press("end")
            for letter in "abc":
                await pilot.press(letter)
                await asyncio.sleep(0.3)
            assert [str(one.message) for one in app._notifications if "disque est plein" in str(one.message)]
            assert len(app._notifications) == 1
            assert champ(app, "beneficiaire").valeur.endswith("abc")
        await pilot.press("d")
        await wait_for(pilot, lambda: read(path)["champs"]["beneficiaire"].endswith("abcd"))


async def test_ours_can_be_kept_after_a_change_elsewhere(dossier: Path) -> None:
    path = dossier / "subvention-association.toml"
    async with launch(dossier) as (app, pilot):
        await open_act(app, pilot, path)
        path.write_text(path.read_text(encoding="utf-8").replace("1500", "9000"), encoding="utf-8")
        await pilot.press("end")
        await type_text(pilot, "X")
        await wait_for(pilot, lambda: isinstance(app.screen, Conflit))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: read(path)["champs"]["beneficiaire"].endswith("X"))
    assert read(path)["champs"]["montant"] == 1500


async def test_a_file_that_is_not_an_act_is_refused_in_a_sentence(dossier: Path) -> None:
    path = dossier / "casse.toml"
    path.write_text("modele = 'subvention-association'\n[champs\n", encoding="utf-8")
    async with launch(dossier, NARROW) as (app, pilot):
        app.push_screen(Redaction(path))
        await wait_for(pilot, lambda: any("TOML correct" in str(one.message) for one in app._notifications))


async def test_the_number_asked_by_a_template_is_not_that_of_the_act(dossier: Path) -> None:
    path = dossier / "decision-modificative.toml"
    async with launch(dossier) as (app, pilot):
        app.push_screen(Redaction(path))
        screen = app.screen
        await wait_for(pilot, lambda: isinstance(app.screen, Redaction) and app.screen.apercu)
        screen = app.screen
        assert isinstance(screen, Redaction)
        both = [one for one in screen.query(Champ) if one.question.nom == "numero"]
        assert len(both) == 2
        assert not any(one.erreur for one in both)
        both[0].put("3")
        await wait_for(pilot, lambda: tomllib.loads(path.read_text())["champs"]["numero"] == 3)
    assert tomllib.loads(path.read_text())["numero"] == "2026_42"


async def test_an_act_that_another_program_took_away_is_told(dossier: Path) -> None:
    path = dossier / "tarifs-communaux.toml"
    async with launch(dossier) as (app, pilot):
        app.push_screen(Redaction(path))
        await wait_for(pilot, lambda: isinstance(app.screen, Redaction) and app.screen.apercu)
        path.rename(dossier / "autre-nom.toml")
        app.screen.query(Champ).last().put(["la délibération du 3 mars 2026"])
        await wait_for(pilot, lambda: isinstance(app.screen, Conflit))
        assert "n’est plus là" in visible_text(app).replace("\n", " ")
        await pilot.press("enter")
        await wait_for(pilot, lambda: not isinstance(app.screen, Conflit | Redaction))
        assert len(app.screen_stack) == 2
