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
