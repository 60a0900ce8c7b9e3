"""From facts to an act: blocks, vote, remedies, the drafter's visas, what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deliberia import draft as draft_from_the_door
from deliberia.drafting import check_projet, draft, load_seance, projet_to_acte
from deliberia.drafting.departements import COURTS, NAMES, find_departement
from deliberia.drafting.mentions import name_court
from deliberia.errors import DataError, UsageError
from deliberia.model import (
    BlocSorte,
    Certitude,
    Collectivite,
    CollectiviteSorte,
    Provenance,
    Resultat,
    Scrutin,
    Seance,
    SectionSorte,
    Severity,
    Vote,
)
from deliberia.resources import data_dir

CHAMPS: dict[str, Any] = {
    "beneficiaire": "Comité des fêtes",
    "objet": "fête patronale",
    "montant": 1500,
    "imputation": "65748",
}
UNANIMOUS = Vote(votants=10, pour=10, contre=0, abstentions=0)


@pytest.fixture
def seance() -> Seance:
    return load_seance(data_dir("templates") / "_exemple" / "seance.toml")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def texts(projet: Any, sorte: BlocSorte) -> list[str]:
    return [plain(bloc.texte) for bloc in projet.blocs if bloc.sorte is sorte]


def test_the_door_gives_the_same_verb() -> None:
    assert draft_from_the_door is draft


def test_blocks_come_in_the_order_of_an_act(seance: Seance) -> None:
    projet = draft("subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS)
    order = list(BlocSorte)
    ranks = [order.index(bloc.sorte) for bloc in projet.blocs]
    assert ranks == sorted(ranks)
    assert projet.is_ready
    assert projet.matiere == "7.5"
    assert projet.date_reference == dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    ("vote", "resultat", "sentence"),
    [
        (
            UNANIMOUS,
            Resultat.UNANIMITE,
            "Délibération adoptée à l’unanimité. Votants : 10 ; pour : 10 ; contre : 0 ; abstentions : 0.",
        ),
        (
            Vote(votants=10, pour=9, contre=0, abstentions=1),
            Resultat.UNANIMITE_SUFFRAGES_EXPRIMES,
            "Délibération adoptée à l’unanimité des suffrages exprimés (une abstention). "
            "Votants : 10 ; pour : 9 ; contre : 0 ; abstentions : 1.",
        ),
        (
            Vote(votants=10, pour=6, contre=3, abstentions=1, noms_abstention=("M. Paul Astruc",)),
            Resultat.MAJORITE,
            "Délibération adoptée par 6 voix pour, 3 voix contre et 1 abstention (M. Paul Astruc). "
            "Votants : 10.",
        ),
        (
            Vote(votants=10, pour=3, contre=7, abstentions=0),
            Resultat.REJET,
            "Projet rejeté par 3 voix pour et 7 voix contre. Votants : 10.",
        ),
        (
            Vote(votants=10, pour=5, contre=5, abstentions=0, voix_president="pour"),
            Resultat.PARTAGE_VOIX_PREPONDERANTE,
            "Délibération adoptée à égalité des voix (5 voix pour et 5 voix contre), la voix du président "
            "étant prépondérante. Votants : 10.",
        ),
        (
            Vote(votants=8, pour=8, contre=0, abstentions=0, ne_prennent_pas_part=("Mme A", "Mme B")),
            Resultat.UNANIMITE,
            "Délibération adoptée à l’unanimité. Votants : 8 ; pour : 8 ; contre : 0 ; abstentions : 0. "
            "Mme A et Mme B n’ont pas pris part au vote.",
        ),
        (
            Vote(scrutin=Scrutin.SECRET, votants=10, pour=7, contre=2, abstentions=0, blancs_nuls=1),
            Resultat.MAJORITE,
            "Délibération adoptée par 7 voix pour, 2 voix contre et 1 bulletin blanc ou nul. Votants : 10. "
            "Le vote a eu lieu au scrutin secret.",
        ),
        (
            Vote(is_prend_acte=True),
            Resultat.PREND_ACTE,
            "Le conseil municipal prend acte, sans vote.",
        ),
    ],
)
def test_the_vote_is_told_as_it_went(seance: Seance, vote: Vote, resultat: Resultat, sentence: str) -> None:
    projet = draft("subvention-association", seance=seance, champs=CHAMPS, vote=vote)
    assert projet.resultat is resultat
    assert texts(projet, BlocSorte.VOTE) == [sentence]


@pytest.mark.parametrize(
    ("vote", "missing"),
    [
        (None, "vote"),
        (Vote(), "vote"),
        (Vote(votants=10, pour=5, contre=5, abstentions=0), "vote.voix_president"),
    ],
)
def test_a_vote_that_is_not_known_is_missing(seance: Seance, vote: Vote | None, missing: str) -> None:
    projet = draft("subvention-association", seance=seance, champs=CHAMPS, vote=vote)
    assert projet.manquants == (missing,)
    assert texts(projet, BlocSorte.VOTE) == ["Vote : […]."]
    assert not projet.is_complete


def test_votes_that_do_not_add_up_are_refused(seance: Seance) -> None:
    wrong = Vote(votants=10, pour=9, contre=0, abstentions=0)
    with pytest.raises(DataError, match="votants"):
        draft("subvention-association", seance=seance, champs=CHAMPS, vote=wrong)


def test_interested_members_of_the_fields_leave_the_vote(seance: Seance) -> None:
    vote = Vote(votants=9, pour=9, contre=0, abstentions=0)
    champs = CHAMPS | {"elus_interesses": ["M. Bastien Roure"]}
    projet = draft("subvention-association", seance=seance, champs=champs, vote=vote)
    assert projet.vote.ne_prennent_pas_part == ("M. Bastien Roure",)
    assert "M. Bastien Roure n’a pas pris part au vote." in texts(projet, BlocSorte.VOTE)[0]
    assert "s’est retiré avant l’exposé" in texts(projet, BlocSorte.EXPOSE)[0]


def test_an_interested_mayor_does_not_present(seance: Seance) -> None:
    champs = CHAMPS | {"elus_interesses": ["Mme Claire Vasseur"]}
    projet = draft("subvention-association", seance=seance, champs=champs, vote=UNANIMOUS)
    assert any("intéressé à l’affaire" in one.message for one in projet.constats)
    adjointe = "Mme Aline Corbier, adjointe aux finances"
    presented = champs | {"rapporteur": adjointe, "representant": adjointe}
    projet = draft("subvention-association", seance=seance, champs=presented, vote=UNANIMOUS)
    assert not [one for one in projet.constats if one.severite is Severity.ERREUR]
    assert texts(projet, BlocSorte.EXPOSE)[1].startswith("Mme Aline Corbier, adjointe aux finances, présente")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (
            {"representant": "Mme Odile Charbonnel, première adjointe."},
            "Mme Odile Charbonnel, première adjointe",
        ),
        ({"representant": "Mme Odile Charbonnel", "president_point": "M. Paul Astruc"}, "M. Paul Astruc"),
        ({}, ""),
    ],
)
def test_who_presides_for_an_interested_mayor_signs(
    seance: Seance, who: dict[str, str], expected: str
) -> None:
    champs = CHAMPS | {"elus_interesses": ["Mme Claire Vasseur"]} | who
    projet = check_projet(draft("subvention-association", seance=seance, champs=champs, vote=UNANIMOUS))
    assert projet.president_point == expected
    assert not [one for one in projet.constats if one.regle == "EXE001"]
    other = draft("subvention-association", seance=seance, champs=CHAMPS | who, vote=UNANIMOUS)
    assert other.president_point == ""


def test_a_member_who_is_nowhere_in_the_lists_is_told(seance: Seance) -> None:
    def told(one: Seance) -> list[str]:
        projet = check_projet(draft("subvention-association", seance=one, champs=CHAMPS, vote=UNANIMOUS))
        return [constat.message for constat in projet.constats if constat.regle == "SEA022"]

    assert told(seance) == []
    (message,) = told(replace(seance, absents=()))
    assert "comptent 10 membres, alors que 11" in message


def test_interested_members_are_no_fault_before_the_vote(seance: Seance) -> None:
    champs = CHAMPS | {"elus_interesses": ["M. Bastien Roure"]}
    projet = draft("subvention-association", seance=seance, champs=champs)
    assert projet.manquants == ("vote",)
    assert not [one for one in projet.constats if one.severite is Severity.ERREUR]


def test_a_template_says_when_it_is_not_for_that_authority(seance: Seance) -> None:
    board = replace(seance, collectivite=replace(seance.collectivite, sorte=CollectiviteSorte.CCAS))
    projet = draft("tarifs-communaux", seance=board, champs={}, vote=UNANIMOUS)
    assert [one.regle for one in projet.constats if one.regle == "MOD007"] == ["MOD007"]
    projet = draft("subvention-association", seance=board, champs=CHAMPS, vote=UNANIMOUS)
    assert not [one for one in projet.constats if one.regle == "MOD007"]


def test_whoever_presides_instead_of_the_mayor_presents(seance: Seance) -> None:
    deputy = replace(seance, president="M. Étienne Delmas")
    projet = draft("subvention-association", seance=deputy, champs=CHAMPS, vote=UNANIMOUS)
    assert texts(projet, BlocSorte.EXPOSE)[0].startswith("Monsieur Étienne Delmas présente")


def test_a_mayor_without_civility_is_simply_le_maire(seance: Seance) -> None:
    unnamed = replace(seance, collectivite=replace(seance.collectivite, maire="Camille Roche"), president="")
    projet = draft("subvention-association", seance=unnamed, champs=CHAMPS, vote=UNANIMOUS)
    assert texts(projet, BlocSorte.EXPOSE)[0].startswith("Le maire présente")
    assert "seance.president" in projet.manquants


def test_all_that_is_missing_is_named_at_once(seance: Seance) -> None:
    empty = Seance(collectivite=Collectivite(nom=""))
    projet = draft("decision-modificative", seance=empty, champs={})
    assert {"numero", "lignes", "vote", "seance.date", "commune.nom", "seance.secretaire"} <= set(
        projet.manquants
    )
    with pytest.raises(DataError) as caught:
        draft("decision-modificative", seance=seance, champs={}, strict=True)
    assert "il manque numero, lignes" in str(caught.value)


def test_an_unknown_field_or_template_is_refused_with_the_nearest_name(seance: Seance) -> None:
    with pytest.raises(DataError, match="« montant »"):
        draft("subvention-association", seance=seance, champs=CHAMPS | {"montent": 3})
    with pytest.raises(UsageError, match="« subvention-association »"):
        draft("subvention-asociation", seance=seance, champs={})
    for name in ("../secret", "_exemple", "", "a/b"):
        with pytest.raises(UsageError):
            draft(name, seance=seance, champs={})
    assert draft("subvention-association", seance=seance, champs=CHAMPS | {"x": 3}, champs_libres=True)


def test_the_remedies_name_the_court_and_the_proved_article(seance: Seance) -> None:
    projet = draft("subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS)
    (mention,) = [bloc for bloc in projet.blocs if bloc.sorte is BlocSorte.MENTION]
    text = plain(mention.texte)
    assert "tribunal administratif de Clermont-Ferrand dans un délai de deux mois" in text
    assert "article R. 421-1 du code de justice administrative" in text
    assert "www.telerecours.fr" in text
    assert mention.cles == ("CJA:R421-1",)
    assert "CJA:R421-1" not in projet.visas_cles


@pytest.mark.parametrize(
    ("collectivite", "court"),
    [
        (Collectivite(nom="x", tribunal="Nîmes"), "tribunal administratif de Nîmes"),
        (
            Collectivite(nom="x", tribunal="tribunal administratif de Nîmes"),
            "tribunal administratif de Nîmes",
        ),
        (Collectivite(nom="x", code_departement="45"), "tribunal administratif d’Orléans"),
        (Collectivite(nom="x", code_departement="974"), "tribunal administratif de La Réunion"),
        (Collectivite(nom="x"), "tribunal administratif compétent"),
    ],
)
def test_the_court_is_that_of_the_commune(collectivite: Collectivite, court: str) -> None:
    assert name_court(collectivite) == court


def test_every_departement_has_a_name_and_metropolitan_ones_a_court() -> None:
    assert len(NAMES) == 101
    assert [code for code in NAMES if not COURTS[code] and not code.startswith("97")] == []
    assert find_departement("1") == ("01", "Ain")
    assert find_departement("2a") == ("2A", "Corse-du-Sud")
    assert find_departement("haute loire") == ("43", "Haute-Loire")
    assert find_departement("Nulle-Part") is None


VISAS = (
    "la commission des finances du 3 novembre 2026",
    "Vu l'article L. 2121-29 du code général des collectivités territoriales",
    "Vu l’article L. 2122-92 du code général des collectivités territoriales ;",
    "Vu la loi n° 84-53 du 26 janvier 1984",
)


def test_the_drafters_visas_are_kept_verified_and_flagged(seance: Seance) -> None:
    projet = draft("subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS, visas=VISAS)
    typed = [bloc for bloc in projet.blocs if bloc.provenance is Provenance.AGENT]
    assert [plain(bloc.texte) for bloc in typed] == [
        "Vu l’article L. 2121-29 du code général des collectivités territoriales ;",
        "Vu l’article L. 2122-92 du code général des collectivités territoriales ;",
        "Vu la loi n° 84-53 du 26 janvier 1984 ;",
        "Vu la commission des finances du 3 novembre 2026 ;",
    ]
    assert "CGCT:L2121-29" in projet.visas_cles
    assert "CGCT" not in projet.visas_cles
    assert "LOI:84-53" in projet.visas_cles
    flagged = {one.fondement for one in projet.constats if one.regle == "MOD005"}
    assert ("CGCT:L2121-29",) not in flagged
    assert ("CGCT:L2122-92",) in flagged
    assert ("LOI:84-53",) in flagged
    assert not projet.is_ready
    rules = [one for one in check_projet(projet).constats if one.fondement == ("LOI:84-53",)]
    assert len(rules) <= 1


@pytest.mark.parametrize(
    ("visa", "regle", "severite"),
    [
        ("l’article L. 2122-92 du code général des collectivités territoriales", "MOD005", Severity.ERREUR),
        ("l’article L. 2311-7 du code général des collectivités territoriales", "REF003", None),
        ("la loi n° 84-53 du 26 janvier 1984", "REF002", None),
    ],
)
def test_a_fault_of_an_added_visa_is_told_once_with_its_place(
    seance: Seance, visa: str, regle: str, severite: Severity | None
) -> None:
    projet = draft("subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS, visas=(visa,))
    told = [one for one in check_projet(projet).constats if one.regle.startswith(("MOD005", "REF00"))]
    assert [one.regle for one in told] == [regle]
    assert told[0].severite is (severite or Severity.AVERTISSEMENT)
    assert told[0].start is not None


def test_two_references_of_one_visa_keep_their_own_findings(seance: Seance) -> None:
    visa = "les articles L. 2311-7 et L. 2122-92 du code général des collectivités territoriales"
    projet = draft("subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS, visas=(visa,))
    told = [one for one in check_projet(projet).constats if one.regle.startswith(("MOD005", "REF00"))]
    assert [one.regle for one in told] == ["MOD005", "REF003"]


def test_the_keys_follow_the_printed_order(seance: Seance) -> None:
    projet = draft("subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS, visas=VISAS)
    printed = [cle for bloc in projet.blocs if bloc.sorte is BlocSorte.VISA for cle in bloc.cles]
    assert projet.visas_cles == tuple(dict.fromkeys(printed))


def test_a_reference_that_was_not_in_force_that_day_is_left_out_and_said(seance: Seance) -> None:
    before = replace(seance, date=dt.date(2025, 6, 17), convocation=dt.date(2025, 6, 10))
    projet = draft("subvention-association", seance=before, champs=CHAMPS, vote=UNANIMOUS)
    assert "CGCT:L1612-25" not in projet.visas_cles
    assert "1612-25" not in "".join(bloc.texte for bloc in projet.blocs)
    left_out = {one.fondement: one for one in projet.constats if one.regle == "MOD001"}
    assert left_out[("CGCT:L1612-25",)].severite is Severity.AVERTISSEMENT
    assert ": n’entre en vigueur que" in plain(left_out[("CGCT:L1612-25",)].message)


def test_a_reference_with_a_fallback_gives_it_its_place(seance: Seance) -> None:
    projet = draft(
        "decision-modificative",
        seance=seance,
        champs={
            "numero": 1,
            "lignes": [
                {"section": "F", "chapitre": "011", "depense": 10},
                {"section": "F", "chapitre": "70", "recette": 10},
            ],
        },
        vote=UNANIMOUS,
    )
    assert projet.visas_cles == ("CGCT",)
    (told,) = [one for one in projet.constats if one.regle == "MOD001"]
    assert told.severite is Severity.INFO
    assert "« le code général des collectivités territoriales » l’est à sa place" in plain(told.message)


def test_a_free_passage_is_the_drafters_and_a_model_passage_is_not(seance: Seance) -> None:
    own = CHAMPS | {"expose": "Premier alinéa.\n\nSecond alinéa."}
    projet = draft(
        "subvention-association", seance=seance, champs=own, vote=UNANIMOUS, passages={"expose": "Autre."}
    )
    typed = [bloc.texte for bloc in projet.blocs if bloc.provenance is Provenance.AGENT]
    assert typed == ["Premier alinéa.", "Second alinéa."]
    projet = draft(
        "subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS, passages={"expose": "Autre."}
    )
    assert [b.texte for b in projet.blocs if b.provenance is Provenance.ASSISTANCE] == ["Autre."]


@pytest.mark.parametrize(
    "hostile", ["{{ 7 * 7 }}", "{% for x in y %}", "# Visas", "a | b\n\n## Article", "\ue010x"]
)
def test_what_a_user_types_is_never_run_nor_read_as_a_mark(seance: Seance, hostile: str) -> None:
    projet = draft(
        "subvention-association", seance=seance, champs=CHAMPS | {"objet": hostile}, vote=UNANIMOUS
    )
    reference = draft("subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS)
    assert [bloc.sorte for bloc in projet.blocs] == [bloc.sorte for bloc in reference.blocs]
    assert {bloc.provenance for bloc in projet.blocs} == {Provenance.MODELE}


def test_the_json_of_a_draft_is_that_of_the_contract(seance: Seance) -> None:
    shape = draft("subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS).as_dict()
    assert shape["format"] == 1
    assert shape["modele"] == "subvention-association"
    assert shape["visas_cles"][0] == "CGCT:L1612-25"
    assert shape["vote"] == {"resultat": "unanimite"}
    assert shape["pret"] is True
    assert {bloc["sorte"] for bloc in shape["blocs"]} <= {sorte.value for sorte in BlocSorte}


def test_a_draft_seen_as_an_act_has_its_declared_facts(seance: Seance) -> None:
    projet = draft("subvention-association", seance=seance, champs=CHAMPS, vote=UNANIMOUS, numero="2026-41")
    acte = projet_to_acte(projet)
    assert acte.date_seance is not None
    assert acte.date_seance.certitude is Certitude.DECLARE
    assert acte.sorte_collectivite is not None
    assert acte.sorte_collectivite.value is CollectiviteSorte.COMMUNE
    assert acte.resultat is not None
    assert acte.resultat.value is Resultat.UNANIMITE
    visas = acte.iter_sections(SectionSorte.VISA)
    assert acte.extract(visas[0]).startswith("Vu le code général des collectivités territoriales")
    assert len(acte.iter_sections(SectionSorte.ARTICLE)) == 4
    assert all(acte.texte[one.start : one.end] == one.surface for one in acte.citations)


def test_the_rules_add_what_they_find(seance: Seance) -> None:
    alone = replace(seance, presents=seance.presents[:3], pouvoirs=(), absents=())
    vote = Vote(votants=3, pour=3, contre=0, abstentions=0)
    projet = check_projet(draft("subvention-association", seance=alone, champs=CHAMPS, vote=vote))
    assert [one.origine for one in projet.constats if one.severite is Severity.ERREUR] == ["quorum-not-met"]
    assert not projet.is_ready
    ranks = [one.severite.rank for one in projet.constats]
    assert ranks == sorted(ranks)


def test_a_draft_without_facts_is_still_an_act(tmp_path: Path) -> None:
    projet = draft("tarifs-communaux", seance=Seance(collectivite=Collectivite(nom="")), champs={})
    acte = projet_to_acte(projet)
    assert acte.date_seance is None
    assert acte.pour is None
