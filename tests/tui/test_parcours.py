"""The whole way of a new user, in the screen only."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import launch, type_text, wait_for

from deliberia.documents import read_document
from deliberia_tui.ecrans.accueil import Accueil
from deliberia_tui.ecrans.commune import Commune
from deliberia_tui.ecrans.modeles import Modeles
from deliberia_tui.ecrans.redaction import Redaction
from deliberia_tui.ecrans.seance import SeanceEcran
from deliberia_tui.ecrans.vote import FicheVote
from deliberia_tui.elements.champ import Champ
from deliberia_tui.usages import Etat


async def test_from_an_empty_folder_to_an_exported_act_in_under_sixty_keys(tmp_path: Path) -> None:
    pressed = 0
    async with launch(tmp_path) as (app, pilot):

        async def press(*keys: str) -> None:
            nonlocal pressed
            pressed += len(keys)
            await pilot.press(*keys)

        async def answer(*answers: str) -> None:
            for text in answers:
                await type_text(pilot, text)
                await press("enter")

        await press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Commune) and app.screen.query(Champ))
        await answer("Val-Fleuri", "43", "430", "", "Mme Claire Vasseur")
        await answer("Mme Claire Vasseur", "M. Paul Astruc", "Mme Odile Charbonnel", "M. Hugo Sabatéry")
        await answer("Mme Lucie Fournerie", "M. Bastien Roure")
        await press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, Accueil) and app.screen.query("#actes"))
        await press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, SeanceEcran) and app.screen.query(Champ))
        await answer("17/11/2026", "19 h 00", "mairie", "10/11/2026")
        await press("f2", "t", "d", "down", "s", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, Accueil))
        await press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, Modeles) and app.screen.chosen)
        await type_text(pilot, "association")
        await press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Redaction) and app.screen.apercu)
        screen = app.screen
        assert isinstance(screen, Redaction)
        answers = {"beneficiaire": "Les Amis du Four à Pain", "objet": "fête du four", "montant": "1500"}
        for nom, text in answers.items():
            champ = next(one for one in screen.query(Champ) if one.question.nom == nom)
            assert champ.has_focus_within
            await wait_for(pilot, lambda champ=champ: champ.is_manquant)  # type: ignore[misc]
            await type_text(pilot, text)
            await wait_for(pilot, lambda champ=champ: not champ.is_manquant)  # type: ignore[misc]
            await press("f2")  # the next one awaited, and at last the vote
        await wait_for(pilot, lambda: isinstance(app.screen, FicheVote))
        await press("f2", "escape")
        await wait_for(pilot, lambda: screen.apercu is not None and not screen.apercu.manquants)
        assert screen.apercu is not None
        assert screen.apercu.etat in (Etat.PRET, Etat.A_RELIRE)
        await press("f5")
        docx = tmp_path / "subvention-association.docx"
        await wait_for(pilot, docx.is_file)
        await press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, Accueil))
    texte = read_document(docx).texte
    assert "PROJET" not in texte
    assert "Les Amis du Four à Pain" in texte
    assert "à l’unanimité" in texte
    assert pressed < 60
