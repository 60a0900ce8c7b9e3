"""Each known quirk of a service, asked by the synchronous and by the asynchronous client."""

from __future__ import annotations

import socket
import ssl
from typing import Any

import httpx
import pytest
from tests.llm.conftest import KEY, Pieces, Service, answer, refuse

from deliberia.llm import AssistantError, Fault, Message, Options, Role, system, user


def nested(message: str, kind: str = "", code: Any = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


@pytest.mark.parametrize(
    ("status", "document", "fault"),
    [
        (401, nested("Invalid API Key", "authentication_error", 401), Fault.KEY_REFUSED),
        (403, {"detail": "Invalid API key."}, Fault.KEY_REFUSED),
        (403, {"detail": {"message": "Invalid authentication scheme."}}, Fault.KEY_REFUSED),
        (400, nested("No connected db.", "no_db_connection", "400"), Fault.KEY_REFUSED),
        (400, {"detail": "Insufficient budget."}, Fault.BUDGET),
        (402, {"detail": "Payment required"}, Fault.BUDGET),
        (422, {"detail": "Model mistral-x not found."}, Fault.UNKNOWN_MODEL),
        (422, {"detail": "Wrong model type."}, Fault.UNKNOWN_MODEL),
        (404, nested('model "x" not found, try pulling it first', "not_found_error"), Fault.UNKNOWN_MODEL),
        (404, {"detail": "Not Found"}, Fault.WRONG_ADDRESS),
        (400, nested("temperature is odd", "invalid_request_error"), Fault.REJECTED),
        (422, {"object": "error", "message": {"detail": [{"msg": "Field required"}]}}, Fault.REJECTED),
        (422, {"detail": "Max tokens exceeded."}, Fault.TOO_LONG),
        (413, {"detail": "Payload too large"}, Fault.TOO_LONG),
        (400, nested("context_length_exceeded", code="context_length_exceeded"), Fault.TOO_LONG),
        (200, nested("request exceeds the available context size", "exceed_context_size_error"),
         Fault.TOO_LONG),
        (200, nested("the engine is dead", "server_error"), Fault.REJECTED),
        (200, {"choices": []}, Fault.EMPTY),
        (200, {"choices": [{"message": {"content": None}, "finish_reason": "stop"}]}, Fault.EMPTY),
        (200, {"choices": [{"message": {"content": ""}, "finish_reason": "content_filter"}]}, Fault.REJECTED),
        (200, {"choices": [{"message": {"content": None, "reasoning": "Je pense."}}]}, Fault.ONLY_REASONING),
        (200, {"choices": [{"message": None}]}, Fault.EMPTY),
        (200, {"choices": [{"message": {"content": "a"}, "finish_reason": "error"}]}, Fault.CUT),
        (200, ["?"], Fault.UNREADABLE),
    ],
    ids=lambda value: str(value)[:50],
)  # fmt: skip
def test_a_refusal_is_told_by_its_fault_and_never_repeated_in_vain(
    status: int, document: Any, fault: Fault, service: Service
) -> None:
    # Sent again once: what names a field, without that field, and what says nothing.
    again = "temperature" in str(document) or fault is Fault.EMPTY
    service.script(*[refuse(status, document) for _ in range(2)])
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is fault
    assert caught.value.message
    assert caught.value.hint
    assert len(service.requests) == (2 if again else 1)
    assert service.waits == []


@pytest.mark.parametrize(
    ("document", "sizes"),
    [
        ({"error": {"code": 400, "type": "exceed_context_size_error", "n_prompt_tokens": 5000, "n_ctx": 2048,
                    "message": "too long"}}, (5000, 2048)),
        ({"object": "error", "code": 400, "type": "BadRequestError", "message":
          "This model's maximum context length is 2048 tokens. However, you requested 2723 tokens "
          "(1699 in the messages, 1024 in the completion)."}, (2723, 2048)),
        (nested("prompt is too long"), None),
    ],
    ids=["llama.cpp", "vllm", "sans taille"],
)  # fmt: skip
def test_a_prompt_too_long_is_told_with_its_sizes(document: Any, sizes: Any, service: Service) -> None:
    service.script(refuse(400, document))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.TOO_LONG
    assert caught.value.sizes == sizes
    if sizes:
        assert f"{sizes[0]} jetons, pour une fenêtre de {sizes[1]}" in str(caught.value)


def test_fields_that_a_service_refuses_are_left_out_and_remembered(service: Service) -> None:
    def forbid(name: str) -> httpx.Response:
        fault = {"type": "extra_forbidden", "loc": ["body", name], "msg": "Extra inputs are not permitted"}
        return refuse(422, {"detail": [fault]})

    service.script(forbid("seed"), forbid("stop"), answer(), answer())
    options = Options(seed=3, stop=("fin",))
    service.complete(options=options)
    service.complete(options=options)
    sent = [sorted(set(body) & {"seed", "stop"}) for body in service.bodies()]
    assert sent == [["seed", "stop"], ["stop"], [], []]


def test_the_smallest_request_has_no_field_that_a_service_may_not_know(service: Service) -> None:
    service.script(answer())
    service.complete()
    (body,) = service.bodies()
    assert set(body) == {"model", "messages", "stream", "temperature", "max_tokens"}
    assert service.requests[0].headers["user-agent"].startswith("deliberia/")


def test_messages_of_the_same_role_are_sent_as_one(service: Service) -> None:
    service.script(answer())
    service.complete((system("a"), system("b"), user("c"), user(""), user("d"), Message(Role.ASSISTANT, "e")))
    sent = [(one["role"], one["content"]) for one in service.bodies()[0]["messages"]]
    assert sent == [("system", "a\n\nb"), ("user", "c\n\nd"), ("assistant", "e")]


@pytest.mark.parametrize(
    ("content", "extra", "text", "reasoning"),
    [
        ("<think>Je pense.</think>\n\nBonjour.", {}, "Bonjour.", "Je pense."),
        ("Je pense.</think>Bonjour.", {}, "Bonjour.", "Je pense."),
        ("[THINK]Je pense.[/THINK]Bonjour.", {}, "Bonjour.", "Je pense."),
        ("Bon<think>a</think>jour<think>b</think>.", {}, "Bonjour.", "ab"),
        ("Bonjour.", {"reasoning": "Je pense."}, "Bonjour.", "Je pense."),
        ("Bonjour.", {"reasoning_content": "Je pense."}, "Bonjour.", "Je pense."),
        ([{"type": "thinking", "thinking": [{"type": "text", "text": "Je pense."}]},
          {"type": "text", "text": "Bonjour."}], {}, "Bonjour.", "Je pense."),
    ],
    ids=["think", "sans ouverture", "THINK", "plusieurs", "reasoning", "reasoning_content", "morceaux"],
)  # fmt: skip
def test_reasoning_is_never_content(
    content: Any, extra: dict[str, Any], text: str, reasoning: str, service: Service
) -> None:
    message = {"role": "assistant", "content": content, **extra}
    service.script(httpx.Response(200, json={"choices": [{"message": message, "finish_reason": "stop"}]}))
    found = service.complete()
    assert (found.text, found.reasoning) == (text, reasoning)


def test_an_empty_answer_is_asked_for_once_more(service: Service) -> None:
    service.script(answer(""), answer())
    assert service.complete().text == "Bonjour."


def test_reasoning_without_its_end_is_no_answer(service: Service) -> None:
    service.script(answer("<think>Je pense encore", finish="length"))
    with pytest.raises(AssistantError, match="que son raisonnement"):
        service.complete()


def test_an_answer_cut_at_its_longest_says_so(service: Service) -> None:
    service.script(answer("Le conseil", finish="length"))
    found = service.complete()
    assert found.is_cut
    assert "coupée" in found.warnings[0]


def test_a_prompt_read_in_part_makes_the_answer_unsafe(service: Service) -> None:
    long = (user("délibération du conseil municipal " * 800),)
    service.script(answer(usage={"prompt_tokens": 900, "completion_tokens": 2}), answer())
    found = service.complete(long)
    assert found.prompt_cut
    assert "ne vous fiez pas" in found.warnings[0]
    assert not service.complete(long).prompt_cut


def test_a_count_that_no_window_has_is_told_and_cuts_nothing(service: Service) -> None:
    long = (user("délibération du conseil municipal " * 800),)
    service.script(answer(usage={"prompt_tokens": 12, "completion_tokens": 2}))
    found = service.complete(long)
    assert found.prompt_doubtful
    assert not found.prompt_cut
    assert "sans doute faux" in found.warnings[0]


def test_usage_cost_and_energy_are_read_and_absurd_figures_are_not(service: Service) -> None:
    carbon = {"kWh": {"min": 0.001, "max": 0.002}, "kgCO2eq": {"min": 1e-05, "max": 2e-05}}
    service.script(
        answer(usage={"prompt_tokens": 10, "completion_tokens": 5, "cost": 0.02, "carbon": carbon}),
        answer(usage={"prompt_tokens": -1, "completion_tokens": "5", "cost": True, "carbon": "?"}),
    )
    usage = service.complete().usage
    assert (usage.prompt_tokens, usage.completion_tokens) == (10, 5)
    assert str(usage.announced_cost) == "0.02"
    assert usage.energy_kwh == (0.001, 0.002)
    assert usage.carbon_kg == (1e-05, 2e-05)
    nothing = service.complete().usage
    assert set(nothing.as_dict().values()) == {None}


@pytest.mark.parametrize(
    ("status", "fault"), [(200, Fault.WRONG_ADDRESS), (403, Fault.WRONG_ADDRESS), (502, Fault.BUSY)]
)
def test_a_web_page_is_told_as_a_page(status: int, fault: Fault, service: Service) -> None:
    page = "<!DOCTYPE html><html><title>Portail</title></html>"
    service.script(*[httpx.Response(status, html=page) for _ in range(4)])
    with pytest.raises(AssistantError, match="une page web a répondu") as caught:
        service.complete()
    assert caught.value.fault is fault
    assert "Portail" not in str(caught.value)


def chained(error: httpx.HTTPError, cause: Exception) -> httpx.HTTPError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "fault", "tries", "said"),
    [
        (chained(httpx.ConnectError("x"), socket.gaierror(-2, "unknown")), Fault.UNREACHABLE, 2, "inconnu"),
        (chained(httpx.ConnectError("x"), ConnectionRefusedError()), Fault.UNREACHABLE, 2, "rien ne répond"),
        (chained(httpx.ConnectError("x"), ssl.SSLCertVerificationError("self-signed certificate")),
         Fault.TLS, 1, "signé par lui-même"),
        (httpx.ConnectTimeout("x"), Fault.UNREACHABLE, 2, "n’aboutit pas"),
        (httpx.ReadTimeout("x"), Fault.TIMEOUT, 1, "300 secondes"),
        (httpx.ProxyError("407 Proxy Authentication Required"), Fault.UNREACHABLE, 1, "mandataire"),
        (httpx.RemoteProtocolError("Server disconnected"), Fault.UNREACHABLE, 4, "coupé la connexion"),
        (httpx.ReadError("reset"), Fault.UNREACHABLE, 4, "coupé la connexion"),
        (httpx.UnsupportedProtocol("x"), Fault.UNREACHABLE, 1, "échoué"),
    ],
    ids=["nom", "refus", "certificat", "connexion", "lecture", "mandataire", "coupure", "reset", "autre"],
)  # fmt: skip
def test_a_connection_that_fails_is_explained(
    error: Exception, fault: Fault, tries: int, said: str, service: Service
) -> None:
    service.script(*[error] * 4)
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is fault
    assert said in str(caught.value)
    assert len(service.requests) == tries


def test_a_redirection_to_another_host_is_not_followed(service: Service) -> None:
    service.script(httpx.Response(307, headers={"Location": "https://ailleurs.example/v1/chat/completions"}))
    with pytest.raises(AssistantError, match=r"ailleurs\.example.*n’y est pas allé") as caught:
        service.complete()
    assert caught.value.fault is Fault.SENT_ELSEWHERE
    assert caught.value.exit_code == 4
    assert [one.url.host for one in service.requests] == ["ia.exemple.fr"]


@pytest.mark.parametrize(
    "location",
    ["http://ia.exemple.fr/v1/chat/completions", "https://ia.exemple.fr:8443/x", "//ailleurs.example/x",
     "https://ia.exemple.fr@ailleurs.example/", "", "https://ia.exemple.fr.example/v1"],
)  # fmt: skip
def test_a_redirection_that_leaves_the_server_is_refused(location: str, service: Service) -> None:
    service.script(httpx.Response(302, headers={"Location": location}))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.SENT_ELSEWHERE
    assert len(service.requests) == 1


def test_a_redirection_on_the_same_server_keeps_the_question(service: Service) -> None:
    service.script(httpx.Response(301, headers={"Location": "/openai/v1/chat/completions"}), answer())
    assert service.complete().text == "Bonjour."
    assert service.requests[1].method == "POST"
    assert service.requests[1].url.path == "/openai/v1/chat/completions"
    assert service.bodies()[0] == service.bodies()[1]


def test_redirections_without_end_stop(service: Service) -> None:
    service.script(*[httpx.Response(302, headers={"Location": "/v1/encore"}) for _ in range(9)])
    with pytest.raises(AssistantError):
        service.complete()
    assert len(service.requests) <= 4


def test_a_body_without_end_is_not_read(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberia.llm.line.MAX_BODY", 1000)
    service.script(httpx.Response(200, stream=Pieces(*[b"x" * 400] * 9)))
    with pytest.raises(AssistantError, match="démesurée"):
        service.complete()


def test_nested_json_that_would_exhaust_the_stack_is_an_unreadable_answer(service: Service) -> None:
    service.script(httpx.Response(200, content=b"[" * 100_000))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.UNREADABLE


def test_control_characters_of_a_service_do_not_reach_the_terminal(service: Service) -> None:
    service.script(refuse(400, nested("a\x1b[31mrouge\r\nsuite \u202e fin")))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert str(caught.value).isprintable()


def test_the_key_is_nowhere_in_an_error_a_log_or_a_repr(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    service.script(
        refuse(401, nested(f"Incorrect API key provided: {KEY}")),
        httpx.ConnectError(f"bad header Bearer {KEY}"),
        httpx.ConnectError(f"bad header Bearer {KEY}"),
        httpx.UnsupportedProtocol(f"Bearer {KEY}"),
        answer(),
    )
    told = []
    for _ in range(3):
        with pytest.raises(AssistantError) as caught:
            service.complete()
        told += [str(caught.value), repr(caught.value), repr(caught.value.__dict__)]
    service.complete()
    told += [repr(service.core), str(service.core and service.core.key), caplog.text]
    assert service.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert all(KEY not in one for one in told)


def test_an_empty_question_is_not_sent(service: Service) -> None:
    with pytest.raises(AssistantError, match="vide"):
        service.complete((system("a"), user("")))
    assert service.requests == []
