"""Water, forests, schools, social aid, culture and safety: each check made to fire once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deliberia.catalogue import get_template
from deliberia.drafting import draft, load_seance, parse_commune
from deliberia.model import Projet, Seance, Vote
from deliberia.resources import data_dir

VOTE = Vote(votants=10, pour=10, contre=0, abstentions=0)
LATE = "2026-11-18"
"""The day after the example meeting."""
PAST = "2026-11-16"

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("rpqs-eau-assainissement", {"exercice": 2026}, "exercice-en-cours"),
    ("rpqs-eau-assainissement", {"exercice": 2024}, "delai-depasse"),
    (
        "rpqs-eau-assainissement",
        {"exercice": 2024, "role": "membre", "autorite": "syndicat du Lac"},
        "delai-depasse-membre",
    ),
    ("motion-voeu", {"interet_local": ""}, "interet-local-absent"),
    ("etat-assiette-coupes", {"destination": "delivrance", "garants": ["M. Paul Vial"]}, "trois-garants"),
    ("etat-assiette-coupes", {"destination": "delivrance"}, "vente-groupee-sans-vente"),
    ("etat-assiette-coupes", {"date_proposition": "2026-10-16"}, "mois-ecoule"),
    (
        "etat-assiette-coupes",
        {"ajournees": [{"parcelle": "7", "motif": "tempête"}]},
        "deux-fois-la-meme-parcelle",
    ),
    ("tarifs-eau-assainissement", {"date_effet": PAST}, "retroactif"),
    ("tarifs-eau-assainissement", {"part_fixe": 108.01}, "part-fixe-40"),
    ("tarifs-eau-assainissement", {"part_fixe": 69.43}, "part-fixe-30"),
    ("tarifs-eau-assainissement", {"pfac": 2500}, "pfac-hors-assainissement"),
    ("tarifs-cantine", {"date_effet": PAST}, "retroactif"),
    ("tarifs-cantine", {"cout_repas": 6.19}, "tarif-superieur-au-cout"),
    ("tarifs-cantine", {"cout_repas": ""}, "cout-non-dit"),
    ("tarifs-cantine", {"motif_differences": ""}, "difference-non-motivee"),
    ("reglement-periscolaire", {"date_effet": PAST}, "retroactif"),
    ("reglement-periscolaire", {"reserve_actifs": True}, "exclusion-selon-les-parents"),
    ("reglement-periscolaire", {"tarifs": [{"objet": "soir", "eur": 1}]}, "criteres-non-dits"),
    ("participation-frais-scolarite", {"eleves": 8}, "nombre-eleves-different"),
    ("participation-frais-scolarite", {"cantine_incluse": True}, "cantine-incluse"),
    ("salle-communale-reglement", {"date_effet": PAST}, "retroactif"),
    ("salle-communale-reglement", {"motif_differences": ""}, "difference-non-motivee"),
    ("salle-communale-reglement", {"domaine_public": True}, "gratuite-domaine-public"),
    ("adhesion-organisme", {"dispense_secret": False}, "designation-secrete"),
    ("adhesion-organisme", {"type_organisme": "syndicat_mixte"}, "syndicat-mixte-communaute"),
    ("aides-ccas", {"nature": "secours à Mme Meynard"}, "beneficiaire-nomme"),
    ("aides-ccas", {"anonymat": False, "beneficiaire": "Mme Alice Meynard"}, "acte-non-anonyme"),
    ("affouage", {"garants": ["M. Lucien Barthe"]}, "trois-garants"),
    ("affouage", {"delai": "2026-11-17"}, "delai-passe"),
    ("affouage", {"date_inscription": "2027-10-01"}, "inscription-apres-delai"),
    ("extinction-eclairage-public", {"date_effet": PAST}, "retroactif"),
    ("convention-fourriere-animale", {"date_effet": PAST}, "retroactif"),
    ("convention-fourriere-animale", {"subvention": True}, "prestation-et-non-subvention"),
    ("rpqs-dechets", {"exercice": 2026}, "exercice-en-cours"),
    ("rpqs-dechets", {"autorite": "", "competente": True}, "delai-depasse"),
    ("avis-consultation", {"date_limite": PAST}, "delai-depasse"),
    ("avis-consultation", {"avis": "defavorable", "motifs": []}, "defavorable-sans-motif"),
    ("avis-installation-classee", {"date_cloture": "2026-11-01"}, "delai-de-quinze-jours"),
    ("regime-forestier", {"surface": 4.53}, "surface-differente"),
    ("regime-forestier", {"operation": "distraction", "surface_actuelle": 4.51}, "distraction-trop-grande"),
    ("zonage-assainissement", {"enquete_fin": ""}, "enquete-non-dite"),
    ("zonage-assainissement", {"enquete_fin": "2026-11-17"}, "enquete-non-terminee"),
    ("zonage-assainissement", {"enquete_fin": "2026-05-31"}, "dates-enquete"),
    ("zonage-assainissement", {"date_mrae": ""}, "mrae-non-dite"),
    (
        "certificats-economies-energie",
        {"operations": [{"operation": "isolation", "engagement": "2026-11-17"}]},
        "travaux-deja-engages",
    ),
    ("forfait-communal-prive", {"cout": 620.01}, "superieur-au-public"),
    ("forfait-communal-prive", {"cout_maternelle": 1480.01}, "superieur-au-public-maternelle"),
    ("forfait-communal-prive", {"eleves_maternelle": "", "cout_maternelle": ""}, "maternelle-oubliee"),
    ("rythmes-scolaires", {"date_conseil_ecole": ""}, "conseil-ecole-non-consulte"),
    ("rythmes-scolaires", {"date_conseil_ecole": LATE}, "avis-posterieur"),
    ("secteur-ecole-classes", {"date_avis_prefet": ""}, "avis-prefet-absent"),
    ("secteur-ecole-classes", {"date_avis_prefet": LATE}, "avis-prefet-posterieur"),
    ("secteur-ecole-classes", {"date": PAST}, "date-passee"),
    ("dissolution-ccas", {"population": 1500}, "population-1500"),
    ("dissolution-ccas", {"date_effet": PAST}, "retroactif"),
    ("aide-installation-professionnel-sante", {"zonage": ""}, "zonage-non-dit"),
    ("aide-installation-professionnel-sante", {"engagement": 2}, "engagement-trois-ans"),
    ("aide-solidarite-sinistres", {"conflit_arme": True}, "neutralite"),
    ("mediatheque-reglement-tarifs", {"date_effet": PAST}, "retroactif"),
    ("mediatheque-reglement-tarifs", {"tarifs": [{"objet": "Entrée", "eur": 1}]}, "acces-payant"),
    ("desherbage-bibliotheque", {"prix": 1}, "prix-sans-vente"),
    ("desherbage-bibliotheque", {"beneficiaire": ""}, "don-sans-beneficiaire"),
    ("commune-touristique", {"office": ""}, "office-non-dit"),
    ("marches-droits-place", {"date_effet": PAST}, "retroactif"),
    ("marches-droits-place", {"date_consultation": ""}, "consultation-omise"),
    ("marches-droits-place", {"date_consultation": "2026-10-18"}, "consultation-un-mois"),
    ("convention-coordination-pm", {"date_procureur": ""}, "avis-procureur-absent"),
    ("convention-coordination-pm", {"date_diagnostic": ""}, "diagnostic-absent"),
    ("convention-coordination-pm", {"armement": False}, "armes-sans-armement"),
    ("police-pluricommunale", {"date_effet": PAST}, "retroactif"),
    (
        "videoprotection",
        {"date_autorisation": "2026-10-30", "mise_en_service": "2026-10-29"},
        "mise-en-service-avant-autorisation",
    ),
    ("videoprotection", {"mise_en_service": "2026-11-17"}, "mise-en-service-sans-autorisation"),
    (
        "videoprotection",
        {"subventions": [{"financeur": "État", "montant": 25600.01}]},
        "participation-minimale",
    ),
    ("reserve-communale-securite-civile", {"date_avis_sdis": ""}, "avis-sdis-absent"),
    ("avis-installation-classee", {"regime": None}, "regime-non-dit"),
    ("rpqs-eau-assainissement", {"role": None}, "role-non-dit"),
    ("participation-frais-scolarite", {"sens": None}, "sens-non-dit"),
    ("regime-forestier", {"operation": None}, "operation-non-dite"),
    ("marches-droits-place", {"operation": None}, "operation-non-dite"),
]

WITHDRAWALS = (
    "etat-assiette-coupes",
    "aides-ccas",
    "avis-consultation",
    "avis-installation-classee",
    "forfait-communal-prive",
    "aide-installation-professionnel-sante",
    "convention-association-sportive",
)
POPULATION = ("dissolution-ccas", "depot-archives")
TRIED = {(modele, code) for modele in WITHDRAWALS for code in ("elu-interesse-vote", "executif-interesse")}
TRIED |= {(modele, "population-inconnue") for modele in POPULATION}


@pytest.fixture
def seance() -> Seance:
    return load_seance(data_dir("templates") / "_exemple" / "seance.toml")


def codes(projet: Projet) -> set[str]:
    prefix = f"template:{projet.modele}:"
    return {one.origine.removeprefix(prefix) for one in projet.constats if one.origine.startswith(prefix)}


def at_home(seance: Seance, modele: str) -> Seance:
    """Give the meeting the day and the authority of the template's own example."""
    exemple = get_template(modele).exemple
    if exemple.commune:
        raw = {"nom": "Val-Fleuri", "population": 430, "en_exercice": 11} | exemple.commune
        seance = replace(seance, collectivite=parse_commune(raw))
    if exemple.seance:
        seance = replace(seance, date=exemple.seance.date, convocation=exemple.seance.convocation)
    return seance


def example(modele: str, change: dict[str, Any] | None = None) -> dict[str, Any]:
    return dict(get_template(modele).exemple.champs) | (change or {})


@pytest.mark.parametrize(("modele", "change", "code"), CASES)
def test_each_check_fires_when_its_fault_is_there(
    seance: Seance, modele: str, change: dict[str, Any], code: str
) -> None:
    home = at_home(seance, modele)
    assert code not in codes(draft(modele, seance=home, champs=example(modele), vote=VOTE))
    assert code in codes(draft(modele, seance=home, champs=example(modele, change), vote=VOTE))


@pytest.mark.parametrize("modele", WITHDRAWALS)
def test_an_interested_member_who_votes_is_told(seance: Seance, modele: str) -> None:
    home = at_home(seance, modele)
    champs = example(modele, {"elus_interesses": ["M. Paul Astruc"]})
    withdrawn = replace(VOTE, ne_prennent_pas_part=("M. Paul Astruc",), votants=9, pour=9)
    assert "elu-interesse-vote" not in codes(draft(modele, seance=home, champs=champs, vote=withdrawn))
    other = replace(withdrawn, ne_prennent_pas_part=("M. Hugo Sabatéry",))
    assert "elu-interesse-vote" in codes(draft(modele, seance=home, champs=champs, vote=other))


@pytest.mark.parametrize("modele", WITHDRAWALS)
def test_an_interested_head_neither_presents_nor_presides(seance: Seance, modele: str) -> None:
    home = at_home(seance, modele)
    champs = example(modele, {"elus_interesses": ["Mme Claire Vasseur"]})
    withdrawn = replace(VOTE, ne_prennent_pas_part=("Mme Claire Vasseur",), votants=9, pour=9)
    assert "executif-interesse" in codes(draft(modele, seance=home, champs=champs, vote=withdrawn))
    other = champs | {"rapporteur": "Mme Odile Charbonnel"}
    assert "executif-interesse" not in codes(draft(modele, seance=home, champs=other, vote=withdrawn))


@pytest.mark.parametrize("modele", POPULATION)
def test_an_act_that_depends_on_the_population_asks_for_it(seance: Seance, modele: str) -> None:
    nowhere = replace(seance, collectivite=replace(seance.collectivite, population=None))
    unknown = example(modele, {"population": None})
    assert "population-inconnue" in codes(draft(modele, seance=nowhere, champs=unknown, vote=VOTE))
    assert "population-inconnue" not in codes(draft(modele, seance=seance, champs=unknown, vote=VOTE))


def test_archives_of_an_unknown_population_cite_neither_article(seance: Seance) -> None:
    nowhere = replace(seance, collectivite=replace(seance.collectivite, population=None))
    projet = draft("depot-archives", seance=nowhere, champs=example("depot-archives"), vote=VOTE)
    assert projet.visas_cles == ()


@pytest.mark.parametrize(
    ("reponse", "said"), [("", "[…]"), (True, "foyer dont le dossier"), (False, "Meynard")]
)
def test_an_aid_is_anonymous_only_when_it_is_said_so(seance: Seance, reponse: object, said: str) -> None:
    champs = example("aides-ccas", {"anonymat": reponse, "beneficiaire": "Mme Alice Meynard"})
    projet = draft("aides-ccas", seance=at_home(seance, "aides-ccas"), champs=champs, vote=VOTE)
    assert all(said in bloc.texte for bloc in projet.blocs if "accordée" in bloc.texte)


def test_a_school_is_not_created_before_the_opinion_of_the_prefect(seance: Seance) -> None:
    champs = example("secteur-ecole-classes", {"operation": "creation_ecole", "date_avis_prefet": None})
    projet = draft("secteur-ecole-classes", seance=seance, champs=champs, vote=VOTE)
    texts = "".join(bloc.texte for bloc in projet.blocs)
    assert "demande l’avis du préfet" in texts
    assert "décide" not in texts


@pytest.mark.parametrize("destination", [None, "vente", "delivrance", "mixte"])
def test_the_destination_of_a_cut_is_never_guessed(seance: Seance, destination: str | None) -> None:
    champs = example("etat-assiette-coupes", {"destination": destination, "mode_vente": None})
    projet = draft("etat-assiette-coupes", seance=seance, champs=champs, vote=VOTE)
    said = " ".join(bloc.texte for bloc in projet.blocs)
    assert ("à la vente" in said) is (destination in ("vente", "mixte"))
    assert ("l’affouage" in said) is (destination in ("delivrance", "mixte"))


PRIOR: list[tuple[str, dict[str, Any], str]] = [
    ("rythmes-scolaires", {"date_conseil_ecole": None}, "date_conseil_ecole"),
    (
        "marches-droits-place",
        {"operation": "suppression", "date_consultation": None},
        "date_consultation",
    ),
]
"""Template, what is changed in its example, the prior opinion that then misses."""


@pytest.mark.parametrize(("modele", "change", "champ"), PRIOR)
def test_a_prior_opinion_that_is_missing_keeps_the_act_a_projet(
    seance: Seance, modele: str, change: dict[str, Any], champ: str
) -> None:
    projet = draft(modele, seance=seance, champs=example(modele, change), vote=VOTE)
    assert projet.manquants == (champ,)
    assert [one.regle for one in projet.constats if one.regle == "MOD003"] == ["MOD003"]


@pytest.mark.parametrize(("population", "missing"), [(10_000, ()), (10_001, ("avis_ccspl_date",))])
def test_a_town_has_its_report_on_water_examined_first(
    seance: Seance, population: int, missing: tuple[str, ...]
) -> None:
    home = at_home(seance, "rpqs-eau-assainissement")
    town = replace(home, collectivite=replace(home.collectivite, population=population))
    champs = example("rpqs-eau-assainissement")
    projet = draft("rpqs-eau-assainissement", seance=town, champs=champs, vote=VOTE)
    assert projet.manquants == missing
