"""SCDL: the national schema, field by field, and what it does not accept."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from deliberia.catalogue import get_template
from deliberia.cli import run
from deliberia.drafting import draft, load_seance, parse_vote
from deliberia.errors import DataError, UsageError
from deliberia.exports import COLONNES, get_matiere, iter_matieres, render_scdl, scdl_row
from deliberia.model import Projet, Vote
from deliberia.resources import data_dir

PATTERNS = {
    "COLL_SIRET": r"\d{14}",
    "DELIB_DATE": r"\d{4}-\d{2}-\d{2}",
    "DELIB_MATIERE_CODE": r"\d\.\d{1,2}",
    "DELIB_MATIERE_NOM": r"[^A-Z,()]+/[^A-Z,()]+",
    "BUDGET_ANNEE": r"([0-9]{4}(/[0-9]{4})?)?",
    "VOTE_EFFECTIF": r"\d*",
    "VOTE_REEL": r"\d*",
    "VOTE_POUR": r"\d*",
    "VOTE_CONTRE": r"\d*",
    "VOTE_ABSTENTION": r"\d*",
}
REQUIRED = COLONNES[:7]


def _draft(modele: str, *, siret: str = "21430999900017", numero: str = "2026_41") -> Projet:
    exemple = get_template(modele).exemple
    seance = load_seance(data_dir("templates") / "_exemple" / "seance.toml")
    seance = replace(seance, collectivite=replace(seance.collectivite, siret=siret))
    return draft(modele, seance=seance, champs=exemple.champs, vote=parse_vote(exemple.vote), numero=numero)


@pytest.mark.parametrize("modele", ["subvention-association", "decision-modificative", "tarifs-communaux"])
def test_a_row_follows_the_national_schema(modele: str) -> None:
    row = scdl_row(_draft(modele), url="https://val-fleuri.example/actes/41.pdf", prefecture="PREF043")
    assert tuple(row) == COLONNES
    assert all(row[name] for name in REQUIRED)
    for name, pattern in PATTERNS.items():
        assert re.fullmatch(pattern, row[name]), (name, row[name])
    dt.date.fromisoformat(row["DELIB_DATE"])


def test_the_file_reads_back_with_its_commas_and_the_code_stays_a_text() -> None:
    rows = [scdl_row(_draft(modele)) for modele in ("tarifs-communaux", "subvention-association")]
    data = render_scdl(rows)
    assert not data.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(data.decode().splitlines()))
    assert [row["DELIB_MATIERE_CODE"] for row in read] == ["7.10", "7.5"]
    assert read == rows


def test_a_budget_act_says_its_year() -> None:
    assert scdl_row(_draft("decision-modificative"))["BUDGET_ANNEE"] == "2026"
    assert scdl_row(_draft("tarifs-communaux"))["BUDGET_ANNEE"] == ""


@pytest.mark.parametrize(
    ("titre", "annee"),
    [
        ("Budget primitif de l’exercice 2027", "2027"),
        ("Vote du budget annexe de l’eau 2027", "2027"),
        ("Décision modificative du 3 mars 2025", "2026"),
    ],
)
def test_the_year_of_a_budget_is_its_own_not_that_of_the_vote(titre: str, annee: str) -> None:
    projet = replace(_draft("decision-modificative"), titre=titre)
    assert scdl_row(projet)["BUDGET_ANNEE"] == annee


@pytest.mark.parametrize("code", ["PREF043", "PREF02A", "SPREF0431", "sgar084", ""])
def test_the_code_of_a_prefecture_is_written_in_capitals(code: str) -> None:
    assert scdl_row(_draft("tarifs-communaux"), prefecture=code)["PREF_ID"] == code.upper()


@pytest.mark.parametrize("code", ["PREF43", "PREF0432", "SPREF043", "préfecture", "PREF043,x"])
def test_what_is_not_the_code_of_a_prefecture_is_refused(code: str) -> None:
    with pytest.raises(UsageError, match="préfecture"):
        scdl_row(_draft("tarifs-communaux"), prefecture=code)


def test_an_object_stands_on_one_line() -> None:
    projet = replace(_draft("tarifs-communaux"), titre='Tarifs\n de la « salle », "neuve"')
    (row,) = csv.DictReader(render_scdl([scdl_row(projet)]).decode().splitlines())
    assert row["DELIB_OBJET"] == 'Tarifs de la « salle », "neuve"'


def test_the_command_tells_a_number_given_twice_and_a_wrong_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "commune"
    assert run(["exemple", "--sortie", str(folder)]) == 0
    acte = (folder / "tarifs-communaux.toml").read_text(encoding="utf-8")
    (folder / "tarifs d’été.toml").write_text(acte, encoding="utf-8")
    output = tmp_path / "deliberations.csv"
    line = ["exporter", "scdl", str(folder), "-o", str(output), "--adresse"]
    assert run([*line, "commune.fr"]) == 2
    assert not output.exists()
    assert run([*line, "https://commune.example/actes/"]) == 3
    assert "2026_45" in capsys.readouterr().err
    urls = [row["DELIB_URL"] for row in csv.DictReader(output.read_text(encoding="utf-8").splitlines())]
    assert "https://commune.example/actes/tarifs%20d%E2%80%99%C3%A9t%C3%A9.pdf" in urls


def test_a_council_that_takes_note_has_no_counts() -> None:
    row = scdl_row(replace(_draft("tarifs-communaux"), vote=Vote(is_prend_acte=True)))
    assert (row["VOTE_REEL"], row["VOTE_POUR"]) == ("", "")


@pytest.mark.parametrize(
    ("siret", "numero", "words"),
    [("", "2026_41", "SIRET"), ("123", "2026_41", "SIRET"), (None, "", "numéro")],
)
def test_a_required_value_that_is_missing_is_named(siret: str | None, numero: str, words: str) -> None:
    projet = _draft("tarifs-communaux", siret=siret if siret is not None else "21430999900017", numero=numero)
    with pytest.raises(DataError, match=words):
        scdl_row(projet)


def test_the_nomenclature_has_the_matters_of_the_national_schema() -> None:
    codes = {one.code for one in iter_matieres()}
    counts = {"1": 7, "2": 3, "3": 6, "4": 5, "5": 8, "6": 5, "7": 10, "8": 9, "9": 4}
    assert codes == {f"{level}.{rank}" for level, last in counts.items() for rank in range(1, last + 1)}
    with pytest.raises(UsageError, match=r"9\.9"):
        get_matiere("9.9")


def test_the_nomenclature_is_that_of_the_reference_folder(shared: Path) -> None:
    with (shared / "legal-brief/nomenclature-actes.tsv").open(encoding="utf-8") as file:
        rows = {row["code"]: row["label_fr"] for row in csv.DictReader(file, delimiter="\t")}
    assert {one.code: one.libelle for one in iter_matieres()} == {k: v for k, v in rows.items() if "." in k}
