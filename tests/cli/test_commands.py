"""The commands as a script calls them: shapes of the JSON, exit codes, sentences for bad input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from deliberia.catalogue import Amendment
from deliberia.cli import run
from deliberia.model import Severity

Capture = pytest.CaptureFixture[str]

ACTE = """Commune de Val-Fleuri
Séance du mardi 17 novembre 2026
Vu l’article L. 2121-29 du code général des collectivités territoriales ;
Vu l’article L. 2311-7 du même code ;
"""
DOCUMENT: dict[str, Any] = {
    "modele": "subvention-association",
    "commune": {"nom": "Val-Fleuri", "population": 430, "effectif_legal": 11, "en_exercice": 11,
                "departement": "Haute-Loire", "maire": "Mme Claire Vasseur"},
    "seance": {
        "date": "2026-11-17", "convocation": "2026-11-10", "president": "Mme Claire Vasseur",
        "secretaire": "M. Étienne Delmas",
        "presents": ["Mme Claire Vasseur", "M. Étienne Delmas", "Mme Inès Vidalenc", "M. Paul Astruc",
                     "Mme Lucie Fournerie", "Mme Aline Corbier", "M. Hugo Sabatéry", "Mme Odile Charbonnel"],
        "pouvoirs": [{"de": "M. Noël Bonnefoux", "a": "Mme Aline Corbier"}],
        "absents": ["Mme Jeanne Chastel", "M. Bastien Roure"],
    },
    "champs": {"beneficiaire": "Comité des fêtes", "objet": "fête patronale", "montant": 1500},
    "vote": {"mode": "public ordinaire", "votants": 9, "pour": 9, "contre": 0, "abstentions": 0},
    "visas": ["Vu l’article L. 2311-7 du code général des collectivités territoriales"],
}  # fmt: skip


def feed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put `text` on the standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def write_acte(folder: Path) -> Path:
    path = folder / "acte.txt"
    path.write_text(ACTE, encoding="utf-8")
    return path


def test_citations_answers_each_reference_with_its_verdict(tmp_path: Path, capsys: Capture) -> None:
    assert run(["citations", str(write_acte(tmp_path)), "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["format"] == 1
    assert set(answer["base"]) == {"etat", "empreinte"}
    (document,) = answer["documents"]
    assert document["date"] == "2026-11-17"
    assert document["longueur"] == len(ACTE)
    for citation in document["citations"]:
        assert ACTE[citation["start"] : citation["end"]] == citation["surface"]
    found = {one["cle"]: one for citation in document["citations"] for one in citation["targets"]}
    assert found["CGCT:L2121-29"]["verdict"] == "en_vigueur"
    assert found["CGCT:L2311-7"]["verdict"] == "deplace"
    assert found["CGCT:L2311-7"]["remplace_par"] == ["CGCT:L1612-25"]


def test_citations_go_on_after_a_file_that_cannot_be_read(tmp_path: Path, capsys: Capture) -> None:
    missing = tmp_path / "absent.txt"
    assert run(["citations", str(missing), str(write_acte(tmp_path)), "--format", "json"]) == 3
    first, second = json.loads(capsys.readouterr().out)["documents"]
    assert "absent.txt" in first["erreur"]
    assert second["citations"]


def test_verifier_reads_the_standard_input_and_obeys_the_threshold(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    feed(monkeypatch, ACTE)
    assert run(["verifier", "-", "--format", "json", "--seuil", "erreur"]) == 0
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert document["chemin"] == "-"
    rules = {constat["regle"]: constat for constat in document["constats"]}
    assert set(rules["REF003"]) >= {"regle", "severite", "message", "correction", "fondement", "start", "end"}
    feed(monkeypatch, ACTE)
    assert run(["verifier", "-"]) == 1


def test_rediger_answers_the_act_as_json(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    feed(monkeypatch, json.dumps(DOCUMENT))
    assert run(["rediger", "subvention-association", "--donnees", "-", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["pret"] is True
    assert answer["vote"] == {"resultat": "unanimite"}
    assert answer["matiere"] == "7.5"
    assert {"CGCT:L1612-25", "CGCT:L2311-7"} <= set(answer["visas_cles"])
    agent = [bloc for bloc in answer["blocs"] if bloc["provenance"] == "agent"]
    assert [bloc["sorte"] for bloc in agent] == ["visa"]
    assert any(
        "L.\u00a02311-7" in one["message"] or "CGCT:L2311-7" in one["message"] for one in answer["constats"]
    )


def test_an_incomplete_act_is_written_as_a_projet_and_never_over_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    champs = {"beneficiaire": "Comité des fêtes"}
    output = tmp_path / "acte.html"
    argv = ["rediger", "subvention-association", "--donnees", "-", "-o", str(output)]
    feed(monkeypatch, json.dumps({**DOCUMENT, "champs": champs}))
    assert run(argv) == 1
    assert "Il manque\u00a0: objet, montant." in capsys.readouterr().err
    written = output.read_text(encoding="utf-8")
    assert "PROJET" in written
    assert "[…]" in written
    feed(monkeypatch, json.dumps(DOCUMENT))
    assert run(argv) == 2
    assert output.read_text(encoding="utf-8") == written
    feed(monkeypatch, json.dumps(DOCUMENT))
    assert run([*argv, "--forcer"]) == 0
    assert "[…]" not in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"champs": {"montan": 1}}, 3, "montant"),
        ({"champs": {"montant": "beaucoup"}}, 3, "montant"),
        ({"vote": {"votants": 9, "pour": 12, "contre": 0, "abstentions": 0}}, 3, "voix"),
        ({"seance": {"date": "2026-11-31"}}, 3, "date"),
        ({"inconnu": 1}, 3, "inconnu"),
        ({"modele": "tarifs-communaux"}, 2, "tarifs-communaux"),
    ],
    ids=["champ inconnu", "mauvais type", "voix", "date", "clé inconnue", "autre modèle"],
)
def test_a_wrong_document_is_told_in_one_sentence(
    change: dict[str, Any], code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    feed(monkeypatch, json.dumps({**DOCUMENT, **change}))
    assert run(["rediger", "subvention-association", "--donnees", "-", "--format", "json"]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Erreur")
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_the_nearest_template_is_proposed(capsys: Capture) -> None:
    assert run(["rediger", "subvention-asociation", "--donnees", "x.toml"]) == 2
    assert "subvention-association" in capsys.readouterr().err


def test_references_montrer_gives_the_card_and_its_code(capsys: Capture) -> None:
    argv = ["references", "montrer", "CGCT:L2121-29", "--date", "2026-11-17", "--format", "json"]
    assert run(argv) == 0
    card = json.loads(capsys.readouterr().out)
    assert card["verdict"] == "en_vigueur"
    assert set(card) >= {"cle", "verdict", "motif", "remplace_par", "versions", "etat", "confiance", "source"}
    assert run(["references", "montrer", "LOI:84-53:34", "--date", "2026-11-17"]) == 1
    assert "CGFP:L313-1" in capsys.readouterr().out


def test_references_chercher_finds_by_words(capsys: Capture) -> None:
    assert run(["references", "chercher", "subventions", "--format", "json"]) == 0
    keys = [hit["cle"] for hit in json.loads(capsys.readouterr().out)["reponses"]]
    assert "CGCT:L1612-25" in keys
    assert run(["references", "chercher", "zyzzyva"]) == 1


def test_modeles_and_regles_are_listed_shown_and_verified(capsys: Capture) -> None:
    assert run(["modeles", "lister", "--format", "json"]) == 0
    names = [one["modele"] for one in json.loads(capsys.readouterr().out)["modeles"]]
    assert "subvention-association" in names
    assert run(["modeles", "montrer", "subvention-association"]) == 0
    assert "CGCT:L1612-25" in capsys.readouterr().out
    assert run(["modeles", "verifier", "--date", "2015-01-01"]) == 1
    assert "CGCT:L1612-25" in capsys.readouterr().out
    assert run(["regles", "expliquer", "SEA001"]) == 0
    assert "quorum" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("CGCT:L2121-29",), "1 référence est à confirmer : ajoutez --detail pour la voir."),
        (("CGCT:L2121-29", "CP:432-12"), "2 références sont à confirmer : ajoutez --detail pour les voir."),
    ],
)
def test_modeles_verifier_ends_each_of_its_lines(
    keys: tuple[str, ...], said: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def amend(cle: str, severite: Severity) -> Amendment:
        return Amendment(modele="emprunt", severite=severite, message="Remplacée par CGCT.", cle=cle)

    minor = [amend(cle, Severity.INFO) for cle in keys]
    serious = amend("CGCT:L1612-1", Severity.AVERTISSEMENT)
    monkeypatch.setattr("deliberia.catalogue.check_templates", lambda *_, **__: (*minor, serious))
    assert run(["modeles", "verifier"]) == 1
    printed = capsys.readouterr()
    assert printed.out.endswith("Remplacée par CGCT.\n")
    assert printed.err.replace("\u00a0", " ") == f"{said}\n"


def test_exemple_writes_a_checked_folder_once(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "commune"
    assert run(["exemple", "--sortie", str(folder)]) == 0
    written = capsys.readouterr().out.split()
    assert len(written) == 5
    assert all(Path(path).is_file() for path in written)
    assert run(["exemple", "--sortie", str(folder)]) == 2
    assert run(["verifier", str(folder / "acte-a-corriger.md"), "--seuil", "erreur"]) == 1


def test_an_unforeseen_failure_shows_no_traceback_unless_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("deliberia.verification.cards.describe", fail)
    monkeypatch.setattr("deliberia.verification.describe", fail)
    assert run(["references", "montrer", "CGCT"]) == 3
    assert "ZeroDivisionError" in capsys.readouterr().err
    with pytest.raises(ZeroDivisionError):
        run(["references", "montrer", "CGCT", "--debug"])


def test_verifier_writes_reports_and_annotated_copies(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "commune"
    run(["exemple", "--sortie", str(folder)])
    capsys.readouterr()
    faulty, sound = folder / "acte-a-corriger.md", folder / "subvention-association.docx"
    assert run(["verifier", str(faulty), "--format", "sarif"]) == 1
    (report,) = json.loads(capsys.readouterr().out)["runs"]
    assert "SEA001" in {result["ruleId"] for result in report["results"]}
    assert run(["verifier", str(faulty), "--format", "html"]) == 1
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")
    copies = tmp_path / "copies"
    assert run(["verifier", str(sound), "--annoter", str(copies)]) == 2
    copies.mkdir()
    capsys.readouterr()
    assert run(["verifier", str(sound), str(faulty), "--annoter", str(copies), "--format", "json"]) == 3
    assert [path.name for path in copies.iterdir()] == ["subvention-association-annote.docx"]
    captured = capsys.readouterr()
    assert "acte-a-corriger.md" in captured.err
    assert len(json.loads(captured.out)["documents"]) == 2
