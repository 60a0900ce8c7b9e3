"""The calendar of a séance: the arithmetic is tested elsewhere; here, which deadline for which authority."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from deliberia.cli.main import run
from deliberia.drafting import example_dossier
from deliberia.model import Collectivite, CollectiviteSorte, Seance
from deliberia.pieces import list_echeances

DAY = dt.date(2026, 11, 17)


def _dates(seance: Seance, **options: dt.date) -> dict[str, dt.date | None]:
    return {one.nom: one.date for one in list_echeances(seance, **options)}


def _seance(population: int | None, sorte: CollectiviteSorte = CollectiviteSorte.COMMUNE) -> Seance:
    commune = Collectivite(nom="Val-Fleuri", sorte=sorte, population=population, en_exercice=11)
    return Seance(collectivite=commune, date=DAY)


def test_a_small_commune() -> None:
    found = _dates(_seance(430), publication=dt.date(2026, 11, 20), suivante=dt.date(2026, 12, 15))
    assert found == {
        "convocation": dt.date(2026, 11, 13),
        "quorum": DAY,
        "liste-des-deliberations": dt.date(2026, 11, 24),
        "transmission": None,
        "proces-verbal": dt.date(2026, 12, 22),
        "recours": dt.date(2027, 1, 21),
    }


@pytest.mark.parametrize(
    ("population", "sorte"), [(3500, CollectiviteSorte.COMMUNE), (None, CollectiviteSorte.EPCI)]
)
def test_from_3500_inhabitants_and_in_groupings_a_note_goes_five_clear_days_before(
    population: int | None, sorte: CollectiviteSorte
) -> None:
    found = _dates(_seance(population, sorte))
    assert found["convocation"] == found["note-de-synthese"] == dt.date(2026, 11, 11)


def test_a_ccas_publishes_no_list() -> None:
    assert "liste-des-deliberations" not in _dates(_seance(430, CollectiviteSorte.CCAS))


def test_the_councillors_of_the_member_communes_of_a_grouping_get_the_list_within_a_month() -> None:
    seance = replace(_seance(None, CollectiviteSorte.EPCI), date=dt.date(2027, 1, 31))
    assert _dates(seance)["liste-aux-conseillers"] == dt.date(2027, 2, 28)
    assert "liste-aux-conseillers" not in _dates(_seance(430))


@pytest.mark.parametrize(
    ("population", "sorte", "departement", "fondement"),
    [
        (430, CollectiviteSorte.COMMUNE, "43", ("CGCT:L2121-10", "CGCT:L2121-11")),
        (4000, CollectiviteSorte.COMMUNE, "43", ("CGCT:L2121-10", "CGCT:L2121-12")),
        (430, CollectiviteSorte.COMMUNE, "67", ("CGCT:L2541-2",)),
        (430, CollectiviteSorte.CCAS, "43", ("CASF:R123-16",)),
    ],
)
def test_the_basis_of_the_convocation_is_that_of_the_authority(
    population: int, sorte: CollectiviteSorte, departement: str, fondement: tuple[str, ...]
) -> None:
    seance = _seance(population, sorte)
    collectivite = replace(seance.collectivite, code_departement=departement)
    first = list_echeances(replace(seance, collectivite=collectivite))[0]
    assert first.fondement == fondement


def test_in_alsace_moselle_no_text_is_given_for_the_minutes() -> None:
    seance = _seance(430)
    collectivite = replace(seance.collectivite, code_departement="68")
    found = {one.nom: one for one in list_echeances(replace(seance, collectivite=collectivite))}
    assert found["proces-verbal"].fondement == ()
    assert "préfecture" in found["proces-verbal"].precision


def test_a_second_meeting_has_no_quorum_to_reach() -> None:
    second = replace(_seance(430), premiere_reunion=dt.date(2026, 11, 10))
    assert "quorum" not in _dates(second)


def test_an_unknown_population_is_said_rather_than_guessed() -> None:
    convocation = next(one for one in list_echeances(_seance(None)) if one.nom == "convocation")
    assert convocation.date is None
    assert "population" in convocation.precision


def test_a_seance_without_date_has_no_calendar() -> None:
    assert list_echeances(Seance(collectivite=Collectivite(nom="Val-Fleuri"))) == ()


def test_every_basis_is_in_the_base() -> None:
    from deliberia.legal_refs import load_base
    from deliberia.verification import verify

    for sorte in CollectiviteSorte:
        for one in list_echeances(_seance(4000, sorte)):
            for cle in one.fondement:
                assert verify(cle, on=load_base().etat).kind.value == "en_vigueur", cle


def test_the_command_answers_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example_dossier(tmp_path)
    assert run(["seance", "calendrier", str(tmp_path / "seance.toml"), "--format", "json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["format"] == 1
    assert content["echeances"][0]["nom"] == "convocation"
    assert content["echeances"][0]["date"] == "2026-11-13"
