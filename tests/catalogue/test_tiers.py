"""Which fields name somebody: declared in every template, and read from the data of a dossier."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from deliberia.catalogue import get_template, iter_templates, names_of_champs
from deliberia.catalogue.schema import ChampType, SousChamp
from deliberia.errors import TemplateError
from deliberia.resources import data_dir

ASKS_WHO = re.compile(
    r"^(?:(?:À|Avec|Auprès de|Par|Chez|Pour|De) )?[Qq]ui\b|, qui (?:l’assemblée|était)\b|"
    r"^(?:À |Avec |Auprès de |Par )?[Qq]uel(?:le)?s? (?:notaire|avocat|association|entreprise|société|"
    r"organisme|assureur|mutuelle|banque|élus?|conseiller|professionnel|délégués|représentant|prestataire)\b|"
    r"^(?:Titulaire|Financeur|Candidats|Association|Délégué|Entreprise|Société)\b"
)
NOT_NAMES = {
    ("convention-travaux-rd", "entretien"): "the answer shares the works between two public bodies",
}


def list_asked() -> Iterator[tuple[str, str, SousChamp]]:
    for template in iter_templates():
        for champ in template.meta.champs:
            yield template.id, champ.nom, champ
            for part in champ.sous_champs:
                yield template.id, f"{champ.nom}.{part.nom}", part


def test_every_question_that_asks_who_is_declared() -> None:
    missing = [
        (template, name, champ.question)
        for template, name, champ in list_asked()
        if champ.type in (ChampType.TEXTE, ChampType.TEXTES)
        and ASKS_WHO.search(champ.question)
        and not champ.tiers
        and (template, name) not in NOT_NAMES
    ]
    assert not missing


def test_the_exceptions_are_fields_that_exist_and_are_not_declared() -> None:
    undeclared = {(template, name) for template, name, champ in list_asked() if not champ.tiers}
    assert NOT_NAMES.keys() <= undeclared


def test_a_party_of_each_kind_of_act_is_declared() -> None:
    declared = {(template, name) for template, name, champ in list_asked() if champ.tiers}
    assert declared >= {
        ("attribution-marche", "lots.titulaire"),
        ("occupation-domaine-public", "occupant"),
        ("emprunt", "preteur"),
        ("cession-immeuble", "acquereur"),
        ("cession-immeuble", "notaire"),
        ("subvention-association", "beneficiaire"),
        ("subvention-association", "beneficiaires.beneficiaire"),
        ("ccid-liste", "noms.nom"),
    }


def test_the_names_of_a_dossier_are_those_of_the_declared_fields() -> None:
    template = get_template("attribution-marche")
    champs = {
        "objet": "réfection de la toiture",
        "lots": [
            {"lot": "lot 1", "titulaire": "Charpentes  du Velay", "montant": 1},
            {"lot": "lot 2", "titulaire": "Charpentes du Velay"},
        ],
        "elus_interesses": ["M. Bastien Roure", 3],
        "inconnu": "Mme Jeanne Lafont",
    }
    assert names_of_champs(template, champs) == ("Charpentes du Velay", "M. Bastien Roure")


def test_a_row_written_as_a_text_is_its_first_sub_field() -> None:
    template = get_template("subvention-association")
    part = next(champ for champ in template.meta.champs if champ.nom == "beneficiaires").sous_champs[0]
    assert part.tiers
    assert names_of_champs(template, {"beneficiaires": ["Les Amis du Four"]}) == ("Les Amis du Four",)
    assert names_of_champs(template, {"beneficiaires": "Les Amis du Four"}) == ("Les Amis du Four",)


def test_an_amount_names_nobody(tmp_path: Path) -> None:
    shutil.copytree(data_dir("templates") / "emprunt", tmp_path / "emprunt")
    path = tmp_path / "emprunt" / "meta.toml"
    text = path.read_text(encoding="utf-8")
    assert 'type = "euros"\n' in text
    path.write_text(text.replace('type = "euros"\n', 'type = "euros"\ntiers = true\n', 1), encoding="utf-8")
    with pytest.raises(TemplateError, match="tiers"):
        _ = get_template("emprunt", tmp_path).meta
