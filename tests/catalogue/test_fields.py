"""From what the user typed to values: one table of good inputs, one of bad ones."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from deliberia.catalogue.fields import parse_champs, parse_value
from deliberia.catalogue.schema import Champ, ChampType, Choix, SousChamp
from deliberia.catalogue.values import ABSENT, Missing, Row
from deliberia.errors import DataError


def champ(kind: ChampType, **options: Any) -> Champ:
    return Champ(nom="valeur", type=kind, question="?", **options)


CHOIX = (Choix(valeur="salles", libelle="Salles communales"), Choix(valeur="cantine", libelle="Cantine"))
LISTE = champ(
    ChampType.LISTE,
    sous_champs=(
        SousChamp(nom="financeur", type=ChampType.TEXTE, question="?"),
        SousChamp(nom="eur", type=ChampType.EUROS, question="?", synonymes=("montant",)),
        SousChamp(nom="statut", type=ChampType.TEXTE, question="?", requis=False),
    ),
)


@pytest.mark.parametrize(
    ("field", "raw", "expected"),
    [
        (champ(ChampType.TEXTE), "  Les   Amis\ndu Four ", "Les Amis du Four"),
        (champ(ChampType.TEXTE), 65748, "65748"),
        (champ(ChampType.TEXTE), "e\u0301cole", "école"),
        (champ(ChampType.ENTIER), 2, 2),
        (champ(ChampType.ENTIER), "2", 2),
        (champ(ChampType.ENTIER, unite="ans"), "5 ans", 5),
        (champ(ChampType.NOMBRE, unite="m²"), "1 845,5 m2", Decimal("1845.5")),
        (champ(ChampType.NOMBRE, unite="m²"), "845m²", Decimal(845)),
        (champ(ChampType.NOMBRE, unite="ha"), "3,25 hectares", Decimal("3.25")),
        (champ(ChampType.EUROS), 1500, Decimal("1500.00")),
        (champ(ChampType.EUROS), 1500.5, Decimal("1500.50")),
        (champ(ChampType.EUROS), "1 500,50 €", Decimal("1500.50")),
        (champ(ChampType.EUROS), -3, Decimal("-3.00")),
        (champ(ChampType.POURCENTAGE), "40 %", Decimal(40)),
        (champ(ChampType.HEURES), "17h30", Decimal("17.5")),
        (champ(ChampType.HEURES), "28/35", Decimal(28)),
        (champ(ChampType.HEURES), "Temps complet", Decimal(35)),
        (champ(ChampType.HEURES), "35 heures", Decimal(35)),
        (champ(ChampType.HEURES), 17.5, Decimal("17.5")),
        (champ(ChampType.DATE), "2026-11-17", dt.date(2026, 11, 17)),
        (champ(ChampType.DATE), "17 novembre 2026", dt.date(2026, 11, 17)),
        (champ(ChampType.DATE), dt.date(2026, 11, 17), dt.date(2026, 11, 17)),
        (champ(ChampType.BOOL), "oui", True),
        (champ(ChampType.BOOL), False, False),
        (champ(ChampType.CHOIX, choix=CHOIX), "Cantine", "cantine"),
        (champ(ChampType.CHOIX, choix=CHOIX), "sal", "salles"),
        (champ(ChampType.CHOIX, choix=(Choix(valeur="3", libelle="3° Petite commune"),)), "3°", "3"),
        (champ(ChampType.CHOIX, choix=(Choix(valeur="3", libelle="x"),)), "L. 332-8, 3°", "3"),
        (champ(ChampType.TEXTES), "Mme Odile Charbonnel", ("Mme Odile Charbonnel",)),
        (champ(ChampType.TEXTES), ["a", "", "b"], ("a", "b")),
        (
            LISTE,
            [{"financeur": "Région", "montant": 10}],
            (Row({"financeur": "Région", "eur": Decimal("10.00"), "statut": ABSENT}),),
        ),
    ],
)
def test_good_values_are_read(field: Champ, raw: Any, expected: Any) -> None:
    assert parse_champs([field], {"valeur": raw}, place="essai") == {"valeur": expected}


@pytest.mark.parametrize("raw", ["", None, [], "   "])
def test_an_empty_value_is_as_if_not_given(raw: Any) -> None:
    kind = ChampType.TEXTES if raw == [] else ChampType.TEXTE
    assert parse_champs([champ(kind)], {"valeur": raw}, place="essai") == {}


@pytest.mark.parametrize(
    ("field", "raw", "words"),
    [
        (champ(ChampType.TEXTE), 3.5, "attend un texte"),
        (champ(ChampType.TEXTE), ["a"], "attend un texte"),
        (champ(ChampType.TEXTE), True, "attend un texte"),
        (champ(ChampType.TEXTE), "x" * 401, "400 caractères"),
        (champ(ChampType.ENTIER), 2.5, "nombre entier"),
        (champ(ChampType.ENTIER), True, "nombre entier"),
        (champ(ChampType.EUROS), "beaucoup", "montant en euros"),
        (champ(ChampType.EUROS), True, "montant en euros"),
        (champ(ChampType.EUROS), 1.005, "deux décimales"),
        (champ(ChampType.EUROS), float("inf"), "montant en euros"),
        (champ(ChampType.EUROS), float("nan"), "montant en euros"),
        (champ(ChampType.EUROS), 10**13, "montant en euros"),
        (champ(ChampType.EUROS, minimum=Decimal(1)), 0, "au moins égal à 1"),
        (champ(ChampType.POURCENTAGE), 120, "entre 0 et 100"),
        (champ(ChampType.HEURES), "17h75", "durée en heures"),
        (champ(ChampType.HEURES, maximum=Decimal(35)), 40, "au plus égal à 35"),
        (champ(ChampType.DATE), "2026-02-30", "date qui existe"),
        (champ(ChampType.DATE), "demain", "date qui existe"),
        (champ(ChampType.DATE), 20261117, "date qui existe"),
        (champ(ChampType.BOOL), "peut-être", "oui ou non"),
        (champ(ChampType.BOOL), 1, "oui ou non"),
        (champ(ChampType.CHOIX, choix=CHOIX), "cantines", "« cantine »"),
        (champ(ChampType.NOMBRE, unite="m²"), "845 ha", "un nombre"),
        (LISTE, {"financeur": "x"}, "liste de lignes"),
        (LISTE, ["x"], "liste de lignes"),
        (LISTE, [{"financeurs": "x"}], "« financeur »"),
        (LISTE, [{"financeur": "x", "eur": "y"}], "ligne 1"),
        (LISTE, [{"financeur": "x", "eur": 1}] * 2001, "2000 lignes"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(field: Champ, raw: Any, words: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_champs([field], {"valeur": raw}, place="Modèle « essai »")
    message = str(caught.value)
    assert words in message
    assert message.startswith("Modèle « essai » : ")
    assert "\n" not in message


def test_an_unknown_field_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(DataError, match="vouliez-vous écrire « valeur »"):
        parse_champs([champ(ChampType.TEXTE)], {"valeurs": "x"}, place="essai")


def test_unknown_fields_pass_when_the_user_says_so() -> None:
    found = parse_champs([champ(ChampType.TEXTE)], {"autre": "x"}, place="essai", champs_libres=True)
    assert found == {}


def test_all_faults_are_told_at_once() -> None:
    fields = [champ(ChampType.DATE), Champ(nom="somme", type=ChampType.EUROS, question="?")]
    with pytest.raises(DataError) as caught:
        parse_champs(fields, {"valeur": "x", "somme": "y", "rien": 1}, place="essai")
    assert all(word in str(caught.value) for word in ("« valeur »", "« somme »", "« rien »"))


def test_a_missing_cell_is_a_hole_with_its_place() -> None:
    rows = parse_champs([LISTE], {"valeur": [{"financeur": "Région"}]}, place="essai")["valeur"]
    hole = rows[0].get("eur")
    assert isinstance(hole, Missing)
    assert hole.name == "valeur[1].eur"


def test_a_text_alone_is_a_row_whose_other_cells_are_optional() -> None:
    first = SousChamp(nom="zone", type=ChampType.TEXTE, question="Zone ?")
    rate = SousChamp(nom="taux", type=ChampType.NOMBRE, question="Taux ?", requis=False)
    zones = Champ(nom="zones", type=ChampType.LISTE, question="Zones ?", sous_champs=(first, rate))
    (bourg, hameaux) = parse_value(zones, ["bourg", {"zone": "hameaux", "taux": 9}])
    assert (bourg.get("zone"), bourg.get("taux")) == ("bourg", ABSENT)
    assert hameaux.get("taux") == 9
