"""The forms of headings and votes that town halls use, each in an imaginary act."""

from __future__ import annotations

import datetime as dt

import pytest

from deliberia.model import Acte, Certitude, Forme
from deliberia.reading import read_acte, split_actes

DEBUT = (
    "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL\nCommune de Val-Fleuri\n"
    "Séance du 17 novembre 2026\n"
)
FIN = (
    "\nVu le code général des collectivités territoriales ;\nAprès en avoir délibéré, le conseil municipal "
    "décide d’approuver le projet.\n"
)


def read(entete: str, suite: str = "") -> Acte:
    return read_acte(DEBUT + entete + FIN + suite)


def value(fact: object) -> object:
    return getattr(fact, "value", None)


def test_a_year_joined_by_hyphens_gives_the_date() -> None:
    acte = read_acte(
        "DÉLIBÉRATION DU CONSEIL MUNICIPAL\nL’an deux-mille-vingt-six, le 17 novembre à 19h30, le conseil "
        "municipal, légalement convoqué, s’est réuni.\n" + FIN
    )
    assert value(acte.date_seance) == dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    "phrase",
    [
        "Désignation d’un secrétaire de séance (article L. 2121-15 du CGCT) : Mme Léa AUBRY a été désignée.",
        "Le conseil municipal nomme pour secrétaire de séance Madame Léa AUBRY qui prend place au bureau.",
        "Le conseil municipal désigne Léa AUBRY en qualité de secrétaire de séance.",
        "Madame Léa AUBRY été nommée secrétaire de séance",
        "Étaient absents : M. Paul LEBON. Mme Léa AUBRY a été élue secrétaire de séance",
        "Secrétaire de séance : Mme Léa AUBRY Délibération n° 2026-12",
        "Secrétaire de séance : Mme Léa AUBRY DEL2026-12",
    ],
)
def test_the_secretary_is_read_without_the_words_around(phrase: str) -> None:
    name = value(read(f"Présents : M. Jean BOST, Mme Léa AUBRY.\n{phrase}\n").secretaire)
    assert isinstance(name, str)
    assert name.split()[-2:] == ["Léa", "AUBRY"]
    assert len(name.split()) <= 3


def test_dot_leaders_stand_between_a_label_and_its_number() -> None:
    acte = read("Nombre de conseillers en exercice .... 15\nNombre de conseillers présents ........ 12\n")
    assert value(acte.en_exercice) == 15
    assert value(acte.presents_nombre) == 12


def test_counts_may_be_a_part_of_the_voters() -> None:
    acte = read("Conseillers en exercice : 15 Votants : 14 dont 12 Présents et 02 Procurations\n")
    assert (value(acte.votants), value(acte.presents_nombre), value(acte.pouvoirs_nombre)) == (14, 12, 2)


def test_counts_before_their_labels_are_read_when_all_are_printed_so() -> None:
    acte = read("12 PRÉSENTS : AUBRY L., BOST J.\n2 ABSENTS AYANT DONNÉ POUVOIR : LEBON P., TRUC A.\n")
    assert value(acte.presents_nombre) == 12


def test_the_minutes_of_an_hour_are_no_count_of_members() -> None:
    acte = read("La séance est ouverte à 20 heures 30 Présents : Léa AUBRY, Jean BOST, Paul LEBON\n")
    assert acte.presents_nombre is None


def test_a_list_printed_above_its_label_is_deduced() -> None:
    acte = read(
        "n° 2026 / 12\nLéa AUBRY, Jean BOST,Paul LEBON, Anne DE LA TOUR, Marc LE VAN\n"
        "Lise MOREL, Yann PRAT.\n"
        "Présents :\nAbsents ayant voté par procuration :\nZoé RIVES.\n"
    )
    assert acte.presents is not None
    assert acte.presents.certitude is Certitude.DEDUIT
    assert acte.presents.value == (
        "Léa AUBRY",
        "Jean BOST",
        "Paul LEBON",
        "Anne DE LA TOUR",
        "Marc LE VAN",
        "Lise MOREL",
        "Yann PRAT",
    )


def test_names_wrapped_on_two_lines_stay_one_name() -> None:
    acte = read("Présents : Mme Léa AUBRY, M. Jean-Marc\nBOST, Mme Anne\nMarie LEBON.\n")
    assert acte.presents is not None
    assert acte.presents.value == ("Mme Léa AUBRY", "M. Jean-Marc BOST", "Mme Anne Marie LEBON")


def test_a_small_council_is_listed_by_first_names() -> None:
    acte = read("Présents : Jean-Paul (Pr*), Anne-Lise, Zoé (Pr***), Marc,\nYves.\nAbsents : Lise.\n")
    assert acte.presents is not None
    assert acte.presents.value == ("Jean-Paul", "Anne-Lise", "Zoé", "Marc", "Yves")


def test_civilities_announce_a_list_without_a_colon_or_before_it() -> None:
    first = read("Présent(e)s Madame Léa AUBRY, Monsieur Jean BOST, Madame Zoé RIVES\nExcusé(e)s\n")
    second = read(
        "Étaient présents Mesdames et Messieurs les conseillers : Léa AUBRY, Jean BOST, Zoé RIVES.\n"
    )
    assert first.presents is not None
    assert second.presents is not None
    assert len(first.presents.value) == len(second.presents.value) == 3


def test_a_remark_between_brackets_does_not_end_the_list() -> None:
    acte = read(
        "Présents : Mme AUBRY (à compter de la délibération n° 3), M. BOST, Maire. Mme RIVES, M. PRAT.\n"
    )
    assert acte.presents is not None
    assert acte.presents.value == ("Mme AUBRY", "M. BOST", "Mme RIVES", "M. PRAT")


def test_initials_and_bullets_glued_to_names_are_read() -> None:
    acte = read("Présents : O M.AUBRY Jean, L. LE BRIS – M.A. BOST —Z.RIVES - Y. PRAT\n")
    assert acte.presents is not None
    assert [name.split()[-1] for name in acte.presents.value] == ["Jean", "BRIS", "BOST", "RIVES", "PRAT"]


def test_every_vote_of_minutes_keeps_its_counts() -> None:
    minutes = (
        "PROCÈS-VERBAL DU CONSEIL MUNICIPAL\nSéance du 17 novembre 2026\nPrésents : Léa AUBRY, Jean BOST.\n"
        "Ordre du jour :\n1. Voirie\n2. École\n\n1. Voirie\nLe maire expose le projet.\n"
        "VOTE : 13 POUR 0 CONTRE – 1 ABSTENTION\n\n2. École\nLe maire expose le projet.\n"
        "Vote :\n- Pour : 12\n- Absentions : 2\n"
    )
    (acte,) = split_actes(minutes)
    assert acte.is_votes_multiples
    assert acte.pour is None
    read_counts = [(value(d.pour), value(d.contre), value(d.abstentions)) for d in acte.decomptes]
    assert read_counts == [(13, 0, 1), (12, None, 2)]


COLONNES = "\n".join(
    f"|{left:<26}|{right:<70}|"
    for left, right in [
        ("RÉPUBLIQUE FRANÇAISE", ""),
        ("", "COMPTE RENDU du CONSEIL MUNICIPAL de la COMMUNE de VAL-FLEURI"),
        ("", "Séance du 17 novembre 2026"),
        ("", ""),
        ("Nombre de membres", "Présents : Léa AUBRY – Jean BOST - Paul LEBON"),
        ("en exercice :        11", "Anne MOREL - Zoé RIVES"),
        ("qui ont pris part à la", ""),
        ("délibération :        6", "Absents excusés : Yann PRAT"),
        ("", "Madame Zoé RIVES a été nommée secrétaire de séance"),
        ("", ""),
        ("Date de la convocation :", "Ordre du jour"),
        ("12 novembre 2026", "Voirie"),
    ]
)


def test_a_heading_in_columns_is_read_column_by_column() -> None:
    texte = COLONNES + "\n" + FIN
    acte = read_acte(texte)
    assert value(acte.en_exercice) == 11
    assert value(acte.votants) == 6
    assert value(acte.convocation) == dt.date(2026, 11, 12)
    assert value(acte.secretaire) == "Madame Zoé RIVES"
    assert acte.presents is not None
    assert acte.presents.value == ("Léa AUBRY", "Jean BOST", "Paul LEBON", "Anne MOREL", "Zoé RIVES")
    for fact, words in ((acte.en_exercice, "11"), (acte.secretaire, "Madame Zoé RIVES")):
        assert fact is not None
        assert texte[fact.start : fact.end] == words


def test_a_table_of_labels_and_values_is_not_unfolded() -> None:
    rows = "\n".join(
        f"| {label} | {number} |" for label, number in [("Votants", 14), ("En exercice", 15)] * 4
    )
    assert value(read(rows + "\n").votants) == 14


@pytest.mark.parametrize(
    "rubrique",
    [
        "AVAIENT DONNÉ POUVOIR :",
        "Avaient donné pouvoir :",
        "Avait donné procuration à :",
        "ONT DONNÉ PROCURATION :",
        "ont remis pouvoir :",
        "Membres ayant donné leur pouvoir :",
        "AYANT DONNE POUVOIR (2) :",
        "Avaient donné pouvoir (article L. 2121-20) :",
        "Étaient excusés et avaient donné pouvoir :",
        "ÉTAIENT REPRÉSENTÉS :",
        "AVAIENT DONNÉ POUVOIR\n",
        "Ont donné pouvoir",
    ],
)
def test_the_list_of_those_present_ends_where_proxies_are_announced(rubrique: str) -> None:
    acte = read(
        "Présents : M. Jean BOST, Mme Léa AUBRY\n"
        f"{rubrique} M. Guy TERRIER à M. Jean BOST, Mme Ida ROUX à Mme Léa AUBRY\n"
    )
    assert value(acte.presents) == ("M. Jean BOST", "Mme Léa AUBRY")
    assert acte.presents is not None
    assert acte.presents.certitude is Certitude.LU
    assert acte.pouvoirs is not None
    assert len(acte.pouvoirs.value) == 2


@pytest.mark.parametrize("rubrique", ["Présente également :", "Étaient également présents :"])
def test_a_second_list_of_those_present_is_added_but_never_sure(rubrique: str) -> None:
    acte = read(
        f"Présents : M. Jean BOST, Mme Léa AUBRY\nAbsents : M. Guy TERRIER\n{rubrique} Mme Ida ROUX\n"
    )
    assert value(acte.presents) == ("M. Jean BOST", "Mme Léa AUBRY", "Mme Ida ROUX")
    assert acte.presents is not None
    assert acte.presents.certitude is Certitude.DEDUIT


@pytest.mark.parametrize(
    "agents", ["Mme Ida ROUX, secrétaire générale", "Mme Ida ROUX, assistante", "M. Guy TERRIER (DGS)"]
)
def test_staff_who_attend_are_not_present_members(agents: str) -> None:
    acte = read(f"Présents : M. Jean BOST, Mme Léa AUBRY\nÉtaient également présents : {agents}\n")
    assert value(acte.presents) == ("M. Jean BOST", "Mme Léa AUBRY")


@pytest.mark.parametrize(
    ("objet", "genres"),
    [
        ("Élection d’un adjoint", {"election"}),
        ("Élection de la 2e adjointe", {"election"}),
        ("Élection du deuxième adjoint au maire", {"election"}),
        ("Élection d’une nouvelle adjointe", {"election"}),
        ("Élection d’un délégué au syndicat des eaux", {"designation"}),
        ("Nomination des membres du jury", {"designation"}),
        ("Dénomination de la place du Lavoir", set()),
        ("Reclassement d’un agent", set()),
        ("Aménagement du quartier : plan d’investissement", set()),
    ],
)
def test_the_kind_of_an_act_is_read_from_whole_words_of_its_object(objet: str, genres: set[str]) -> None:
    assert read(f"Objet : {objet}\n").genres == genres


@pytest.mark.parametrize(
    ("ligne", "numero", "objet"),
    [
        ("Délibération n° 2026-054 – Rapport annuel de l’eau", "2026-054", "Rapport annuel de l’eau"),
        ("DÉLIBÉRATION N° 2026/12 - TARIFS de la cantine", "2026/12", "TARIFS de la cantine"),
        ("Délibération n° 12 : 2e tranche de travaux", "12", "2e tranche de travaux"),
        ("Délibération n° 2026-060 – Séance du 17 novembre 2026", "2026-060", None),
        ("Délibération n° 2026-060 – Présents : neuf", "2026-060", None),
    ],
)
def test_the_object_may_follow_the_number_on_its_line(ligne: str, numero: str, objet: str | None) -> None:
    acte = read(f"{ligne}\nPrésents : M. Jean BOST, Mme Léa AUBRY\n")
    assert value(acte.numero) == numero
    assert value(acte.objet) == objet


@pytest.mark.parametrize(
    "ligne",
    [
        "Objet : Compte rendu des décisions prises par délégation",
        "Délibération n° 2026-073 – Compte rendu annuel de la délégation de service public",
        "Objet : Approbation du procès-verbal de la séance du 20 octobre 2026",
    ],
)
def test_an_act_about_minutes_or_an_account_is_not_minutes(ligne: str) -> None:
    debut = "COMMUNE DE VAL-FLEURI\nSéance du conseil municipal du 17 novembre 2026\n"
    suite = "\nPrésents : M. Jean BOST, Mme Léa AUBRY\nSecrétaire de séance : Mme Léa AUBRY\n"
    assert read_acte(debut + ligne + suite + FIN).forme is Forme.DELIBERATION


def test_a_title_that_names_minutes_makes_minutes() -> None:
    acte = read_acte(
        "COMPTE RENDU DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL\nSéance du 17 novembre 2026\n"
        "Présents : M. Jean BOST, Mme Léa AUBRY\nSecrétaire de séance : Mme Léa AUBRY\n" + FIN
    )
    assert acte.forme is Forme.PROCES_VERBAL


@pytest.mark.parametrize(
    "bloc",
    [
        "Le maire,             Le secrétaire de séance,\nClaire VASSEUR        Étienne DELMAS",
        "Le maire,   Le secrétaire de séance,\n\nClaire VASSEUR   Étienne DELMAS\n",
        "La présidente\tLe secrétaire de séance\n(signé)\t(signé)\nClaire VASSEUR\tÉtienne DELMAS",
        "| Le maire | Le secrétaire |\n|---|---|\n| Claire VASSEUR | Étienne DELMAS |",
        "Le secrétaire de séance,          Le maire,\nÉtienne DELMAS                    Claire VASSEUR",
    ],
)
def test_names_under_two_capacities_are_those_of_their_columns(bloc: str) -> None:
    acte = read("Présents : M. Étienne DELMAS, Mme Claire VASSEUR\n", f"Pour extrait conforme,\n{bloc}")
    assert value(acte.signature_maire) == "Claire VASSEUR"
    assert value(acte.signature_secretaire) == "Étienne DELMAS"


def test_two_capacities_without_names_name_nobody() -> None:
    acte = read("", "Pour extrait conforme,\nLe maire,          Le secrétaire de séance,\n")
    assert value(acte.signature_maire) == ""
    assert value(acte.signature_secretaire) == ""
