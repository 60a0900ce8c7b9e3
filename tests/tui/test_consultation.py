"""Checking a file, and the browsers of references and rules."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import WIDE, launch, type_text, wait_for
from textual.widgets import Input

from deliberia_tui.ecrans.controle import Controle
from deliberia_tui.ecrans.references import References
from deliberia_tui.ecrans.regles import Regles
from deliberia_tui.elements.constats import Constats
from deliberia_tui.elements.page import Page
from deliberia_tui.elements.texte import Texte

FAUX = """Commune de Val-Fleuri
Séance du mardi 17 novembre 2026
Nombre de membres en exercice : 11
Date de convocation : 16 novembre 2026
Présents : Mme Claire Vasseur, M. Bastien Roure, Mme Odile Charbonnel
Objet : tarifs de la salle des fêtes

Vu le code général des collectivités territoriales, notamment son article L. 2121-999,

Le conseil municipal, après en avoir délibéré, à l’unanimité, décide :
Article 1er : Le tarif de la salle des fêtes est fixé à 150 €.
"""


async def test_a_file_is_checked_from_its_path_and_findings_lead_to_their_place(dossier: Path) -> None:
    (dossier / "ancienne.txt").write_text(FAUX, encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        await pilot.press("v")
        await wait_for(pilot, lambda: isinstance(app.screen, Controle))
        await type_text(pilot, "ancienne.txt")
        await pilot.press("enter")
        constats = app.screen.query_one("#constats", Constats)
        await wait_for(pilot, lambda: len(constats.entrees) > 2 and constats.has_focus)
        page = app.screen.query_one("#texte", Page)
        assert page.texte.startswith("Commune de Val-Fleuri")
        seen = set()
        for _ in constats.entrees:
            if page.lieu is not None:
                assert page.is_visible_offset(page.lieu.start)
                seen.add(page.lieu)
            await pilot.press("f3")
        assert len(seen) > 2
        assert "17 novembre 2026" in app.screen.query_one("#resume", Texte).contenu.plain.replace("\xa0", " ")


async def test_a_file_of_the_folder_is_chosen_in_the_list(dossier: Path) -> None:
    (dossier / "ancienne.txt").write_text(FAUX, encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        await pilot.press("v")
        await wait_for(pilot, lambda: isinstance(app.screen, Controle))
        app.screen.query_one("#constats").focus()
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: app.screen.audit is not None)  # type: ignore[attr-defined]


async def test_an_unreadable_file_is_said_in_a_sentence(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("v")
        await wait_for(pilot, lambda: isinstance(app.screen, Controle))
        await type_text(pilot, "absent.docx")
        await pilot.press("enter")
        resume = app.screen.query_one("#resume", Texte)
        await wait_for(pilot, lambda: "Ce fichier n’existe pas" in resume.contenu.plain)


async def test_a_finding_is_explained_by_the_page_of_its_rule(dossier: Path) -> None:
    (dossier / "ancienne.txt").write_text(FAUX, encoding="utf-8")
    async with launch(dossier) as (app, pilot):
        app.push_screen(Controle(dossier / "ancienne.txt"))
        await wait_for(pilot, lambda: app.screen.query_one("#constats").has_focus)
        await pilot.press("f4")
        await wait_for(pilot, lambda: isinstance(app.screen, Regles) and app.screen.chosen)
        assert "Ce que la règle vérifie" in app.screen.query_one("#carte", Texte).contenu.plain


async def test_rules_are_found_by_word_and_by_number(dossier: Path) -> None:
    async with launch(dossier, WIDE) as (app, pilot):
        await pilot.press("g")
        await wait_for(pilot, lambda: isinstance(app.screen, Regles) and app.screen.chosen)
        await type_text(pilot, "sea001")
        await wait_for(pilot, lambda: app.screen.chosen == "SEA001")  # type: ignore[attr-defined]
        assert "quorum" in app.screen.query_one("#carte", Texte).contenu.plain
        await type_text(pilot, "zzz")
        await wait_for(pilot, lambda: "Aucune règle" in app.screen.query_one("#carte", Texte).contenu.plain)


async def test_a_reference_is_found_and_judged_on_a_day(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("r")
        await wait_for(pilot, lambda: isinstance(app.screen, References))
        await type_text(pilot, "quorum")
        card = app.screen.query_one("#carte", Texte)
        await wait_for(pilot, lambda: "✓ en vigueur au 17" in card.contenu.plain.replace("\xa0", " "))
        assert "L. 2121-17" in card.contenu.plain.replace("\xa0", " ")
        app.screen.query_one("#jour", Input).focus()
        await pilot.press("ctrl+u")
        await type_text(pilot, "01/01/1980")
        await wait_for(pilot, lambda: "1er janvier 1980" in card.contenu.plain.replace("\xa0", " "))
        assert "✓" not in card.contenu.plain
