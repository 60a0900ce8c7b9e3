"""Every window says what it is for, shows its keys, and is closed by the same one."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.tui.conftest import NARROW, WIDE, launch, wait_for
from tests.tui.test_francais import ENGLISH, visible_text

import deliberia_tui.ecrans
from deliberia.model import Collectivite, Seance, Severity
from deliberia.revue import Entree, Filtre, Item, Sorte
from deliberia_tui.dossier.espace import Espace
from deliberia_tui.ecrans.aide import Aide
from deliberia_tui.ecrans.base import Fenetre
from deliberia_tui.ecrans.conflit import Conflit
from deliberia_tui.ecrans.dialogues import ChoisirDossier, DonnerMotif
from deliberia_tui.ecrans.ligne import FicheLigne
from deliberia_tui.ecrans.mandataire import AjouterMembre, ChoisirMandataire
from deliberia_tui.ecrans.passage import FichePassage
from deliberia_tui.ecrans.pieces import ChoisirPieces
from deliberia_tui.ecrans.relecteur import NomRelecteur
from deliberia_tui.ecrans.revue_fenetres import ChoisirActe, Corriger, Filtrer, LireActe, Motif, Trancher
from deliberia_tui.ecrans.seances import ChoisirSeance, NouvelleSeance
from deliberia_tui.ecrans.suites import FicheSuites
from deliberia_tui.ecrans.vote import FicheVote
from deliberia_tui.elements.pied import Touche, choose_keys
from deliberia_tui.questions import Forme, Question

ITEM = Item(
    id="abcdef",
    sorte=Sorte.CONSTAT,
    acte="acte.txt",
    commune="Val-Fleuri",
    date=dt.date(2026, 11, 17),
    severite=Severity.ERREUR,
    regle="SEA001",
    motif="Le quorum n’est pas atteint.",
)
SEANCE = Seance(collectivite=Collectivite(nom="Val-Fleuri"))
LIGNES = Question(
    nom="tarifs",
    libelle="Quels tarifs ?",
    forme=Forme.TABLEAU,
    sous_questions=(Question(nom="objet", libelle="Pour quoi ?"),),
)
AVIS = Entree({"decision": "accepter", "relecteur": "Zoé", "quand": "2026-11-22T06:24:00Z"}, "z.jsonl", "")
WINDOWS: dict[type[Fenetre[Any]], Callable[[Path], Fenetre[Any]]] = {
    Aide: lambda folder: Aide("Accueil", "Ce que fait l’écran.", ()),
    AjouterMembre: lambda folder: AjouterMembre(),
    ChoisirActe: lambda folder: ChoisirActe([]),
    ChoisirDossier: ChoisirDossier,
    ChoisirMandataire: lambda folder: ChoisirMandataire("M. Roure", ["Mme Vasseur"], []),
    ChoisirPieces: lambda folder: ChoisirPieces(),
    ChoisirSeance: lambda folder: ChoisirSeance(Espace(folder)),
    Conflit: lambda folder: Conflit("acte.toml", "acte-autre-version.toml"),
    Corriger: lambda folder: Corriger(ITEM, (), lambda typed, show: None),
    DonnerMotif: lambda folder: DonnerMotif("Pourquoi ?"),
    FicheLigne: lambda folder: FicheLigne(LIGNES, {}, 1, lambda row: None),
    FichePassage: lambda folder: FichePassage("Pourquoi ?", "ici", lambda announce, show, cancel: None),
    FicheSuites: lambda folder: FicheSuites(folder / "tarifs-communaux.toml", (), None),
    FicheVote: lambda folder: FicheVote({}, SEANCE, lambda vote: None),
    Filtrer: lambda folder: Filtrer({"État : à décider (1)": ("etats", "a_decider")}, Filtre()),
    LireActe: lambda folder: LireActe("Tarifs", "Le conseil décide.", ITEM),
    Motif: lambda folder: Motif("Pourquoi ?"),
    NomRelecteur: lambda folder: NomRelecteur("zoe"),
    NouvelleSeance: lambda folder: NouvelleSeance(),
    Trancher: lambda folder: Trancher((AVIS,)),
}


def test_no_window_is_forgotten_here() -> None:
    for module in pkgutil.iter_modules(deliberia_tui.ecrans.__path__):
        importlib.import_module(f"deliberia_tui.ecrans.{module.name}")
    assert set(Fenetre.__subclasses__()) == set(WINDOWS)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "200x60"])
@pytest.mark.parametrize("classe", WINDOWS, ids=lambda one: one.__name__)
async def test_a_window_holds_says_its_keys_and_is_closed_by_one(
    classe: type[Fenetre[Any]], size: tuple[int, int], dossier: Path
) -> None:
    async with launch(dossier, size) as (app, pilot):
        await wait_for(pilot, lambda: all(one.is_finished for one in app.workers))
        window = WINDOWS[classe](dossier)
        app.push_screen(window)
        await wait_for(pilot, lambda: app.screen is window and window.focused is not None)
        await pilot.pause()
        text = visible_text(app)
        assert not ENGLISH.findall(text), text
        assert "Échap" in text
        assert "F1" in text
        assert len(window.AIDE) > 40 or classe is Aide
        box = window.query_one(".fenetre").region
        assert box.right <= size[0]
        assert box.bottom < size[1]
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is not window)


def test_the_keys_of_every_screen_are_never_left_out() -> None:
    own = [Touche(f"F{number}", "une action assez longue", f"f{number}") for number in range(2, 12)]
    always = [
        Touche("Échap", "Retour", "escape"),
        Touche("F1", "Aide", "f1"),
        Touche("Ctrl+P", "Menu", "ctrl+p"),
    ]
    rows = choose_keys([always[0], *own, *always[1:]], 78)
    assert len(rows) == 2
    assert rows[0][0] == own[0]
    assert rows[-1][-3:] == always
    assert all(sum(one.width for one in row) + 3 * (len(row) - 1) <= 78 for row in rows)
