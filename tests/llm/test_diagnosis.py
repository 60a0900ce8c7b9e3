"""The trial of a service: each step says what is wrong and what to do."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from tests.llm.conftest import answer, chunk, event, sse

from deliberia.llm import State, diagnose
from deliberia.settings import AssistantSettings

SETTINGS = AssistantSettings(url="https://ia.exemple.fr/v1", modele="m", hotes_autorises=("ia.exemple.fr",))
Change = Callable[[httpx.Request, dict[str, Any]], httpx.Response | None]


def serve(change: Change | None = None, models: Any = None) -> httpx.MockTransport:
    """A service where all is well, but for what `change` answers instead."""
    rows = models if models is not None else [{"id": "m"}, {"id": "e", "type": "text-embeddings-inference"}]

    def handle(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content) if request.content else {}
        if change and (changed := change(request, body)):
            return changed
        if request.url.path.endswith("/models"):
            return httpx.Response(200, json={"data": rows})
        if body["stream"]:
            return sse(event(chunk("bon")), event(chunk("jour")), event(chunk(finish="stop")))
        if "schéma" in body["messages"][-1]["content"]:
            return answer('{"mot": "bonjour", "nombre": 7}')
        return answer("bonjour", usage={"prompt_tokens": 9, "completion_tokens": 2})

    return httpx.MockTransport(handle)


def run(transport: httpx.MockTransport, settings: AssistantSettings = SETTINGS) -> dict[str, tuple[str, str]]:
    """Return the last state and the words of each step."""
    return {
        one.name: (one.state.value, f"{one.message} {one.hint}")
        for one in diagnose(settings, transport=transport)
    }


def test_a_service_where_all_is_well() -> None:
    found = run(serve())
    assert {state for state, _ in found.values()} == {State.OK}
    assert list(found) == ["Adresse", "Connexion", "Certificat", "Clé", "Liste des modèles", "Modèle",
                           "Réponse courte", "Réponse structurée", "Réponse au fil de l’eau"]  # fmt: skip
    assert "dont 1 d’un autre genre" in found["Liste des modèles"][1]
    assert "9 jetons lus, 2 écrits" in found["Réponse courte"][1]


def test_a_host_that_is_not_allowed_is_named_and_not_called() -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise AssertionError("sent")

    found = run(httpx.MockTransport(fail), replace(SETTINGS, hotes_autorises=()))
    assert list(found) == ["Adresse", "Hôte"]
    assert "ia.exemple.fr" in found["Adresse"][1]
    assert "hotes autoriser ia.exemple.fr" in found["Hôte"][1]


def raising(error: Exception, cause: Exception) -> Change:
    def change(request: httpx.Request, body: dict[str, Any]) -> httpx.Response | None:
        raise error from cause

    return change


@pytest.mark.parametrize(
    ("error", "cause", "step", "said"),
    [
        (httpx.ConnectError("x"), socket.gaierror(-2, "x"), "Connexion", "inconnu"),
        (httpx.ConnectError("x"), ConnectionRefusedError(), "Connexion", "rien ne répond"),
        (httpx.ConnectError("x"), ssl.SSLError(1, "self-signed certificate in certificate chain"),
         "Certificat", "--certificat fichier.pem"),
        (httpx.ReadTimeout("x"), TimeoutError(), "Connexion", "délai"),
    ],
    ids=["nom", "port", "autorité", "lenteur"],
)  # fmt: skip
def test_a_connection_that_fails_stops_at_its_step(
    error: Exception, cause: Exception, step: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliberia.llm.retries._spread", lambda *_: 0.0)
    found = run(serve(raising(error, cause)))
    assert list(found)[-1] == step
    assert found[step][0] == State.FAILED
    assert said in found[step][1]


@pytest.mark.parametrize(("key", "said"), [("", "demande une clé"), ("sk-1", "refuse la clé")])
def test_a_key_that_is_missing_or_refused(key: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", key)
    found = run(serve(lambda request, body: httpx.Response(403, json={"detail": "Invalid API key."})))
    assert list(found)[-1] == "Clé"
    assert said in found["Clé"][1]
    assert found["Connexion"][0] == State.OK


def test_a_key_that_only_the_answer_checks() -> None:
    found = run(serve(lambda request, body: httpx.Response(401, json={}) if body else None))
    assert found["Liste des modèles"][0] == State.OK
    assert list(found)[-1] == "Clé" or found["Clé"][0] == State.FAILED


def test_a_service_without_a_list_is_tried_all_the_same() -> None:
    found = run(
        serve(lambda request, body: None if body else httpx.Response(404, json={"detail": "Not Found"}))
    )
    assert found["Liste des modèles"][0] == State.WARNING
    assert found["Réponse au fil de l’eau"][0] == State.OK


@pytest.mark.parametrize(
    ("modele", "rows", "state", "said"),
    [
        ("mm", [{"id": "m"}], State.WARNING, "Vouliez-vous « m »"),
        ("e", [{"id": "e", "type": "text-embeddings-inference"}], State.WARNING, "n’écrit pas de texte"),
        ("m", [{"id": "m", "deprecation": "2027-01-31T00:00:00Z", "deprecation_replacement_model": "n"}],
         State.WARNING, "retiré le 2027-01-31 ; son remplaçant est « n »"),
        ("m", [{"id": "m", "max_model_len": 2048}], State.WARNING, "2048 jetons"),
        ("m", [{"id": "m", "meta": {"n_ctx": 32768}}], State.OK, "32768 jetons"),
        ("alias", [{"id": "m", "aliases": ["alias"]}], State.OK, "alias"),
        ("", [{"id": "m"}], State.WARNING, "--modele m"),
        ("", [{"id": "m"}, {"id": "n"}], State.FAILED, "m, n"),
        ("", [], State.FAILED, "liste vide"),
    ],
)  # fmt: skip
def test_the_model_is_looked_for_in_the_list(modele: str, rows: Any, state: State, said: str) -> None:
    found = run(serve(models=rows), replace(SETTINGS, modele=modele))
    assert found["Modèle"][0] == state
    assert said in found["Modèle"][1]


def test_a_shape_that_is_not_kept_is_a_warning() -> None:
    def change(request: httpx.Request, body: dict[str, Any]) -> httpx.Response | None:
        return answer("non") if body and not body["stream"] else None

    assert run(serve(change))["Réponse structurée"][0] == State.WARNING


def test_a_stream_held_back_by_a_proxy_is_seen() -> None:
    def change(request: httpx.Request, body: dict[str, Any]) -> httpx.Response | None:
        return sse(event(chunk("bonjour", "stop"))) if body and body["stream"] else None

    state, said = run(serve(change))["Réponse au fil de l’eau"]
    assert state == State.WARNING
    assert "mandataire" in said


def test_a_model_that_only_reasons_is_a_warning() -> None:
    def change(request: httpx.Request, body: dict[str, Any]) -> httpx.Response | None:
        return answer("<think>hum", finish="length") if body and "schéma" not in str(body) else None

    assert run(serve(change))["Réponse courte"][0] == State.WARNING


def test_wrong_settings_are_the_first_step() -> None:
    found = run(serve(), replace(SETTINGS, profil="inconnu"))
    assert found["Adresse"][0] == State.FAILED
