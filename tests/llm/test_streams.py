"""Answers that come piece by piece: whatever the pieces, the text is the same or the fault is told."""

from __future__ import annotations

import itertools
import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.llm.conftest import QUESTION, Service, answer, chunk, event, sse

from deliberia.llm import AssistantError, Cancellation, Fault
from deliberia.llm.answers import Frame
from deliberia.llm.sse import EventDecoder
from deliberia.llm.streams import StreamReader
from deliberia.llm.thinking import ThinkingSplitter, split_thinking

DONE = b"data: [DONE]\n\n"
TEXT = "Délibération « œuvre » : 1 500 €"
FRAME = Frame(host="h", model="m", estimated_tokens=1, tarifs=None)


def written(*documents: Any) -> bytes:
    return b"".join(map(event, documents))


def test_text_comes_in_pieces_and_then_whole(service: Service) -> None:
    usage = {"choices": [], "usage": {"prompt_tokens": 4, "completion_tokens": 2}}
    first = {"choices": [{"delta": {"role": "assistant", "content": None}, "finish_reason": None}]}
    pieces = written(first, chunk("Bon"), chunk("jour"), chunk(finish="stop"), usage)
    service.script(sse(pieces, DONE))
    deltas, whole = service.stream()
    assert [delta.text for delta in deltas] == ["Bon", "jour"]
    assert whole.text == "Bonjour"
    assert whole.usage.completion_tokens == 2
    assert service.bodies()[0]["stream_options"] == {"include_usage": True}


USUAL = written(chunk(TEXT), chunk(finish="stop")) + DONE
LINES = json.dumps(chunk(TEXT, "stop"), indent=1).replace("\n", "\ndata: ").encode()
LIST = {"delta": {"content": [{"type": "text", "text": TEXT}]}, "finish_reason": "stop"}


@pytest.mark.parametrize(
    "body",
    [
        USUAL,
        written(chunk(TEXT), chunk(finish="stop")),
        written(chunk(TEXT)) + DONE,
        written(chunk(TEXT), chunk(finish="stop")).replace(b"data: ", b"data:") + b"data:[DONE]\n\n",
        USUAL.replace(b"\n", b"\r\n"),
        USUAL.replace(b"\n", b"\r"),
        b": keep-alive\n\n:\n\n" + USUAL.replace(b"data: [", b": encore\n\ndata: ["),
        b"event: message\nid: 3\nretry: 10\n" + USUAL,
        b"data: " + LINES + b"\n\n" + DONE,
        b"\xef\xbb\xbf" + written(chunk(TEXT, "stop")),
        written(chunk(TEXT), chunk(finish="stop")).rstrip(b"\n"),
        USUAL.replace(b"\n\n", b"\n"),
        written(chunk(TEXT, "stop")) + b"data: pas du json\n\n" + DONE,
        written({"choices": [LIST]}),
        written({"choices": [{"message": {"content": TEXT}, "finish_reason": "stop"}]}),
    ],
    ids=["usuel", "sans DONE", "sans finish_reason", "sans espace", "CRLF", "CR", "commentaires", "champs",
         "lignes", "BOM", "sans fin", "sans ligne vide", "bruit", "morceaux", "message"],
)  # fmt: skip
def test_every_way_of_writing_events_gives_the_same_text(body: bytes, service: Service) -> None:
    cuts = [body[start : start + 3] for start in range(0, len(body), 3)]
    service.script(sse(body), sse(*cuts))
    assert service.stream()[1].text == TEXT
    assert service.stream()[1].text == TEXT


@pytest.mark.parametrize(
    "pieces",
    [
        (event(chunk("Le conseil")),),
        (event(chunk("Le conseil")), httpx.RemoteProtocolError("peer closed connection")),
        (event(chunk("Le conseil")), httpx.ReadError("reset")),
        (event(chunk("Le conseil")), b'data: {"choices": [{"delta": {"conte'),
        (),
    ],
    ids=["fermeture", "coupure", "reset", "moitié", "vide"],
)
def test_a_stream_that_stops_before_its_end_is_no_answer(pieces: tuple[Any, ...], service: Service) -> None:
    service.script(sse(*pieces))
    with pytest.raises(AssistantError) as caught:
        service.stream()
    assert caught.value.fault is Fault.CUT


def test_a_connection_broken_after_the_end_does_no_harm(service: Service) -> None:
    service.script(sse(event(chunk("Bonjour", "stop")), httpx.RemoteProtocolError("closed")))
    assert service.stream()[1].text == "Bonjour"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b'data: {"error": {"message": "Request timed out, model is too busy."}}\n\n', Fault.BUSY),
        (b'{"detail": "Max tokens exceeded."}\n', Fault.TOO_LONG),
        (b'data: {"object": "error", "message": "prompt is too long"}\n\n', Fault.TOO_LONG),
    ],
    ids=["événement", "ligne nue", "plat"],
)
def test_a_refusal_in_the_middle_of_a_stream_is_told(line: bytes, fault: Fault, service: Service) -> None:
    service.script(sse(event(chunk("Le ")), line))
    with pytest.raises(AssistantError) as caught:
        service.stream()
    assert caught.value.fault is fault


def test_a_stream_too_slow_is_stopped(service: Service) -> None:
    service.script(sse(event(chunk("Le ")), httpx.ReadTimeout("x")))
    with pytest.raises(AssistantError) as caught:
        service.stream()
    assert caught.value.fault is Fault.TIMEOUT


def test_a_service_that_answers_at_once_though_a_stream_was_asked(service: Service) -> None:
    service.script(answer())
    deltas, whole = service.stream()
    assert [delta.text for delta in deltas] == [whole.text] == ["Bonjour."]


def test_usage_in_a_stream_is_given_up_by_a_service_that_refuses_it(service: Service) -> None:
    fault = {"type": "extra_forbidden", "loc": ["body", "stream_options"], "msg": "Extra inputs"}
    service.script(httpx.Response(422, json={"detail": [fault]}), sse(event(chunk("Bonjour", "stop"))))
    assert service.stream()[1].text == "Bonjour"
    assert "stream_options" not in service.bodies()[1]


def test_reasoning_in_a_stream_is_shown_apart(service: Service) -> None:
    service.script(
        sse(*(event(chunk(piece)) for piece in ("<th", "ink>Je ", "pense</", "think>", "Bon", "jour"))
            , event(chunk(reasoning=" encore")), event(chunk(finish="stop")))
    )  # fmt: skip
    deltas, whole = service.stream()
    assert "".join(delta.text for delta in deltas) == whole.text == "Bonjour"
    assert whole.reasoning == "Je pense encore"


def test_reasoning_whose_beginning_was_not_marked_clears_what_was_shown(service: Service) -> None:
    service.script(sse(*(event(chunk(piece)) for piece in ("Je pense", "</think>", "Bonjour")), DONE))
    deltas, whole = service.stream()
    shown = ""
    for delta in deltas:
        shown = delta.text if delta.restart else shown + delta.text
    assert shown == whole.text == "Bonjour"
    assert whole.reasoning == "Je pense"


def test_leaving_a_stream_closes_it(one: Service) -> None:
    body = sse(event(chunk("a")), event(chunk("b")), event(chunk("c", "stop")))
    one.script(body)
    with one.client() as client:
        with client.stream(QUESTION) as stream:
            for _ in stream:
                break
        assert body.is_closed
        with pytest.raises(AssistantError, match="jusqu’au bout"):
            _ = stream.answer


def test_a_call_can_be_cancelled_between_two_pieces(one: Service) -> None:
    one.script(sse(event(chunk("a")), event(chunk("b")), event(chunk("c", "stop"))))
    cancel = Cancellation()
    with one.client() as client, client.stream(QUESTION, cancel=cancel) as stream:
        pieces = iter(stream)
        assert next(pieces).text == "a"
        cancel.cancel()
        with pytest.raises(AssistantError) as caught:
            next(pieces)
    assert caught.value.fault is Fault.CANCELLED
    assert caught.value.exit_code == 130


def test_a_cancelled_call_sends_nothing(one: Service) -> None:
    cancel = Cancellation()
    cancel.cancel()
    with one.client() as client, pytest.raises(AssistantError):
        client.complete(QUESTION, cancel=cancel)
    assert one.requests == []


def test_an_event_without_end_is_not_kept() -> None:
    reader = StreamReader(FRAME)
    pieces = itertools.chain.from_iterable(reader.feed(b"x" * 999_999) for _ in range(30))
    with pytest.raises(AssistantError, match="n’est pas une réponse"):
        list(pieces)


@given(
    st.lists(st.text(alphabet='aé€œ\n"«» {}:<>/think[]', max_size=12), max_size=6),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
    st.randoms(use_true_random=False),
)
def test_cutting_bytes_anywhere_changes_nothing(texts: list[str], end: bytes, chance: Any) -> None:
    body = b"".join(b"data: " + json.dumps(text, ensure_ascii=False).encode() + end + end for text in texts)
    decoder, place = EventDecoder(), 0
    found: list[str] = []
    while place < len(body):
        size = chance.randint(1, 7)
        found += decoder.feed(body[place : place + size])
        place += size
    found += decoder.close()
    assert [json.loads(one) for one in found] == texts


@given(st.text(alphabet="ab<>/think[THINK]é ", max_size=60), st.randoms(use_true_random=False))
def test_reasoning_is_cut_the_same_whole_or_in_pieces(text: str, chance: Any) -> None:
    splitter, shown, reasoning, place = ThinkingSplitter(), "", "", 0
    while place < len(text):
        size = chance.randint(1, 5)
        more, inner, restart = splitter.feed(text[place : place + size])
        if restart:
            reasoning, shown = reasoning + shown, ""
        shown, reasoning, place = shown + more, reasoning + inner, place + size
    more, inner = splitter.close()
    assert (shown + more) == split_thinking(text)[0]
    assert sorted(reasoning + inner) == sorted(split_thinking(text)[1])


async def test_leaving_an_awaited_stream_closes_it(one: Service) -> None:
    body = sse(event(chunk("a")), event(chunk("b")), event(chunk("c", "stop")))
    one.script(body)
    async with one.async_client() as client:
        async with client.stream(QUESTION) as stream:
            async for _ in stream:
                break
        assert body.is_closed
        with pytest.raises(AssistantError, match="jusqu’au bout"):
            _ = stream.answer
