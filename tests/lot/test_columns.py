"""Which column feeds which field."""

from __future__ import annotations

import pytest

from deliberia.catalogue import get_template
from deliberia.errors import UsageError
from deliberia.lot import map_columns

TEMPLATE = get_template("subvention-association")


def test_names_match_without_accents_nor_capitals() -> None:
    plan = map_columns(
        ("N°", "BÉNÉFICIAIRE", "Montant", "date du budget", "vote.pour"), TEMPLATE, leave=("date du budget",)
    )
    assert plan.cibles == {
        "N°": "numero",
        "BÉNÉFICIAIRE": "champs.beneficiaire",
        "Montant": "champs.montant",
        "vote.pour": "vote.pour",
    }
    assert plan.find_column("champs.montant") == "Montant"


def test_an_unknown_column_gets_the_nearest_name() -> None:
    with pytest.raises(UsageError, match=r"« benefisiaire » \(voulez-vous dire « beneficiaire » \?\)"):
        map_columns(("benefisiaire", "montant"), TEMPLATE)


def test_the_user_decides_which_field_a_column_feeds() -> None:
    plan = map_columns(
        ("Association", "Somme"), TEMPLATE, choices={"Association": "beneficiaire", "Somme": "montant"}
    )
    assert plan.cibles == {"Association": "champs.beneficiaire", "Somme": "champs.montant"}


def test_a_choice_for_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="pas de colonne « Somme »"):
        map_columns(("montant",), TEMPLATE, choices={"Somme": "montant"})


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(UsageError, match="le même champ : « montant », « Montant € »"):
        map_columns(("montant", "Montant €"), TEMPLATE)


@pytest.mark.parametrize(
    ("modele", "column", "field"),
    [
        ("subvention-association", "Nom de l’association", "beneficiaire"),
        ("subvention-association", "Compte", "imputation"),
        ("subvention-association", "Votes pour", "pour"),
        ("subvention-association", "Montnat", "montant"),
        ("creation-emploi-permanent", "Motif de création", "motif"),
        ("garantie-emprunt", "Montant du prêt", "montant"),
        ("fonds-de-concours", "Montant fonds", "fonds_concours"),
        ("attribution-marche", "Objet du marché", "objet"),
        ("adhesion-organisme", "Cotisation annuelle", "cotisation"),
        ("vacataire", "Début", "date_debut"),
        ("don-legs", "Valeur estimée", "valeur"),
    ],
)
def test_the_suggestion_is_the_field_that_the_heading_speaks_of(modele: str, column: str, field: str) -> None:
    with pytest.raises(UsageError, match=f"« {column} » \\(voulez-vous dire « {field} » \\?\\)"):
        map_columns([column], get_template(modele))


@pytest.mark.parametrize("column", ["Colonne1", "Xyz", "Nom"])
def test_nothing_is_suggested_for_a_heading_that_says_nothing(column: str) -> None:
    with pytest.raises(UsageError) as caught:
        map_columns([column], get_template("subvention-association"))
    assert "voulez-vous" not in str(caught.value)


@pytest.mark.parametrize("column", ["N°", "Numéro", "N° délibération", "Numéro de délibération"])
def test_the_number_bears_several_names(column: str) -> None:
    plan = map_columns([column], get_template("subvention-association"))
    assert plan.cibles == {column: "numero"}
