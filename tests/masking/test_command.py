"""`deliberia masquer` as a script calls it."""

from __future__ import annotations

import io
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from deliberia.cli import run

Capture = pytest.CaptureFixture[str]

ACTE = "Commune de Val-Fleuri\nM. Gaston Dubreuil, tél. 06 12 34 56 78, remercie Mme Vasseur.\n"
COMMUNE = (
    'nom = "Val-Fleuri"\nmaire = "Mme Claire Vasseur"\nelus = ["Mme Claire Vasseur", "M. Bastien Roure"]\n'
)


@pytest.fixture
def acte(tmp_path: Path) -> Path:
    path = tmp_path / "acte.txt"
    path.write_text(ACTE, encoding="utf-8")
    (tmp_path / "commune.toml").write_text(COMMUNE, encoding="utf-8")
    return path


def test_the_masked_text_is_data_and_the_table_is_told_aside(acte: Path, capsys: Capture) -> None:
    assert run(["masquer", str(acte), "--commune", str(acte.parent / "commune.toml")]) == 0
    told = capsys.readouterr()
    assert told.out == (
        "Commune de Val-Fleuri\nM. Personne X1, tél. Téléphone X2, remercie Mme Personne X3.\n"
    )
    assert "Personne X1            Gaston Dubreuil" in told.err
    assert "Rien n’a été envoyé" in told.err


def test_every_replacement_told_can_be_counted(acte: Path, capsys: Capture) -> None:
    acte.write_text("M. Gaston Dubreuil, Gaston Dubreuil et M. Dubreuil.\n", encoding="utf-8")
    assert run(["masquer", str(acte)]) == 0
    told = capsys.readouterr()
    assert told.out == "M. Personne X1, Personne X1 et M. Personne X1b.\n"
    assert "\u00a0: 3 remplacements." in told.err
    assert "Gaston Dubreuil (2 fois)\n" in told.err
    assert "  Personnes\u00a0: 1\n" in told.err


def test_masking_loads_no_statistical_model(acte: Path) -> None:
    program = (
        "import sys; from deliberia.cli import run; "
        f"run(['masquer', {str(acte)!r}]); sys.exit('spacy' in sys.modules or 'thinc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


def test_json_holds_no_name(acte: Path, capsys: Capture) -> None:
    assert run(["masquer", str(acte), "--format", "json"]) == 0
    told = capsys.readouterr()
    answer = json.loads(told.out)
    (document,) = answer["documents"]
    assert answer["format"] == 1
    assert document["par_sorte"] == {"personne": 2, "telephone": 1}
    first = document["remplacements"][0]
    assert ACTE[first["start"] : first["end"]] == "Gaston Dubreuil"
    assert "Dubreuil" not in told.out + told.err


def test_the_way_back_goes_by_a_table_that_only_its_owner_reads(acte: Path, capsys: Capture) -> None:
    table = acte.parent / "table.json"
    assert run(["masquer", str(acte), "--table", str(table)]) == 0
    if sys.platform != "win32":
        assert stat.S_IMODE(table.stat().st_mode) == 0o600
    masked = acte.parent / "masque.txt"
    out = capsys.readouterr()
    assert "Elle contient les noms" in out.err
    masked.write_text(out.out, encoding="utf-8")
    assert run(["masquer", str(masked), "--restaurer", str(table)]) == 0
    assert capsys.readouterr().out == ACTE


def test_an_unknown_pseudonym_is_told_by_the_exit_code(acte: Path, capsys: Capture) -> None:
    table = acte.parent / "table.json"
    run(["masquer", str(acte), "--table", str(table)])
    answer = acte.parent / "reponse.txt"
    answer.write_text("M. Personne X7 signe.", encoding="utf-8")
    capsys.readouterr()
    assert run(["masquer", str(answer), "--restaurer", str(table)]) == 1
    assert "Personne X7" in capsys.readouterr().err


def test_a_table_is_not_overwritten_without_asking(acte: Path, capsys: Capture) -> None:
    table = acte.parent / "table.json"
    table.write_text("à moi", encoding="utf-8")
    assert run(["masquer", str(acte), "--table", str(table)]) == 2
    assert capsys.readouterr().out == ""
    assert table.read_text(encoding="utf-8") == "à moi"
    assert run(["masquer", str(acte), "--table", str(table), "--forcer"]) == 0


def test_a_copy_for_publication_keeps_the_council_when_asked(acte: Path, capsys: Capture) -> None:
    command = ["masquer", str(acte), "--publication", "--commune", str(acte.parent / "commune.toml")]
    assert run([*command, "--elus-publics"]) == 0
    out = capsys.readouterr().out
    assert "M. [nom masqué], tél. [téléphone masqué], remercie Mme Vasseur." in out


def test_a_name_to_mask_is_never_public(acte: Path, capsys: Capture) -> None:
    assert run(["masquer", str(acte), "--publication", "--elus-publics", "--nom", "M. Gaston Dubreuil"]) == 0
    assert "Dubreuil" not in capsys.readouterr().out


def test_names_are_given_one_by_one_or_in_a_file(acte: Path, capsys: Capture) -> None:
    names = acte.parent / "noms.txt"
    names.write_text("Fleuri Val\n", encoding="utf-8")
    assert run(["masquer", str(acte), "--noms", str(names), "--nom", "Commune"]) == 0
    assert capsys.readouterr().out.startswith("Personne X")


def test_the_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ACTE.encode()), encoding="utf-8"))
    assert run(["masquer", "-"]) == 0
    assert "Dubreuil" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--elus-publics"], 2, "--elus-publics ne vaut"),
        (["--publication", "--table", "t.json"], 2, "n’a pas de table"),
        (["--restaurer", "absente.json"], 3, "n’existe pas"),
        (["--commune", "absente.toml"], 3, "absente.toml"),
        (["--modele-statistique", "fr_absent"], 3, "n’est pas installé"),
        (["--modele-statistique", "auto"], 3, "Aucun modèle statistique"),
    ],
)
def test_bad_input_is_told_in_one_sentence(
    acte: Path, capsys: Capture, options: list[str], code: int, sentence: str
) -> None:
    assert run(["masquer", str(acte), *options]) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert sentence in told.err


def test_an_unreadable_file_does_not_stop_the_others(acte: Path, capsys: Capture) -> None:
    assert run(["masquer", str(acte.parent / "absent.docx"), str(acte)]) == 3
    told = capsys.readouterr()
    assert "M. Personne X1" in told.out
    assert "n’existe pas" in told.err
