"""The object of an act, wherever a town hall prints it. The authority and its people are imaginary."""

from __future__ import annotations

import pytest

from deliberia.model import Certitude
from deliberia.reading import read_acte, split_actes

OBJET = "Rénovation de la salle des fêtes"
ENTETE = """RÉPUBLIQUE FRANÇAISE
Département de la Haute-Loire
Commune de Val-Fleuri

EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
Séance du 17 novembre 2026

Nombre de membres en exercice : 11
Présents : 9
Votants : 9
Date de convocation : 10 novembre 2026

L’an deux mille vingt-six, le dix-sept novembre à 19 heures, le conseil municipal de Val-Fleuri s’est réuni \
sous la présidence de Mme Claire Vasseur, maire.

Étaient présents : Mme Claire Vasseur, M. Bastien Roure, Mme Odile Charbonnel, M. Étienne Delmas.
Absents : Mme Jeanne Chastel, M. Noël Bonnefoux.
Secrétaire de séance : M. Étienne Delmas

"""
CORPS = """Madame le maire expose que la salle des fêtes doit être rénovée.

Vu le code général des collectivités territoriales,

Après en avoir délibéré, le conseil municipal, à l’unanimité :
- APPROUVE le projet ;
- AUTORISE Mme le maire à signer tout document.

Fait et délibéré les jour, mois et an ci-dessus.
La maire,
Claire VASSEUR
"""
AU_FIL = " ".join(CORPS.split())


@pytest.mark.parametrize(
    "titre",
    [
        f"Objet : {OBJET}",
        f"OBJET: {OBJET}",
        f"OBJET :\n{OBJET}",
        f"OBJET\n{OBJET}",
        f"Objet de la délibération : {OBJET}",
        f"| Objet | {OBJET} |\n| --- | --- |\n| Rapporteur | M. Étienne Delmas |",
        f"Délibération n° 2026-41 : {OBJET}",
        f"Délibération n° 2026-41\n{OBJET}",
        f"2026/41 - {OBJET}",
        f"DCM 2026-41 {OBJET}",
        f"{OBJET}\n\nRapporteur : M. Étienne Delmas",
        f"{OBJET}\nÉtienne DELMAS rapporte :",
        f"{OBJET}\n\nÉtienne DELMAS",
        f"Domaine : 7.5 Subventions\nThème : {OBJET}",
        f"Intitulé : {OBJET}",
        f"Sujet : {OBJET}",
        f"« {OBJET} »",
        f"Nomenclature : 7.5\n\n{OBJET}",
        f"1°) {OBJET}",
        f"## {OBJET}",
    ],
)
def test_the_object_is_read_without_what_announces_it(titre: str) -> None:
    acte = read_acte(f"{ENTETE}{titre}\n\n{CORPS}")
    assert acte.objet is not None
    assert acte.objet.value == OBJET
    assert " ".join(acte.texte[acte.objet.start : acte.objet.end].split()) == OBJET


def test_a_title_in_capitals_is_only_deduced() -> None:
    acte = read_acte(f"{ENTETE}{OBJET.upper()}\n\n{CORPS}")
    assert acte.objet is not None
    assert (acte.objet.value, acte.objet.certitude) == (OBJET.upper(), Certitude.DEDUIT)


def test_a_title_of_several_lines_keeps_them_all() -> None:
    titre = f"FINANCES\n{OBJET}\nParcelles A 12 et A 14\nDemande de subvention\nau département"
    acte = read_acte(f"{ENTETE}{titre}\nÉtienne DELMAS rapporte :\n{CORPS}")
    assert acte.objet is not None
    assert acte.objet.value == " ".join(titre.split())


def test_a_title_alone_at_the_top_of_the_page_is_found() -> None:
    top = f"Commune de Val-Fleuri\nDélibération du conseil municipal\n\n{OBJET}\n\n"
    acte = read_acte(top + ENTETE.partition("\n\n")[2] + CORPS)
    assert acte.objet is not None
    assert acte.objet.value == OBJET


@pytest.mark.parametrize("before", ["Délibération n° 2026-41 : ", "N° 2026-41 - ", "Objet : "])
def test_an_act_without_line_breaks_gives_its_object_and_no_more(before: str) -> None:
    flat = " ".join(f"{ENTETE}{before}{OBJET} Le conseil municipal, {AU_FIL}".split())
    acte = read_acte(flat)
    assert acte.objet is not None
    assert acte.objet.value == OBJET


def test_a_schoolyear_that_begins_the_object_is_not_a_number() -> None:
    acte = read_acte(f"{ENTETE}Objet : 2026-2027, tarifs de la cantine\n\n{CORPS}")
    assert acte.objet is not None
    assert acte.objet.value == "2026-2027, tarifs de la cantine"


@pytest.mark.parametrize(
    "objet",
    [
        "Attribution d’une subvention à l’association « Les Amis du Four à Pain »",
        "« Petites villes de demain » : convention",
        "« Les Amis » et « Le Four » : subventions",
    ],
)
def test_a_name_between_quotation_marks_keeps_them(objet: str) -> None:
    acte = read_acte(f"{ENTETE}Objet : {objet}\n\n{CORPS}")
    assert acte.objet is not None
    assert acte.objet.value == objet


def test_an_act_that_cites_a_deliberation_is_not_about_it() -> None:
    visa = "Vu la délibération n° 2025-12 : Création du budget annexe\n\n"
    acte = read_acte(f"{ENTETE}{visa}{CORPS}")
    assert acte.objet is None or "budget annexe" not in acte.objet.value


ITEM = (
    "Le maire propose. Vu le code général des collectivités territoriales, "
    "après en avoir délibéré, le conseil décide. "
)


def test_the_items_of_minutes_have_their_own_object_without_their_number() -> None:
    items = (
        f"DEL2026-40 : Tarifs de la cantine\nRapporteur : M. Étienne Delmas\n{ITEM * 3}\n"
        "DEL2026-41 : Demande de subvention au département pour la rénovation de la\nsalle des fêtes\n"
        f"Rapporteur : M. Paul Astruc\n{ITEM * 3}\n"
        f"DEL2026-42 : Cession bail rural\nPar acte du 30 novembre 2010, la commune a loué. {ITEM * 3}\n"
    )
    minutes, *points = split_actes(f"PROCÈS-VERBAL DE LA SÉANCE\n{ENTETE}{items}")
    assert [point.objet.value if point.objet else None for point in points] == [
        "Tarifs de la cantine",
        "Demande de subvention au département pour la rénovation de la salle des fêtes",
        "Cession bail rural",
    ]
    assert minutes.objet is None


@pytest.mark.parametrize(
    "intertitre", ["Maires Adjoints", "Conseillers Municipaux", "Adjoints au Maire", "Membres Présents"]
)
def test_a_heading_inside_the_list_of_presence_is_no_name(intertitre: str) -> None:
    entete = ENTETE.replace(", Mme Odile Charbonnel", f"\n{intertitre}, Mme Odile Charbonnel")
    acte = read_acte(entete + CORPS)
    assert acte.presents is not None
    assert intertitre not in acte.presents.value
    assert "Mme Odile Charbonnel" in acte.presents.value
