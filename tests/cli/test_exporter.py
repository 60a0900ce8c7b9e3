"""`exporter publication` and `exporter transmission`, as an agent calls them."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from deliberia.cli import run
from deliberia.documents import libreoffice, read_document

Capture = pytest.CaptureFixture[str]
needs_office = pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice n’est pas installé")


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example commune, with a letterhead of its own."""
    assert run(["exemple", "--sortie", str(tmp_path / "ex")]) in (0, 1)
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Mairie de Val-Fleuri"
    document.save(str(tmp_path / "papier.docx"))
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return tmp_path


def export(what: str, act: str, *more: str) -> int:
    return run(["exporter", what, act, "--seance", "ex/seance.toml", *more])


def test_the_public_copy_is_written_on_the_letterhead(folder: Path, capsys: Capture) -> None:
    options = ("-o", "public.docx", "--papier", "papier.docx")
    assert export("publication", "ex/subvention-association.toml", *options) == 0
    header = docx.Document(str(folder / "public.docx")).sections[0].header
    assert header.paragraphs[0].text == "Mairie de Val-Fleuri"
    assert "--sans-en-tete évite" in capsys.readouterr().err


def test_a_page_for_the_web_has_no_letterhead(folder: Path, capsys: Capture) -> None:
    options = ("-o", "public.html", "--papier", "papier.docx")
    assert export("publication", "ex/subvention-association.toml", *options) == 2
    assert "ne sert pas au format" in capsys.readouterr().err
    assert not (folder / "public.html").exists()


@needs_office
def test_the_act_that_is_sent_is_printed_on_the_letterhead(folder: Path) -> None:
    options = ("-o", "envoi", "--papier", "papier.docx", "--sans-en-tete")
    assert export("transmission", "ex/subvention-association.toml", *options) == 0
    (act,) = (folder / "envoi").glob("99_DE-*.pdf")
    text = read_document(act).texte
    assert text.startswith("Mairie de Val-Fleuri")
    assert "RÉPUBLIQUE" not in text.upper()


def test_a_letterhead_changes_nothing_to_a_signed_pdf(folder: Path, capsys: Capture) -> None:
    (folder / "signe.pdf").write_bytes(b"%PDF-1.7")
    options = ("-o", "envoi", "--papier", "papier.docx", "--pdf", "signe.pdf")
    assert export("transmission", "ex/subvention-association.toml", *options) == 2
    assert "déjà imprimé" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("what", "hint"), [("publication", "deliberia masquer --publication"), ("transmission", "--pdf")]
)
def test_a_written_act_in_place_of_its_data_is_told_from_them(
    folder: Path, capsys: Capture, what: str, hint: str
) -> None:
    assert export(what, "ex/subvention-association.docx", "-o", "sortie.pdf") == 3
    error = capsys.readouterr().err
    assert "acte déjà écrit" in error
    assert "subvention-association.toml" in error
    assert hint in error
    shutil.copy("ex/subvention-association.docx", "signe")  # told by its content too
    assert export(what, "signe", "-o", "sortie.pdf") == 3
    assert "le fichier .toml dont il a été rédigé" in capsys.readouterr().err


def test_rediger_says_the_same_of_its_own_files(folder: Path, capsys: Capture) -> None:
    document = "ex/subvention-association.docx"
    command = ["rediger", "subvention-association", "--donnees", document, "--seance"]
    assert run([*command, "ex/seance.toml"]) == 3
    assert "c’est un document, pas un fichier de données" in capsys.readouterr().err
    (folder / "seance.toml").write_bytes("lieu = 'mairie été'".encode("cp1252"))
    assert run([*command, "seance.toml"]) == 3
    assert "Enregistrez-le en UTF-8" in capsys.readouterr().err
