"""The papers of a séance: what the law wants on each, and what is not known said unknown."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from deliberia.catalogue import get_template
from deliberia.citations import find_citations
from deliberia.documents import read_document, render_page_docx
from deliberia.drafting import draft, load_seance, parse_vote
from deliberia.errors import UsageError
from deliberia.model import Projet, Resultat, Seance
from deliberia.pieces import PIECES, make_piece
from deliberia.resources import data_dir

MODELES = ("subvention-association", "decision-modificative", "tarifs-communaux")


@pytest.fixture(scope="module")
def seance() -> Seance:
    return load_seance(data_dir("templates") / "_exemple" / "seance.toml")


@pytest.fixture(scope="module")
def projets(seance: Seance) -> list[Projet]:
    made = []
    for modele in MODELES:
        exemple = get_template(modele).exemple
        made.append(
            draft(
                modele,
                seance=seance,
                champs=exemple.champs,
                vote=parse_vote(exemple.vote),
                numero=exemple.numero,
            )
        )
    return made


def _read(name: str, seance: Seance, projets: list[Projet]) -> str:
    data = render_page_docx(make_piece(name, seance, projets), seance.date)
    text = read_document(data).texte
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("name", PIECES)
def test_each_paper_opens_bears_its_title_and_repeats_its_bytes(
    name: str, seance: Seance, projets: list[Projet]
) -> None:
    import docx

    page = make_piece(name, seance, projets)
    data = render_page_docx(page, seance.date)
    assert data == render_page_docx(make_piece(name, seance, projets), seance.date)
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == page.titre
    assert document.core_properties.subject == PIECES[name].titre
    assert "Commune de Val-Fleuri" in _read(name, seance, projets)


@pytest.mark.parametrize("name", sorted(set(PIECES) - {"proces-verbal"}))
def test_a_known_seance_leaves_nothing_to_complete(name: str, seance: Seance, projets: list[Projet]) -> None:
    assert not make_piece(name, seance, projets).is_projet


@pytest.mark.parametrize("name", sorted(set(PIECES) - {"pouvoir"}))
def test_what_a_bare_seance_lacks_is_said(name: str, seance: Seance) -> None:
    bare = Seance(collectivite=replace(seance.collectivite, maire="", elus=(), en_exercice=None))
    page = make_piece(name, bare, [])
    assert page.is_projet


def test_the_convocation_gives_day_hour_place_and_agenda(seance: Seance, projets: list[Projet]) -> None:
    text = _read("convocation", seance, projets)
    assert "mardi 17 novembre 2026 à 19 h 00, salle du conseil" in text
    for rank, projet in enumerate(projets, 1):
        assert f"{rank}. {projet.titre}".replace("\u00a0", " ") in text
    assert "en urgence" not in text
    assert "en urgence" in _read("convocation", replace(seance, is_urgence=True), projets)


def test_the_note_explains_and_does_not_tell_what_has_not_happened(
    seance: Seance, projets: list[Projet]
) -> None:
    text = _read("note-de-synthese", seance, projets)
    assert "Il est proposé de décider ce qui suit" in text
    assert "intérêt public local" in text
    assert "pris part" not in text
    assert "Délibération adoptée" not in text


def test_the_minutes_hold_what_the_law_lists(seance: Seance, projets: list[Projet]) -> None:
    text = _read("proces-verbal", seance, projets)
    for words in (
        "dix-sept novembre deux mille vingt-six à 19 h 00",
        "sous la présidence de Mme Claire Vasseur",
        "secrétaire de séance",
        "Le quorum (6 membres présents sur 11 en exercice) est atteint : 9 présents",
        "Ordre du jour",
        "Débats : […]",
        "Délibération adoptée",
        "M. Noël Bonnefoux à Mme Aline Corbier",
    ):
        assert words in text, words


def test_the_list_says_what_became_of_each_item(seance: Seance, projets: list[Projet]) -> None:
    rejected = [replace(projets[0], resultat=Resultat.REJET), *projets[1:]]
    text = _read("liste-des-deliberations", seance, rejected)
    assert text.count("rejetée") == 1
    assert text.count("adoptée") == 2


def test_the_sheet_names_every_member_and_the_proxy(seance: Seance, projets: list[Projet]) -> None:
    text = _read("feuille-de-presence", seance, projets)
    for elu in seance.collectivite.elus:
        assert elu.nom in text
    assert "à Mme Aline Corbier" in text


@pytest.mark.parametrize("name", sorted(set(PIECES) - {"note-de-synthese", "proces-verbal"}))
def test_no_paper_cites_a_text_of_its_own(name: str, seance: Seance, projets: list[Projet]) -> None:
    found = [one.surface for one in find_citations(_read(name, seance, projets))]
    assert [surface for surface in found if "rticle" in surface or "code" in surface] == []


def test_an_unknown_paper_is_refused_with_the_known_ones(seance: Seance) -> None:
    with pytest.raises(UsageError, match="proces-verbal"):
        make_piece("compte-rendu", seance)


def test_the_command_writes_the_papers_of_a_folder(tmp_path: Path) -> None:
    from deliberia.cli.main import run
    from deliberia.drafting import example_dossier

    example_dossier(tmp_path)
    assert run(["seance", "pieces", str(tmp_path), "-o", str(tmp_path / "papiers")]) == 0
    assert {path.stem for path in (tmp_path / "papiers").glob("*.docx")} == set(PIECES)
    assert run(["seance", "pieces", str(tmp_path), "-o", str(tmp_path / "papiers")]) == 2
