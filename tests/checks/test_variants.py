"""The same fault, or its absence, written in other words: fragments of the example acts are replaced."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from deliberia.auditing import check
from deliberia.model import Collectivite, CollectiviteSorte

FOLDER = Path(__file__).parent


def is_flagged(rule: str, name: str, old: str, new: str) -> bool:
    path = FOLDER / rule / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} no longer holds {old!r}"
    declared = path.with_suffix(".toml")
    collectivite = None
    if declared.exists():
        facts = tomllib.loads(declared.read_text(encoding="utf-8"))
        collectivite = Collectivite(**facts | {"sorte": CollectiviteSorte(facts["sorte"])})
    audit = check(text.replace(old, new), collectivite=collectivite)
    return any(finding.regle == rule for finding in audit.findings)


LISTE = "Liste des délibérations affichée le 2 décembre 2026."
EXECUTOIRE = "Acte rendu exécutoire le 18 novembre 2026.\nReçu en préfecture le 20 novembre 2026."
RECU = "Reçu en préfecture le 21 décembre 2026."
ENVOI = "Le projet de budget a été adressé aux conseillers le 30 mars 2027 avec la note de présentation."
DEBAT = "Vu le débat d’orientation budgétaire tenu le 12 janvier 2027 ;"
QUART = "100 000 € x 25 % = 30 000 €."
ONZE = "Le nombre de membres du conseil d’administration du CCAS est fixé à onze."
RECRUTER = "De recruter les agents communaux et de créer les emplois"
PAR_LA_POSTE = "convoqué par voie postale le 10 novembre 2026"
ADJOINTS = "1er adjoint : M. Bastien Roure\n2e adjoint : M. Paul Astruc\n3e adjoint : Mme Lucie Fournerie"
SIEGES = "quatre membres titulaires et quatre membres suppléants"
VENDU = "M. Jean Valette, né le 3 mars 1961, demeurant 4 rue du Lac,"
SALLE = "à la salle des fêtes des Genêts"

FLAGGED = [
    ("EXE014", LISTE, "Publication de la liste des délibérations : 02/12/2026"),
    ("EXE014", LISTE, "Liste des délibérations mise en ligne sur le site de la commune le 2/12/2026"),
    (
        "EXE016",
        EXECUTOIRE,
        "Rendu exécutoire le 18/11/2026\nTransmis au représentant de l’État le 20/11/2026",
    ),
    ("EXE017", RECU, "AR Préfecture\n043-214302345-20261117-2026042-DE\nReçu le 21/12/2026"),
    ("EXE017", RECU, "Date de réception en préfecture : 21/12/2026"),
    ("EXE017", RECU, "Reçu en sous-préfecture de Brioude le 21 décembre 2026"),
    ("FIN026", ENVOI, "Ce projet et les rapports qui l’accompagnent ont été communiqués le 30 mars 2027."),
    ("FIN026", ENVOI, "Les documents budgétaires ont été transmis aux conseillers le 30/03/2027."),
    ("FIN027", DEBAT, "Vu le D.O.B. du 12/01/2027 ;"),
    ("FIN027", DEBAT, "Vu le rapport d’orientations budgétaires débattu le 12 janvier 2027 ;"),
    ("FIN033", QUART, "30 000 €, le quart de 100 000 €, soit à hauteur de 30 000 € (< 25 % x 100 000 €)."),
    ("VOT024", ONZE, "Le conseil d’administration du CCAS sera composé de 9 membres."),
    ("VOT024", ONZE, "Le conseil fixe à 18 le nombre d’administrateurs."),
    ("DIS033", RECRUTER, "D’attribuer des subventions aux associations"),
    ("SEA016", PAR_LA_POSTE, "convoqué par courrier simple du 10 novembre 2026"),
    ("VOT017", ADJOINTS, "M. Bastien Roure, 1er adjoint\nM. Paul Astruc, 2ème adjoint"),
    ("VOT017", ADJOINTS, "Premier adjoint : Monsieur Bastien ROURE\nDeuxième adjoint : Monsieur Paul ASTRUC"),
    ("VOT023", SIEGES, "cinq titulaires et cinq suppléants"),
    ("DCP002", VENDU, "Madame VALETTE Jeanne, née le 03/03/1961 à Brioude,"),
    ("SEA045", SALLE, "à l’espace culturel"),
]
SILENT = [
    ("EXE016", EXECUTOIRE, "Certifié exécutoire le 20/11/2026\nTransmis en préfecture le 20/11/2026"),
    ("EXE016", EXECUTOIRE, "Le plan de 2011, exécutoire le 19 août 2011.\nReçu en préfecture le 20/11/2026"),
    ("FIN027", DEBAT, "Vu le rapport d’orientations budgétaires débattu le 2 mars 2027 ;"),
    ("FIN033", QUART, "25 000 €, à hauteur maximale de 25 000 € (< 25 % x 100 000 €)."),
    ("VOT024", ONZE, "Le conseil fixe à 4 le nombre de membres élus par le conseil municipal."),
    (
        "VOT024",
        ONZE,
        "Le nombre d’administrateurs est fixé à 10, à savoir 5 membres élus et 5 membres nommés.",
    ),
    ("DIS033", RECRUTER, "De demander à tout organisme l’attribution de subventions"),
    ("SEA016", PAR_LA_POSTE, "convoqué par courrier électronique le 10 novembre 2026"),
    ("VOT023", SIEGES, "trois titulaires et trois suppléants"),
    ("DCP002", VENDU, "M. Jean Valette, notaire à Brioude,"),
    ("SEA045", SALLE, "en mairie, salle des mariages"),
    ("SEA045", SALLE, "dans la salle du conseil municipal"),
]


@pytest.mark.parametrize(("rule", "old", "new"), FLAGGED)
def test_a_fault_is_found_however_it_is_written(rule: str, old: str, new: str) -> None:
    assert is_flagged(rule, "ko-faute", old, new)


@pytest.mark.parametrize(("rule", "old", "new"), SILENT)
def test_what_looks_like_a_fault_and_is_none_is_left_alone(rule: str, old: str, new: str) -> None:
    assert not is_flagged(rule, "ko-faute", old, new)
