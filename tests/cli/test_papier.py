"""`--papier` on the commands that write acts and papers of the séance."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from deliberia.cli import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture) -> Path:
    """The example commune, with a letterhead of its own."""
    assert run(["exemple", "--sortie", str(tmp_path / "ex")]) in (0, 1)
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Mairie de Val-Fleuri"
    document.sections[0].footer.paragraphs[0].text = "1 place du Four"
    document.save(str(tmp_path / "papier.docx"))
    capsys.readouterr()
    return tmp_path


def draft(folder: Path, output: str, *more: str) -> int:
    example = folder / "ex"
    return run(
        [
            "rediger",
            "subvention-association",
            "--seance",
            str(example / "seance.toml"),
            "--donnees",
            str(example / "subvention-association.toml"),
            "-o",
            str(folder / output),
            *more,
        ]
    )


def headers(path: Path) -> list[str]:
    return [one.text for one in docx.Document(str(path)).sections[0].header.paragraphs]


def test_an_act_is_written_on_the_letterhead_and_the_double_name_is_said(
    folder: Path, capsys: Capture
) -> None:
    assert draft(folder, "acte.docx", "--papier", str(folder / "papier.docx")) == 0
    assert headers(folder / "acte.docx") == ["Mairie de Val-Fleuri"]
    assert "--sans-en-tete évite" in capsys.readouterr().err


def test_the_heading_is_left_out_on_demand(folder: Path, capsys: Capture) -> None:
    assert draft(folder, "acte.docx", "--papier", str(folder / "papier.docx"), "--sans-en-tete") == 0
    texts = [one.text for one in docx.Document(str(folder / "acte.docx")).paragraphs]
    assert not any("République" in text for text in texts)
    assert "--sans-en-tete" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "more", "said", "code"),
    [
        ("acte.txt", ("--papier", "papier.docx"), "ne sert pas au format", 2),
        ("acte.docx", ("--sans-en-tete",), "va avec un papier", 2),
        ("acte.docx", ("--papier", "absent.docx"), "n’existe pas", 3),
        ("acte.docx", ("--papier", "ex/seance.toml"), "n’est pas un document Word", 3),
    ],
)
def test_a_wrong_letterhead_is_one_sentence_and_writes_nothing(
    folder: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    output: str,
    more: tuple[str, ...],
    said: str,
    code: int,
) -> None:
    monkeypatch.chdir(folder)
    assert draft(folder, output, *more) == code
    error = capsys.readouterr().err
    assert said in error
    assert len(error.strip().splitlines()) == 1
    assert not (folder / output).exists()


def test_the_papers_of_the_seance_are_written_on_it(folder: Path) -> None:
    assert run(["seance", "pieces", str(folder / "ex"), "--papier", str(folder / "papier.docx")]) == 0
    papers = ("convocation", "proces-verbal", "certificat-de-publication", "feuille-de-presence")
    for name in papers:
        assert headers(folder / "ex" / f"{name}.docx")[-1] == "Mairie de Val-Fleuri"


def test_a_lot_is_written_on_it_and_written_again_when_it_changes(folder: Path, capsys: Capture) -> None:
    table = folder / "table.csv"
    table.write_text("beneficiaire;objet;montant\nComité des fêtes;fête;100\n", encoding="utf-8")
    command = [
        "lot",
        str(table),
        "--modele",
        "subvention-association",
        "--seance",
        str(folder / "ex" / "seance.toml"),
        "-o",
        str(folder / "actes"),
        "--coeurs",
        "1",
        "--papier",
        str(folder / "papier.docx"),
    ]
    assert run(command) in (0, 1)
    (act,) = (folder / "actes").glob("*.docx")
    assert headers(act)[-1] == "Mairie de Val-Fleuri"
    document = docx.Document(str(folder / "papier.docx"))
    document.sections[0].header.paragraphs[0].text = "Nouveau papier"
    document.save(str(folder / "papier.docx"))
    assert run([*command, "--forcer"]) in (0, 1)
    assert headers(act)[-1] == "Nouveau papier"
    assert run([*command, "--forme", "txt"]) == 2
    assert "ne sert pas au format" in capsys.readouterr().err
