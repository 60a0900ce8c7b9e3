"""A service that never ends, on a real socket: each call ends at its time, and holds little memory.

Each server gives a whole answer in the end: a call that waited for it would not fail.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
from tests.sockets import DRIPS, Script, Socket, Write, drip

from deliberia.llm import (
    AssistantError,
    Cancellation,
    Fault,
    Options,
    open_async_client,
    open_client,
    user,
)
from deliberia.settings import AssistantSettings

pytestmark = pytest.mark.loopback

QUESTION = (user("Proposez un titre."),)
WHOLE = json.dumps({"choices": [{"message": {"content": "Bonjour."}, "finish_reason": "stop"}]}).encode()
EVENT = b'data: {"choices": [{"delta": {"content": "Bonjour."}, "finish_reason": "stop"}]}\n\n'


def head(kind: str = "application/json", *more: str) -> bytes:
    lines = ("HTTP/1.1 200 OK", f"Content-Type: {kind}", "Connection: close", *more)
    return "\r\n".join((*lines, "", "")).encode()


STREAM = head("text/event-stream")
SILENCE = drip(b"", b"", head() + WHOLE)
HEADERS = drip(b"HTTP/1.1 200 OK\r\nConnection: close\r\n", b"X-A: a\r\n", b"\r\n" + WHOLE)
EARLY = drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", head() + WHOLE)
BODY = drip(head(), b" ", WHOLE)
COMMENTS = drip(STREAM, b": attente\n\n", EVENT)
LINE = drip(STREAM + b"data: ", b" ", EVENT.removeprefix(b"data: "))


@pytest.fixture
def serve() -> Iterator[Callable[[Script], Socket]]:
    opened: list[Socket] = []

    def start(script: Script) -> Socket:
        opened.append(Socket(script))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def ask(way: str, settings: AssistantSettings) -> str:
    """Ask in one of the four ways; return the text."""
    if way == "complete":
        with open_client(settings, tries=1) as client:
            return client.complete(QUESTION).text
    if way == "stream":
        with open_client(settings, tries=1) as client, client.stream(QUESTION) as stream:
            return "".join(delta.text for delta in stream)

    async def wait() -> str:
        async with open_async_client(settings, tries=1) as client:
            if way == "async complete":
                return (await client.complete(QUESTION)).text
            async with client.stream(QUESTION) as stream:
                return "".join([delta.text async for delta in stream])

    return asyncio.run(wait())


WAYS = ("complete", "stream", "async complete", "async stream")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "script",
    [HEADERS, EARLY, BODY, COMMENTS, LINE, SILENCE],
    ids=["headers", "early replies", "body", "comments", "line", "silence"],
)
def test_a_service_that_never_ends_is_given_up_at_its_time(
    script: Script, way: str, serve: Callable[[Script], Socket]
) -> None:
    with pytest.raises(AssistantError) as caught:
        ask(way, AssistantSettings(url=serve(script).url, modele="m", delai=0.3))
    assert caught.value.fault is Fault.TIMEOUT
    assert "0.3 secondes" in str(caught.value)


@pytest.mark.parametrize("way", WAYS)
def test_a_negotiation_that_never_ends_is_given_up(way: str, serve: Callable[[Script], Socket]) -> None:
    url = serve(SILENCE).url.replace("http:", "https:")
    with pytest.raises(AssistantError) as caught:
        ask(way, AssistantSettings(url=url, modele="m", delai=0.3))
    assert caught.value.fault is Fault.UNREACHABLE
    assert "ne parle pas https" in str(caught.value)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["application/json", "text/event-stream"])
def test_an_answer_without_end_is_not_read(kind: str, way: str, serve: Callable[[Script], Socket]) -> None:
    def flood(write: Write, wait: Callable[[], None]) -> None:
        write(head(kind) + b"data: ")
        for _ in range(2000):
            write(b"a" * 50_000)

    with pytest.raises(AssistantError) as caught:
        ask(way, AssistantSettings(url=serve(flood).url, modele="m", delai=30))
    assert caught.value.fault is Fault.UNREADABLE


BOMB = gzip.compress(b"\0" * 300_000_000, compresslevel=9)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", BOMB), ("gzip, gzip", gzip.compress(BOMB)), ("br", b"\x0b\x02\x80abc\x03"), ("gzip", b"abc")],
    ids=["bombe", "deux fois", "inconnue", "fausse"],
)
@pytest.mark.parametrize("kind", ["application/json", "text/event-stream"])
def test_a_body_that_swells_is_not_opened(
    kind: str, encoding: str, body: bytes, way: str, serve: Callable[[Script], Socket]
) -> None:
    url = serve(lambda write, wait: write(head(kind, f"Content-Encoding: {encoding}") + body)).url
    tracemalloc.start()
    try:
        with pytest.raises(AssistantError) as caught:
            ask(way, AssistantSettings(url=url, modele="m", delai=30))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.fault is Fault.UNREADABLE
    assert peak < 150_000_000


BARE = zlib.compressobj(wbits=-15)
RAW = BARE.compress(WHOLE) + BARE.flush()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", gzip.compress(WHOLE)), ("x-gzip", gzip.compress(WHOLE)), ("deflate", zlib.compress(WHOLE)),
     ("deflate", RAW), ("identity", WHOLE), ("GZIP", gzip.compress(EVENT))],
    ids=["gzip", "x-gzip", "zlib", "deflate nu", "identity", "événements"],
)  # fmt: skip
def test_a_body_compressed_unasked_is_read(
    encoding: str, body: bytes, way: str, serve: Callable[[Script], Socket]
) -> None:
    def send(write: Write, wait: Callable[[], None]) -> None:
        write(head("text/event-stream", f"Content-Encoding: {encoding}"))
        for place in range(0, len(body), 7):
            write(body[place : place + 7])

    assert ask(way, AssistantSettings(url=serve(send).url, modele="m", delai=30)) == "Bonjour."


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", EVENT + b"data: [DONE]\n\n"),
        ("application/json", b": attente\n\n" + EVENT),
        ("text/plain", EVENT),
        ("text/event-stream", EVENT),
        ("text/event-stream", WHOLE),
        ("text/event-stream", json.dumps(json.loads(WHOLE), indent=2).encode()),
        ("text/plain", json.dumps(json.loads(WHOLE), indent=2).encode()),
        ("", WHOLE),
    ],
    ids=["flux dit JSON", "commentaire", "flux dit texte", "flux", "JSON dit flux", "JSON aéré dit flux",
         "JSON dit texte", "sans type"],
)  # fmt: skip
def test_a_stream_and_a_whole_answer_are_told_by_what_they_are(
    kind: str, body: bytes, way: str, serve: Callable[[Script], Socket]
) -> None:
    url = serve(lambda write, wait: write(head(kind) + body)).url
    assert ask(way, AssistantSettings(url=url, modele="m", delai=30)) == "Bonjour."


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["text/event-stream", "text/plain", "text/html"])
def test_a_page_is_a_page_whatever_it_says(kind: str, way: str, serve: Callable[[Script], Socket]) -> None:
    page = b"<!DOCTYPE html>\n<html><title>Portail</title></html>"
    with pytest.raises(AssistantError, match="une page web"):
        ask(way, AssistantSettings(url=serve(lambda write, _: write(head(kind) + page)).url, modele="m"))


def test_a_stream_that_is_done_is_not_waited_for(serve: Callable[[Script], Socket]) -> None:
    def linger(write: Write, wait: Callable[[], None]) -> None:
        write(head("text/event-stream") + EVENT + b"data: [DONE]\n\n")
        for _ in range(DRIPS):
            wait()

    for way in WAYS:
        url = serve(linger).url
        assert ask(way, AssistantSettings(url=url, modele="m", delai=5)) == "Bonjour."


def test_all_the_tries_of_a_value_share_one_time(serve: Callable[[Script], Socket]) -> None:
    from pydantic import BaseModel

    class Shape(BaseModel):
        mot: str

    def ramble(write: Write, wait: Callable[[], None]) -> None:
        for _ in range(12):
            wait()
        write(head() + WHOLE)

    settings = AssistantSettings(url=serve(ramble).url, modele="m", delai=0.4)
    with open_client(settings) as client, pytest.raises(AssistantError) as caught:
        client.complete_structured(QUESTION, Shape, Options(max_tokens=9))
    assert caught.value.fault is Fault.TIMEOUT


@pytest.mark.parametrize(
    "script", [SILENCE, HEADERS, BODY, COMMENTS], ids=["silence", "headers", "body", "comments"]
)
@pytest.mark.parametrize("is_stream", [False, True])
def test_a_call_that_waits_is_cancelled_at_once(
    is_stream: bool, script: Script, serve: Callable[[Script], Socket]
) -> None:
    server, cancel = serve(script), Cancellation()

    def stop() -> None:
        server.asked.wait(10)
        cancel.cancel()

    thread = threading.Thread(target=stop)
    thread.start()
    settings = AssistantSettings(url=server.url, modele="m", delai=60)
    with open_client(settings) as client:
        ways = (
            lambda: client.complete(QUESTION, cancel=cancel),
            lambda: list(client.stream(QUESTION, cancel=cancel)),
        )
        with pytest.raises(AssistantError) as caught:
            ways[is_stream]()
    thread.join()
    assert caught.value.fault is Fault.CANCELLED


def test_a_closed_client_leaves_no_thread(serve: Callable[[Script], Socket]) -> None:
    url = serve(lambda write, wait: write(head() + WHOLE)).url
    before = {thread.name for thread in threading.enumerate()}
    with open_client(AssistantSettings(url=url, modele="m")) as client:
        for _ in range(20):
            client.complete(QUESTION)
    assert "assistant" not in {thread.name for thread in threading.enumerate()} - before
