"""The checks and prior acts of the budget, borrowing and tax templates, each made to fire once on purpose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deliberia.catalogue import get_template
from deliberia.drafting import draft, load_seance, parse_vote
from deliberia.model import CollectiviteSorte, Projet, Resultat, Vote
from deliberia.resources import data_dir

CASES: list[tuple[str, dict[str, Any], str]] = [
    ("budget-primitif", {"fonctionnement_dep": 412501}, "fonctionnement-desequilibre"),
    ("budget-primitif", {"investissement_rec": 1}, "investissement-desequilibre"),
    ("budget-primitif", {"fonctionnement_rec": 412501}, "section-en-excedent"),
    ("budget-primitif", {"ressources_propres": 31199.99}, "dette-non-couverte"),
    (
        "budget-primitif",
        {"chapitres": [{"section": "fonctionnement", "chapitre": "011", "depense": 10}]},
        "chapitres-fonctionnement",
    ),
    (
        "budget-primitif",
        {"chapitres": [{"section": "investissement", "chapitre": "21", "depense": 10}]},
        "chapitres-investissement",
    ),
    (
        "budget-primitif",
        {"chapitres": [{"section": "investissement", "chapitre": "021", "recette": 10}]},
        "virement-entre-sections",
    ),
    ("budget-primitif", {"date_envoi_projet": "2026-04-10"}, "projet-douze-jours"),
    ("budget-primitif", {"date_envoi_projet": None}, "envoi-non-date"),
    ("budget-primitif", {"date_dob": "2026-02-09"}, "debat-hors-delai"),
    ("budget-primitif", {"date_dob": "2026-04-21"}, "debat-hors-delai"),
    ("budget-primitif", {"annee_renouvellement": False}, "hors-delai"),
    ("budget-primitif", {"fongibilite_investissement": 7.51}, "fongibilite-plafond"),
    ("budget-primitif", {"spic": True, "budget_annexe": "budget annexe de l’eau"}, "fongibilite-spic"),
    ("compte-financier-unique", {"anterieur_fonctionnement": None}, "anterieurs-non-ventiles"),
    ("compte-financier-unique", {"president_elu": "Mme Claire Vasseur"}, "executif-preside"),
    ("compte-financier-unique", {"presents_au_vote": 5}, "quorum"),
    ("compte-financier-unique", {"resultats_anterieurs": 54301}, "anterieurs-discordants"),
    ("compte-financier-unique", {"exercice": 2024}, "apres-le-30-juin"),
    ("compte-financier-unique", {"exercice": 2026}, "exercice-non-clos"),
    ("affectation-resultat", {"affectation_1068": 47400.09}, "besoin-non-couvert"),
    ("affectation-resultat", {"report_002": 60700}, "total-discordant"),
    ("affectation-resultat", {"report_001": -47400.10}, "solde-001"),
    ("affectation-resultat", {"resultat_fonctionnement": -10}, "deficit-affecte"),
    ("affectation-resultat", {"date_cfu": "2026-06-01"}, "affectation-avant-compte"),
    ("taux-fiscalite", {"annee_renouvellement": False}, "hors-delai"),
    ("taux-fiscalite", {"produit_attendu": 148660}, "produit-discordant"),
    ("taux-fiscalite", {"taux_tfpnb": 72}, "lien-non-bati"),
    ("taux-fiscalite", {"taux_thrs": 11}, "lien-habitation"),
    (
        "ouverture-credits-avant-budget",
        {
            "lignes": [
                {
                    "chapitre": "21",
                    "budget_n1_hors_dette": 1000,
                    "montant_autorise": 250.01,
                    "affectation": "outillage",
                }
            ]
        },
        "au-dela-du-quart",
    ),
    (
        "ouverture-credits-avant-budget",
        {
            "lignes": [
                {
                    "chapitre": "16",
                    "budget_n1_hors_dette": 1000,
                    "montant_autorise": 20,
                    "affectation": "capital",
                }
            ]
        },
        "dette-dans-la-base",
    ),
    (
        "ouverture-credits-avant-budget",
        {
            "lignes": [
                {
                    "chapitre": "21",
                    "budget_n1_hors_dette": 1000,
                    "montant_autorise": 20,
                    "affectation": "restes à réaliser",
                }
            ]
        },
        "restes-a-realiser",
    ),
    ("ouverture-credits-avant-budget", {"exercice": 2026}, "budget-deja-vote"),
    ("ouverture-credits-avant-budget", {"credits_n1_total": 10}, "total-inferieur"),
    ("admission-non-valeur", {"montant_6541": 0, "montant_6542": 0}, "aucun-montant"),
    ("admission-non-valeur", {"motifs": ["départ de M. Dupin"]}, "debiteur-nomme"),
    ("demande-subvention-departement-region", {"montant_sollicite": 25000}, "aides-superieures-au-cout"),
    ("demande-subvention-departement-region", {"montant_sollicite": 15000}, "participation-minimale"),
    ("demande-subvention-departement-region", {"date_debut": "2026-11-01"}, "travaux-deja-commences"),
    ("emprunt", {"elus_interesses": ["Mme Claire Vasseur"]}, "executif-interesse"),
    ("admission-non-valeur", {"elus_interesses": ["Mme Claire Vasseur"]}, "executif-interesse"),
    ("emprunt", {"charte_gissler": "4E"}, "charte-risquee"),
    ("emprunt", {"charte_gissler": None}, "charte-absente"),
    ("emprunt", {"amortissement": None}, "amortissement-absent"),
    ("emprunt", {"objet": None}, "objet-absent"),
    ("emprunt", {"validite_offre": "2026-11-16"}, "offre-perimee"),
    ("regie-recettes-avances", {"regisseur": "Mme Julie Dupin"}, "regisseur-nomme"),
    ("regie-recettes-avances", {"nature": "recettes_avances"}, "avance-manquante"),
    ("regie-recettes-avances", {"modes": None}, "modes-absents"),
    ("subvention-ccas", {"echeances": [{"date": "2026-06-01", "montant": 10}]}, "echeancier-discordant"),
    ("subvention-ccas", {"imputation": "65748"}, "imputation-tiers-prive"),
    ("fonds-de-concours", {"fonds_concours": 24000.01}, "superieur-a-la-part"),
    (
        "fonds-de-concours",
        {"regime": "syndicat_electricite", "subventions": 0, "fonds_concours": 60000.01},
        "trois-quarts",
    ),
    ("fonds-de-concours", {"subventions": 70000}, "plan-negatif"),
    ("fonds-de-concours", {"subventions": 50000}, "participation-minimale"),
    ("amortissements", {"categories": [{"compte": "204182", "duree": 41}]}, "subvention-equipement-40"),
    ("amortissements", {"categories": [{"compte": "20422", "duree": 31}]}, "subvention-batiment-30"),
    ("amortissements", {"categories": [{"compte": "204181", "duree": 6}]}, "subvention-materiel-5"),
    ("amortissements", {"prorata": False}, "annee-pleine-sans-motif"),
    (
        "amortissements",
        {"categories": [{"compte": "204182", "duree": 15}, {"compte": "2183", "duree": 4}]},
        "petite-commune",
    ),
    ("depenses-fetes-ceremonies", {"categories": ["cadeaux divers"]}, "liste-vague"),
    ("depenses-fetes-ceremonies", {"categories": ["cadeau de Mme Dupin"]}, "personne-nommee"),
    ("fongibilite-credits", {"taux_fonctionnement": 7.6}, "plafond"),
    ("fongibilite-credits", {"taux_fonctionnement": 0, "taux_investissement": 0}, "rien-autorise"),
    ("provisions-creances", {"montant": 641}, "tranches-discordantes"),
    (
        "provisions-creances",
        {"tranches": [{"anciennete": "plus de deux ans", "restes": 10, "provision": 640}]},
        "provision-superieure",
    ),
    (
        "provisions-creances",
        {"operation": "reprise", "compte": "7817", "provision_existante": 100},
        "reprise-excessive",
    ),
    ("provisions-creances", {"compte": "7817"}, "compte-inverse"),
    ("provisions-creances", {"motif": "litige avec M. Dupin"}, "personne-nommee"),
    ("ligne-tresorerie", {"duree": "12"}, "duree-sans-unite"),
    ("ligne-tresorerie", {"index": None, "marge": None}, "taux-absent"),
    ("garantie-emprunt", {"logement_social": False, "quotite": 51}, "quotite-hors-logement"),
    ("garantie-emprunt", {"logement_social": False}, "ratios-hors-logement"),
    ("garantie-emprunt", {"contrat_annexe": False}, "contrat-non-annexe"),
    ("garantie-emprunt", {"quotite": 0}, "quotite-nulle"),
    ("contribution-syndicat", {"date_notification": "2026-03-11"}, "opposition-tardive"),
    ("contribution-syndicat", {"imputation": None}, "imputation-absente"),
    ("attribution-compensation", {"provisoire": True}, "provisoire-et-libre"),
    ("debat-orientation-budgetaire", {"rapport_joint": False}, "sans-rapport"),
    ("debat-orientation-budgetaire", {"date_budget_prevue": "2026-03-31"}, "dix-semaines"),
    ("debat-orientation-budgetaire", {"date_budget_prevue": "2026-06-10"}, "dix-semaines"),
    ("taxe-amenagement", {"taux": 6}, "taux-hors-bornes"),
    ("taxe-amenagement", {"secteurs": [{"designation": "hameau", "taux": 21}]}, "secteur-hors-bornes"),
    (
        "taxe-amenagement",
        {"secteurs": [{"designation": "hameau", "taux": 8}], "date_etude": "2026-01-10"},
        "majoration-non-motivee",
    ),
    ("taxe-amenagement", {"secteurs": [{"designation": "hameau", "taux": 4}]}, "secteur-non-delimite"),
    ("taxe-amenagement", {"annee_effet": 2026}, "hors-delai"),
    ("taxe-sejour", {"taux_non_classes": 6}, "taux-non-classes"),
    ("taxe-sejour", {"tarifs": [{"categorie": "Palaces", "eur": 2}]}, "categories-oubliees"),
    ("taxe-sejour", {"annee_effet": 2026}, "hors-delai"),
    ("taxe-sejour", {"abattement": 20}, "abattement-hors-forfait"),
    ("exoneration-fiscale", {"annee_effet": 2026}, "hors-delai"),
    ("exoneration-fiscale", {"impot": "cfe"}, "impot-discordant"),
    ("exoneration-fiscale", {"article_cgi": "1395 B", "objet": "les bois"}, "visa-a-ajouter"),
    ("exoneration-fiscale", {"quotite": 0}, "quotite-nulle"),
    ("exoneration-fiscale", {"quotite": 40}, "renovation-energetique"),
    ("exoneration-fiscale", {"article_cgi": "1383"}, "constructions-nouvelles"),
    ("majoration-thrs", {"zone_eligible": False}, "zone-non-verifiee"),
    ("majoration-thrs", {"taux": 61}, "taux-hors-bornes"),
    ("majoration-thrs", {"annee_effet": 2026}, "hors-delai"),
    ("taxe-vacance-logements", {"taux": 51}, "taux-hors-zone"),
    ("taxe-vacance-logements", {"zone_tendue": True, "taux_premiere_annee": 31}, "taux-zone-tendue"),
    ("taxe-vacance-logements", {"duree_vacance": 1}, "duree-hors-zone"),
    ("taxe-vacance-logements", {"annee_effet": 2026}, "avant-2027"),
    ("taxe-vacance-logements", {"annee_effet": 2026}, "hors-delai"),
    ("teom-reom", {"tarifs": [{"usager": "foyer", "eur": 100}]}, "taxe-et-redevance"),
    ("teom-reom", {"locaux_exoneres": ["locaux commerciaux"]}, "decision-d-octobre"),
    ("teom-reom", {"taux": None, "zonage": [{"zone": "bourg"}]}, "taux-absent"),
    ("teom-reom", {"annee_effet": 2025}, "hors-delai"),
    ("teom-reom", {"produit_attendu": 400001}, "produit-excessif"),
    ("tlpe", {"annee_effet": 2026}, "hors-delai"),
]
"""Template, change made to its example (None takes a field away), code of the check that then fires."""

PRIOR: list[tuple[str, dict[str, Any], str]] = [
    ("budget-primitif", {"dob_requis": True}, "date_dob"),
    ("budget-primitif", {"date_affectation": None}, "date_affectation"),
    ("affectation-resultat", {"date_cfu": None}, "date_cfu"),
    ("affectation-resultat", {"anticipee": True}, "date_fiche"),
    ("regie-recettes-avances", {"date_avis_comptable": None}, "date_avis_comptable"),
    ("contribution-syndicat", {"date_deliberation_syndicat": None}, "date_deliberation_syndicat"),
    ("attribution-compensation", {"date_clect": None}, "date_clect"),
    ("taxe-amenagement", {"secteurs": [{"designation": "hameau", "taux": 8}]}, "date_etude"),
]
"""Template, change made to its example, field that proves the prior act and is then missing."""

AS_EPCI: list[tuple[str, dict[str, Any], str]] = [
    (
        "attribution-compensation",
        {"communes": [{"commune": "Val-Fleuri", "montant": 48201}]},
        "communes-discordantes",
    ),
    ("attribution-compensation", {"voix_pour": 15, "suffrages": 24}, "deux-tiers"),
    ("attribution-compensation", {"voix_pour": None}, "deux-tiers-a-verifier"),
    ("taxe-vacance-logements", {}, "groupement-sans-plh"),
]
"""The same, in a communauté."""

ALWAYS: list[tuple[str, dict[str, Any], str]] = [
    ("debat-orientation-budgetaire", {"population": 5200}, "debat-facultatif"),
    ("teom-reom", {"sorte": CollectiviteSorte.EPCI}, "competence-commune"),
]
"""Template, authority for which the check is silent, code that the example itself shows."""

MAYOR, FORMER = "Mme Claire Vasseur", "M. Paul Astruc"
NOBODY: tuple[str, ...] = ()
WITHDRAWALS: list[tuple[str, dict[str, Any], tuple[str, ...], tuple[str, ...], str]] = [
    ("compte-financier-unique", {}, (MAYOR,), NOBODY, "executif-vote"),
    ("compte-financier-unique", {"ancien_executif": FORMER}, (FORMER,), (MAYOR,), "ancien-executif-vote"),
    ("admission-non-valeur", {"elus_interesses": [FORMER]}, (FORMER,), (MAYOR,), "elu-interesse-vote"),
    ("emprunt", {"elus_interesses": [FORMER]}, (FORMER,), (MAYOR,), "elu-interesse-vote"),
    ("depenses-fetes-ceremonies", {"elus_interesses": [FORMER]}, (FORMER,), (MAYOR,), "elu-interesse-vote"),
    ("ligne-tresorerie", {"elus_interesses": [FORMER]}, (FORMER,), (MAYOR,), "elu-interesse-vote"),
    ("garantie-emprunt", {"elus_interesses": [FORMER]}, (FORMER,), (MAYOR,), "elu-interesse-vote"),
]
"""Template, change, who must withdraw, who withdraws by mistake, code of the check."""

TRIED = [
    *((modele, code) for modele, _, _, _, code in WITHDRAWALS),
    *((modele, code) for modele, _, code in (*AS_EPCI, *ALWAYS)),
]


def write(
    modele: str, change: dict[str, Any], vote: Vote | None = None, commune: dict[str, Any] | None = None
) -> Projet:
    """Draft the example with a change, on the example's own day."""
    exemple = get_template(modele).exemple
    champs = {name: value for name, value in (exemple.champs | change).items() if value is not None}
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    if exemple.seance:
        seance = replace(seance, date=exemple.seance.date, convocation=exemple.seance.convocation)
    if commune:
        seance = replace(seance, collectivite=replace(seance.collectivite, **commune))
    return draft(modele, seance=seance, champs=champs, vote=vote or parse_vote(exemple.vote))


def codes(projet: Projet) -> set[str]:
    prefix = f"template:{projet.modele}:"
    return {one.origine.removeprefix(prefix) for one in projet.constats if one.origine.startswith(prefix)}


@pytest.mark.parametrize(("modele", "change", "code"), CASES)
def test_a_check_fires_on_purpose(modele: str, change: dict[str, Any], code: str) -> None:
    assert code not in codes(write(modele, {}))
    assert code in codes(write(modele, change))


@pytest.mark.parametrize(("modele", "change", "code"), AS_EPCI)
def test_a_check_fires_in_a_communaute(modele: str, change: dict[str, Any], code: str) -> None:
    assert code not in codes(write(modele, change))
    assert code in codes(write(modele, change, commune={"sorte": CollectiviteSorte.EPCI}))


@pytest.mark.parametrize(("modele", "commune", "code"), ALWAYS)
def test_a_check_follows_the_authority(modele: str, commune: dict[str, Any], code: str) -> None:
    assert code in codes(write(modele, {}))
    assert code not in codes(write(modele, {}, commune=commune))


@pytest.mark.parametrize(("modele", "change", "champ"), PRIOR)
def test_a_prior_act_that_is_missing_keeps_the_act_a_projet(
    modele: str, change: dict[str, Any], champ: str
) -> None:
    projet = write(modele, change)
    assert champ in projet.manquants
    assert "MOD003" in {one.regle for one in projet.constats}
    assert not projet.is_ready


@pytest.mark.parametrize(("modele", "change", "due", "mistaken", "code"), WITHDRAWALS)
def test_whoever_must_withdraw_and_votes_is_told(
    modele: str, change: dict[str, Any], due: tuple[str, ...], mistaken: tuple[str, ...], code: str
) -> None:
    vote = Vote(votants=9, pour=9, contre=0, abstentions=0)
    assert code not in codes(write(modele, change, replace(vote, ne_prennent_pas_part=due)))
    assert code in codes(write(modele, change, replace(vote, ne_prennent_pas_part=mistaken)))


def test_equal_voices_settle_the_accounts() -> None:
    vote = Vote(votants=8, pour=4, contre=4, abstentions=0, ne_prennent_pas_part=(MAYOR,))
    projet = write("compte-financier-unique", {}, vote)
    assert projet.resultat is Resultat.MAJORITE
    assert "adoptée, aucune majorité" in "".join(bloc.texte for bloc in projet.blocs)
    assert write("budget-primitif", {}, vote).resultat is None
