"""The package for the prefect: names, manifest, and what stops it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from deliberia.catalogue import get_template
from deliberia.drafting import draft, load_seance, parse_vote
from deliberia.errors import DataError, UsageError
from deliberia.exports import make_package
from deliberia.model import Projet
from deliberia.resources import data_dir

PDF = b"%PDF-1.7 signe"


@pytest.fixture
def projet() -> Projet:
    exemple = get_template("subvention-association").exemple
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    collectivite = replace(seance.collectivite, siret="214 309 999 00017", code_departement="43")
    return draft(
        "subvention-association",
        seance=replace(seance, collectivite=collectivite),
        champs=exemple.champs,
        vote=parse_vote(exemple.vote),
        numero="2026-41",
    )


def test_the_files_are_named_as_the_operators_ask(projet: Projet, tmp_path: Path) -> None:
    package = make_package(
        projet, tmp_path / "envoi", pdf=PDF, annexes=[("Convention signée.PDF", b"%PDF-a")]
    )
    assert [path.name for path in package.fichiers] == [
        "99_DE-043-214309999-20261117-2026_41-DE-1-1_1.pdf",
        "99_SE-043-214309999-20261117-2026_41-DE-1-1_2.pdf",
        "manifeste.json",
    ]
    assert package.fichiers[0].read_bytes() == PDF


def test_the_manifest_says_the_matter_and_why_and_proves_the_files(projet: Projet, tmp_path: Path) -> None:
    package = make_package(projet, tmp_path, pdf=PDF, annexes=[("plan.png", b"\x89PNG")])
    manifest = json.loads((tmp_path / "manifeste.json").read_text(encoding="utf-8"))
    assert manifest["identifiant"] == "043-214309999-20261117-2026_41-DE"
    assert (manifest["matiere"]["code_1"], manifest["matiere"]["code_2"]) == ("7", "5")
    assert "subvention-association" in manifest["matiere"]["raison"]
    assert len(manifest["objet"]) <= 500
    assert [one["sha256"] for one in manifest["fichiers"]] == [
        hashlib.sha256(data).hexdigest() for data in (PDF, b"\x89PNG")
    ]
    assert manifest["fichiers"][1]["origine"] == "plan.png"
    assert {"format": 1, **package.manifeste} == manifest


def test_a_long_object_is_cut_and_the_manifest_says_so(projet: Projet, tmp_path: Path) -> None:
    package = make_package(replace(projet, titre="Travaux " * 100), tmp_path, pdf=PDF)
    assert len(package.manifeste["objet"]) <= 500
    assert package.manifeste["objet_abrege"] is True


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_written(
    projet: Projet, tmp_path: Path
) -> None:
    bare = replace(
        projet,
        numero="",
        manquants=("montant",),
        seance=replace(projet.seance, collectivite=replace(projet.seance.collectivite, siret="")),
    )
    with pytest.raises(DataError) as caught:
        make_package(bare, tmp_path / "envoi", pdf=PDF)
    message = str(caught.value)
    for words in ("encore un projet", "SIRET", "numéro"):
        assert words in message
    assert not (tmp_path / "envoi").exists()


def test_a_number_too_long_for_the_message_is_refused(projet: Projet, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="15 caractères"):
        make_package(replace(projet, numero="2026-000000000041"), tmp_path, pdf=PDF)


def test_a_package_too_heavy_for_the_operator_is_refused(projet: Projet, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="la limite est de 1 Mo"):
        make_package(projet, tmp_path, pdf=PDF + b" " * 1_100_000, max_size=1024 * 1024)
    assert not list(tmp_path.iterdir())


def test_what_is_not_a_pdf_is_not_sent(projet: Projet, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="pas un PDF"):
        make_package(projet, tmp_path, pdf=b"PK un docx")


def test_a_former_package_is_not_replaced_unasked(projet: Projet, tmp_path: Path) -> None:
    make_package(projet, tmp_path, pdf=PDF)
    with pytest.raises(UsageError, match="existe déjà"):
        make_package(projet, tmp_path, pdf=PDF + b"2")
    make_package(projet, tmp_path, pdf=PDF + b"2", force=True)
    assert next(tmp_path.glob("99_DE*")).read_bytes() == PDF + b"2"


def test_annexes_of_one_name_stay_apart_and_one_of_another_kind_is_pointed_out(
    projet: Projet, tmp_path: Path
) -> None:
    annexes = [("a/plan.pdf", b"%PDF-1"), ("b/plan.pdf", b"%PDF-2"), ("tableau.xlsx", b"PK")]
    package = make_package(projet, tmp_path, pdf=PDF, annexes=annexes)
    assert [path.name.rpartition("_")[2] for path in package.fichiers[:-1]] == [
        "1.pdf", "2.pdf", "3.pdf", "4.xlsx",
    ]  # fmt: skip
    assert package.fichiers[2].read_bytes() == b"%PDF-2"
    assert package.manifeste["annexes_a_verifier"] == ["tableau.xlsx"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("vide.pdf", b"", "vide"), ("plan", b"%PDF", "extension"), ("plan.pdf", b"PK un docx", r"vrai \.pdf")],
)
def test_an_annex_that_no_operator_takes_is_refused(
    projet: Projet, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(DataError, match=words):
        make_package(projet, tmp_path / "envoi", pdf=PDF, annexes=[(name, data)])
    assert not (tmp_path / "envoi").exists()


def test_an_annex_of_a_former_package_does_not_stay_in_the_new_one(projet: Projet, tmp_path: Path) -> None:
    make_package(projet, tmp_path, pdf=PDF, annexes=[("plan.pdf", b"%PDF-a"), ("b.pdf", b"%PDF-b")])
    (tmp_path / "note.txt").write_text("à moi", encoding="utf-8")
    with pytest.raises(UsageError):
        make_package(projet, tmp_path, pdf=PDF + b"2")
    assert len(list(tmp_path.glob("99_*"))) == 3
    package = make_package(projet, tmp_path, pdf=PDF + b"2", force=True)
    assert sorted(tmp_path.iterdir()) == sorted([*package.fichiers, tmp_path / "note.txt"])


@pytest.mark.parametrize(("code", "written"), [("2a", "02A"), ("971", "971"), ("1", "001")])
def test_the_department_stands_on_three_characters(
    projet: Projet, tmp_path: Path, code: str, written: str
) -> None:
    collectivite = replace(projet.seance.collectivite, code_departement=code)
    there = replace(projet, seance=replace(projet.seance, collectivite=collectivite), numero="Délib/4")
    package = make_package(there, tmp_path, pdf=PDF)
    assert package.manifeste["identifiant"] == f"{written}-214309999-20261117-DELIB_4-DE"
