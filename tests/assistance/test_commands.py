"""The commands: JSON of the contract, exit codes, files beside the act, register, purge."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.assistance.conftest import HONEST, MODELE, Model

from deliberia.assistance import describe_processing
from deliberia.cli import run
from deliberia.documents import read_properties
from deliberia.llm import Answer, AnswerStore, default_cache_path
from deliberia.settings import AssistantSettings, Settings

TO_CHECK = "L’association anime le village. La région finance la fête du four."
BAD = "L’article L. 2121-29 du CGCT permet la fête du four de l’association."


def ask(commune: Path, *more: str) -> int:
    files = ("--seance", str(commune / "seance.toml"), "--donnees", str(commune / "champs.toml"))
    return run(["rediger", MODELE, *files, "--assistance", *more])


def read(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_a_proposed_passage_stands_in_the_act(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(HONEST)
    assert ask(commune, "--format", "json") == 0
    document = read(capsys)
    (passage,) = document["passages"]
    assert {"emplacement", "texte", "etat", "motifs"} <= passage.keys()
    assert (passage["emplacement"], passage["etat"], passage["motifs"]) == ("expose", "propose", [])
    (bloc,) = [one for one in document["blocs"] if one["provenance"] == "assistance"]
    assert bloc["texte"] == passage["texte"]


def test_a_held_passage_never_stands_in_the_act(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(BAD)
    assert ask(commune, "--format", "json") == 0
    document = read(capsys)
    (passage,) = document["passages"]
    assert passage["etat"] == "retenu"
    assert passage["motifs"]
    assert not [one for one in document["blocs"] if one["provenance"] == "assistance"]
    assert not [one for one in document["blocs"] if "fête du four de l’association" in one["texte"]]


def test_a_passage_to_check_stands_in_the_act_and_fails_nothing(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(TO_CHECK)
    assert ask(commune, "--format", "json") == 0
    document = read(capsys)
    (passage,) = document["passages"]
    assert (passage["etat"], passage["motifs"]) == ("propose", [])
    assert passage["remarques"]
    points = [one for one in document["constats"] if one["regle"] == "IA003"]
    assert {one["severite"] for one in points} == {"avertissement"}
    assert len(points) == len(passage["remarques"])
    assert all(one["message"].endswith(told) for one, told in zip(points, passage["remarques"], strict=True))
    assert document["pret"]
    assert [one["texte"] for one in document["blocs"] if one["provenance"] == "assistance"] == [
        passage["texte"]
    ]


def test_what_is_to_check_is_said_once_beside_the_passage(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(TO_CHECK, HONEST)
    assert ask(commune, "-o", str(commune / "acte.md")) == 0
    told = capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ")
    assert told.count("IA003") == 1
    assert told.count("que les données ne donnent pas") == 1
    assert told.index("La région finance") < told.index("1 point à vérifier dans ce passage (IA003)")
    assert ask(commune, "-o", str(commune / "autre.md")) == 0
    assert "À vérifier" not in capsys.readouterr().err


def test_a_held_passage_says_its_reasons_then_what_else_to_check(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(f"{BAD} La région finance la fête du four.")
    assert ask(commune, "--format", "txt") == 0
    told = capsys.readouterr().err
    assert told.index("retenu, il n’est pas dans l’acte") < told.index("À vérifier aussi")


@pytest.mark.parametrize("rule", ["IA001", "ia002", "IA003"])
def test_each_finding_about_a_model_is_explained(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["regles", "expliquer", rule]) == 0
    told = capsys.readouterr().out
    assert told.startswith(rule.upper())
    assert "code de sortie" in told


def test_the_host_is_named_before_the_first_call(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(BAD)
    ask(commune, "--format", "txt")
    told = capsys.readouterr().err
    assert told.startswith("Le texte va à 127.0.0.1")
    assert "retenu, il n’est pas dans l’acte" in told


def test_a_service_that_fails_leaves_the_act_without_the_passage(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(httpx.ConnectError("no"))
    assert ask(commune, "-o", str(commune / "acte.md")) == 4
    assert (commune / "acte.md").exists()
    assert "n’a pas répondu" in capsys.readouterr().err


def test_a_host_that_is_not_allowed_is_refused_with_the_way_to_allow_it(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", "https://ia.exemple.fr/v1")
    assert ask(commune, "--format", "json") == 2
    assert "deliberia config hotes autoriser ia.exemple.fr" in capsys.readouterr().err
    assert not scripted.bodies


@pytest.mark.parametrize(
    ("url", "modele", "said"),
    [("http://127.0.0.1:8977/v1", "", "config modeles"), ("https://api.mistral.ai/v1", "m", "cle poser")],
    ids=["sans modèle", "sans clé"],
)
def test_what_cannot_be_asked_is_a_wrong_setting_and_nothing_is_written(
    url: str,
    modele: str,
    said: str,
    scripted: Model,
    commune: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run(["config", "assistant", "--profil", "mistral", "--autoriser"])
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", url)
    monkeypatch.setenv("DELIBERIA_ASSISTANT_MODEL", modele)
    assert ask(commune, "-o", str(commune / "acte.docx")) == 2
    assert said in capsys.readouterr().err
    assert not (commune / "acte.docx").exists()
    (commune / "lu.md").write_text("Le conseil décide.", encoding="utf-8")
    assert run(["verifier", str(commune / "lu.md"), "--assistance"]) == 2
    assert scripted.bodies == []


def test_without_a_service_the_command_says_what_to_set(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(commune, "--format", "json") == 2
    assert "config assistant" in capsys.readouterr().err


def test_the_provenance_is_written_beside_the_act_and_accepted(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted.script(HONEST, HONEST)
    assert ask(commune, "-o", str(commune / "acte.md")) == 0
    beside = commune / "acte.md.passages.json"
    assert json.loads(beside.read_text("utf-8"))["passages"][0]["provenance"]["accepte_par"] == ""
    accept = ["assistance", "accepter", str(beside), "--par", "Mme Claire Vasseur"]
    assert run(accept) == 0
    assert json.loads(beside.read_text("utf-8"))["passages"][0]["provenance"]["accepte_par"]
    assert run(accept) == 3
    assert run([*accept, "--forcer"]) == 0
    (commune / "acte.md").unlink()
    assert ask(commune, "-o", str(commune / "acte.md")) == 2, "the provenance is not written over"
    assert not (commune / "acte.md").exists()
    (commune / "x.json").write_text("[]")
    assert run(["assistance", "accepter", str(commune / "x.json"), "--par", "X"]) == 3


def test_a_docx_alone_says_where_its_passages_come_from_and_who_accepted_them(
    scripted: Model, commune: Path
) -> None:
    acte = commune / "acte.docx"
    beside = commune / "acte.docx.passages.json"
    scripted.script(HONEST)
    assert ask(commune, "-o", str(acte)) == 0
    found = read_properties(acte.read_bytes())
    assert found["Deliberia passages"] == "expose"
    assert found["Deliberia expose modele"] == "essai-1"
    assert found["Deliberia expose hote"] == "127.0.0.1"
    assert len(found["Deliberia expose empreinte"]) == 64
    assert found["Deliberia expose date"]
    assert found["Deliberia expose accepte_par"] == ""
    assert run(["assistance", "accepter", str(beside), "--par", "Mme Claire Vasseur"]) == 0
    assert read_properties(acte.read_bytes())["Deliberia expose accepte_par"] == "Mme Claire Vasseur"
    assert run(["assistance", "accepter", str(acte), "--par", "M. Paul Riou"]) == 3, "already accepted"
    beside.unlink()
    assert run(["assistance", "accepter", str(acte), "--par", "M. Paul Riou"]) == 3
    assert run(["assistance", "accepter", str(acte), "--par", "M. Paul Riou", "--forcer"]) == 0
    after = read_properties(acte.read_bytes())
    assert after["Deliberia expose accepte_par"] == "M. Paul Riou"
    assert after["Deliberia expose empreinte"] == found["Deliberia expose empreinte"]


def test_what_was_to_check_stays_with_the_acceptance(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acte, beside = commune / "acte.docx", commune / "acte.docx.passages.json"
    scripted.script(TO_CHECK)
    assert ask(commune, "-o", str(acte)) == 0
    (passage,) = json.loads(beside.read_text("utf-8"))["passages"]
    capsys.readouterr()
    assert run(["assistance", "accepter", str(acte), "--par", "Mme Claire Vasseur"]) == 0
    told = capsys.readouterr().err
    assert all(f"- {remark}" in told for remark in passage["remarques"])
    (accepted,) = json.loads(beside.read_text("utf-8"))["passages"]
    assert accepted["remarques"] == passage["remarques"]
    beside.unlink()
    assert run(["assistance", "accepter", str(acte), "--par", "M. Paul Riou", "--forcer"]) == 0
    assert "région financ" in capsys.readouterr().err, "the DOCX says it alone"
    found = read_properties(acte.read_bytes())
    assert found["Deliberia expose remarques"] == str(len(passage["remarques"]))
    assert found["Deliberia expose remarque 1"] == " ".join(passage["remarques"][0].split())
    assert found["Deliberia expose accepte_par"] == "M. Paul Riou"


def test_a_file_of_passages_from_before_remarks_is_accepted(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acte, beside = commune / "acte.docx", commune / "acte.docx.passages.json"
    scripted.script(HONEST)
    assert ask(commune, "-o", str(acte)) == 0
    document = json.loads(beside.read_text("utf-8"))
    del document["passages"][0]["remarques"]
    beside.write_text(json.dumps(document), encoding="utf-8")
    assert run(["assistance", "accepter", str(beside), "--par", "Mme Claire Vasseur"]) == 0
    assert "remarques" not in json.loads(beside.read_text("utf-8"))["passages"][0]
    assert "À vérifier" not in capsys.readouterr().err


def test_a_file_of_passages_cannot_write_on_the_terminal(
    scripted: Model, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acte, beside = commune / "acte.md", commune / "acte.md.passages.json"
    scripted.script(TO_CHECK)
    assert ask(commune, "-o", str(acte)) == 0
    document = json.loads(beside.read_text("utf-8"))
    document["passages"][0]["remarques"] = ["\x1b[2Jà\u202evoir", 3]
    beside.write_text(json.dumps(document), encoding="utf-8")
    capsys.readouterr()
    assert run(["assistance", "accepter", str(beside), "--par", "Mme Claire Vasseur"]) == 0
    told = capsys.readouterr().err
    assert "\\u001b[2Jà\\u202evoir" in told
    assert "\x1b" not in told


def test_a_docx_without_a_proposed_passage_bears_no_trace(scripted: Model, commune: Path) -> None:
    acte = commune / "acte.docx"
    scripted.script(BAD)
    assert ask(commune, "-o", str(acte)) == 0
    assert read_properties(acte.read_bytes()) == {}
    assert run(["assistance", "accepter", str(acte), "--par", "Mme Claire Vasseur"]) == 3


def test_a_file_of_passages_touches_no_other_act_than_its_own(scripted: Model, commune: Path) -> None:
    acte, other = commune / "acte.docx", commune / "autre.docx"
    scripted.script(HONEST)
    assert ask(commune, "-o", str(acte)) == 0
    other.write_bytes(acte.read_bytes())
    beside = commune / "acte.docx.passages.json"
    document = json.loads(beside.read_text("utf-8"))
    beside.write_text(json.dumps({**document, "acte": "autre.docx"}), encoding="utf-8")
    assert run(["assistance", "accepter", str(beside), "--par", "Mme Claire Vasseur"]) == 0
    for one in (acte, other):
        assert read_properties(one.read_bytes())["Deliberia expose accepte_par"] == ""


def test_remarks_never_change_the_exit_code(
    scripted: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acte = tmp_path / "acte.md"
    acte.write_text("Rien à contrôler dans ce document sur la fête du four.\n", encoding="utf-8")
    plain = run(["verifier", str(acte), "--seuil", "info"])
    scripted.script(json.dumps({"remarques": ["Le document ne dit rien de la fête."]}))
    capsys.readouterr()
    assert run(["verifier", str(acte), "--seuil", "info", "--assistance", "--format", "json"]) == plain
    (document,) = read(capsys)["documents"]
    (remark,) = [one for one in document["constats"] if one["regle"] == "IA001"]
    assert remark["severite"] == "info"
    assert run(["verifier", str(acte), "--assistance"]) == 0  # the answer is kept: nothing is asked again
    assert "IA001" in capsys.readouterr().out
    assert len(scripted.bodies) == 1


def test_a_reading_that_fails_is_told_and_the_findings_stay(
    scripted: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acte = tmp_path / "acte.md"
    acte.write_text("Rien à contrôler ici.\n", encoding="utf-8")
    scripted.script(httpx.ConnectError("no"))
    assert run(["verifier", str(acte), "--assistance"]) == 4
    captured = capsys.readouterr()
    assert "acte.md" in captured.out
    assert "n’a pas eu lieu" in captured.err


def test_the_register_says_what_the_settings_say(capsys: pytest.CaptureFixture[str]) -> None:
    day = dt.date(2026, 11, 22)
    none = describe_processing(Settings(), on=day)
    assert "aucune donnée n’est envoyée" in str(none.as_dict())
    far = Settings(
        assistant=AssistantSettings(
            url="https://api.mistral.ai/v1", modele="m", hotes_autorises=("api.mistral.ai",)
        )
    )
    told = dict(describe_processing(far, on=day).rubriques)
    assert told["Destinataire"].startswith("api.mistral.ai")
    assert "30 jours" in told["Conservation sur ce poste"]
    assert "personnes" in told["Données envoyées"]
    assert "chiffrée" in told["Sécurité"]
    assert "non imprimée" in told["Trace dans les actes"]
    assert told["Mandataire"] == "aucun sur ce poste"
    marked = Settings(assistant=replace(far.assistant, mention=True)) if far.assistant else far
    assert "Mention imprimée" in dict(describe_processing(marked, on=day).rubriques)["Trace dans les actes"]
    left = describe_processing(far, on=day).a_completer
    near = Settings(assistant=AssistantSettings(url="http://localhost:11434/v1", modele="m"))
    assert set(describe_processing(near, on=day).a_completer) < set(left)
    assert any(line.startswith("Mention") for line in left)
    assert run(["assistance", "registre"]) == 0
    assert "aucun service n’est réglé" in capsys.readouterr().out
    assert run(["assistance", "registre", "--format", "json"]) == 0
    assert read(capsys)["format"] == 1


def test_a_purge_follows_the_retention_or_the_days_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assistance", "purger"]) == 0
    old = dt.datetime.now(dt.UTC) - dt.timedelta(days=60)
    with AnswerStore(default_cache_path(), days=3650, now=lambda: old) as store:
        store.put("a", Answer(text="x"), host="h")
    with AnswerStore(default_cache_path(), days=3650) as store:
        store.put("b", Answer(text="x"), host="h")
    assert run(["assistance", "purger"]) == 0
    assert "effacées : 1" in capsys.readouterr().err.replace("\u00a0", " ")
    assert run(["assistance", "purger", "--jours", "0"]) == 0
    assert "gardées : 0" in capsys.readouterr().err.replace("\u00a0", " ")


@pytest.mark.loopback
def test_the_random_text_of_a_real_server_is_always_held(
    real_server: str, commune: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIBERIA_ASSISTANT_URL", real_server)
    monkeypatch.setenv("DELIBERIA_ASSISTANT_MODEL", "deliberia-tiny")
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", "sk-test")
    for _ in range(8):
        assert ask(commune, "--format", "json") in (0, 4)  # an answer of random words may be empty
        document = read(capsys)
        assert [one["etat"] for one in document["passages"]] == ["retenu"]
        assert not [one for one in document["blocs"] if one["provenance"] == "assistance"]
