"""Several séances in one commune's folder, the place where one left off, and the papers of a séance."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from tests.tui.conftest import WIDE, launch, type_text, wait_for

from deliberia.errors import DocumentError
from deliberia.revue import Choix, Journal, open_queue
from deliberia_tui import memoire
from deliberia_tui.dossier.espace import Espace
from deliberia_tui.dossier.seances import choose_seance, create_seance, list_seances, locate
from deliberia_tui.ecrans.accueil import Accueil
from deliberia_tui.ecrans.modeles import Modeles
from deliberia_tui.ecrans.pieces import ChoisirPieces
from deliberia_tui.ecrans.redaction import Redaction
from deliberia_tui.ecrans.seances import ChoisirSeance, NouvelleSeance
from deliberia_tui.elements.liste import Liste
from deliberia_tui.elements.texte import Texte
from deliberia_tui.usages import Etat, read_seance

TODAY = dt.date(2026, 11, 22)


def test_the_folder_of_one_seance_is_still_one_seance(dossier: Path) -> None:
    seances = list_seances(dossier)
    assert [(one.nom, one.date, one.actes) for one in seances] == [("", dt.date(2026, 11, 17), 5)]
    assert locate(dossier, TODAY) == Espace(dossier)


def test_a_new_seance_has_its_folder_and_the_commune_above(dossier: Path) -> None:
    created = create_seance(Espace(dossier), dt.date(2026, 12, 15))
    assert created.nom_seance == "2026-12-15"
    seance = read_seance(created)
    assert seance.date == dt.date(2026, 12, 15)
    assert seance.collectivite.nom == "Val-Fleuri"
    assert seance.lieu == read_seance(Espace(dossier)).lieu
    assert not seance.presents


def test_two_seances_of_one_day_do_not_share_a_folder(dossier: Path) -> None:
    names = [create_seance(Espace(dossier), dt.date(2026, 12, 15)).nom_seance for _ in range(2)]
    assert names == ["2026-12-15", "2026-12-15-2"]


def test_the_next_seance_is_opened_then_the_last_one(dossier: Path) -> None:
    for jour in (dt.date(2026, 12, 15), dt.date(2027, 1, 19)):
        create_seance(Espace(dossier), jour)
    assert locate(dossier, TODAY).nom_seance == "2026-12-15"
    assert locate(dossier, dt.date(2027, 3, 1)).nom_seance == "2027-01-19"
    assert locate(dossier, TODAY, remembered="2027-01-19").nom_seance == "2027-01-19"
    assert locate(dossier, TODAY, remembered="effacee").nom_seance == "2026-12-15"
    assert choose_seance((), TODAY) == ""


def test_the_folder_of_a_seance_opens_its_commune(dossier: Path) -> None:
    created = create_seance(Espace(dossier), dt.date(2026, 12, 15))
    assert locate(created.dossier_seance, TODAY) == created


def test_another_commune_below_is_not_a_seance(dossier: Path) -> None:
    (dossier / "exemple").mkdir()
    for name in ("commune.toml", "seance.toml"):
        (dossier / "exemple" / name).write_bytes((dossier / name).read_bytes())
    assert len(list_seances(dossier)) == 1


def test_a_folder_that_refuses_says_that_no_seance_was_made(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "refusé")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DocumentError, match="refuse l’écriture"):
        create_seance(Espace(dossier), dt.date(2026, 12, 15))


async def test_a_seance_is_begun_by_keyboard_and_left_for_another(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, ChoisirSeance))
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, NouvelleSeance))
        await type_text(pilot, "bientôt")
        await pilot.press("enter")
        assert "Une date" in app.screen.query_one("#jour-note", Texte).contenu.plain
        await pilot.press("ctrl+u")
        await type_text(pilot, "15/12/2026")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.espace.nom_seance == "2026-12-15")
        await wait_for(pilot, lambda: "15 décembre" in shown(app.screen))
        assert "Autres séances" in shown(app.screen)
        await pilot.press("n")
        await wait_for(pilot, lambda: isinstance(app.screen, Modeles) and app.screen.chosen)
        await type_text(pilot, "association")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, Redaction) and app.screen.apercu)
        await type_text(pilot, "Les Amis")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, Accueil) and rows(app.screen) == 1)
        assert (dossier / "2026-12-15" / "subvention-association.toml").is_file()
        await pilot.press("a", "down", "enter")
        await wait_for(pilot, lambda: app.espace.nom_seance == "" and rows(app.screen) == 5)


def shown(screen: object) -> str:
    assert isinstance(screen, Accueil)
    return screen.query_one("#seance", Texte).contenu.plain.replace("\xa0", " ")


def rows(screen: object) -> int:
    assert isinstance(screen, Accueil)
    return screen.query_one("#actes", Liste).row_count


async def test_she_comes_back_to_her_folder_her_seance_and_her_act(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    created = create_seance(Espace(dossier), dt.date(2026, 12, 15))
    for name in ("subvention-association.toml", "tarifs-communaux.toml"):
        (created.dossier_seance / name).write_bytes((dossier / name).read_bytes())
    async with launch(dossier) as (app, pilot):
        app.open_espace(created)
        app.push_screen(Redaction(created.dossier_seance / "tarifs-communaux.toml"))
        await wait_for(pilot, lambda: isinstance(app.screen, Redaction) and app.screen.apercu)
        await wait_for(pilot, lambda: memoire.load_lieux()[0].acte == "tarifs-communaux.toml")
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    assert memoire.find_start(elsewhere) == dossier
    assert memoire.find_start(dossier) == dossier
    async with launch(memoire.find_start(elsewhere)) as (app, pilot):
        await wait_for(pilot, lambda: app.espace == created and rows(app.screen) == 2)
        chosen = app.screen.query_one("#actes", Liste).chosen
        assert chosen == str(created.dossier_seance / "tarifs-communaux.toml")


@pytest.mark.parametrize("content", ["[", "dossier = 3", '[[dossier]]\nseance = "x"', 'dossier = ["x"]'])
def test_a_spoiled_memory_is_no_memory(content: str, tmp_path: Path) -> None:
    path = memoire.memory_path()
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    assert memoire.load_lieux() == ()
    assert memoire.find_start(tmp_path) == tmp_path


def test_a_memory_that_cannot_be_written_is_not_required(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "fichier"))
    memoire.remember(memoire.Lieu(dossier=dossier))
    assert memoire.load_lieux() == ()


def test_only_the_last_folders_are_remembered(tmp_path: Path) -> None:
    for number in range(memoire.KEPT + 5):
        memoire.remember(memoire.Lieu(dossier=tmp_path / str(number)))
    lieux = memoire.load_lieux()
    assert len(lieux) == memoire.KEPT
    assert lieux[0].dossier == tmp_path / str(memoire.KEPT + 4)


async def test_one_key_writes_the_papers_of_the_seance(dossier: Path) -> None:
    async with launch(dossier) as (app, pilot):
        await pilot.press("p")
        await wait_for(pilot, lambda: isinstance(app.screen, ChoisirPieces))
        await pilot.press("enter")
        await wait_for(pilot, lambda: any("8 pièces" in str(one.message) for one in app._notifications))
    assert (dossier / "convocation.docx").is_file()
    assert (dossier / "certificat-de-publication.docx").is_file()
    assert not (dossier / "corbeille").exists()


async def test_a_paper_that_was_changed_goes_to_the_bin(dossier: Path) -> None:
    (dossier / "convocation.docx").write_bytes(b"la mienne")
    async with launch(dossier) as (app, pilot):
        await pilot.press("p", "down", "enter")
        await wait_for(pilot, lambda: any("corbeille" in str(one.message) for one in app._notifications))
    assert (dossier / "corbeille" / "convocation.docx").read_bytes() == b"la mienne"
    assert (dossier / "convocation.docx").stat().st_size > 1000


async def test_what_the_review_says_is_shown_on_the_start_screen(dossier: Path) -> None:
    revue = open_queue(dossier, relecteur="Claire Vasseur")
    back, good = "tarifs-communaux.toml", "creation-emploi-permanent.toml"
    revue.send_back(revue.actes[back], "Le tarif des associations manque.")
    for item in revue.actes[good].items:
        revue.decide(item, Choix.ACCEPTER)
    revue.validate(revue.actes[good])
    assert Journal(dossier).total
    async with launch(dossier, WIDE) as (app, pilot):
        table = app.screen.query_one("#actes", Liste)

        def state(name: str) -> str:
            return str(table.get_cell(str(dossier / name), "etat"))

        await wait_for(pilot, lambda: Etat.VALIDE.value in state(good))
        await wait_for(pilot, lambda: Etat.RENVOYE.value in state(back))
        path = dossier / good
        path.write_text(path.read_text(encoding="utf-8").replace("17", "18"), encoding="utf-8")
        app.push_screen(ChoisirPieces())
        await wait_for(pilot, lambda: isinstance(app.screen, ChoisirPieces))
        await pilot.press("escape")  # coming back reads the folder again: the act is not the one validated
        await wait_for(pilot, lambda: Etat.VALIDE.value not in state(good))


def test_seances_are_named_as_the_files_say(dossier: Path) -> None:
    content = tomllib.loads(create_seance(Espace(dossier), TODAY).seance.read_text(encoding="utf-8"))
    assert content["commune"] == "../commune.toml"
