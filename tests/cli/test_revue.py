"""`deliberia revue` as a script and a screen-reader user call it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deliberia.cli import run

Capture = pytest.CaptureFixture[str]
ACTE = """Commune de Val-Fleuri
Séance du mardi 17 novembre 2026

Vu l’article L. 2121-29 du code général des collectivités territoriales ;
Vu l’article L. 2311-7 du code général des collectivités territoriales ;
Vu l’article L. 2121-999 du code général des collectivités territoriales ;
"""


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("DELIBERIA_RELECTEUR", "Claire Vasseur")
    folder = tmp_path / "actes"
    folder.mkdir()
    (folder / "acte.txt").write_text(ACTE, encoding="utf-8")
    return folder


def ask(capsys: Capture, *words: str, code: int = 0) -> Any:  # Any: JSON
    assert run([*words, "--format", "json"]) == code
    return json.loads(capsys.readouterr().out)


def ids(capsys: Capture, dossier: Path) -> dict[str, str]:
    """Return the ids of what waits, by key."""
    points = ask(capsys, "revue", "lister", str(dossier), code=1)["points"]
    return {point["cle"]: point["id"] for point in points}


def test_a_folder_alone_is_listed(dossier: Path, capsys: Capture) -> None:
    assert run(["revue", str(dossier)]) == 1
    out = capsys.readouterr().out.replace("\xa0", " ")
    assert "[L. 2311-7]" in out
    assert "2 points dans la file." in out


def test_the_list_gives_the_sentence_the_verdict_and_the_candidates(dossier: Path, capsys: Capture) -> None:
    answer = ask(capsys, "revue", "lister", str(dossier), "--verdict", "deplace", code=1)
    assert answer["format"] == 1
    (point,) = answer["points"]
    assert ACTE[point["start"] : point["end"]] == point["surface"] == "L. 2311-7"
    assert point["etat"] == "a_decider"
    assert [one["cle"] for one in point["candidats"]] == ["CGCT:L1612-25"]
    assert point["candidats"][0]["verdict"] == "en_vigueur"


def test_a_citation_shown_has_its_card(dossier: Path, capsys: Capture) -> None:
    point = ids(capsys, dossier)["CGCT:L2311-7"]
    assert run(["revue", "montrer", str(dossier), point]) == 0
    out = capsys.readouterr().out.replace("\xa0", " ")
    assert "Fiche : article L. 2311-7" in out
    assert "Peut être remplacé par CGCT:L1612-25" in out


def test_decide_everything_validate_and_export_the_proof(dossier: Path, capsys: Capture) -> None:
    points = ids(capsys, dossier)
    entry = ask(
        capsys, "revue", "decider", str(dossier), points["CGCT:L2311-7"], "corriger", "--par", "L. 1612-25"
    )["entree"]  # fmt: skip
    assert entry["par"] == "CGCT:L1612-25"
    assert run(["revue", "valider", str(dossier), "acte.txt"]) == 1
    assert "1 point reste à décider" in capsys.readouterr().err.replace("\xa0", " ")
    assert (
        run(["revue", "decider", str(dossier), points["CGCT:L2121-999"], "rejeter", "--motif", "inventé"])
        == 0
    )
    assert run(["revue", "annuler", str(dossier)]) == 0
    assert run(["revue", "decider", str(dossier), points["CGCT:L2121-999"], "accepter"]) == 0
    capsys.readouterr()
    assert run(["revue", str(dossier)]) == 0
    assert "La file est vide." in capsys.readouterr().out
    assert ask(capsys, "revue", "etat", str(dossier), code=1)["actes"][0]["etat"] == "pret"
    assert run(["revue", "valider", str(dossier), str(dossier / "acte.txt")]) == 0
    assert "Sous réserve" in capsys.readouterr().err
    (acte,) = ask(capsys, "revue", "etat", str(dossier))["actes"]
    assert (acte["etat"], acte["reserves"]) == ("valide", 1)
    proof = dossier / "preuve.json"
    assert run(["revue", "exporter", str(dossier), "-o", str(proof)]) == 0
    assert len(json.loads(proof.read_text(encoding="utf-8"))["entrees"]) == 5
    capsys.readouterr()
    assert ask(capsys, "revue", "verifier", str(dossier), "--preuve", str(proof))["intact"] is True


def test_verifier_says_where_a_journal_was_altered(dossier: Path, capsys: Capture) -> None:
    points = ids(capsys, dossier)
    for cle in points:
        assert run(["revue", "decider", str(dossier), points[cle], "accepter"]) == 0
    (journal,) = (dossier / "journal-de-revue").glob("*.jsonl")
    lines = journal.read_text(encoding="utf-8").splitlines()
    journal.write_text(lines[1] + "\n", encoding="utf-8")
    capsys.readouterr()
    answer = ask(capsys, "revue", "verifier", str(dossier), code=1)
    assert answer["intact"] is False
    assert answer["anomalies"][0]["ligne"] == 1
    assert run(["revue", "verifier", str(dossier)]) == 1
    assert "Altération" in capsys.readouterr().out
    assert run(["revue", str(dossier)]) == 1
    assert "le journal a été modifié" in capsys.readouterr().err


def test_an_act_is_sent_back_with_a_reason(dossier: Path, capsys: Capture) -> None:
    assert run(["revue", "renvoyer", str(dossier), "acte.txt"]) == 2
    assert run(["revue", "renvoyer", str(dossier), "acte.txt", "--motif", "il manque le plan"]) == 0
    capsys.readouterr()
    assert ask(capsys, "revue", "etat", str(dossier), code=1)["actes"][0]["etat"] == "renvoye"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["absent"], 2, "ni un dossier, ni une commande"),
        (["lister", "absent"], 2, "n’existe pas"),
        (["decider", "{}", "zzzzzz", "accepter"], 2, "Aucun point"),
        (["decider", "{}", "{id}", "corriger"], 2, "Il manque la correction"),
        (["decider", "{}", "{id}", "corriger", "--par", "CGCT:L2121-999"], 3, "ne peut pas servir"),
        (["decider", "{}", "{id}", "accepter", "--par", "CGCT"], 2, "ne va qu’avec"),
        (["decider", "{}", "{id}", "renvoyer"], 2, "pourquoi"),
        (["decider", "{}", "{id}", "accepter", "--arbitrer", "--motif", "x"], 3, "pas de désaccord"),
        (["decider", "{}", "{id}", "bruler"], 2, "bruler"),
        (["annuler", "{}"], 2, "rien à annuler"),
        (["valider", "{}", "absent.txt"], 2, "Aucun acte"),
        (["exporter", "{}", "-o", "preuve.xlsx"], 2, "n’est pas celle d’une preuve"),
        (["verifier", "{}", "--preuve", "absent.json"], 3, "n’existe pas"),
        (["decider", "{}", "{id}", "accepter", "--relecteur", "\x07"], 2, "relecteur"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(
    words: list[str], code: int, message: str, dossier: Path, capsys: Capture
) -> None:
    point = ids(capsys, dossier)["CGCT:L2311-7"]
    asked = [word.replace("{id}", point).replace("{}", str(dossier)) for word in words]
    assert run(["revue", *asked]) == code
    assert message in capsys.readouterr().err.replace("\xa0", " ")
    assert not (dossier / "journal-de-revue").exists()


def test_the_code_says_whether_what_is_shown_waits(dossier: Path, capsys: Capture) -> None:
    point = ids(capsys, dossier)["CGCT:L2311-7"]
    assert run(["revue", "decider", str(dossier), point, "accepter"]) == 0
    assert run(["revue", "lister", str(dossier), "--etat", "decide"]) == 0
    assert run(["revue", "lister", str(dossier), "--tout"]) == 1
    capsys.readouterr()
    assert run(["revue", "lister", str(dossier), "--commune", "Ailleurs"]) == 0
    assert "Aucun point ne répond à ce filtre." in capsys.readouterr().out
    assert run(["revue", "lister", str(dossier), "--gravite", "grave"]) == 2


def test_an_unreadable_act_is_said_and_the_others_are_listed(dossier: Path, capsys: Capture) -> None:
    (dossier / "casse.docx").write_bytes(b"PK\x03\x04 rien")
    answer = ask(capsys, "revue", "lister", str(dossier), code=3)
    assert len(answer["points"]) == 2
    assert answer["illisibles"][0]["acte"] == "casse.docx"


def test_an_empty_folder_has_an_empty_queue(tmp_path: Path, capsys: Capture) -> None:
    assert run(["revue", str(tmp_path)]) == 0
    assert "La file est vide." in capsys.readouterr().out
    assert run(["revue", "verifier", str(tmp_path)]) == 0
    assert "Aucun journal" in capsys.readouterr().out
