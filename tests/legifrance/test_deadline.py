"""A Légifrance that never ends, on a real socket: each question ends at its time.

Each server gives a whole answer in the end, and tells that it has come to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import httpx
import pytest
from tests.sockets import Script, Socket, Write, drip

from deliberia.legifrance import Client, Credentials
from deliberia.legifrance.client import Unavailable

pytestmark = pytest.mark.loopback

UUID = "00000000-1111-2222-3333-444444444444"
SECONDS = 0.4
WHOLE = json.dumps({"access_token": "jeton", "article": {}}).encode()
STATUS = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"


class Local(httpx.AsyncHTTPTransport):
    """Send to a port of this machine what is meant for Légifrance."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return await super().handle_async_request(request)


def answer(write: Write, wait: Callable[[], None]) -> None:
    write(HEAD + WHOLE)


class Ask:
    """Ask one question to a server that runs a script."""

    def __init__(self) -> None:
        self.servers: list[Socket] = []

    def __call__(self, script: Script, seconds: float = SECONDS) -> dict[str, object]:
        self.servers.append(Socket(script))
        http = httpx.AsyncClient(transport=Local(self.servers[-1].port))
        with Client(Credentials(UUID, UUID), http, deadline=seconds) as client:
            return client.ask("consult/getArticle", {})


@pytest.fixture
def ask() -> Iterator[Ask]:
    asked = Ask()
    yield asked
    for server in asked.servers:
        server.close()


@pytest.mark.parametrize(
    "script",
    [
        drip(STATUS, b"X-A: a\r\n", b"\r\n" + WHOLE),
        drip(HEAD, b" ", WHOLE),
        drip(b"", b"", HEAD + WHOLE),
    ],
    ids=["headers", "body", "silence"],
)
def test_a_service_that_never_ends_is_given_up_at_its_time(script: Script, ask: Ask) -> None:
    with pytest.raises(Unavailable, match="n’a pas répondu en"):
        ask(script)
    assert not ask.servers[-1].ended.is_set()


def test_a_service_that_answers_is_read(ask: Ask) -> None:
    assert ask(answer, seconds=30.0) == json.loads(WHOLE)


def test_an_answer_without_end_is_not_read(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberia.legifrance.network._MAX_BODY", len(WHOLE) - 1)
    with pytest.raises(Unavailable, match="jeton"):
        ask(answer, seconds=30.0)
