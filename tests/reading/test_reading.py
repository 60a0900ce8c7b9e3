"""Real-looking headings of imaginary authorities, in the layouts that town halls use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from deliberia.model import (
    Acte,
    Certitude,
    CollectiviteSorte,
    Forme,
    Pouvoir,
    Resultat,
    Scrutin,
    SectionSorte,
)
from deliberia.reading import is_same_person, read_acte, split_actes

FOLDER = Path(__file__).parent / "actes"
COMMUNE = (FOLDER / "commune.txt").read_text(encoding="utf-8")

PETITE_MAIRIE = (FOLDER / "petite_mairie.txt").read_text(encoding="utf-8")

EPCI = (FOLDER / "epci.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def commune() -> Acte:
    return read_acte(COMMUNE)


@pytest.fixture(scope="module")
def mairie() -> Acte:
    return read_acte(PETITE_MAIRIE)


@pytest.fixture(scope="module")
def epci() -> Acte:
    return read_acte(EPCI)


def value(fact: object) -> object:
    return getattr(fact, "value", None)


def test_a_capital_heading_gives_the_authority_the_number_and_the_object(commune: Acte) -> None:
    assert value(commune.sorte_collectivite) is CollectiviteSorte.COMMUNE
    assert value(commune.collectivite) == "SAINT-AUBIN-LE-PONT"
    assert value(commune.numero) == "N° 2026-08"
    assert value(commune.objet) == "Tarifs de location de la salle des fêtes"


def test_a_date_in_words_and_one_in_figures_are_the_same_meeting(commune: Acte) -> None:
    assert value(commune.date_seance) == dt.date(2026, 3, 12)
    assert {fact.value for fact in commune.autres_dates_seance} <= {dt.date(2026, 3, 12)}
    assert value(commune.convocation) == dt.date(2026, 3, 5)
    assert value(commune.affichage) == dt.date(2026, 3, 5)


def test_names_are_read_under_shared_civilities(commune: Acte) -> None:
    assert commune.presents is not None
    assert len(commune.presents.value) == 8
    assert commune.presents.certitude is Certitude.LU
    assert value(commune.presents_nombre) == 8
    assert value(commune.en_exercice) == 11
    assert value(commune.votants) == 9


def test_a_proxy_in_brackets_is_read_and_its_giver_is_absent(commune: Acte) -> None:
    assert value(commune.pouvoirs) == (Pouvoir(de="Mme Lise BARON", a="M. Guy TERRIER"),)
    assert value(commune.absents) == ("Mme Lise BARON", "M. Yves CORNET", "Mme Paule NOIRET")


def test_the_secretary_is_the_one_elected_not_the_name_before(commune: Acte) -> None:
    assert value(commune.secretaire) == "Mme Sophie CAILLOT"
    assert value(commune.president) == "Monsieur Lucien MARCHAND"


def test_unanimity_without_counts_gives_a_result_and_no_votes(commune: Acte) -> None:
    assert value(commune.resultat) is Resultat.UNANIMITE
    assert commune.pour is None


def test_the_agenda_named_in_a_sentence_does_not_make_minutes(mairie: Acte) -> None:
    assert mairie.forme is Forme.DELIBERATION


def test_a_colon_after_the_civility_does_not_break_the_list(mairie: Acte) -> None:
    assert mairie.presents is not None
    assert len(mairie.presents.value) == 7
    assert value(mairie.pouvoirs) == (
        Pouvoir(de="M. GARNIER Hugo", a="Mme BOUVIER Nadia"),
        Pouvoir(de="Mme HUET Léa", a="Mme BOUVIER Nadia"),
    )


def test_counts_in_brackets_are_the_vote(mairie: Acte) -> None:
    assert (value(mairie.pour), value(mairie.contre), value(mairie.abstentions)) == (8, 1, 0)
    assert value(mairie.resultat) is Resultat.MAJORITE


def test_numbers_in_words_are_counts(epci: Acte) -> None:
    assert value(epci.sorte_collectivite) is CollectiviteSorte.EPCI
    assert value(epci.en_exercice) == 26
    assert value(epci.quorum_annonce) == 14
    assert value(epci.presents_nombre) == 18
    assert value(epci.pouvoirs_nombre) == 3
    assert value(epci.votants) == 21


def test_both_signatures_are_read(epci: Acte) -> None:
    assert value(epci.signature_maire) == "Paul ARNOUX"
    assert value(epci.signature_secretaire) == "Irène BOSC"


def test_articles_and_visas_are_cut_out(epci: Acte) -> None:
    assert [section.numero for section in epci.iter_sections(SectionSorte.ARTICLE)] == ["1", "2"]
    assert [epci.extract(section) for section in epci.iter_sections(SectionSorte.VISA)] == ["Vu le CGCT,"]


def test_every_fact_slices_back_to_where_it_was_read(commune: Acte) -> None:
    for name in ("en_exercice", "votants", "numero", "objet", "convocation", "secretaire"):
        fact = getattr(commune, name)
        assert 0 <= fact.start < fact.end <= len(commune.texte)
    assert commune.en_exercice is not None
    assert commune.texte[commune.en_exercice.start : commune.en_exercice.end] == "11"


def test_a_convocation_without_its_year_is_only_deduced() -> None:
    acte = read_acte(COMMUNE.replace("Date de convocation : 05/03/2026\n", "").replace(
        "régulièrement convoqué", "dûment convoqué le 5 mars"
    ))  # fmt: skip
    assert value(acte.convocation) == dt.date(2026, 3, 5)
    assert acte.convocation is not None
    assert acte.convocation.certitude is Certitude.DEDUIT


def test_two_dates_of_meeting_leave_none_sure() -> None:
    acte = read_acte(COMMUNE.replace("Séance du 12 mars 2026", "Séance du 13 mars 2026"))
    assert acte.date_seance is not None
    assert acte.date_seance.certitude is Certitude.DEDUIT
    assert acte.autres_dates_seance


def test_an_approved_earlier_meeting_is_not_this_one() -> None:
    acte = read_acte(
        COMMUNE.replace("Objet :", "Le procès-verbal de la séance du 3 février 2026 est approuvé.\nObjet :")
    )
    assert value(acte.date_seance) == dt.date(2026, 3, 12)
    assert dt.date(2026, 2, 3) not in {fact.value for fact in acte.autres_dates_seance}


def test_a_waived_secret_ballot_is_not_a_secret_ballot() -> None:
    acte = read_acte(EPCI.replace("DÉCIDE\n", "DÉCIDE de ne pas procéder au scrutin secret\n"))
    assert value(acte.scrutin) is not Scrutin.SECRET


def test_several_votes_in_one_text_give_no_single_result() -> None:
    acte = read_acte(EPCI.replace("VOTE :", "Amendement. Pour : 5 Contre : 16 Abstention : 0\n\nVOTE :"))
    assert acte.is_votes_multiples
    assert acte.pour is None


def test_a_text_cut_in_a_sentence_is_said_cut() -> None:
    assert read_acte(COMMUNE[: COMMUNE.index("sous la présidence") + 8]).is_tronque
    assert not read_acte(COMMUNE).is_tronque


def test_a_page_footer_does_not_make_a_text_cut() -> None:
    footer = "Commune de Val-Fleuri – séance ordinaire du conseil municipal du 17 novembre 2026\tpage 1 / 1"
    assert not read_acte(f"{COMMUNE.rstrip()}\n\n{footer}\n").is_tronque


def test_a_number_printed_again_on_each_page_does_not_cut_the_act() -> None:
    running = "\nDélibération n° 2026-08 – Commune de Val-Fleuri page 1 / 2\n"
    half = len(COMMUNE) // 2
    acte, *others = split_actes(
        f"Délibération n° 2026-08\n\n{COMMUNE[:half]}{running}{COMMUNE[half:]}{running}"
    )
    assert not others
    assert acte.forme is Forme.DELIBERATION


def test_a_single_act_is_not_cut() -> None:
    assert len(split_actes(COMMUNE)) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("M. Guy TERRIER", "TERRIER Guy", True),
        ("M. Guy TERRIER", "G. TERRIER", True),
        ("Mme Léa Le Goff", "Mme LE GOFF", True),
        ("M. Guy TERRIER", "Mme Lise TERRIER", False),
        ("M. Guy TERRIER", "M. Guy ROCHE", False),
        ("Mme Anne-Marie Petit", "Mme PETIT Anne Marie", True),
    ],
)
def test_two_names_may_be_one_person(one: str, other: str, same: bool) -> None:
    assert is_same_person(one, other) is same


@pytest.mark.parametrize("filler", [" " * 20_000, "Mme A B " * 2_000, "| " * 10_000, "Vu le " * 3_000])
def test_a_strange_layout_is_read_in_bounded_steps(filler: str) -> None:
    acte = read_acte(COMMUNE.replace("Étaient présents :", f"Étaient présents : {filler}"))
    assert value(acte.en_exercice) == 11


def test_facts_read_on_every_development_text(shared: Path) -> None:
    for path in sorted((shared / "corpus-dev" / "texts").glob("*.txt")):
        for acte in split_actes(path.read_text(encoding="utf-8")):
            assert acte.debut < acte.fin_texte
