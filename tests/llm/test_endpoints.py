"""What is particular to one service, asked at its own address; the table of quirks names real tests."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.llm.conftest import KEY, Service, answer, chunk, event, sse

from deliberia.llm import AssistantError, Fault, Options, user
from deliberia.settings import AssistantSettings

TESTS = Path(__file__).parent
PAGE = TESTS.parents[1] / "docs/reference/points-d-acces.md"
MISTRAL = "https://api.mistral.ai/v1"
OVH = "https://oai.endpoints.kepler.ai.cloud.ovh.net/v1"


@pytest.fixture(params=["sync", "async"])
def at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a scripted service at an address, asked by each client."""
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", KEY)

    def make(url: str) -> Service:
        host = httpx.URL(url).host
        return Service(request.param, AssistantSettings(url=url, modele="m", hotes_autorises=(host,)))

    return make


def test_the_seed_has_the_name_that_the_service_gives_it(at: Any) -> None:
    for url, name in ((MISTRAL, "random_seed"), (OVH, "seed")):
        service = at(url).script(answer())
        service.complete(options=Options(seed=4))
        (body,) = service.bodies()
        assert {one for one in body if "seed" in one} == {name}


def test_a_temperature_stays_within_what_the_service_takes(at: Any) -> None:
    for url, most in ((MISTRAL, 1.0), (OVH, 1.8)):
        service = at(url).script(answer())
        service.complete(options=Options(temperature=1.8))
        assert service.bodies()[0]["temperature"] == most


def test_a_temperature_is_always_sent(at: Any) -> None:
    service = at("http://localhost:11434/v1").script(answer())
    service.complete()
    assert service.bodies()[0]["temperature"] == 0.2


def test_a_body_heavier_than_the_service_takes_is_not_sent(at: Any) -> None:
    service = at(OVH)
    with pytest.raises(AssistantError, match="la demande pèse") as caught:
        service.complete((user("mot " * 600_000),))
    assert caught.value.fault is Fault.TOO_LONG
    assert service.requests == []


def test_a_service_that_needs_no_key_is_asked_without(at: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DELIBERIA_ASSISTANT_KEY")
    service = at(OVH).script(answer())
    service.complete()
    assert "authorization" not in service.requests[0].headers


@pytest.mark.parametrize("finish", ["length", "model_length", "max_tokens"])
def test_every_way_of_saying_that_an_answer_is_cut(finish: str, service: Service) -> None:
    service.script(answer("Le conseil", finish=finish), sse(event(chunk("Le conseil", finish))))
    assert service.complete().is_cut
    assert service.stream()[1].is_cut


@pytest.mark.parametrize(
    "document",
    [
        {"detail": [{"type": "extra_forbidden", "loc": ["body", "stop"], "msg": "Extra inputs"}]},
        {"object": "error", "message": {"detail": [{"type": "extra_forbidden", "loc": ["body", "stop"],
         "msg": "Extra inputs are not permitted", "input": ["x"]}]}, "type": "invalid_request_error"},
        {"error": {"message": "Unsupported parameter: 'stop' is not supported", "param": "stop"}},
        {"error": {"message": "litellm.UnsupportedParamsError: x does not support parameters: ['stop']",
                   "code": "400"}},
    ],
    ids=["détail nu", "message objet", "param", "passerelle"],
)  # fmt: skip
def test_a_refused_field_is_left_out_whatever_names_it(document: Any, service: Service) -> None:
    service.script(httpx.Response(422, json=document), answer())
    assert service.complete(options=Options(stop=("fin",))).text == "Bonjour."
    assert ["stop" in body for body in service.bodies()] == [True, False]


def test_the_words_of_a_service_behind_a_gateway_are_told_in_one_line(service: Service) -> None:
    inner = '{"object":"error","message":"Model xyz does not exist","code":"404"}'
    said = f"litellm.NotFoundError: NotFoundError: MistralException - {inner}. Received Model Group=xyz"
    error = {"error": {"message": said, "type": None, "param": None, "code": "404"}}
    service.script(httpx.Response(404, json=error))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.UNKNOWN_MODEL
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("is_json", [False, True])
def test_the_breakdown_of_a_service_is_told_by_its_last_line(is_json: bool, service: Service) -> None:
    said = 'Traceback (most recent call last):\n  File "/srv/app.py", line 3, in run\nMemoryError: no room\n'
    body = json.dumps({"detail": said}) if is_json else said
    service.script(*[httpx.Response(500, text=body) for _ in range(4)])
    with pytest.raises(AssistantError, match="MemoryError: no room") as caught:
        service.complete()
    assert "Traceback" not in str(caught.value)


def test_a_bare_500_without_key_makes_think_of_the_key(at: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DELIBERIA_ASSISTANT_KEY")
    service = at("http://localhost:8000/v1")
    service.script(*[httpx.Response(500, text="Internal Server Error") for _ in range(4)])
    with pytest.raises(AssistantError, match="Une clé manque peut-être"):
        service.complete()


def test_roles_that_must_alternate_never_follow_each_other(service: Service) -> None:
    service.script(answer())
    service.complete((user("a"), user("b"), user("c")))
    assert [one["role"] for one in service.bodies()[0]["messages"]] == ["user"]


@pytest.mark.parametrize("status", [500, 503])
def test_a_breakdown_after_the_beginning_of_a_stream_is_told(status: int, service: Service) -> None:
    error = {"error": {"message": "Internal error, try again later", "code": status}}
    service.script(sse(event(chunk("Le ")), event(error)))
    with pytest.raises(AssistantError) as caught:
        service.stream()
    assert caught.value.fault is Fault.BUSY


@pytest.mark.parametrize("name", ["reasoning", "reasoning_content"])
def test_reasoning_has_two_names_in_a_stream_too(name: str, service: Service) -> None:
    service.script(sse(event(chunk(**{name: "Je pense."})), event(chunk("Bonjour", "stop"))))
    deltas, whole = service.stream()
    assert whole.text == "".join(delta.text for delta in deltas) == "Bonjour"
    assert whole.reasoning == "Je pense."


def test_the_other_choices_are_not_mixed_in(service: Service) -> None:
    second = {"choices": [{"index": 1, "delta": {"content": "Autre"}, "finish_reason": "stop"}]}
    service.script(
        sse(event(chunk("Bon")), event(second), event(chunk("jour", "stop"))),
        httpx.Response(200, json={"choices": [{"index": 1, "message": {"content": "Autre"}},
                                              {"index": 0, "message": {"content": "Bonjour"}}]}),
    )  # fmt: skip
    assert service.stream()[1].text == "Bonjour"
    assert service.complete().text == "Bonjour"


@pytest.mark.parametrize(
    "content",
    ["Bonjour", [{"type": "text", "text": "Bon"}, "jour"], {"type": "text", "text": "Bonjour"}],
    ids=["texte", "morceaux", "un morceau"],
)
def test_content_is_read_in_every_shape(content: Any, service: Service) -> None:
    service.script(answer(content))
    assert service.complete().text == "Bonjour"


def test_a_text_where_a_message_should_be_is_read(service: Service) -> None:
    service.script(httpx.Response(200, json={"choices": [{"text": "Bonjour", "finish_reason": "stop"}]}))
    assert service.complete().text == "Bonjour"


def test_text_after_the_json_of_an_answer_makes_it_unreadable(service: Service) -> None:
    body = b'{"choices": [{"message": {"content": "Bonjour"}}]}\n\nsuite'
    service.script(httpx.Response(200, content=body))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.UNREADABLE


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("cp1252"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace('"index": 0', '"index": 0, "x": ' + "9" * 6000).encode(),
    ],
    ids=["cp1252", "utf-16", "BOM", "nombre sans fin"],
)
def test_json_is_read_however_it_is_written(change: Any, service: Service) -> None:
    choice = {"index": 0, "message": {"content": "Délibération"}, "finish_reason": "stop"}
    text = json.dumps({"choices": [choice]}, ensure_ascii=False)
    service.script(httpx.Response(200, content=change(text)))
    assert service.complete().text == "Délibération"


def test_a_document_cut_short_is_not_repeated(service: Service) -> None:
    service.script(httpx.Response(200, content=b'{"choices": [{"message": {"content": "Le secret'))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "error",
    [
        {"type": "exceed_context_size_error", "n_prompt_tokens": 10**30, "n_ctx": -2, "message": "x"},
        {"message": f"maximum context length is {'9' * 5000} tokens. You requested {'9' * 5000} tokens"},
    ],
)
def test_absurd_sizes_are_no_sizes(error: dict[str, Any], service: Service) -> None:
    service.script(httpx.Response(400, json={"error": error}))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.TOO_LONG
    assert caught.value.sizes is None
    assert len(str(caught.value)) < 600


def test_a_redirection_to_another_port_names_it(service: Service) -> None:
    service.script(httpx.Response(307, headers={"Location": "https://moi:secret@ia.exemple.fr:8443/v1"}))
    with pytest.raises(AssistantError, match=r"ia\.exemple\.fr:8443") as caught:
        service.complete()
    assert "secret" not in str(caught.value)


def test_the_key_repeated_in_a_stream_is_not_shown(service: Service) -> None:
    pieces = [event(chunk(one)) for one in ("Voici ", KEY[:5], KEY[5:9], KEY[9:], ".")]
    service.script(sse(*pieces, event(chunk(reasoning=KEY)), event(chunk(finish="stop"))))
    deltas, whole = service.stream()
    assert "".join(delta.text for delta in deltas) == whole.text == "Voici [clé]."
    assert whole.reasoning == "[clé]"


@pytest.mark.parametrize("location", ["http://[::1", "http://ia.exemple.fr:99999/", f"https://{KEY}.fr/"])
def test_a_redirection_that_cannot_be_read_is_refused(location: str, service: Service) -> None:
    service.script(httpx.Response(307, headers={"Location": location}))
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault in (Fault.SENT_ELSEWHERE, Fault.UNREACHABLE)
    assert len(service.requests) == 1
    assert KEY not in str(caught.value)


def test_an_address_that_repeats_the_key_is_not_printed(service: Service) -> None:
    service.script(
        httpx.Response(307, headers={"Location": f"/v1/x?key={KEY}"}),
        httpx.Response(404, json={"detail": "Not Found"}),
    )
    with pytest.raises(AssistantError) as caught:
        service.complete()
    assert caught.value.fault is Fault.WRONG_ADDRESS
    assert KEY not in str(caught.value)


def test_every_quirk_of_the_documentation_names_a_test_that_exists() -> None:
    names = set()
    for path in TESTS.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                names.add(node.name)
    table = PAGE.read_text(encoding="utf-8").partition("## Ce qui est éprouvé")[2]
    cited = set(re.findall(r"`(test_\w+)`", table))
    assert len(cited) > 60
    assert cited - names == set()
