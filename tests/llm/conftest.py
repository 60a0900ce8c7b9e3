"""A scripted service, asked by both clients; the real one, started on this machine."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest

from deliberia.llm import Answer, AsyncClient, Client, Delta, Message, Options, user
from deliberia.llm.core import Core, Runtime
from deliberia.llm.opening import make_core
from deliberia.settings import AssistantSettings

KEY = "sk-secret-0123456789"
URL = "https://ia.exemple.fr/v1"
QUESTION = (user("Proposez un titre."),)

Step = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


def answer(content: Any = "Bonjour.", *, finish: str = "stop", **rest: Any) -> httpx.Response:
    """Make a whole answer."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return httpx.Response(200, json={"object": "chat.completion", "model": "m", "choices": [choice], **rest})


def chunk(content: Any = None, finish: str | None = None, **delta: Any) -> dict[str, Any]:
    """Make the JSON of one event."""
    full = {**({"content": content} if content is not None else {}), **delta}
    return {"model": "m", "choices": [{"index": 0, "delta": full, "finish_reason": finish}]}


def event(document: Any) -> bytes:
    return b"data: " + json.dumps(document, ensure_ascii=False).encode() + b"\n\n"


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in the pieces given; an exception among them breaks the connection."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


def sse(*pieces: bytes | Exception) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Pieces(*pieces))


class Service:
    """Answer from a queue, keep what was asked; time passes only by waiting."""

    def __init__(self, mode: str, settings: AssistantSettings) -> None:
        self.mode = mode
        self.settings = settings
        self.steps: list[Step] = []
        self.requests: list[httpx.Request] = []
        self.waits: list[float] = []
        self.time = 0.0
        self.core: Core | None = None

    def script(self, *steps: Step) -> Service:
        self.steps = list(steps)
        return self

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return step(request) if callable(step) else step

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(one.content) for one in self.requests]

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds

    async def _sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def _core(self) -> Core:
        now = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
        runtime = Runtime(clock=lambda: self.time, now=lambda: now, chance=lambda: 0.0)
        self.core = self.core or make_core(self.settings, runtime=runtime)
        return self.core

    def client(self) -> Client:
        return Client(self.async_client())

    def async_client(self) -> AsyncClient:
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.handle))
        return AsyncClient(self._core(), http, sleep=self._sleep_async)

    def complete(self, messages: tuple[Message, ...] = QUESTION, options: Options | None = None) -> Answer:
        """Ask for a whole answer with the client of this mode."""
        if self.mode == "sync":
            with self.client() as client:
                return client.complete(messages, options)

        async def ask() -> Answer:
            async with self.async_client() as client:
                return await client.complete(messages, options)

        return asyncio.run(ask())

    def stream(self, messages: tuple[Message, ...] = QUESTION) -> tuple[list[Delta], Answer]:
        """Ask for an answer piece by piece with the client of this mode."""
        if self.mode == "sync":
            with self.client() as client, client.stream(messages) as stream:
                return list(stream), stream.answer

        async def ask() -> tuple[list[Delta], Answer]:
            async with self.async_client() as client, client.stream(messages) as stream:
                return [delta async for delta in stream], stream.answer

        return asyncio.run(ask())


SETTINGS = AssistantSettings(url=URL, modele="m", hotes_autorises=("ia.exemple.fr",))


@pytest.fixture(params=["sync", "async"])
def service(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Service:
    """A scripted service asked by each client in turn."""
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", KEY)
    return Service(request.param, SETTINGS)


@pytest.fixture
def one(monkeypatch: pytest.MonkeyPatch) -> Service:
    """A scripted service asked by the synchronous client, where the mode does not matter."""
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", KEY)
    return Service("sync", SETTINGS)


def refuse(status: int, document: Any, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=document, headers=headers)
