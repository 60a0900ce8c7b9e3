"""The files of a dossier: what is read from them, and one sentence for each thing that is wrong."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from deliberia.drafting import load_dossier, load_seance, parse_document
from deliberia.errors import DataError
from deliberia.model import CollectiviteSorte, Pouvoir, Scrutin

COMMUNE = 'nom = "Val-Fleuri"\ndepartement = "43"\nen_exercice = 11\nmaire = "Mme Claire Vasseur"\n'
SEANCE = 'commune = "commune.toml"\ndate = 2026-11-17\nheure = 19:00:00\npresents = ["Mme Claire Vasseur"]\n'
CHAMPS = 'modele = "subvention-association"\nbeneficiaire = "Comité des fêtes"\nmontant = 1500.50\n'
VOTE = "[vote]\nvotants = 9\npour = 9\ncontre = 0\nabstentions = 0\n"

DOCUMENT: dict[str, Any] = {
    "modele": "subvention-association",
    "commune": {
        "nom": "Val-Fleuri",
        "departement": "Haute-Loire",
        "population": 430,
        "effectif_legal": 11,
        "en_exercice": 11,
        "maire": "Mme Claire Vasseur",
    },
    "seance": {
        "date": "2026-11-17",
        "convocation": "2026-11-10",
        "lieu": "mairie",
        "president": "Mme Claire Vasseur",
        "secretaire": "M. Étienne Delmas",
        "presents": ["Mme Claire Vasseur", "M. Étienne Delmas"],
        "pouvoirs": [{"de": "M. Noël Bonnefoux", "a": "Mme Claire Vasseur"}],
        "absents": ["Mme Jeanne Chastel"],
    },
    "champs": {"beneficiaire": "Comité des fêtes", "montant": 1500, "imputation": "65748"},
    "vote": {
        "mode": "public ordinaire",
        "votants": 3,
        "pour": 3,
        "contre": 0,
        "abstentions": 0,
        "ne_prennent_pas_part": ["M. Bastien Roure"],
    },
    "visas": ["Vu l’avis de la commission des finances"],
}


def write(folder: Path, *, commune: str = COMMUNE, seance: str = SEANCE, champs: str = CHAMPS + VOTE) -> None:
    (folder / "commune.toml").write_text(commune, encoding="utf-8")
    (folder / "seance.toml").write_text(seance, encoding="utf-8")
    (folder / "champs.toml").write_text(champs, encoding="utf-8")


def test_the_three_files_are_read(tmp_path: Path) -> None:
    write(tmp_path)
    dossier = load_dossier(tmp_path / "seance.toml", tmp_path / "champs.toml")
    assert dossier.modele == "subvention-association"
    assert dossier.seance.date == dt.date(2026, 11, 17)
    assert dossier.seance.heure == "19 h 00"
    assert dossier.seance.collectivite.departement == "Haute-Loire"
    assert dossier.seance.collectivite.code_departement == "43"
    assert dossier.champs == {"beneficiaire": "Comité des fêtes", "montant": Decimal("1500.50")}
    assert dossier.vote is not None
    assert dossier.vote.pour == 9


def test_the_fields_may_stand_in_their_own_table(tmp_path: Path) -> None:
    text = 'numero = "2026-41"\nvisas = ["Vu la pétition"]\n[champs]\nnumero = 2\n' + VOTE
    write(tmp_path, champs=text)
    dossier = load_dossier(tmp_path / "seance.toml", tmp_path / "champs.toml")
    assert (dossier.numero, dossier.champs, dossier.visas) == ("2026-41", {"numero": 2}, ("Vu la pétition",))


def test_a_field_called_numero_stays_a_field_in_a_flat_file(tmp_path: Path) -> None:
    write(tmp_path, champs="numero = 2\n")
    dossier = load_dossier(tmp_path / "seance.toml", tmp_path / "champs.toml")
    assert (dossier.numero, dossier.champs) == ("", {"numero": 2})


def test_the_commune_may_stand_in_the_seance_or_be_given_apart(tmp_path: Path) -> None:
    inside = "date = 2026-11-17\n[commune]\n" + COMMUNE
    write(tmp_path, seance=inside)
    assert load_seance(tmp_path / "seance.toml").collectivite.nom == "Val-Fleuri"
    write(tmp_path, seance="date = 2026-11-17\n")
    seance = load_seance(tmp_path / "seance.toml", commune=tmp_path / "commune.toml")
    assert seance.collectivite.nom == "Val-Fleuri"


def test_the_same_is_read_from_one_json_document() -> None:
    dossier = parse_document(json.dumps(DOCUMENT))
    assert dossier.seance.collectivite.sorte is CollectiviteSorte.COMMUNE
    assert dossier.seance.collectivite.code_departement == "43"
    assert dossier.seance.pouvoirs == (Pouvoir(de="M. Noël Bonnefoux", a="Mme Claire Vasseur"),)
    assert dossier.vote is not None
    assert dossier.vote.scrutin is Scrutin.ORDINAIRE
    assert dossier.visas == ("Vu l’avis de la commission des finances",)


def change(path: str, value: Any) -> str:
    """Return the document with one value changed, removed when it is None."""
    document = json.loads(json.dumps(DOCUMENT))
    place = document
    *parents, last = path.split(".")
    for parent in parents:
        place = place[parent]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return json.dumps(document)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("vote.pour", 8, "Les voix ne correspondent pas au nombre de votants"),
        ("vote.pour", -1, "« pour » est trop petit"),
        ("vote.pour", "neuf", "« pour » attend un nombre entier"),
        ("vote.pour", True, "« pour » attend un nombre entier"),
        ("vote.pours", 9, "vouliez-vous écrire « pour »"),
        ("vote.mode", "à l’applaudimètre", "public ordinaire"),
        ("vote", ["9"], "table"),
        ("seance.date", "2026-02-30", "cette date n’existe pas"),
        ("seance.date", 3, "date"),
        ("seance.convocations", "2026-11-10", "vouliez-vous écrire « convocation »"),
        ("seance.presents", "Mme Claire Vasseur", "« presents » attend une liste"),
        ("seance.presents", [3], "presents"),
        ("seance.pouvoirs", [{"de": "M. Noël Bonnefoux"}], "l manque « pouvoirs.1.a »"),
        ("seance.pouvoirs", [{"de": "x", "à": "y"}], "nom inconnu"),
        ("seance", None, "« seance »"),
        ("commune", None, "« commune »"),
        ("commune.nom", None, "l manque « nom »"),
        ("commune.populations", 3, "vouliez-vous écrire « population »"),
        ("commune.population", "quatre cents", "« population » attend un nombre entier"),
        ("commune.sorte", "région", "sorte"),
        ("champs", [1], "« champs » est une table"),
        ("visas", "Vu", "« visas » est une liste"),
        ("modele", 3.5, "« modele » est un texte"),
        ("vottes", 3, "vouliez-vous écrire « vote »"),
    ],
)
def test_a_wrong_document_is_refused_in_one_sentence(path: str, value: Any, words: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_document(change(path, value), "dossier.json")
    message = str(caught.value)
    assert words in message.replace("\u00a0", " ") or words in message
    assert message.startswith("dossier.json")
    assert "\n" not in message
    assert "input_value" not in message


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, '{"a": NaN}', "null"])
def test_what_is_not_a_json_object_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        parse_document(text)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"seance": 'commune = "commune.toml"\ndate = 2026-02-30\n'}, "une date n’existe pas"),
        ({"seance": "date = 2026-11-17\n"}, "la commune n’est pas indiquée"),
        ({"seance": 'commune = "ailleurs.toml"\n'}, "ailleurs.toml"),
        ({"seance": "date = \n"}, "TOML"),
        ({"commune": "population = 3\n"}, "l manque « nom »"),
        ({"champs": CHAMPS + "[vote]\nvotants = 9\npour = 3\ncontre = 0\nabstentions = 0\n"}, "votants"),
        ({"champs": "[champs]\na = 1\n[autre]\nb = 2\n"}, "nom inconnu « autre »"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, files: dict[str, str], words: str) -> None:
    write(tmp_path, **files)
    with pytest.raises(DataError) as caught:
        load_dossier(tmp_path / "seance.toml", tmp_path / "champs.toml")
    assert words in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_a_missing_a_binary_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(DataError, match="n’existe pas"):
        load_dossier(tmp_path / "absent.toml", tmp_path / "champs.toml")
    (tmp_path / "champs.toml").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(DataError, match="UTF-8"):
        load_dossier(tmp_path / "seance.toml", tmp_path / "champs.toml")
    (tmp_path / "champs.toml").write_bytes(b"#" * 5_000_001)
    with pytest.raises(DataError, match="trop gros"):
        load_dossier(tmp_path / "seance.toml", tmp_path / "champs.toml")
    with pytest.raises(DataError):
        load_dossier(tmp_path, tmp_path / "champs.toml")
