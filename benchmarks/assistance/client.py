"""Measure what the client adds between the service's first byte and the first piece shown.

    python benchmarks/assistance/client.py [--essais 300] [--pieces 200]

A server on this machine answers a stream; it notes the instant just before it writes the first event. The
client notes the instant when it yields the first piece, by the same clock. One answer in ten is long, one in
ten is cut every three bytes, one in ten begins by keep-alive comments. The same is measured with the names
put back, as an interface shows the text. Then the time per piece is measured on whole streams, and the time
that `complete` adds to a bare httpx request. Exits 1 when a figure is over 50 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import socket
import statistics
import sys
import threading
import time
from collections.abc import Callable

import httpx

from deliberia.llm import open_async_client, open_client, user
from deliberia.masking import mask
from deliberia.settings import AssistantSettings

LIMIT = 50.0
"""Milliseconds."""
QUESTION = (user("Proposez un titre."),)


class Server:
    """A server of streams that notes when it writes."""

    def __init__(self, pieces: int) -> None:
        self.pieces = pieces
        self.written = 0.0
        self.count = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(ConnectionError):  # the client hangs up after the first piece
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while body := _read_request(connection):
                if not body["stream"]:
                    _write_whole(connection)
                    continue
                connection.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                )
                self._stream(connection)
                return

    def _stream(self, connection: socket.socket) -> None:
        self.count += 1
        kind = self.count % 10
        if kind == 1:
            connection.sendall(b": attente\n\n" * 5)
        body = _event("Délibération ") * (self.pieces if kind == 2 else 20)
        body += _event(None, "stop") + b"data: [DONE]\n\n"
        step = 3 if kind == 3 else 4096
        self.written = time.perf_counter()
        for start in range(0, len(body), step):
            connection.sendall(body[start : start + step])


def _event(content: str | None, finish: str | None = None) -> bytes:
    chunk = {"model": "m", "choices": [{"index": 0, "delta": {"content": content}, "finish_reason": finish}]}
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n"


def _read_request(connection: socket.socket) -> dict[str, object]:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (more := connection.recv(65536)):
            return {}
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length"))
    while len(body) < length:
        body += connection.recv(65536)
    found: dict[str, object] = json.loads(body)
    return found


def _write_whole(connection: socket.socket) -> None:
    message = {"choices": [{"message": {"content": "Bonjour."}, "finish_reason": "stop"}], "model": "m"}
    body = json.dumps(message).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    connection.sendall(head.encode() + body)


def measure_sync(server: Server, settings: AssistantSettings, tries: int) -> list[float]:
    found = []
    with open_client(settings) as client:
        for _ in range(tries):
            with client.stream(QUESTION) as stream:
                for _ in stream:
                    found.append((time.perf_counter() - server.written) * 1000)
                    break
    return found


async def measure_async(server: Server, settings: AssistantSettings, tries: int) -> list[float]:
    found = []
    async with open_async_client(settings) as client:
        for _ in range(tries):
            async with client.stream(QUESTION) as stream:
                async for _ in stream:
                    found.append((time.perf_counter() - server.written) * 1000)
                    break
    return found


def measure_shown(server: Server, settings: AssistantSettings, tries: int) -> list[float]:
    """Return the milliseconds to the first text that an interface shows: the names are put back."""
    known = tuple(f"Mme Jeanne Chastel-{chr(65 + rank)}" for rank in range(26))
    masked = mask(" ; ".join(known), known=known)
    found = []
    with open_client(settings) as client:
        for _ in range(tries):
            with client.stream(QUESTION) as stream:
                for delta in stream:
                    assert masked.restore(delta.text).text
                    found.append((time.perf_counter() - server.written) * 1000)
                    break
    return found


def measure_pieces(server: Server, settings: AssistantSettings, tries: int) -> list[float]:
    """Return the milliseconds per piece of whole streams."""
    found = []
    with open_client(settings) as client:
        for _ in range(tries):
            start, pieces = time.perf_counter(), 0
            with client.stream(QUESTION) as stream:
                for _ in stream:
                    pieces += 1
            found.append((time.perf_counter() - start) * 1000 / pieces)
    return found


def measure_whole(settings: AssistantSettings, tries: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds of `complete`, and those of the same request by httpx alone."""
    body = {"model": "m", "messages": [{"role": "user", "content": "a"}], "stream": False}
    with open_client(settings) as client, httpx.Client(trust_env=False) as bare:
        ours = _time(lambda: client.complete(QUESTION), tries)
        theirs = _time(lambda: bare.post(f"{settings.url}/chat/completions", json=body).json(), tries)
    return ours, theirs


def _time(call: Callable[[], object], tries: int) -> list[float]:
    found = []
    for _ in range(tries):
        start = time.perf_counter()
        call()
        found.append((time.perf_counter() - start) * 1000)
    return found


def show(name: str, figures: list[float]) -> None:
    ordered = sorted(figures)
    last = ordered[int(len(ordered) * 0.99)]
    middle = statistics.median(ordered)
    print(f"{name:<46} médiane {middle:7.3f} ms   p99 {last:7.3f} ms   max {ordered[-1]:7.3f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--essais", type=int, default=300)
    parser.add_argument("--pieces", type=int, default=200)
    options = parser.parse_args()
    server = Server(options.pieces)
    settings = AssistantSettings(url=server.url, modele="m")
    measure_sync(server, settings, 5)  # imports and first connections are not what is measured
    first = measure_sync(server, settings, options.essais)
    awaited = asyncio.run(measure_async(server, settings, options.essais))
    shown = measure_shown(server, settings, options.essais)
    show("premier octet → premier morceau, synchrone", first)
    show("premier octet → premier morceau, asynchrone", awaited)
    show("premier octet → premier texte, noms remis", shown)
    show("par morceau, réponse entière", measure_pieces(server, settings, options.essais))
    ours, theirs = measure_whole(settings, options.essais)
    show("réponse d’un coup, complete", ours)
    show("réponse d’un coup, httpx seul", theirs)
    return int(max(*first, *awaited, *shown) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
