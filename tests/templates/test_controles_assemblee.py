"""The checks and prior acts of the templates of the assembly and of procurement, each made to fire once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deliberia.arithmetic import effectif_legal, max_adjoints
from deliberia.arithmetic.indemnites import RATES
from deliberia.catalogue import get_template
from deliberia.drafting import draft, load_seance
from deliberia.model import BlocSorte, CollectiviteSorte, Projet, Resultat, Scrutin, Seance, Vote
from deliberia.resources import data_dir

VOTE = Vote(votants=10, pour=10, contre=0, abstentions=0)
INTERESTED = (
    "ester-en-justice",
    "attribution-marche",
    "avenant-marche",
    "mandat-maitrise-ouvrage",
    "dsp-choix-delegataire",
    "transaction",
)


def tour(voix: str, bulletins: int = 10, blancs: int = 0, exprimes: int = 10) -> dict[str, Any]:
    return {"bulletins": bulletins, "nuls": 0, "blancs": blancs, "exprimes": exprimes, "voix": voix}


EGALITE = tour("Mme Claire Vasseur : 5 ; M. Paul Astruc : 5")
FAUX = tour("Mme Claire Vasseur : 8 ; M. Paul Astruc : 1")
ACQUIS = tour("Mme Claire Vasseur : 8 ; M. Paul Astruc : 2")
MEMBERS = ["Mme Odile Charbonnel", "M. Étienne Delmas"]
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("delegations-maire", {"matieres": [{"numero": "16"}]}, "matiere-sans-limite"),
    ("delegations-maire", {"matieres": [{"numero": "5"}, {"numero": "5"}]}, "matiere-en-double"),
    ("delegations-maire", {"complement": True}, "complement-sans-date"),
    ("designation-delegues-syndicat", {"tours": [FAUX]}, "tours-inexacts"),
    (
        "designation-delegues-syndicat",
        {"dispense_secret": True, "mixte": "ouvert"},
        "main-levee-syndicat-ouvert",
    ),
    ("designation-delegues-syndicat", {"suppleants": ["Mme Claire Vasseur"]}, "suppleant-et-titulaire"),
    ("indemnites-elus", {"taux_maire": 28.2}, "taux-maire"),
    ("indemnites-elus", {"taux_adjoints": 10.9}, "taux-adjoints"),
    ("indemnites-elus", {"taux_conseillers": 4}, "enveloppe-depassee"),
    ("indemnites-elus", {"date_effet": "2026-11-16"}, "effet-anterieur"),
    ("commissions-municipales", {"population": 1000, "mode_designation": ""}, "pluralisme"),
    ("commission-appel-offres", {"titulaires": MEMBERS}, "nombre-titulaires"),
    ("commission-appel-offres", {"population": 3500}, "nombre-suppleants"),
    ("commission-appel-offres", {"date_depot": None}, "conditions-depot"),
    ("commission-appel-offres", {"titulaires": [*MEMBERS, "Mme Claire Vasseur"]}, "executif-membre"),
    ("designation-representants-organismes", {"tours": [FAUX]}, "tours-inexacts"),
    ("designation-representants-organismes", {"mode_designation": ""}, "mode-de-vote"),
    ("designation-representants-organismes", {"mode_designation": "secret"}, "scrutin-sans-resultat"),
    ("ccid-liste", {"population": 2001}, "nombre-de-noms"),
    ("ccid-liste", {"noms": [{"nom": "Mme Claire Belair"}] * 24}, "nom-en-double"),
    ("ccid-liste", {"date_renouvellement": "2026-09-16"}, "deux-mois"),
    ("reglement-interieur-conseil", {"population": 1000, "date_installation": "2026-05-16"}, "six-mois"),
    ("reglement-interieur-conseil", {"population": 1000}, "bulletin-sans-regle"),
    ("droit-formation-elus", {"credits": 597.99}, "plancher-deux-pour-cent"),
    ("droit-formation-elus", {"credits": 5980.01}, "plafond-vingt-pour-cent"),
    ("droit-formation-elus", {"date_installation": "2026-08-16"}, "trois-mois"),
    ("referent-deontologue-elus", {"referent": "Mme Claire Vasseur"}, "elu-designe"),
    ("referent-deontologue-elus", {"accord_date": None}, "accord-du-referent"),
    ("nombre-adjoints", {"nombre_adjoints": 4}, "trente-pour-cent"),
    ("nombre-adjoints", {"adjoints_quartier": 2}, "trente-et-dix-pour-cent"),
    ("nombre-adjoints", {"effectif_legal": 12}, "effectif-inconnu"),
    ("election-adjoints", {"tours": [FAUX]}, "tours-inexacts"),
    ("election-adjoints", {"tours": [ACQUIS, ACQUIS]}, "tour-superflu"),
    ("election-adjoints", {"tours": [EGALITE] * 4}, "trop-de-tours"),
    ("election-adjoints", {"convocation_mention": False}, "convocation-speciale"),
    ("election-adjoints", {"resultats": ["M. Bastien Roure", "M. Paul Astruc", "Mme A"]}, "alternance"),
    ("election-adjoints", {"nombre_adjoints": 2}, "nombre-d-elus"),
    ("election-adjoints", {"tours": [EGALITE]}, "sans-majorite"),
    ("election-maire", {"tours": [FAUX]}, "tours-inexacts"),
    ("election-maire", {"tours": [ACQUIS, ACQUIS]}, "tour-superflu"),
    ("election-maire", {"tours": [EGALITE] * 4, "elu": "M. Paul Astruc"}, "trop-de-tours"),
    ("election-maire", {"convocation_mention": False}, "convocation-speciale"),
    ("election-maire", {"elu": "M. Paul Astruc"}, "elu-different"),
    ("election-maire", {"tours": [EGALITE], "elu": "M. Paul Astruc"}, "egalite-sans-age"),
    ("installation-conseiller-suivant", {"cause": "autre"}, "autre-cause"),
    ("installation-conseiller-suivant", {"date_effet": "2026-11-18"}, "vacance-future"),
    ("ccas-conseil-administration", {"nombre": 9}, "nombre-pair"),
    ("ccas-conseil-administration", {"elus": MEMBERS}, "nombre-d-elus"),
    ("ccas-conseil-administration", {"elus": ["Mme Claire Vasseur", *MEMBERS]}, "maire-elu"),
    ("ccas-conseil-administration", {"date_installation": "2026-09-16"}, "deux-mois"),
    ("ester-en-justice", {"delegation": True}, "matiere-deleguee"),
    ("mandat-special-frais-elus", {"dates": "2026-11-16"}, "apres-le-depart"),
    ("mandat-special-frais-elus", {"date_fin": "2026-11-23"}, "fin-avant-debut"),
    ("mandat-special-frais-elus", {"delegation": True}, "matiere-deleguee"),
    ("protection-fonctionnelle-elu", {"date_demande": None}, "demande-ecrite"),
    ("protection-fonctionnelle-elu", {"date_transmission": "2026-11-12"}, "cinq-jours-francs"),
    ("majoration-indemnites", {"taux_majoration": 15.01}, "taux-du-cas"),
    ("majoration-indemnites", {"cas": "departement", "taux_majoration": 25.01}, "taux-du-cas"),
    ("majoration-indemnites", {"cas": "arrondissement", "taux_majoration": 20.01}, "taux-du-cas"),
    ("majoration-indemnites", {"cas": "station", "taux_majoration": 50.01}, "taux-du-cas"),
    ("majoration-indemnites", {"lignes": [{"fonction": "Conseillers", "taux": 2}]}, "conseillers-majores"),
    ("majoration-indemnites", {"date_indemnites": "2026-11-18"}, "indemnites-d-abord"),
    (
        "attribution-marche",
        {"procedure": "dispense", "lots": [{"titulaire": "A", "montant_ht": 100000}]},
        "seuil-dispense",
    ),
    ("attribution-marche", {"delegation": True}, "matiere-deleguee"),
    ("attribution-marche", {"date_cao": "2026-10-20"}, "cao-en-procedure-adaptee"),
    ("attribution-marche", {"criteres": [{"critere": "prix", "poids": 60}]}, "total-des-criteres"),
    ("attribution-marche", {"offres": 0}, "sans-offre"),
    ("groupement-commandes", {"representant_cao": "M. Bastien Roure"}, "mode-de-vote"),
    ("avenant-marche", {"avenant_ht": 7275.01, "pct": 15}, "dix-ou-quinze-pour-cent"),
    ("avenant-marche", {"avenant_ht": -7275.01, "pct": 15}, "dix-ou-quinze-pour-cent"),
    ("avenant-marche", {"pct": 7}, "pourcentage-faux"),
    ("avenant-marche", {"pct": 6}, "pourcentage-faux"),
    ("avenant-marche", {"delegation": True}, "matiere-deleguee"),
    ("avenant-marche", {"fondement": ""}, "fondement-absent"),
    ("autorisation-marche-determine", {"date_consultation": "2026-11-16"}, "consultation-deja-lancee"),
    ("maitrise-oeuvre-programme", {"date_etude": None}, "etude-de-faisabilite"),
    (
        "maitrise-oeuvre-programme",
        {"etape": "apd", "cout_apd_ht": 240000.01, "forfait_definitif_ht": 1, "maitre_oeuvre": "A"},
        "cout-au-dela-de-l-enveloppe",
    ),
    ("mandat-maitrise-ouvrage", {"part": 392000.01}, "part-superieure"),
    ("dsp-choix-delegataire", {"date_transmission": "2026-11-03"}, "quinze-jours"),
    ("dsp-choix-delegataire", {"date_commission": "2026-09-18"}, "deux-mois"),
    ("dsp-choix-delegataire", {"date_commission": None}, "transmission-inconnue"),
    ("rapport-delegataire", {"exercice": 2026}, "exercice-a-venir"),
    ("transaction", {"montant": 7800}, "sans-concession-adverse"),
]
TRIED = {
    *((modele, code) for modele in INTERESTED for code in ("elu-interesse-vote", "executif-interesse")),
    ("protection-fonctionnelle-elu", "elu-protege-vote"),
    ("protection-fonctionnelle-elu", "executif-protege"),
    ("mandat-maitrise-ouvrage", "societe-sans-retrait"),
}
MISSING: list[tuple[str, dict[str, Any], str]] = [
    ("indemnites-elus", {"taux_maire": 20}, "demande_maire_date"),
    ("attribution-marche", {"procedure": "formalisee"}, "date_cao"),
    ("avenant-marche", {"passe_par_cao": True}, "avis_cao_date"),
    ("dsp-principe", {"population": 10001}, "avis_ccspl_date"),
    ("dsp-principe", {"personnel": True}, "avis_cst_date"),
    ("rapport-delegataire", {"population": 10001}, "avis_ccspl_date"),
]


@pytest.fixture
def seance() -> Seance:
    return load_seance(data_dir("templates") / "_exemple" / "seance.toml")


def example_of(modele: str) -> dict[str, Any]:
    champs = dict(get_template(modele).exemple.champs)
    champs.pop("elus_interesses", None)
    return champs


def codes(projet: Projet) -> set[str]:
    prefix = f"template:{projet.modele}:"
    return {one.origine.removeprefix(prefix) for one in projet.constats if one.origine.startswith(prefix)}


@pytest.mark.parametrize(("modele", "change", "code"), CASES)
def test_a_check_fires_on_purpose(seance: Seance, modele: str, change: dict[str, Any], code: str) -> None:
    champs = example_of(modele)
    assert code not in codes(draft(modele, seance=seance, champs=champs, vote=VOTE))
    assert code in codes(draft(modele, seance=seance, champs=champs | change, vote=VOTE))


@pytest.mark.parametrize(("modele", "change", "champ"), MISSING)
def test_a_prior_act_that_is_missing_keeps_the_act_a_projet(
    seance: Seance, modele: str, change: dict[str, Any], champ: str
) -> None:
    champs = example_of(modele)
    assert champ not in draft(modele, seance=seance, champs=champs, vote=VOTE).manquants
    projet = draft(modele, seance=seance, champs=champs | change, vote=VOTE)
    assert champ in projet.manquants
    assert [one.regle for one in projet.constats if one.regle == "MOD003"] == ["MOD003"]
    assert not projet.is_ready


@pytest.mark.parametrize("modele", INTERESTED)
def test_an_interested_member_who_votes_is_told(seance: Seance, modele: str) -> None:
    champs = example_of(modele) | {"elus_interesses": ["M. Paul Astruc"]}
    withdrawn = replace(VOTE, ne_prennent_pas_part=("M. Paul Astruc",), votants=9, pour=9)
    assert "elu-interesse-vote" not in codes(draft(modele, seance=seance, champs=champs, vote=withdrawn))
    other = replace(withdrawn, ne_prennent_pas_part=("M. Hugo Sabatéry",))
    assert "elu-interesse-vote" in codes(draft(modele, seance=seance, champs=champs, vote=other))


@pytest.mark.parametrize("modele", INTERESTED)
def test_an_interested_mayor_does_not_present_the_matter(seance: Seance, modele: str) -> None:
    champs = example_of(modele) | {"elus_interesses": ["Mme Claire Vasseur"]}
    assert "executif-interesse" in codes(draft(modele, seance=seance, champs=champs))
    other = champs | {"rapporteur": "M. Bastien Roure, premier adjoint"}
    assert "executif-interesse" not in codes(draft(modele, seance=seance, champs=other))


def test_members_of_a_local_company_are_to_be_looked_at(seance: Seance) -> None:
    champs = example_of("mandat-maitrise-ouvrage")
    assert "societe-sans-retrait" in codes(draft("mandat-maitrise-ouvrage", seance=seance, champs=champs))
    named = champs | {"elus_interesses": ["M. Bastien Roure"]}
    assert "societe-sans-retrait" not in codes(draft("mandat-maitrise-ouvrage", seance=seance, champs=named))


def test_a_protected_member_neither_votes_nor_presents_the_matter(seance: Seance) -> None:
    modele = "protection-fonctionnelle-elu"
    champs = example_of(modele) | {"elu": "Mme Claire Vasseur"}
    assert codes(draft(modele, seance=seance, champs=champs, vote=VOTE)) == {
        "elu-protege-vote",
        "executif-protege",
    }
    withdrawn = replace(VOTE, ne_prennent_pas_part=("Mme Claire Vasseur",), votants=9, pour=9)
    other = champs | {"rapporteur": "M. Bastien Roure, premier adjoint"}
    assert codes(draft(modele, seance=seance, champs=other, vote=withdrawn)) == set()


@pytest.mark.parametrize("population", [1, 100, 499, 500, 1500, 2500, 3500, 10_000, 80_000, 300_000])
def test_the_greatest_number_of_adjoints_is_that_of_the_arithmetic(seance: Seance, population: int) -> None:
    seats = effectif_legal(population)
    most = max_adjoints(seats)
    champs = {"effectif_legal": seats, "nombre_adjoints": most}
    assert codes(draft("nombre-adjoints", seance=seance, champs=champs)) == set()
    if most < 30:
        more = champs | {"nombre_adjoints": most + 1}
        assert codes(draft("nombre-adjoints", seance=seance, champs=more)) == {"trente-pour-cent"}


@pytest.mark.parametrize("rates", RATES, ids=lambda rates: str(rates.from_population))
def test_the_ceilings_of_allowances_are_those_of_the_arithmetic(seance: Seance, rates: Any) -> None:
    for population in (max(rates.from_population, 1), rates.below_population - 1):
        champs = {
            "population": population,
            "taux_maire": rates.maire,
            "taux_adjoints": rates.adjoint,
            "enveloppe": 1,
            "date_effet": "2026-12-01",
            "tableau": "tableau annexé",
            "nombre_adjoints": 2,
        }
        assert codes(draft("indemnites-elus", seance=seance, champs=champs)) == set()
        for name, code in (("taux_maire", "taux-maire"), ("taux_adjoints", "taux-adjoints")):
            above = champs | {name: champs[name] + rates.maire / 1000}
            assert code in codes(draft("indemnites-elus", seance=seance, champs=above))


@pytest.mark.parametrize(
    ("sorte", "population", "seats"),
    [
        (CollectiviteSorte.COMMUNE, 3_499, "trois"),
        (CollectiviteSorte.COMMUNE, 3_500, "cinq"),
        (CollectiviteSorte.EPCI, 900, "cinq"),
        (CollectiviteSorte.SYNDICAT, 900, "cinq"),
    ],
)
def test_the_tender_committee_has_three_or_five_members(
    seance: Seance, sorte: CollectiviteSorte, population: int, seats: str
) -> None:
    collectivite = replace(seance.collectivite, sorte=sorte, population=population)
    projet = draft(
        "commission-appel-offres",
        seance=replace(seance, collectivite=collectivite),
        champs=example_of("commission-appel-offres"),
    )
    assert f"{seats} membres titulaires" in "".join(bloc.texte for bloc in projet.blocs)


def test_an_election_is_told_by_its_ballots_and_contested_in_five_days(seance: Seance) -> None:
    projet = draft("election-maire", seance=seance, champs=example_of("election-maire"))
    assert projet.resultat is Resultat.PREND_ACTE
    assert projet.vote.scrutin is Scrutin.SECRET
    assert projet.is_complete
    said = {bloc.sorte: bloc.texte for bloc in projet.blocs}
    assert "adoptée" not in said[BlocSorte.VOTE]
    assert "cinq jours" in said[BlocSorte.MENTION]
    assert "deux mois" not in said[BlocSorte.MENTION]
    other = draft("commission-appel-offres", seance=seance, champs=example_of("commission-appel-offres"))
    mention = next(bloc.texte for bloc in other.blocs if bloc.sorte is BlocSorte.MENTION)
    assert "cinq jours" not in mention
    assert "deux mois" not in mention


def test_a_mayor_nobody_elected_is_not_proclaimed(seance: Seance) -> None:
    champs = example_of("election-maire") | {"tours": [EGALITE]}
    projet = draft("election-maire", seance=seance, champs=champs)
    assert "elu" in projet.manquants
    assert not projet.is_complete
