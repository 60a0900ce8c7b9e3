"""A Légifrance that never ends, on a real socket: each question ends at its time.

Each server gives a whole answer in the end, and tells that it has come to it.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator

import httpx
import pytest

from deliberia.legifrance import Client, Credentials
from deliberia.legifrance.client import Unavailable

pytestmark = pytest.mark.loopback

UUID = "00000000-1111-2222-3333-444444444444"
SECONDS = 0.4
DRIPS = 400
Write = Callable[[bytes], None]
Script = Callable[[Write, Callable[[], None]], None]
WHOLE = json.dumps({"access_token": "jeton", "article": {}}).encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"


class Socket:
    """A server that runs one script for each connection; `ended` is set when one was run to its end."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._stop = threading.Event()
        self.ended = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self.port: int = self._socket.getsockname()[1]
        self._threads = [threading.Thread(target=self._serve)]
        self._threads[0].start()

    def _serve(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = self._socket.accept()
                self._threads.append(threading.Thread(target=self._answer, args=(connection,)))
                self._threads[-1].start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            connection.recv(65536)
            self._script(connection.sendall, self._wait)
            self.ended.set()

    def _wait(self) -> None:
        if self._stop.wait(0.02):
            raise ConnectionError

    def close(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(10)
        self._socket.close()


class Local(httpx.AsyncHTTPTransport):
    """Send to a port of this machine what is meant for Légifrance."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return await super().handle_async_request(request)


def drip_headers(write: Write, wait: Callable[[], None]) -> None:
    write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n")
    for number in range(DRIPS):
        write(b"X-%d: a\r\n" % number)
        wait()
    write(b"\r\n" + WHOLE)


def drip_body(write: Write, wait: Callable[[], None]) -> None:
    write(HEAD + b"\r\n")
    for _ in range(DRIPS):
        write(b" ")
        wait()
    write(WHOLE)


def stay_silent(write: Write, wait: Callable[[], None]) -> None:
    for _ in range(DRIPS):
        wait()
    write(HEAD + b"\r\n" + WHOLE)


def answer(write: Write, wait: Callable[[], None]) -> None:
    write(HEAD + b"\r\n" + WHOLE)


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


@pytest.mark.parametrize("script", [drip_headers, drip_body, stay_silent])
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
