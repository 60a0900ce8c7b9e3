"""`deliberia config` as a user and a script call it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from deliberia.cli import run
from deliberia.llm import AnswerStore, default_cache_path
from deliberia.settings import read_file_settings, settings_path

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def configure(*words: str) -> int:
    return run(["config", *words])


def test_without_settings_everything_says_how_to_begin(capsys: Capture) -> None:
    assert configure("montrer") == 0
    assert "deliberia config assistant" in capsys.readouterr().out
    for words in (["assistant", "--tester"], ["hotes", "lister"], ["cle", "poser"], ["modeles"]):
        assert configure(*words) == 2
        assert "deliberia config assistant" in capsys.readouterr().err


def test_a_service_is_chosen_and_shown(capsys: Capture) -> None:
    assert configure("assistant", "--profil", "ollama", "--modele", "m", "--delai", "60") == 0
    assert "cette machine" in capsys.readouterr().err
    found = read_file_settings().assistant
    assert found is not None
    assert (found.url, found.modele, found.delai) == ("http://localhost:11434/v1", "m", 60)
    assert configure("montrer", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["destination"]["local"] is True
    assert document["cle"] is None
    assert document["assistant"]["modele"] == "m"


def test_another_host_leaves_behind_the_model_and_the_prices(capsys: Capture) -> None:
    configure("assistant", "--profil", "ollama", "--modele", "m", "--tarif", "1", "2", "--temperature", "0.7")
    assert configure("assistant", "--profil", "mistral") == 0
    assert "deliberia config hotes autoriser api.mistral.ai" in capsys.readouterr().err
    found = read_file_settings().assistant
    assert found is not None
    assert (found.modele, found.tarifs, found.temperature) == ("", None, 0.7)
    assert configure("assistant", "--tester") == 4
    assert "n’est pas autorisé" in capsys.readouterr().out


def test_hosts_are_allowed_listed_and_taken_away(capsys: Capture) -> None:
    configure("assistant", "--url", "https://ia.exemple.fr", "--autoriser")
    assert configure("hotes", "autoriser", "https://Autre.exemple.fr/v1") == 0
    capsys.readouterr()
    assert configure("hotes", "lister", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["hotes"] == ["ia.exemple.fr", "autre.exemple.fr"]
    assert configure("hotes", "retirer", "autre.exemple.fr") == 0
    assert configure("hotes", "retirer", "autre.exemple.fr") == 2
    assert configure("hotes", "autoriser", "pas un hôte") == 2
    found = read_file_settings().assistant
    assert found is not None
    assert found.hotes_autorises == ("ia.exemple.fr",)


def test_a_model_that_leaves_this_machine_needs_both_hosts_allowed() -> None:
    configure("assistant", "--url", "http://10.0.0.8:11434", "--modele", "m:1b-cloud", "--autoriser")
    found = read_file_settings().assistant
    assert found is not None
    assert set(found.hotes_autorises) == {"10.0.0.8", "ollama.com"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["assistant"], "Dites quoi régler"),
        (["assistant", "--profil", "olama"], "ollama"),
        (["assistant", "--profil", "commune"], "--url"),
        (["assistant", "--modele", "m"], "--url"),
        (["assistant", "--url", "http://moi:motdepasse1@x"], "mot de passe"),
        (["assistant", "--url", "http://x", "--mandataire", "http://moi:motdepasse1@y"], "mandataire"),
        (["assistant", "--url", "http://x", "--certificat", "/absent.pem"], "certificat"),
        (["assistant", "--url", "http://x", "--delai", "0"], "delai"),
        (["profils", "inconnu"], "Les profils sont"),
    ],
)
def test_a_wrong_choice_is_told_and_nothing_is_written(
    words: list[str], said: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert configure(*words) == 2
    message = capsys.readouterr().err
    assert said in message
    assert "motdepasse1" not in message
    assert not settings_path().exists()


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Put bytes on the standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


@pytest.mark.parametrize(
    "secret",
    ["sk-clé-secrète".encode(), "sk-clé-secrète".encode("latin-1"), b"sk-secret 1", b"\x00sk-secret", b""],
)
def test_what_cannot_be_a_key_is_refused_as_a_wrong_use(
    secret: bytes, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure("assistant", "--profil", "mistral", "--autoriser")
    capsys.readouterr()
    give(monkeypatch, secret + b"\n")
    assert configure("cle", "poser") == 2
    told = capsys.readouterr().err
    assert "clé" in told
    assert "site du service" in told
    assert "sk-" not in told


def test_a_key_of_the_environment_that_cannot_be_one_is_told(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure("assistant", "--profil", "mistral", "--autoriser", "--modele", "m")
    capsys.readouterr()
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", "sk-clé")
    assert configure("modeles") == 2
    assert "sk-" not in capsys.readouterr().err
    assert configure("assistant", "--tester") == 4
    assert "✗ Clé" in capsys.readouterr().out


def test_a_key_is_never_written_by_us(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    configure("assistant", "--profil", "mistral", "--autoriser")
    monkeypatch.setitem(sys.modules, "keyring", None)
    give(monkeypatch, b"sk-secret-1\n")
    assert configure("cle", "poser") == 2
    assert "DELIBERIA_ASSISTANT_KEY" in capsys.readouterr().err
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", "sk-secret-1")
    assert configure("montrer") == 0
    configure("assistant", "--modele", "m")
    captured = capsys.readouterr()
    assert "présente (environnement)" in captured.out
    assert "sk-secret" not in captured.out + captured.err + settings_path().read_text(encoding="utf-8")


def test_profiles_are_listed_and_explained(capsys: Capture) -> None:
    assert configure("profils") == 0
    assert len(capsys.readouterr().out.splitlines()) == 10
    assert configure("profils", "ovhcloud") == 0
    assert "Gravelines" in capsys.readouterr().out
    assert configure("profils", "--format", "json") == 0
    assert len(json.loads(capsys.readouterr().out)["profils"]) == 10


def test_a_trial_answers_a_script(capsys: Capture) -> None:
    configure("assistant", "--url", "https://ia.exemple.fr", "--modele", "m")
    capsys.readouterr()
    assert configure("assistant", "--tester", "--format", "json") == 4
    document = json.loads(capsys.readouterr().out)
    assert (document["format"], document["etat"]) == (1, "echec")
    assert document["etapes"][-1]["nom"] == "Hôte"


def test_the_service_is_forgotten(capsys: Capture) -> None:
    configure("assistant", "--profil", "ollama", "--conservation", "0")
    assert configure("assistant", "--retirer") == 0
    assert read_file_settings().assistant is None
    assert read_file_settings().journal.conservation_jours == 0


def test_kept_answers_are_purged(capsys: Capture) -> None:
    assert configure("purger") == 0
    assert "Aucune réponse gardée" in capsys.readouterr().err
    AnswerStore(default_cache_path(), days=30).close()
    assert configure("purger", "--jours", "3") == 0
    assert "0 réponse effacée." in capsys.readouterr().err


def test_a_file_that_is_wrong_is_told_by_every_command(capsys: Capture) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("[assistant]\nurl = 'http://x'\nmodle = 'm'\n", encoding="utf-8")
    for words in (["montrer"], ["assistant", "--tester"], ["hotes", "lister"]):
        assert configure(*words) == 2
        assert "modele\u00a0»" in capsys.readouterr().err


def test_the_reviewer_is_kept_shown_and_forgotten(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DELIBERIA_RELECTEUR", raising=False)
    assert configure("relecteur", "  Aline   Corbier ") == 0
    assert configure("montrer") == 0
    assert "Relecteur\xa0: Aline Corbier\n" in capsys.readouterr().out
    monkeypatch.setenv("DELIBERIA_RELECTEUR", "Paul Astruc")
    assert configure("relecteur") == 0
    assert "Paul Astruc" in capsys.readouterr().out
    assert configure("relecteur", "--retirer") == 0
    assert read_file_settings().relecteur == ""
    assert configure("relecteur", "\x07") == 2
    assert configure("relecteur", "Aline Corbier", "--retirer") == 2
