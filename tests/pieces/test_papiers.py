"""The papers of a séance: what the law wants on each, and what is not known said unknown."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deliberia.catalogue import get_template
from deliberia.citations import find_citations
from deliberia.documents import read_document, render_page_docx
from deliberia.drafting import draft, load_seance, parse_vote
from deliberia.errors import UsageError
from deliberia.model import CollectiviteSorte, Projet, Resultat, Seance
from deliberia.pieces import PIECES, make_piece
from deliberia.pieces.recit import tell_before
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


def test_a_sentence_of_the_convocation_has_no_comma_too_many(seance: Seance, projets: list[Projet]) -> None:
    assert "vous convoquer à la séance" in _read("convocation", seance, projets)
    urgent = _read("convocation", replace(seance, is_urgence=True), projets)
    assert "vous convoquer, en urgence, à la séance" in urgent


def test_a_second_meeting_recalls_the_first_and_needs_no_quorum(
    seance: Seance, projets: list[Projet]
) -> None:
    second = replace(seance, premiere_reunion=dt.date(2026, 11, 10), presents=seance.presents[:2])
    assert "délibérera sans condition de quorum" in _read("convocation", second, projets)
    text = _read("proces-verbal", second, projets)
    assert "n’est pas atteint" not in text
    assert "sans condition de quorum" in text


@pytest.mark.parametrize(
    ("collectivite", "is_ruled"),
    [
        ({}, True),
        ({"sorte": CollectiviteSorte.CCAS}, False),
        ({"code_departement": "67"}, False),
    ],
    ids=["commune", "CCAS", "Alsace-Moselle"],
)
def test_the_minutes_of_an_urgent_meeting_wait_for_the_decision_on_the_urgency(
    seance: Seance, projets: list[Projet], collectivite: dict[str, Any], is_ruled: bool
) -> None:
    urgent = replace(seance, is_urgence=True, collectivite=replace(seance.collectivite, **collectivite))
    assert ("sur l’urgence : […]" in _read("proces-verbal", urgent, projets)) is is_ruled


def test_one_member_agrees_with_its_words(seance: Seance) -> None:
    alone = replace(
        seance, presents=seance.presents[:1], collectivite=replace(seance.collectivite, en_exercice=1)
    )
    assert "(1 membre présent sur 1 en exercice) est atteint : 1 présent." in _read(
        "feuille-de-presence", alone, []
    )


def test_a_member_whom_the_list_of_the_council_forgets_signs_too(seance: Seance) -> None:
    late = replace(seance, presents=(*seance.presents, "Mme Zoé Arvieu"))
    assert "Mme Zoé Arvieu" in _read("feuille-de-presence", late, [])


def _draft_example(modele: str, seance: Seance, vote: dict[str, Any] | None = None) -> Projet:
    exemple = get_template(modele).exemple
    return draft(
        modele, seance=seance, champs=exemple.champs, vote=parse_vote(vote or exemple.vote), numero="1"
    )


def test_the_minutes_give_the_figures_of_the_report(seance: Seance) -> None:
    text = _read("proces-verbal", seance, [_draft_example("affectation-resultat", seance)])
    assert "Montant (€)" in text
    text = _read("proces-verbal", seance, [_draft_example("election-maire", seance)])
    assert "Majorité absolue" in text


@pytest.mark.parametrize(
    "modele",
    ["election-maire", "election-adjoints", "commission-appel-offres", "ccas-conseil-administration"],
)
def test_the_note_does_not_say_who_will_be_elected(seance: Seance, modele: str) -> None:
    text = _read("note-de-synthese", seance, [_draft_example(modele, seance)])
    assert "Il est proposé de procéder à cette élection" in text
    for words in ("proclam", "dépouillement", "Bulletins", "Suffrages", "candidats : "):
        assert words not in text, words


@pytest.mark.parametrize("modele", ["plu-debat-padd", "rapport-artificialisation", "compte-financier-unique"])
def test_the_note_does_not_tell_the_debate(seance: Seance, modele: str) -> None:
    text = _read("note-de-synthese", seance, [_draft_example(modele, seance)])
    for words in ("débat est ouvert", "Vidalenc", "débat a eu lieu", "s’est retirée", "a été élu président"):
        assert words not in text, words


def test_what_was_installed_or_withdrawn_elsewhere_stays_in_the_note() -> None:
    text = "La chaudière, installée en 1998, est usée. L’entreprise s’est retirée du chantier."
    assert tell_before(text) == text


def test_a_public_ballot_names_how_each_member_voted(seance: Seance) -> None:
    vote = {
        "mode": "public", "votants": 10, "pour": 8, "contre": 1, "abstentions": 1,
        "noms_contre": ["M. Paul Astruc"], "noms_abstention": ["M. Hugo Sabatéry"],
    }  # fmt: skip
    text = _read("proces-verbal", seance, [_draft_example("tarifs-communaux", seance, vote)])
    assert "Scrutin public, demandé par : […]" in text
    assert "Ont voté pour : Mme Claire Vasseur, M. Bastien Roure" in text
    assert "M. Noël Bonnefoux." in text
    assert "Ont voté contre : M. Paul Astruc." in text
    assert "Se sont abstenus : M. Hugo Sabatéry." in text
    nameless = {**vote, "noms_contre": [], "noms_abstention": []}
    text = _read("proces-verbal", seance, [_draft_example("tarifs-communaux", seance, nameless)])
    assert "Ont voté pour : […]" in text


def test_an_empty_meeting_leaves_its_papers_to_complete(seance: Seance) -> None:
    for name in ("convocation", "note-de-synthese", "proces-verbal", "liste-des-deliberations"):
        assert make_piece(name, seance, []).is_projet, name


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


def test_forty_acts_are_in_the_order_of_their_numbers_and_one_unread_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from deliberia.cli.main import run

    folder = tmp_path / "seance"
    assert run(["exemple", "--sortie", str(folder)]) == 0
    acte = (folder / "tarifs-communaux.toml").read_text(encoding="utf-8")
    for rank in range(1, 41):
        text = re.sub(r'numero = "[^"]*"', f'numero = "2026_{rank + 80}"', acte)
        (folder / f"acte-{rank}.toml").write_text(text, encoding="utf-8")
    (folder / "casse.toml").write_text("modele = \n", encoding="utf-8")
    out = tmp_path / "pieces"
    assert run(["seance", "pieces", str(folder), "-o", str(out), "--piece", "liste-des-deliberations"]) == 3
    assert "absents des pièces : 1" in capsys.readouterr().err.replace("\u00a0", " ")
    text = read_document(out / "liste-des-deliberations.docx").texte
    found = [int(one) for one in re.findall(r"2026_(\d+)", text)]
    assert found == sorted(found)
    assert len(found) == 45
