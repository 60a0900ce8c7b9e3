"""Each check of a template, made to fire once on purpose; the example itself fires none of them."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deliberia.catalogue import get_template, iter_templates
from deliberia.drafting import draft, load_seance
from deliberia.model import BlocSorte, CollectiviteSorte, Projet, Seance, Vote
from deliberia.resources import data_dir

VOTE = Vote(votants=10, pour=10, contre=0, abstentions=0)
ONE_LINE = {"section": "fonctionnement", "chapitre": "011", "depense": 10}
OTHER_LINE = {"section": "investissement", "chapitre": "21", "depense": 10}
ROW = {"beneficiaire": "Comité des fêtes", "objet": "fête", "montant": 30}
CONTRACT = {"contractuel": True, "niveau_remuneration": "indices bruts 367 à 432"}


@pytest.fixture
def seance() -> Seance:
    return load_seance(data_dir("templates") / "_exemple" / "seance.toml")


def codes(projet: Projet) -> set[str]:
    prefix = f"template:{projet.modele}:"
    return {one.origine.removeprefix(prefix) for one in projet.constats if one.origine.startswith(prefix)}


CASES: list[tuple[str, dict[str, Any], str]] = [
    ("subvention-association", {"beneficiaires": [ROW]}, "une-ou-plusieurs"),
    ("subvention-association", {"montant_annuel": 100}, "total-annuel"),
    ("subvention-association", {"montant": 23000.01}, "convention-23000"),
    ("subvention-association", {"montant_annuel": 24000}, "convention-23000"),
    ("subvention-association", {"elus_interesses": ["Mme Claire Vasseur"]}, "executif-interesse"),
    ("decision-modificative", {"lignes": [ONE_LINE]}, "fonctionnement-desequilibre"),
    ("decision-modificative", {"lignes": [OTHER_LINE]}, "investissement-desequilibre"),
    ("decision-modificative", {"lignes": [{"section": "F", "chapitre": "011"}]}, "ligne-sans-montant"),
    (
        "decision-modificative",
        {"lignes": [{"section": "F", "chapitre": "023", "depense": 10}]},
        "virement-entre-sections",
    ),
    ("decision-modificative", {"exercice": 2025}, "apres-le-21-janvier"),
    ("decision-modificative", {"exercice": 2025}, "apres-le-31-decembre"),
    ("demande-detr-dsil", {"autofinancement": 34399}, "plan-different-du-cout"),
    ("demande-detr-dsil", {"autofinancement": 1000}, "autofinancement-20"),
    ("demande-detr-dsil", {"dotation": "detr_dsil"}, "cumul-detr-dsil"),
    ("demande-detr-dsil", {"date_debut": "2026-10-01"}, "travaux-deja-commences"),
    ("creation-emploi-permanent", CONTRACT | {"fondement_332_8": "5"}, "quotite-332-8-5"),
    ("creation-emploi-permanent", CONTRACT | {"emploi_direction": True}, "direction-contractuel"),
    ("creation-emploi-permanent", CONTRACT | {"fonctions": ""}, "fonctions-contractuel"),
    ("creation-emploi-permanent", {"motif": "le remplacement de Mme Dupin"}, "agent-nomme"),
    ("creation-emploi-permanent", {"date_effet": "2026-11-17"}, "date-effet-passee"),
    ("tarifs-communaux", {"date_effet": "2026-11-16"}, "retroactif"),
    ("tarifs-communaux", {"date_effet": "2026-11-17"}, "effet-immediat"),
    ("tarifs-communaux", {"elus_interesses": ["Mme Claire Vasseur"]}, "executif-interesse"),
    ("tarifs-communaux", {"motif_differences": ""}, "difference-non-motivee"),
    ("tarifs-communaux", {"domaine": "domaine_public"}, "gratuite-domaine-public"),
]


@pytest.mark.parametrize(("modele", "change", "code"), CASES)
def test_a_check_fires_on_purpose(seance: Seance, modele: str, change: dict[str, Any], code: str) -> None:
    example = dict(get_template(modele).exemple.champs)
    example.pop("elus_interesses", None)
    assert code not in codes(draft(modele, seance=seance, champs=example, vote=VOTE))
    assert code in codes(draft(modele, seance=seance, champs=example | change, vote=VOTE))


@pytest.mark.parametrize(
    ("item", "sorte", "population", "is_refused"),
    [
        ("3", CollectiviteSorte.COMMUNE, 999, False),
        ("3", CollectiviteSorte.COMMUNE, 1000, True),
        ("3", CollectiviteSorte.EPCI, 14_999, False),
        ("3", CollectiviteSorte.EPCI, 15_000, True),
        ("3", CollectiviteSorte.CCAS, 430, True),
        ("6", CollectiviteSorte.COMMUNE, 1999, False),
        ("6", CollectiviteSorte.COMMUNE, 2000, True),
        ("6", CollectiviteSorte.EPCI, 9_999, False),
        ("6", CollectiviteSorte.EPCI, 10_000, True),
        ("7", CollectiviteSorte.COMMUNE, 1999, False),
        ("7", CollectiviteSorte.EPCI, 999, True),
    ],
)
def test_the_case_of_a_contract_follows_the_population(
    seance: Seance, item: str, sorte: CollectiviteSorte, population: int, is_refused: bool
) -> None:
    collectivite = replace(seance.collectivite, sorte=sorte, population=population)
    champs = dict(get_template("creation-emploi-permanent").exemple.champs) | {"fondement_332_8": item}
    found = codes(
        draft(
            "creation-emploi-permanent",
            seance=replace(seance, collectivite=collectivite),
            champs=champs,
            vote=VOTE,
        )
    )
    assert bool(found & {"population-332-8-3", "population-332-8-6-7"}) is is_refused


@pytest.mark.parametrize("modele", ["subvention-association", "tarifs-communaux"])
def test_an_interested_member_who_votes_is_told(seance: Seance, modele: str) -> None:
    champs = dict(get_template(modele).exemple.champs) | {"elus_interesses": ["M. Paul Astruc"]}
    withdrawn = replace(VOTE, ne_prennent_pas_part=("M. Paul Astruc",), votants=9, pour=9)
    assert codes(draft(modele, seance=seance, champs=champs, vote=withdrawn)) == set()
    other = replace(withdrawn, ne_prennent_pas_part=("M. Hugo Sabatéry",))
    assert codes(draft(modele, seance=seance, champs=champs, vote=other)) == {"elu-interesse-vote"}


def test_every_check_of_every_template_is_tried() -> None:
    tried = {(modele, code) for modele, _, code in CASES}
    tried |= {("creation-emploi-permanent", f"population-332-8-{end}") for end in ("3", "6-7")}
    tried |= {(modele, "elu-interesse-vote") for modele in ("subvention-association", "tarifs-communaux")}
    tried |= set(_tried_by_domain())
    every = {(one.id, controle.code) for one in iter_templates() for controle in one.meta.controles}
    assert every - tried == set()


def _tried_by_domain() -> Iterator[tuple[str, str]]:
    """Read `CASES` (template, change, code) and `TRIED` (template, code) of the files of each domain."""
    for path in sorted(Path(__file__).parent.glob("test_controles_*.py")):
        spec = importlib.util.spec_from_file_location(f"tried_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield from ((modele, code) for modele, _, code in getattr(module, "CASES", ()))
        yield from getattr(module, "TRIED", ())


def test_a_prior_opinion_that_is_missing_keeps_the_act_a_projet(seance: Seance) -> None:
    champs = dict(get_template("creation-emploi-permanent").exemple.champs) | {"reorganisation": True}
    projet = draft("creation-emploi-permanent", seance=seance, champs=champs, vote=VOTE)
    assert projet.manquants == ("avis_cst_date",)
    (told,) = [one for one in projet.constats if one.regle == "MOD003"]
    assert "comité social territorial" in told.message
    assert not projet.is_ready


def test_a_budget_that_does_not_balance_is_not_said_balanced(seance: Seance) -> None:
    champs = {"numero": 1, "lignes": [ONE_LINE]}
    projet = draft("decision-modificative", seance=seance, champs=champs, vote=VOTE)
    said = "".join(bloc.texte for bloc in projet.blocs)
    assert "équilibr" not in said
    assert sum(bloc.intitule != "" for bloc in projet.blocs if bloc.sorte is BlocSorte.ARTICLE) == 2


@pytest.mark.parametrize(("code", "cited"), [("43", True), ("57", False), ("67", False), ("68", False)])
def test_the_local_law_sets_aside_what_it_does_not_know(seance: Seance, code: str, cited: bool) -> None:
    collectivite = replace(seance.collectivite, code_departement=code)
    champs = dict(get_template("tarifs-communaux").exemple.champs) | {"domaine": "divers"}
    projet = draft(
        "tarifs-communaux", seance=replace(seance, collectivite=collectivite), champs=champs, vote=VOTE
    )
    assert ("CGCT:L2121-29" in projet.visas_cles) is cited
    assert ("CGCT" in projet.visas_cles) is not cited
    assert any("Moselle" in one.message for one in projet.constats) is not cited


def test_a_communaute_of_alsace_cites_the_common_law(seance: Seance) -> None:
    epci = replace(seance.collectivite, sorte=CollectiviteSorte.EPCI, code_departement="67")
    champs = dict(get_template("tarifs-communaux").exemple.champs) | {"domaine": "divers"}
    projet = draft("tarifs-communaux", seance=replace(seance, collectivite=epci), champs=champs, vote=VOTE)
    assert "CGCT:L2121-29" in projet.visas_cles
