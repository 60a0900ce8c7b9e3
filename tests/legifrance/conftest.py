"""A scripted Légifrance: answers of the recorded forms, imaginary identifiers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from deliberia.legifrance import Client, ConfirmationStore, Credentials

UUID = "00000000-1111-2222-3333-444444444444"
CODE = "LEGITEXT000006070633"
DAY_MS = 86_400_000

Answer = httpx.Response | Callable[[dict[str, Any]], Any] | dict[str, Any] | None


class Service:
    """Answer each method from a queue; the last answer stays. `asked` keeps what left the machine."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Any]] = {"token": [{"access_token": "jeton", "expires_in": 3600}]}
        self.asked: list[tuple[str, str]] = []
        self.now = 1000.0
        self.waits: list[float] = []

    def script(self, method: str, *answers: Any) -> None:
        self.answers[method] = list(answers)

    def handle(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        method = "token" if path.endswith("/oauth/token") else path.partition("/lf-engine-app/")[2]
        body = request.content.decode()
        self.asked.append((method, body))
        queue = self.answers.get(method) or [{}]
        answer = queue.pop(0) if len(queue) > 1 else queue[0]
        if callable(answer):
            answer = answer(json.loads(body))
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return httpx.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)
        return httpx.Response(200, json=answer)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.asked)

    def client(self) -> Client:
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.handle))
        return Client(Credentials(UUID, UUID), http, clock=lambda: self.now, sleep=self.sleep)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def store(tmp_path: Path) -> ConfirmationStore:
    return ConfirmationStore(tmp_path / "maison" / "confirmations.jsonl")
