"""The checks and prior acts of the property, road, cemetery and planning templates, each made to fire."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from deliberia.catalogue import get_template, iter_templates
from deliberia.drafting import draft, load_seance
from deliberia.model import BlocSorte, CollectiviteSorte, Projet, Seance, Vote
from deliberia.resources import data_dir

VOTE = Vote(votants=10, pour=10, contre=0, abstentions=0)
ROAD = {"voie": "chemin rural du Moulin", "nature": "ajout", "metres": 340}
NO_ASK = {"avis_domaines": None, "saisine_domaines": "2026-10-20"}
BIG = {"prix": 180000, "saisine_domaines": "2026-10-20"}
OFFICE = {"cas": "office", "enquete_date": "2026-10-02"}
SHORT_INQUIRY = [{"debut": "2026-07-01", "fin": "2026-07-14"}]
LATE_INQUIRY = [{"debut": "2026-09-18", "fin": "2026-10-03"}]
UNKNOWN_OWNER = {"cas": "inconnu", "arrete": "2025-01-02"}
ONE_PLOT = [{"reference": "section AB n° 1", "surface": 1}]
MAYOR_RECEIVES = {"acte_administratif": True, "elus_interesses": ["Mme Claire Vasseur"]}

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("cession-immeuble", {"prix": 20499.99}, "prix-inferieur"),
    ("acquisition-immeuble", {"avis_domaines": [{"eur": 18000, "date": "2026-09-02"}]}, "prix-superieur"),
    ("acquisition-immeuble", BIG, "avis-repute-donne"),
    ("acquisition-immeuble", {"accord_vendeur_date": None}, "accord-du-vendeur"),
    ("cession-immeuble", MAYOR_RECEIVES, "acte-administratif-executif"),
    ("acquisition-immeuble", MAYOR_RECEIVES, "acte-administratif-executif"),
    ("echange-parcelles", MAYOR_RECEIVES, "acte-administratif-executif"),
    ("chemin-rural-echange", MAYOR_RECEIVES, "acte-administratif-executif"),
    ("occupation-domaine-public", {"exploitation": None}, "activite-economique-inconnue"),
    ("droit-preemption-institution", {"document_date": None}, "document-non-date"),
    ("droit-preemption-exercice", {"titulaire_autre": True}, "titulaire-incompetent"),
    ("denomination-voies", {"voies": [{"nom": "rue A"}, {"nom": "rue A"}]}, "nom-en-double"),
    (
        "denomination-voies",
        {"voies": [{"nom": "rue A", "debut": "mairie"}, {"nom": "rue B"}]},
        "voie-sans-trace",
    ),
    ("bail-location", {"domaine_public": True}, "bail-domaine-public"),
    ("bail-location", {"loyer": 0}, "loyer-gratuit"),
    ("bail-location", {"delegation": True}, "delegation-du-maire"),
    ("desaffectation-declassement", {"date_desaffectation": "2026-11-18"}, "desaffectation-non-effective"),
    ("desaffectation-declassement", {"regime": "anticipe"}, "anticipation-inutile"),
    ("occupation-domaine-public", {"redevance": 0}, "gratuite-sans-motif"),
    ("servitude-reseau", {"emprise": 0}, "emprise-nulle"),
    ("rodp-reseaux", {"syndicat": True}, "double-perception"),
    (
        "rodp-reseaux",
        {"lignes": [{"ouvrage": "a", "quantite": 1, "unite": "km", "tarif": 1, "montant": 244}]},
        "detail-different",
    ),
    ("rodp-reseaux", {"chantiers": "gaz", "montant_chantiers": 3}, "chantiers-autre-reseau"),
    ("don-legs", {"delegation": True}, "delegation-sans-charge"),
    ("chemin-rural-alienation", {"encore_utilise": True}, "chemin-encore-utilise"),
    ("chemin-rural-alienation", {"enquete": LATE_INQUIRY}, "deux-mois-apres-enquete"),
    ("chemin-rural-alienation", {"enquete": SHORT_INQUIRY}, "enquete-quinze-jours"),
    ("chemin-rural-alienation", {"avis_ce": "reserves"}, "conclusions-sans-reponse"),
    ("chemin-rural-alienation", {"avis_ce": "defavorable"}, "avis-defavorable-non-motive"),
    ("echange-parcelles", {"soulte": 1}, "payeur-de-la-soulte"),
    ("echange-parcelles", {"chemin_rural": True}, "chemin-rural"),
    ("cession-immeuble", {"detail_parcelles": ONE_PLOT}, "surfaces-differentes"),
    ("acquisition-immeuble", {"detail_parcelles": ONE_PLOT}, "surfaces-differentes"),
    ("bail-rural", {"detail_parcelles": ONE_PLOT}, "surfaces-differentes"),
    ("bail-rural", {"fermage": 130.01}, "fermage-hors-bornes"),
    ("bail-rural", {"fermage_minimum": None}, "bornes-inconnues"),
    ("bien-sans-maitre", {"deces": "1996-11-18"}, "trente-ans"),
    ("bien-sans-maitre", {"deces": "2016-11-18", "perimetre_dix_ans": True}, "trente-ans"),
    (
        "bien-sans-maitre",
        UNKNOWN_OWNER | {"publicites": [{"date": "2026-05-18"}, {"date": "2026-03-02"}]},
        "six-mois-de-publicite",
    ),
    ("bien-sans-maitre", UNKNOWN_OWNER | {"publicites": [{"date": "2025-11-16"}]}, "vacance-trop-ancienne"),
    ("longueur-voirie", {"longueur_nouvelle": 18789}, "total-different"),
    ("longueur-voirie", {"modifications": [ROAD]}, "chemin-rural-compte"),
    (
        "classement-voie-communale",
        {"sens": "declasser", "voie": "le chemin rural du Moulin"},
        "chemin-rural-declasse",
    ),
    ("transfert-voie-lotissement", {"accord_date": None}, "accord-de-tous"),
    ("transfert-voie-lotissement", OFFICE | {"opposition": True}, "opposition-office"),
    ("amendes-police", {"montant": 9941}, "aides-superieures"),
    ("amendes-police", {"montant": 7101}, "autofinancement-20"),
    ("amendes-police", {"date_debut": "2026-11-17"}, "travaux-deja-commences"),
    ("convention-travaux-rd", {"date_debut": "2026-11-17"}, "travaux-avant-convention"),
    (
        "tarifs-concessions-cimetiere",
        {"tarifs": [{"type": "Taxe d’inhumation", "duree": "-", "eur": 30}]},
        "taxe-funeraire",
    ),
    (
        "tarifs-concessions-cimetiere",
        {"tarifs": [{"type": "Concession de 2 m²", "duree": "20 ans", "eur": 100}]},
        "duree-non-prevue",
    ),
    ("tarifs-concessions-cimetiere", {"date_effet": "2026-11-16"}, "tarif-retroactif"),
    ("tarifs-concessions-cimetiere", {"delegation": True}, "delegation-des-tarifs"),
    ("reprise-concessions", {"pv2": "2026-06-17"}, "un-an-entre-constats"),
    ("reprise-concessions", {"notification_pv2": "2026-10-18"}, "un-mois-apres-notification"),
    ("reprise-concessions", {"age_verifie": False}, "age-des-concessions"),
    ("reprise-concessions", {"echues": True}, "concessions-echues"),
    ("droit-preemption-institution", {"epci_competent": True}, "commune-incompetente"),
    ("droit-preemption-exercice", {"dia": "2026-09-16"}, "deux-mois-dia"),
    ("droit-preemption-exercice", {"delegation": True}, "delegation-exercee"),
    ("droit-preemption-exercice", BIG, "avis-repute-donne"),
    ("plu-prescription", {"epci_competent": True}, "commune-incompetente"),
    ("plu-prescription", {"operation": "revision"}, "revision-ou-modification"),
    ("plu-arret", {"epci_competent": True}, "commune-incompetente"),
    ("plu-arret", {"debat_date": "2026-09-18"}, "debat-deux-mois"),
    (
        "plu-arret",
        {"avis_defavorable": True, "communes_defavorables": "la commune des Aubiers"},
        "deux-tiers-epci",
    ),
    ("plu-approbation", {"epci_competent": True}, "commune-incompetente"),
    ("plu-approbation", {"avis_ce": "defavorable"}, "conclusions-sans-reponse"),
    ("plu-modification", {"epci_competent": True}, "commune-incompetente"),
    (
        "plu-modification",
        {"simplifiee": True, "participation": "mise_a_disposition", "engagement_date": "2026-05-26"},
        "procedure-supprimee",
    ),
    ("plu-modification", {"simplifiee": True, "engagement_date": "2026-02-02"}, "simplifiee-et-enquete"),
    ("plu-modification", {"participation": "mise_a_disposition"}, "mise-a-disposition-seule"),
    ("plu-debat-padd", {"arret_prevu": "2027-01-16"}, "debat-moins-de-deux-mois"),
    ("plu-debat-padd", {"vote_du_padd": True}, "vote-du-padd"),
    ("carte-communale", {"epci_competent": True}, "commune-incompetente"),
    ("carte-communale", {"avis_ce": "reserves"}, "conclusions-sans-reponse"),
    ("carte-communale", {"avis": ["chambre d’agriculture : favorable"]}, "deux-avis-attendus"),
    ("avis-plui-arrete", {"arret_date": "2026-08-16"}, "trois-mois-depasses"),
    ("avis-plui-arrete", {"avis": "defavorable"}, "avis-defavorable-imprecis"),
    ("dp-cloture-ravalement-demolir", {"epci_competent": True}, "commune-incompetente"),
    ("dp-cloture-ravalement-demolir", {"clotures": False}, "aucun-objet"),
    ("projet-urbain-partenarial", {"epci_competent": True}, "commune-incompetente"),
    ("projet-urbain-partenarial", {"participation": 31000.01}, "participation-superieure-au-cout"),
    ("projet-urbain-partenarial", {"duree": 11}, "duree-exoneration"),
    ("zones-acceleration-enr", {"concertation": None}, "concertation-absente"),
    ("opposition-transfert-plui", {"deja_competente": True}, "deja-competente"),
    ("rapport-artificialisation", {"consommation": 3.2}, "objectif-depasse"),
    ("chemin-rural-echange", {"dossier_debut": "2026-10-18"}, "un-mois-en-mairie"),
    ("chemin-rural-echange", {"dossier_debut": None}, "dossier-en-mairie"),
    (
        "recensement-chemins-ruraux",
        {"etape": "tableau", "lancement_date": "2024-11-16", "enquete_fin": "2026-09-30"},
        "deux-ans-depasses",
    ),
    ("stationnement-payant", {"fps": 25.01}, "fps-trop-eleve"),
    ("stationnement-payant", {"fps_minore": 25}, "minoration"),
    ("stationnement-payant", {"date_effet": "2026-11-16"}, "tarif-retroactif"),
]

PAST_DATES = tuple(
    (modele.id, champ)
    for modele in iter_templates()
    for controle in modele.meta.controles
    if controle.code == "date-apres-la-seance"
    for champ in re.findall(r"(\w+) > seance\.date", controle.exige)
)
"""Template and field of every date that must not come after the meeting."""

IN_A_TOWN: list[tuple[str, dict[str, Any], str]] = [
    ("cession-immeuble", NO_ASK, "avis-repute-donne"),
    ("chemin-rural-alienation", NO_ASK, "avis-repute-donne"),
    ("echange-parcelles", NO_ASK, "avis-repute-donne"),
]
"""Checks that depend on the population: more than 2 000 inhabitants."""

PRIOR: list[tuple[str, dict[str, Any], str]] = [
    ("cession-immeuble", {"domaine_public": True}, "declassement_date"),
    ("cession-immeuble", {"section_commune": "la section de Chazelles"}, "accord_section_date"),
    ("acquisition-immeuble", {"prix": 180000}, "avis_domaines"),
    ("acquisition-immeuble", {"tout_prix": True}, "avis_domaines"),
    ("desaffectation-declassement", {"nature": "voie", "atteinte_desserte": True}, "enquete_date"),
    ("desaffectation-declassement", {"nature": "ecole"}, "avis_prefet_date"),
    ("occupation-domaine-public", {"exploitation": "selection"}, "publicite_date"),
    ("occupation-domaine-public", {"exploitation": "spontanee"}, "publicite_date"),
    ("chemin-rural-alienation", {"pdipr": True}, "itineraire_substitution"),
    ("classement-voie-communale", {"fonction_desserte": True}, "enquete_date"),
    ("transfert-voie-lotissement", {"cas": "office"}, "enquete_date"),
    ("droit-preemption-exercice", {"prix": 180000}, "avis_domaines"),
    ("droit-preemption-exercice", {"tout_prix": True}, "avis_domaines"),
    ("plu-modification", {"ouverture_au": True}, "justification_au_date"),
    ("recensement-chemins-ruraux", {"etape": "tableau", "lancement_date": "2025-03-11"}, "enquete_fin"),
]

WITHDRAWALS = (
    "cession-immeuble",
    "acquisition-immeuble",
    "bail-location",
    "occupation-domaine-public",
    "don-legs",
    "chemin-rural-alienation",
    "echange-parcelles",
    "bail-rural",
    "transfert-voie-lotissement",
    "droit-preemption-exercice",
    "plu-approbation",
    "projet-urbain-partenarial",
    "zones-acceleration-enr",
    "chemin-rural-echange",
    "servitude-reseau",
)
"""An interested member steps back."""

CONTRACTS = tuple(
    modele for modele in WITHDRAWALS if modele not in ("plu-approbation", "zones-acceleration-enr")
)
"""When the mayor is interested, the council names another member to sign."""

VALUED = (
    "cession-immeuble",
    "acquisition-immeuble",
    "chemin-rural-alienation",
    "echange-parcelles",
    "droit-preemption-exercice",
)
"""Templates that read the opinion on the value of a property."""

TRIED = [
    *((modele, "date-apres-la-seance") for modele, _ in PAST_DATES),
    *((modele, code) for modele in VALUED for code in ("avis-apres-la-seance", "avis-ancien")),
    *((modele, "population-inconnue") for modele, _, _ in IN_A_TOWN),
    *((modele, code) for modele in WITHDRAWALS for code in ("elu-interesse-vote", "executif-interesse")),
    *((modele, code) for modele, _, code in IN_A_TOWN),
    ("amendes-police", "population-10000"),
    ("opposition-transfert-plui", "hors-periode"),
    ("opposition-transfert-plui", "annee-du-transfert"),
]


@pytest.fixture
def seance() -> Seance:
    return load_seance(data_dir("templates") / "_exemple" / "seance.toml")


def codes(projet: Projet) -> set[str]:
    prefix = f"template:{projet.modele}:"
    return {one.origine.removeprefix(prefix) for one in projet.constats if one.origine.startswith(prefix)}


def example(modele: str, change: dict[str, Any] | None = None) -> dict[str, Any]:
    champs = dict(get_template(modele).exemple.champs) | (change or {})
    return {name: value for name, value in champs.items() if value is not None}


def in_town(seance: Seance, population: int) -> Seance:
    return replace(seance, collectivite=replace(seance.collectivite, population=population))


@pytest.mark.parametrize(("modele", "change", "code"), CASES)
def test_a_check_fires_on_purpose(seance: Seance, modele: str, change: dict[str, Any], code: str) -> None:
    assert code not in codes(draft(modele, seance=seance, champs=example(modele), vote=VOTE))
    assert code in codes(draft(modele, seance=seance, champs=example(modele, change), vote=VOTE))


@pytest.mark.parametrize(("modele", "change", "code"), IN_A_TOWN)
def test_an_opinion_is_deemed_given_a_month_after_the_request_only(
    seance: Seance, modele: str, change: dict[str, Any], code: str
) -> None:
    town = in_town(seance, 2001)
    asked_in_time = change | {"saisine_domaines": "2026-10-17"}
    assert code in codes(draft(modele, seance=town, champs=example(modele, change), vote=VOTE))
    assert code not in codes(draft(modele, seance=town, champs=example(modele, asked_in_time), vote=VOTE))


@pytest.mark.parametrize(("modele", "change", "champ"), PRIOR)
def test_a_prior_act_that_is_missing_keeps_the_act_a_projet(
    seance: Seance, modele: str, change: dict[str, Any], champ: str
) -> None:
    before = draft(modele, seance=seance, champs=example(modele), vote=VOTE)
    projet = draft(modele, seance=seance, champs=example(modele, change), vote=VOTE)
    assert champ not in before.manquants
    assert champ in projet.manquants
    assert not projet.is_ready


@pytest.mark.parametrize("modele", ["cession-immeuble", "chemin-rural-alienation", "echange-parcelles"])
def test_the_opinion_on_the_value_is_due_above_2000_inhabitants(seance: Seance, modele: str) -> None:
    champs = example(modele, {"avis_domaines": None})
    village = draft(modele, seance=in_town(seance, 2000), champs=champs, vote=VOTE)
    town = draft(modele, seance=in_town(seance, 2001), champs=champs, vote=VOTE)
    assert village.is_complete
    assert town.manquants == ("avis_domaines",)
    assert [one.regle for one in town.constats if one.regle == "MOD003"] == ["MOD003"]


@pytest.mark.parametrize("modele", ["cession-immeuble", "chemin-rural-alienation", "echange-parcelles"])
def test_a_population_that_is_not_known_is_told(seance: Seance, modele: str) -> None:
    unknown = replace(seance, collectivite=replace(seance.collectivite, population=None))
    champs = example(modele, {"avis_domaines": None})
    assert codes(draft(modele, seance=unknown, champs=champs, vote=VOTE)) == {"population-inconnue"}
    assert codes(draft(modele, seance=seance, champs=champs, vote=VOTE)) == set()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-18", {"avis-apres-la-seance"}),
        ("2026-11-17", set()),
        ("2025-05-17", set()),
        ("2025-05-16", {"avis-ancien"}),
    ],
)
@pytest.mark.parametrize("modele", VALUED)
def test_an_opinion_on_the_value_is_recent(seance: Seance, modele: str, day: str, expected: set[str]) -> None:
    champs = example(
        modele, {"avis_domaines": [{"eur": 500000, "date": day}], "motif_prix": "l’intérêt général"}
    )
    if modele in ("chemin-rural-alienation", "echange-parcelles", "droit-preemption-exercice"):
        champs.pop("motif_prix")
    assert codes(draft(modele, seance=seance, champs=champs, vote=VOTE)) == expected


@pytest.mark.parametrize(("modele", "champ"), PAST_DATES)
def test_a_date_after_the_meeting_is_told(seance: Seance, modele: str, champ: str) -> None:
    change = {champ: "2027-03-01"}
    found = codes(draft(modele, seance=seance, champs=example(modele, change), vote=VOTE))
    assert "date-apres-la-seance" in found


@pytest.mark.parametrize(("prix", "due"), [(179_999.99, False), (180_000, True)])
def test_a_purchase_needs_an_opinion_from_180000_euros(seance: Seance, prix: float, due: bool) -> None:
    champs = example("acquisition-immeuble", {"prix": prix})
    projet = draft("acquisition-immeuble", seance=seance, champs=champs, vote=VOTE)
    assert ("avis_domaines" in projet.manquants) is due
    assert ("CGCT:L1311-9" in projet.visas_cles) is due


@pytest.mark.parametrize(
    ("modele", "champ"),
    [
        ("plu-prescription", "conference_date"),
        ("plu-approbation", "conference_date"),
        ("bien-sans-maitre", "renonciation_date"),
    ],
)
def test_a_communaute_waits_for_its_communes(seance: Seance, modele: str, champ: str) -> None:
    epci = replace(seance.collectivite, sorte=CollectiviteSorte.EPCI, nom="Communauté de communes du Lac")
    projet = draft(modele, seance=replace(seance, collectivite=epci), champs=example(modele), vote=VOTE)
    assert projet.manquants == (champ,)


@pytest.mark.parametrize("modele", WITHDRAWALS)
def test_an_interested_member_who_votes_is_told(seance: Seance, modele: str) -> None:
    champs = example(modele, {"elus_interesses": ["M. Paul Astruc"]})
    withdrawn = replace(VOTE, ne_prennent_pas_part=("M. Paul Astruc",), votants=9, pour=9)
    assert codes(draft(modele, seance=seance, champs=champs, vote=withdrawn)) == set()
    other = replace(withdrawn, ne_prennent_pas_part=("M. Hugo Sabatéry",))
    assert codes(draft(modele, seance=seance, champs=champs, vote=other)) == {"elu-interesse-vote"}


@pytest.mark.parametrize("modele", WITHDRAWALS)
def test_an_interested_mayor_neither_presents_nor_presides(seance: Seance, modele: str) -> None:
    champs = example(modele, {"elus_interesses": ["Mme Claire Vasseur"]})
    withdrawn = replace(VOTE, ne_prennent_pas_part=("Mme Claire Vasseur",), votants=9, pour=9)
    assert codes(draft(modele, seance=seance, champs=champs, vote=withdrawn)) == {"executif-interesse"}
    other = champs | {"rapporteur": "Mme Odile Charbonnel"}
    assert codes(draft(modele, seance=seance, champs=other, vote=withdrawn)) == set()


@pytest.mark.parametrize("modele", WITHDRAWALS)
def test_an_interested_mayor_signs_and_carries_out_nothing(seance: Seance, modele: str) -> None:
    champs = example(modele, {"elus_interesses": ["Mme Claire Vasseur"]})
    withdrawn = replace(VOTE, ne_prennent_pas_part=("Mme Claire Vasseur",), votants=9, pour=9)
    field = "representant" if modele in CONTRACTS else "president_point"
    named = champs | {field: "Mme Odile Charbonnel, première adjointe"}
    projet = draft(modele, seance=seance, champs=named, vote=withdrawn)
    articles = [bloc.texte for bloc in projet.blocs if bloc.sorte is BlocSorte.ARTICLE]
    assert any("première adjointe, est" in texte for texte in articles)
    assert not any("maire est autorisée" in texte or "maire est chargée" in texte for texte in articles)


@pytest.mark.parametrize("modele", CONTRACTS)
def test_an_interested_mayor_is_replaced_by_a_member_that_the_council_names(
    seance: Seance, modele: str
) -> None:
    champs = example(modele, {"elus_interesses": ["Mme Claire Vasseur"]})
    withdrawn = replace(VOTE, ne_prennent_pas_part=("Mme Claire Vasseur",), votants=9, pour=9)
    projet = draft(modele, seance=seance, champs=champs, vote=withdrawn)
    assert "representant" in projet.manquants
    assert "CGCT:L2122-26" in projet.visas_cles


@pytest.mark.parametrize(("population", "told"), [(9_999, False), (10_000, True)])
def test_a_town_of_10000_has_no_share_of_the_fines(seance: Seance, population: int, told: bool) -> None:
    projet = draft(
        "amendes-police", seance=in_town(seance, population), champs=example("amendes-police"), vote=VOTE
    )
    assert ("population-10000" in codes(projet)) is told


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((2026, 9, 30), {"hors-periode"}),
        ((2026, 10, 1), set()),
        ((2026, 12, 31), set()),
        ((2025, 11, 3), {"annee-du-transfert"}),
    ],
)
def test_the_opposition_to_the_transfer_has_three_months(
    seance: Seance, day: tuple[int, int, int], expected: set[str]
) -> None:
    modele = "opposition-transfert-plui"
    that_day = replace(seance, date=seance.date.replace(*day) if seance.date else None)
    assert codes(draft(modele, seance=that_day, champs=example(modele), vote=VOTE)) == expected


def test_the_population_of_the_commune_serves_without_an_answer(seance: Seance) -> None:
    champs = example("rodp-reseaux", {"population": None})
    projet = draft("rodp-reseaux", seance=seance, champs=champs, vote=VOTE)
    assert any("population de 430" in bloc.texte.replace("\u00a0", " ") for bloc in projet.blocs)


def test_a_farm_rent_is_rounded_to_the_cent(seance: Seance) -> None:
    champs = example("bail-rural", {"surface": "3,2565", "fermage": 96.01})
    projet = draft("bail-rural", seance=seance, champs=champs, vote=VOTE)
    assert any("312,66 €" in bloc.texte.replace("\u00a0", " ") for bloc in projet.blocs)


@pytest.mark.parametrize("charges", ["aucune", "Néant.", "Sans charge ni condition"])
def test_a_gift_without_charge_is_said_free_of_charges(seance: Seance, charges: str) -> None:
    projet = draft("don-legs", seance=seance, champs=example("don-legs", {"charges": charges}), vote=VOTE)
    assert any("n’est grevé ni de conditions ni de charges" in bloc.texte for bloc in projet.blocs)
