"""Staff and groupings of communes: each check made to fire once, each prior opinion made to miss."""

from __future__ import annotations

from typing import Any

import pytest

from deliberia.catalogue import get_template
from deliberia.drafting import draft, load_seance
from deliberia.model import Projet, Seance, Vote
from deliberia.resources import data_dir

VOTE = Vote(votants=10, pour=10, contre=0, abstentions=0)
LATE = "2026-11-18"
"""The day after the example meeting."""
PAST = "2026-11-16"


@pytest.fixture
def seance() -> Seance:
    return load_seance(data_dir("templates") / "_exemple" / "seance.toml")


def codes(projet: Projet) -> set[str]:
    prefix = f"template:{projet.modele}:"
    return {one.origine.removeprefix(prefix) for one in projet.constats if one.origine.startswith(prefix)}


CASES: list[tuple[str, dict[str, Any], str]] = [
    ("emplois-non-permanents", {"duree": 7}, "duree-saisonnier"),
    ("emplois-non-permanents", {"besoin": ""}, "besoin-non-precise"),
    ("emplois-non-permanents", {"date_fin": "2027-12-31"}, "periode-incoherente"),
    ("emplois-non-permanents", {"besoin": "le remplacement de Mme Dupin"}, "agent-nomme"),
    ("psc-participation", {"avis_cst": LATE}, "avis-posterieur"),
    ("psc-participation", {"montant": 14.99}, "plancher-sante"),
    ("psc-participation", {"risque": "prevoyance", "montant": 6.99}, "plancher-prevoyance"),
    ("psc-participation", {"risque": "prevoyance", "date_effet": "2029-01-01"}, "prevoyance-2029"),
    ("psc-participation", {"risque": "prevoyance"}, "labellisation-prevoyance"),
    ("psc-participation", {"mode": "convention"}, "convention-sans-organisme"),
    ("psc-participation", {"date_effet": PAST}, "retroactif"),
    ("modification-statuts-epci", {"notification": "2026-08-16"}, "delai-expire"),
    (
        "modification-statuts-epci",
        {"nature": "restitution", "notification": "2026-08-16"},
        "delai-expire-restitution",
    ),
    ("modification-statuts-epci", {"notification": LATE}, "notification-future"),
    ("modification-statuts-epci", {"avis": "defavorable", "motif": ""}, "refus-non-motive"),
    ("rifseep", {"avis_cst": LATE}, "avis-posterieur"),
    ("rifseep", {"date_effet": PAST}, "retroactif"),
    ("rifseep", {"plafond_etat": 3999}, "plafond-etat"),
    ("rifseep", {"plafond_etat": ""}, "plafond-non-compare"),
    ("rifseep", {"cadres_emplois": ["agents de police municipale"]}, "police-municipale-exclue"),
    ("suppression-emploi", {"avis_cst": LATE}, "avis-posterieur"),
    ("suppression-emploi", {"date_effet": PAST}, "date-effet-passee"),
    ("suppression-emploi", {"motif": "les absences de M. Dupin"}, "motif-personnel"),
    ("modification-quotite-emploi", {"avis_cst": LATE}, "avis-posterieur"),
    ("modification-quotite-emploi", {"date_effet": PAST}, "date-effet-passee"),
    ("modification-quotite-emploi", {"accord_agent": False}, "accord-refuse"),
    ("modification-quotite-emploi", {"nouvelle": 20, "pct": ""}, "meme-duree"),
    ("modification-quotite-emploi", {"pct": 10}, "pourcentage-different"),
    ("modification-quotite-emploi", {"ancienne": 35, "nouvelle": 33, "pct": ""}, "temps-complet"),
    ("tableau-effectifs", {"avis_cst": LATE}, "avis-posterieur"),
    (
        "tableau-effectifs",
        {"tableau": [{"grade": "rédacteur", "nombre": 1, "pourvus": 2}]},
        "pourvus-superieurs",
    ),
    ("tableau-effectifs", {"suppressions": True, "avis_cst": "2026-10-20"}, "suppressions-non-dites"),
    ("assurance-statutaire", {"date_effet": PAST}, "retroactif"),
    ("convention-cdg-mission-facultative", {"date_effet": PAST}, "retroactif"),
    ("rapport-clect", {"rapport": "2026-08-01", "transmission": "2026-08-16"}, "delai-expire"),
    ("rapport-clect", {"rapport": "2026-10-01"}, "dates-du-rapport"),
    ("rapport-clect", {"refus": True, "motif": ""}, "refus-non-motive"),
    ("rapport-activite-epci", {"exercice": 2026}, "exercice-futur"),
    ("heures-supplementaires", {"avis_cst": LATE}, "avis-posterieur"),
    ("heures-supplementaires", {"date_effet": PAST}, "retroactif"),
    ("heures-supplementaires", {"avis_cst": ""}, "avis-cst-conseille"),
    ("heures-supplementaires", {"emplois": [{"cadre_emplois": "attachés"}]}, "categorie-a"),
    ("recensement-agents", {"remuneration": "2 € par feuille de logement"}, "brut-ou-net"),
    ("recensement-agents", {"annee": 2025}, "annee-passee"),
    ("temps-travail", {"avis_cst": LATE}, "avis-posterieur"),
    ("temps-travail", {"date_effet": PAST}, "retroactif"),
    ("temps-travail", {"cycles": [{"service": "tous", "duree": 37}], "rtt": 0}, "rtt-oublies"),
    ("temps-travail", {"cycles": [{"service": "tous", "duree": 35}], "rtt": 6}, "rtt-sans-objet"),
    ("temps-travail", {"cycles": [{"service": "tous", "duree": 34.5}], "rtt": 0}, "duree-reduite"),
    ("compte-epargne-temps", {"avis_cst": LATE}, "avis-posterieur"),
    ("compte-epargne-temps", {"date_effet": PAST}, "retroactif"),
    ("compte-epargne-temps", {"alimentation": ["des heures de nuit"]}, "alimentation-vide"),
    ("ratios-avancement", {"avis_cst": LATE}, "avis-posterieur"),
    ("ratios-avancement", {"grades": [{"grade": "brigadier-chef principal"}]}, "police-municipale"),
    ("ratios-avancement", {"grades": [{"grade": "rédacteur principal (Mme Dupin)"}]}, "taux-nominatif"),
    ("mise-a-disposition-personnel", {"date_effet": PAST}, "retroactif"),
    ("mise-a-disposition-personnel", {"duree": 3.5}, "duree-trois-ans"),
    ("mise-a-disposition-personnel", {"accord_agent": False}, "sans-accord"),
    ("mise-a-disposition-personnel", {"remboursement": False}, "gratuite-non-motivee"),
    ("mise-a-disposition-personnel", {"agent_grade": "rédactrice, Mme Dupin"}, "agent-nomme"),
    ("frais-deplacement-agents", {"date_effet": PAST}, "retroactif"),
    ("frais-deplacement-agents", {"taux_repas": 20.01}, "repas-plafond"),
    ("frais-deplacement-agents", {"taux_nuit_paris": 141}, "nuit-plafond"),
    ("teletravail", {"avis_cst": LATE}, "avis-posterieur"),
    ("teletravail", {"date_effet": PAST}, "retroactif"),
    ("teletravail", {"jours": 4}, "trois-jours"),
    ("contrat-projet", {"duree": 0.5}, "duree-un-a-six-ans"),
    ("contrat-projet", {"duree": 6.5}, "duree-un-a-six-ans"),
    ("contrat-projet", {"resultat": ""}, "resultat-non-dit"),
    ("contrat-projet", {"fonctions": "appui à Mme Dupin"}, "agent-nomme"),
    ("contrat-projet", {"date_effet": PAST}, "date-effet-passee"),
    ("apprentissage", {"avis_cst": LATE}, "avis-posterieur"),
    ("apprentissage", {"date_effet": PAST}, "date-effet-passee"),
    ("gratification-stagiaires", {"date_effet": PAST}, "retroactif"),
    ("mediation-prealable-obligatoire", {"date_effet": PAST}, "retroactif"),
    ("logement-fonction", {"avis_cst": LATE}, "avis-posterieur"),
    ("logement-fonction", {"date_effet": PAST}, "retroactif"),
    ("logement-fonction", {"emplois": [{"emploi": "gardien du gymnase"}]}, "contraintes-non-dites"),
    ("logement-fonction", {"redevance": ""}, "redevance-non-dite"),
    ("action-sociale-cnas", {"date_effet": PAST}, "retroactif"),
    ("action-sociale-cnas", {"titres_restaurant": True, "valeur_titre": 8}, "titres-sans-valeur"),
    ("vacataire", {"vacations": 101}, "besoin-permanent"),
    ("vacataire", {"date_fin": "2026-12-01"}, "periode"),
    ("vacataire", {"tache": "la conférence de Mme Dupin"}, "agent-nomme"),
    ("perimetre-syndicat", {"notification": "2026-08-16"}, "delai-expire"),
    (
        "perimetre-syndicat",
        {"operation": "retrait", "notification": "2026-08-16"},
        "delai-expire-retrait",
    ),
    ("perimetre-syndicat", {"notification": LATE}, "notification-future"),
    ("perimetre-syndicat", {"avis": "defavorable", "motif": ""}, "refus-non-motive"),
    ("perimetre-syndicat", {"operation": "retrait_cc"}, "accueil-absent"),
    ("perimetre-syndicat", {"operation": "retrait_cc"}, "retrait-demande-par-la-commune"),
    ("mutualisation-service-commun", {"avis_cst": LATE}, "avis-posterieur"),
    ("mutualisation-service-commun", {"date_effet": PAST}, "retroactif"),
    ("mutualisation-service-commun", {"fiche_impact": False}, "fiche-absente"),
    ("competence-syndicat-energie", {"date_effet": PAST}, "retroactif"),
    ("competence-syndicat-energie", {"etendue": ""}, "double-maitrise-d-ouvrage"),
    ("remplacement-agents", {"motif": "l’absence de Mme Dupin"}, "agent-nomme"),
]


@pytest.mark.parametrize(("modele", "change", "code"), CASES)
def test_a_check_fires_on_purpose(seance: Seance, modele: str, change: dict[str, Any], code: str) -> None:
    example = dict(get_template(modele).exemple.champs)
    assert code not in codes(draft(modele, seance=seance, champs=example, vote=VOTE))
    assert code in codes(draft(modele, seance=seance, champs=example | change, vote=VOTE))


PRIOR: list[tuple[str, dict[str, Any], str, str]] = [
    ("psc-participation", {}, "avis_cst", "comité social territorial"),
    ("rifseep", {}, "avis_cst", "comité social territorial"),
    ("suppression-emploi", {}, "avis_cst", "comité social territorial"),
    ("modification-quotite-emploi", {"nouvelle": 28, "pct": 40}, "avis_cst", "comité social territorial"),
    ("modification-quotite-emploi", {}, "accord_agent", "accord écrit"),
    ("tableau-effectifs", {"suppressions": True}, "avis_cst", "comité social territorial"),
    ("temps-travail", {}, "avis_cst", "comité social territorial"),
    ("compte-epargne-temps", {}, "avis_cst", "comité social territorial"),
    ("ratios-avancement", {}, "avis_cst", "comité social territorial"),
    ("mise-a-disposition-personnel", {}, "accord_agent", "accord écrit"),
    ("teletravail", {}, "avis_cst", "comité social territorial"),
    ("apprentissage", {}, "avis_cst", "comité social territorial"),
    ("mutualisation-service-commun", {}, "avis_cst", "comité social territorial"),
    ("mutualisation-service-commun", {}, "fiche_impact", "fiche d’impact"),
]


@pytest.mark.parametrize(("modele", "change", "champ", "words"), PRIOR)
def test_a_prior_act_that_is_missing_keeps_the_act_a_projet(
    seance: Seance, modele: str, change: dict[str, Any], champ: str, words: str
) -> None:
    champs = {name: value for name, value in get_template(modele).exemple.champs.items() if name != champ}
    projet = draft(modele, seance=seance, champs=champs | change, vote=VOTE)
    assert projet.manquants == (champ,)
    (told,) = [one for one in projet.constats if one.regle == "MOD003"]
    assert words in told.message
    assert not projet.is_ready
