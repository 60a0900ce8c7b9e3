"""Checks added by the second reading: each made to fire once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deliberia.catalogue import get_template
from deliberia.drafting import draft, load_seance
from deliberia.model import Projet, Seance, Vote
from deliberia.resources import data_dir

VOTE = Vote(votants=10, pour=10, contre=0, abstentions=0)

CASES: list[tuple[str, dict[str, Any], str]] = [
    (
        "modification-quotite-emploi",
        {"nouvelle": 28, "pct": 40, "avis_cst": "2026-10-20", "grade": ""},
        "grade-absent",
    ),
    ("projet-urbain-partenarial", {"duree": 0}, "sans-exoneration"),
    ("rapport-delegataire", {"date_reception": "2026-03-15"}, "examen-tardif"),
    ("referent-deontologue-elus", {"mode_designation": ""}, "mode-non-dit"),
    ("rythmes-scolaires", {"avis_conseil_ecole": "defavorable"}, "avis-defavorable"),
    (
        "stationnement-payant",
        {
            "tarifs": [
                {"duree": "1 heure", "eur": 30, "zone": "A"},
                {"duree": "1 heure", "eur": 2, "zone": "B"},
            ]
        },
        "fps-par-zone",
    ),
    (
        "mutualisation-service-commun",
        {"forme": "prestation", "sens": "partenaire", "partenaire": "Métropole du Bassin-Fleuri"},
        "autre-groupement",
    ),
]


@pytest.fixture
def seance() -> Seance:
    return load_seance(data_dir("templates") / "_exemple" / "seance.toml")


def codes(projet: Projet) -> set[str]:
    prefix = f"template:{projet.modele}:"
    return {one.origine.removeprefix(prefix) for one in projet.constats if one.origine.startswith(prefix)}


@pytest.mark.parametrize(("modele", "change", "code"), CASES)
def test_each_check_fires_when_its_fault_is_there(
    seance: Seance, modele: str, change: dict[str, Any], code: str
) -> None:
    exemple = get_template(modele).exemple
    if exemple.seance:
        seance = replace(seance, date=exemple.seance.date, convocation=exemple.seance.convocation)
    champs = dict(exemple.champs)
    assert code not in codes(draft(modele, seance=seance, champs=champs, vote=VOTE))
    assert code in codes(draft(modele, seance=seance, champs=champs | change, vote=VOTE))


def said(modele: str, seance: Seance, champs: dict[str, Any]) -> str:
    projet = draft(
        modele, seance=seance, champs=dict(get_template(modele).exemple.champs) | champs, vote=VOTE
    )
    return " ".join(bloc.texte for bloc in projet.blocs)


def test_a_tariff_of_water_never_reaches_what_was_consumed_before(seance: Seance) -> None:
    texte = said("tarifs-eau-assainissement", seance, {})
    assert "volumes consommés à compter du" in texte
    assert "facturées à compter" not in texte


def test_a_water_bill_without_a_fixed_part_shows_none(seance: Seance) -> None:
    texte = said("tarifs-eau-assainissement", seance, {"part_fixe": 0})
    assert "sans part fixe" in texte
    assert "abonnement dû" not in texte


@pytest.mark.parametrize(
    ("forme", "sens", "expected"),
    [
        ("prestation", "partenaire", "confiée à la communauté de communes du Haut-Allier par la commune"),
        ("prestation", "collectivite", "confiée à la commune par la communauté de communes du Haut-Allier"),
        ("partiel", "collectivite", "de la communauté de communes du Haut-Allier par la commune"),
    ],
)
def test_a_shared_service_says_who_renders_it(seance: Seance, forme: str, sens: str, expected: str) -> None:
    champs = {"forme": forme, "sens": sens, "services": ["le déneigement"]}
    assert expected in said("mutualisation-service-commun", seance, champs)


def test_a_full_time_post_is_never_said_to_keep_within_the_tolerance(seance: Seance) -> None:
    champs = {"ancienne": 35, "nouvelle": 33, "pct": "", "avis_cst": "2026-10-20"}
    assert "n’excède pas 10" not in said("modification-quotite-emploi", seance, champs)


def test_the_state_decides_when_an_owner_resists_the_transfer_of_a_road(seance: Seance) -> None:
    champs = {"cas": "office", "enquete_date": "2026-10-02", "opposition": True, "accord_date": ""}
    texte = said("transfert-voie-lotissement", seance, champs)
    assert "Il est demandé au représentant de l’État" in texte
    assert "classées dans la voirie" not in texte
