"""`lot --assistance`: named and agreed to, asked a few at a time, kept, resumed, told row by row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.assistance.conftest import HONEST, MODELE, Model, reply

from deliberia.catalogue import Template
from deliberia.cli import run
from deliberia.documents import read_document, read_properties
from deliberia.llm import default_cache_path
from deliberia.lot.journal import JOURNAL
from deliberia.resources import data_dir

TO_CHECK = "L’association anime le village. La région finance la fête du four."
BAD = "L’article L. 2121-29 du CGCT permet la fête du four de l’association."
SEANCE = str(data_dir("templates") / "_exemple" / "seance.toml")


@pytest.fixture
def table(template: Template, tmp_path: Path) -> Path:
    return write(template, tmp_path, 3)


@pytest.fixture(autouse=True)
def in_order(model: Model, capsys: pytest.CaptureFixture[str]) -> None:
    """Ask one question at a time: the scripted answers are given in the order of the rows."""
    run(["config", "assistant", "--url", model.settings.url, "--concurrence", "1"])
    capsys.readouterr()


def write(template: Template, folder: Path, count: int) -> Path:
    """Write a table whose rows are the example, each with another object so that each question differs."""
    path = folder / "table.jsonl"
    lines = []
    for rank in range(1, count + 1):
        champs = {name: value for name, value in template.exemple.champs.items() if name != "expose"}
        row = {**champs, "numero": f"2026-{rank:03}", "objet": f"{champs['objet']} n° {rank}"}
        lines.append(json.dumps({**row, **template.exemple.vote}, ensure_ascii=False, default=str))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def lot(table: Path, folder: Path, *more: str) -> int:
    common = ("--modele", MODELE, "--seance", SEANCE, "--coeurs", "1", "-o", str(folder), "--assistance")
    return run(["lot", str(table), *common, *more])


def read(capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], str]:
    captured = capsys.readouterr()
    document: dict[str, Any] = json.loads(captured.out)
    return document, captured.err.replace("\u00a0", " ").replace("\u202f", " ")


def test_each_row_has_its_passage_and_a_held_one_is_in_no_act(
    scripted: Model, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(HONEST, BAD, HONEST)
    lot(table, tmp_path / "actes", "--format", "json")
    document, told = read(capsys)
    assert [[p["etat"] for p in row["passages"]] for row in document["lignes"]] == [
        ["propose"],
        ["retenu"],
        ["propose"],
    ]
    held = document["lignes"][1]["passages"][0]
    assert held["motifs"]
    assert held["texte"] == BAD
    texts = [read_document(tmp_path / "actes" / f"2026-00{rank}.docx").texte for rank in (1, 2, 3)]
    given = [row["passages"][0]["texte"] for row in document["lignes"]]
    assert [one in text for one, text in zip(given, texts, strict=True)] == [True, False, True]
    assert "permet la fête du four" not in texts[1]
    assert told.startswith("Le texte va à 127.0.0.1")
    assert "Passages : 2 proposés, à relire ; 1 retenu, absent de son acte." in told
    assert "3 réponses reçues" in told
    assert "2 700 jetons lus" in told
    assistance = document["assistance"]
    assert (assistance["demandes"], assistance["proposes"], assistance["retenus"]) == (3, 2, 1)
    assert assistance["consommation"]["jetons_demande"] == 2700
    assert assistance["destination"]["hote"] == "127.0.0.1"


def test_a_passage_to_check_is_in_its_act_and_in_every_report(
    scripted: Model, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(HONEST, TO_CHECK, BAD)
    names = [tmp_path / f"r.{suffix}" for suffix in ("csv", "html", "json")]
    reports = [word for path in names for word in ("--rapport", str(path))]
    assert lot(table, tmp_path / "actes", *reports) == 0, "a remark fails nothing"
    told = capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ")
    assert "2 proposés, à relire (dont 1 avec des points à vérifier) ; 1 retenu" in told
    assert "ligne 2 : IA003 : À vérifier dans le passage « expose »" in told
    csv, html, text = (path.read_text("utf-8").replace("\u00a0", " ") for path in names)
    assert "expose : proposé, à relire, 1 point à vérifier (IA003)" in csv
    assert "<li>1 passage porte des points à vérifier (IA003)</li>" in html
    assert "texte proposé pour « expose » : L’association anime le village" in html
    document = json.loads(text)
    assert document["passages_a_verifier"] == 1
    assert document["assistance"]["a_verifier"] == 1
    remarks = [row["passages"][0]["remarques"] for row in document["lignes"]]
    assert [bool(one) for one in remarks] == [False, True, False]
    assert [row["erreurs"] for row in document["lignes"]] == [0, 0, 0]
    assert TO_CHECK in read_document(tmp_path / "actes" / "2026-002.docx").texte
    beside = (tmp_path / "actes" / "2026-002.docx.passages.json").read_text("utf-8").replace("\u00a0", " ")
    assert json.loads(beside)["passages"][0]["remarques"] == remarks[1]
    lot(table, tmp_path / "actes", "--format", "json")
    again, _ = read(capsys)
    assert again["passages_a_verifier"] == 1, "those of a former run are counted"
    assert len(again["lignes"][1]["passages"][0]["remarques"]) == len(remarks[1])


def test_a_journal_from_before_remarks_is_still_read(
    scripted: Model, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(HONEST, TO_CHECK, BAD)
    lot(table, tmp_path / "actes")
    journal = tmp_path / "actes" / JOURNAL
    lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    for line in lines:
        for passage in line.get("passages", ()):
            del passage["remarques"]
    journal.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    capsys.readouterr()
    lot(table, tmp_path / "actes", "--format", "json")
    document, _ = read(capsys)
    assert [row["etat"] for row in document["lignes"]] == ["deja"] * 3
    assert [row["passages"][0]["etat"] for row in document["lignes"]] == ["propose", "propose", "retenu"]
    assert document["passages_a_verifier"] == 0


def test_each_act_keeps_where_its_passages_come_from(scripted: Model, table: Path, tmp_path: Path) -> None:
    scripted.script(HONEST, BAD, HONEST)
    lot(table, tmp_path / "actes")
    acte = tmp_path / "actes" / "2026-001.docx"
    assert read_properties(acte.read_bytes())["Deliberia expose modele"] == "essai-1"
    beside = json.loads((tmp_path / "actes" / "2026-001.docx.passages.json").read_text("utf-8"))
    assert beside["acte"] == "2026-001.docx"
    assert read_properties((tmp_path / "actes" / "2026-002.docx").read_bytes()) == {}
    assert not (tmp_path / "actes" / "2026-002.docx.passages.json").exists()
    assert run(["assistance", "accepter", str(acte), "--par", "Mme Claire Vasseur"]) == 0


def test_the_json_of_an_act_has_its_passages(scripted: Model, table: Path, tmp_path: Path) -> None:
    scripted.script(HONEST, BAD, HONEST)
    lot(table, tmp_path / "actes", "--forme", "json")
    document = json.loads((tmp_path / "actes" / "2026-002.json").read_text("utf-8"))
    assert [one["etat"] for one in document["passages"]] == ["retenu"]
    assert not [bloc for bloc in document["blocs"] if bloc["provenance"] == "assistance"]


def test_a_lot_that_is_run_again_asks_nothing_again(
    scripted: Model, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(HONEST, BAD, HONEST)
    lot(table, tmp_path / "actes")
    first = (tmp_path / "actes" / "2026-001.docx").read_bytes()
    capsys.readouterr()
    lot(table, tmp_path / "actes", "--format", "json")
    document, _ = read(capsys)
    assert [row["etat"] for row in document["lignes"]] == ["deja"] * 3
    assert [row["passages"][0]["etat"] for row in document["lignes"]] == ["propose", "retenu", "propose"]
    (tmp_path / "actes" / "2026-001.docx").unlink()
    lot(table, tmp_path / "actes", "--format", "json")
    document, told = read(capsys)
    assert [row["etat"] for row in document["lignes"]] == ["ecrit", "deja", "deja"]
    assert "1 gardée" in told
    assert document["assistance"]["consommation"]["jetons_demande"] is None
    assert (tmp_path / "actes" / "2026-001.docx").read_bytes() == first, "the day is that of the answer"
    assert len(scripted.bodies) == 3


def test_a_row_without_answer_is_written_without_its_passage_and_asked_again(
    scripted: Model, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(HONEST, httpx.Response(400, json={"error": {"message": "odd"}}), HONEST)
    assert lot(table, tmp_path / "actes", "--format", "json") == 4
    document, told = read(capsys)
    assert [row["etat"] for row in document["lignes"]] == ["ecrit"] * 3
    assert "n’a pas répondu" in document["lignes"][1]["passages"][0]["motifs"][0]
    assert "la même commande les redemandera" in told
    scripted.script(HONEST)
    assert lot(table, tmp_path / "actes", "--format", "json") != 4
    document, _ = read(capsys)
    assert [row["etat"] for row in document["lignes"]] == ["deja", "ecrit", "deja"]
    assert document["lignes"][1]["passages"][0]["etat"] == "propose"


def test_a_dead_service_is_not_asked_for_every_row(
    scripted: Model, template: Template, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write(template, tmp_path, 45)
    scripted.script(*[httpx.ReadTimeout("x") for _ in range(45)])
    assert lot(table, tmp_path / "actes", "--format", "json", "--sans-controle") == 4
    document, _ = read(capsys)
    assert document["assistance"]["sans_reponse"] == 45
    assert len(scripted.bodies) <= 6
    assert len(list((tmp_path / "actes").glob("*.docx"))) == 45


def test_a_refused_key_stops_the_questions_at_once(
    scripted: Model, template: Template, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write(template, tmp_path, 25)
    scripted.script(*[httpx.Response(403, json={"detail": "Invalid API key."}) for _ in range(25)])
    assert lot(table, tmp_path / "actes", "--sans-controle") == 4
    assert len(scripted.bodies) <= 3
    assert "demande une clé" in capsys.readouterr().err


def test_a_host_that_is_not_allowed_gets_nothing_and_nothing_is_written(
    scripted: Model,
    table: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", "https://ia.exemple.fr/v1")
    assert lot(table, tmp_path / "actes", "--oui") == 2
    assert "deliberia config hotes autoriser ia.exemple.fr" in capsys.readouterr().err
    assert not (tmp_path / "actes").exists()
    assert scripted.bodies == []


@pytest.mark.parametrize(("answer", "more", "code"), [(False, (), 2), (True, (), 0), (False, ("--oui",), 0)])
def test_in_a_terminal_the_consent_is_asked_before_the_first_call(
    answer: bool,
    more: tuple[str, ...],
    code: int,
    scripted: Model,
    table: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def confirm(question: str) -> bool:
        assert "Le texte va à 127.0.0.1" in capsys.readouterr().err
        assert scripted.bodies == []
        asked.append(question)
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("deliberia.cli.lot_assistance.confirm", confirm)
    scripted.script(HONEST, HONEST, HONEST)
    assert lot(table, tmp_path / "actes", *more) == code
    assert asked == ([] if more else ["Envoyer à 127.0.0.1 les données masquées de 3 lignes ?"])
    assert len(scripted.bodies) == (0 if code else 3)
    assert (tmp_path / "actes").exists() is (code == 0)


def test_a_trial_asks_nothing(
    scripted: Model, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lot(table, tmp_path / "actes", "--essai") == 0
    assert "rien n’est demandé" in capsys.readouterr().err
    assert scripted.bodies == []


def test_another_model_gives_other_acts(
    scripted: Model, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted.script(*[HONEST] * 6)
    lot(table, tmp_path / "actes")
    monkeypatch.setenv("DELIBERIA_ASSISTANT_MODEL", "autre")
    lot(table, tmp_path / "actes")
    assert len(scripted.bodies) == 6


def test_a_bad_row_is_refused_with_its_cell_and_the_others_are_asked_for(
    scripted: Model, template: Template, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(template, tmp_path, 3)
    lines = path.read_text("utf-8").splitlines()
    broken = json.loads(lines[1])
    lines[1] = json.dumps({**broken, "montant": "beaucoup"})
    path.write_text("\n".join(lines), encoding="utf-8")
    scripted.script(HONEST, HONEST)
    assert lot(path, tmp_path / "actes", "--format", "json") == 3
    document, _ = read(capsys)
    assert [row["etat"] for row in document["lignes"]] == ["ecrit", "refuse", "ecrit"]
    assert len(scripted.bodies) == 2


def test_the_reports_name_the_held_passages(scripted: Model, table: Path, tmp_path: Path) -> None:
    scripted.script(HONEST, BAD, HONEST)
    reports = [tmp_path / f"r.{suffix}" for suffix in ("csv", "html", "json")]
    lot(table, tmp_path / "actes", *(word for path in reports for word in ("--rapport", str(path))))
    csv, html, _ = (path.read_text("utf-8") for path in reports)
    assert "expose : proposé, à relire" in csv
    assert "passage « expose » retenu" in csv.replace("\u00a0", " ")
    html = html.replace("\u00a0", " ")
    assert "retenu, il n’est pas dans l’acte" in html
    assert "texte reçu pour « expose » : L’article L. 2121-29" in html
    assert "Passages demandés à un modèle : 2 à relire, 1 hors de l’acte, 0 sans réponse" in html


def test_several_processes_write_the_same_bytes(scripted: Model, table: Path, tmp_path: Path) -> None:
    scripted.script(HONEST, BAD, HONEST)
    lot(table, tmp_path / "un")
    assert default_cache_path().exists()
    lot(table, tmp_path / "deux", "--coeurs", "2")
    for name in ("2026-001.docx", "2026-002.docx", "2026-001.docx.passages.json"):
        assert (tmp_path / "un" / name).read_bytes() == (tmp_path / "deux" / name).read_bytes()


def test_kept_answers_are_not_kept_when_nothing_may_be(scripted: Model, table: Path, tmp_path: Path) -> None:
    assert run(["config", "assistant", "--url", scripted.settings.url, "--conservation", "0"]) == 0
    scripted.script(HONEST, BAD, HONEST)
    lot(table, tmp_path / "actes")
    (tmp_path / "actes" / "2026-003.docx").unlink()
    scripted.script(reply(HONEST))
    lot(table, tmp_path / "actes")
    assert len(scripted.bodies) == 4
