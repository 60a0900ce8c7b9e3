"""The proof that is exported: JSON, HTML, PDF."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tests.revue.conftest import find

from deliberia.documents.libreoffice import find_soffice
from deliberia.errors import ReviewError, UsageError
from deliberia.revue import Choix, Journal, Revue, export_proof, load_heads
from deliberia.revue.preuve import pdf

Ouvrir = Callable[..., Revue]


@pytest.fixture
def revue(ouvrir: Ouvrir) -> Revue:
    """A review with a disagreement, an undone decision and a validated act."""
    first, second = ouvrir(), ouvrir("Bastien Roure")
    first.decide(find(first, "CGCT:R2121-10"), Choix.ACCEPTER, pourquoi="article <cité> pour mémoire")
    second.decide(find(second, "CGCT:R2121-10"), Choix.REJETER)
    first.decide(find(first, "CGCT:L2311-7"), Choix.CORRIGER, par="CGCT:L1612-25")
    first.decide(find(first, "CGCT:L2121-999"), Choix.ACCEPTER)
    first.undo()
    first.decide(find(first, "CGCT:L2121-999"), Choix.REJETER)
    first.validate(first.actes["val-fleuri.txt"])
    return first


def test_the_json_proof_holds_every_line_and_the_heads_of_the_journals(revue: Revue, tmp_path: Path) -> None:
    path = export_proof(revue, tmp_path / "preuve.json")
    proof = json.loads(path.read_text(encoding="utf-8"))
    assert proof["format"] == 1
    assert len(proof["entrees"]) == 7
    assert {one["fichier"]: one["tete"] for one in proof["journaux"]} == {
        nom: journal.tete for nom, journal in revue.journal.journaux.items()
    }
    acts = {one["acte"]: one for one in proof["actes"]}
    assert acts["val-fleuri.txt"]["etat"] == "valide"
    assert acts["val-fleuri.txt"]["validations"][0]["relecteur"] == "Claire Vasseur"
    (point,) = [one for one in acts["roche-basse/convocations.txt"]["points"] if one["requis"]]
    assert point["etat"] == "desaccord"
    assert [one["decision"] for one in point["avis"]] == ["accepter", "rejeter"]


def test_the_page_is_whole_structured_and_says_who_when_and_why(revue: Revue, tmp_path: Path) -> None:
    page = export_proof(revue, tmp_path / "preuve.html").read_text(encoding="utf-8")
    tree: Any = html.fromstring(page)
    assert tree.get("lang") == "fr"
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
    assert not tree.xpath("//script | //link | //img | //*[@src]")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(target[1:] in ids for target in tree.xpath("//a/@href"))
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    text = tree.text_content().replace("\xa0", " ")
    for expected in (
        "Claire Vasseur", "Bastien Roure", "article <cité> pour mémoire", "Désaccord", "CGCT:L1612-25",
        "validé", "corrections restent à reporter", "(annulé)",
        revue.journal.journaux[revue.journal.path.name].tete,
    ):  # fmt: skip
        assert expected in text


def test_a_proof_tells_that_a_journal_was_altered(revue: Revue, dossier: Path, tmp_path: Path) -> None:
    path = revue.journal.path
    path.write_text(path.read_text(encoding="utf-8").replace("pour mémoire", "autre motif"), encoding="utf-8")
    page = export_proof(revue, tmp_path / "preuve.html").read_text(encoding="utf-8")
    assert "Altération" in page


def test_the_heads_of_a_proof_show_that_the_end_of_a_journal_was_cut(
    revue: Revue, dossier: Path, tmp_path: Path
) -> None:
    heads = load_heads(export_proof(revue, tmp_path / "preuve.json"))
    assert not any(one.ecart.is_fault for one in Journal(dossier).verify(heads))
    path = revue.journal.path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    assert [one.fichier for one in Journal(dossier).verify(heads)] == [path.name]


@pytest.mark.parametrize("content", ["{}", "rien", '{"journaux": [1], "genre": "preuve de revue"}'])
def test_rubbish_is_not_a_proof(content: str, tmp_path: Path) -> None:
    path = tmp_path / "preuve.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReviewError, match="preuve"):
        load_heads(path)


def test_an_altered_proof_is_refused(revue: Revue, tmp_path: Path) -> None:
    path = export_proof(revue, tmp_path / "preuve.json")
    path.write_text(path.read_text(encoding="utf-8").replace("Bastien", "Basile"), encoding="utf-8")
    with pytest.raises(ReviewError, match="modifiée depuis son export"):
        load_heads(path)


def test_a_proof_never_replaces_a_file_unasked_and_has_a_known_format(revue: Revue, tmp_path: Path) -> None:
    path = export_proof(revue, tmp_path / "preuve.json")
    with pytest.raises(UsageError, match="existe déjà"):
        export_proof(revue, path)
    export_proof(revue, path, force=True)
    with pytest.raises(UsageError, match="n’est pas celle d’une preuve"):
        export_proof(revue, tmp_path / "preuve.xlsx")


def test_without_libreoffice_a_pdf_is_refused_in_a_sentence(
    revue: Revue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_soffice", lambda: None)
    with pytest.raises(ReviewError, match="LibreOffice n’est pas installé"):
        export_proof(revue, tmp_path / "preuve.pdf")


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice est absent")
def test_the_pdf_says_the_same_and_is_not_taken_for_an_act(
    revue: Revue, dossier: Path, ouvrir: Ouvrir
) -> None:
    from deliberia.documents import read_document

    path = export_proof(revue, dossier / "preuve.pdf")
    text = " ".join(read_document(path).texte.split())
    assert "Claire Vasseur" in text
    assert "Preuve de la revue" in text
    assert "preuve.pdf" not in ouvrir().actes
