"""Many requests: a few at once, each asked once, kept, resumed, purged."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import BaseModel
from tests.llm.conftest import answer

from deliberia.llm import (
    AnswerStore,
    AssistantError,
    BatchRequest,
    BatchResult,
    Fault,
    open_client,
    run_batch,
    user,
)
from deliberia.settings import AssistantSettings

SETTINGS = AssistantSettings(url="http://localhost:1/v1", modele="m", concurrence=3)
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


class Shape(BaseModel):
    mot: str


class Counter:
    """Answer with the question; count the requests and how many were there at once."""

    def __init__(self, refusals: dict[str, httpx.Response] | None = None) -> None:
        self.asked: list[str] = []
        self.most = 0
        self._here = 0
        self._refusals = refusals or {}

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        import json

        question = json.loads(request.content)["messages"][-1]["content"].split("\n")[0]
        self.asked.append(question)
        self._here += 1
        self.most = max(self.most, self._here)
        for _ in range(30):  # let the others come, if they may
            if self.most < 3:
                await asyncio.sleep(0.01)
        self._here -= 1
        refusal = self._refusals.get(question)
        if refusal is not None:
            return httpx.Response(refusal.status_code, headers=refusal.headers, content=refusal.content)
        return answer(f'{{"mot": "{question}"}}', usage={"prompt_tokens": 3, "completion_tokens": 1})


def requests(*names: str, shape: type[BaseModel] | None = None) -> list[BatchRequest]:
    return [BatchRequest(id=f"n°{i}", messages=(user(name),), shape=shape) for i, name in enumerate(names)]


def run(
    wanted: list[BatchRequest], service: Counter, store: AnswerStore | None = None, **rest: Any
) -> tuple[BatchResult, ...]:
    with open_client(SETTINGS, transport=httpx.MockTransport(service)) as client:
        return run_batch(wanted, client, store=store, **rest)


def open_store(path: Path, *, days: int = 30, now: dt.datetime = NOW) -> AnswerStore:
    return AnswerStore(path, days=days, now=lambda: now)


def test_results_come_in_order_and_no_more_than_allowed_are_asked_at_once() -> None:
    service, seen = Counter(), []
    found = run(requests(*"abcdefghi"), service, on_result=lambda one: seen.append(one.id))
    assert [one.answer.text for one in found if one.answer] == [f'{{"mot": "{c}"}}' for c in "abcdefghi"]
    assert [one.id for one in found] == [f"n°{i}" for i in range(9)]
    assert service.most == 3
    assert sorted(seen) == [f"n°{i}" for i in range(9)]


def test_the_same_question_is_asked_once() -> None:
    service = Counter()
    found = run(requests("a", "b", "a"), service)
    assert sorted(service.asked) == ["a", "b"]
    assert [one.id for one in found] == ["n°0", "n°1", "n°2"]
    assert found[0].answer == found[2].answer


def test_a_batch_is_resumed_where_it_stopped(tmp_path: Path) -> None:
    service = Counter({"b": httpx.Response(400, json={"error": "non"})})
    with open_store(tmp_path / "r.sqlite") as store:
        first = run(requests("a", "b", "c", shape=Shape), service, store)
        assert [one.error.fault if one.error else None for one in first] == [None, Fault.REJECTED, None]
    again = Counter()
    with open_store(tmp_path / "r.sqlite") as store:
        second = run(requests("a", "b", "c", shape=Shape), again, store)
    assert again.asked == ["b"]
    assert [one.value for one in second] == [Shape(mot="a"), Shape(mot="b"), Shape(mot="c")]
    assert [one.answer.from_cache for one in second if one.answer] == [True, False, True]
    assert second[0].answer is not None
    assert second[0].answer.usage.prompt_tokens == 3


def test_another_model_parameter_or_shape_is_another_question(tmp_path: Path) -> None:
    from dataclasses import replace

    service = Counter()
    with open_store(tmp_path / "r.sqlite") as store:
        run(requests("a"), service, store)
        run(requests("a", shape=Shape), service, store)
        for settings in (replace(SETTINGS, modele="n"), replace(SETTINGS, temperature=0.9)):
            with open_client(settings, transport=httpx.MockTransport(service)) as client:
                run_batch(requests("a"), client, store=store)
        assert len(store) == 4


@pytest.mark.parametrize(
    ("status", "text", "fault"),
    [(401, "Invalid API key", Fault.KEY_REFUSED), (400, "Insufficient budget.", Fault.BUDGET)],
)
def test_a_fault_that_all_would_meet_stops_the_batch(
    status: int, text: str, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", "sk-1")
    names = [f"q{i}" for i in range(40)]
    service = Counter({name: httpx.Response(status, json={"detail": text}) for name in names})
    found = run(requests(*names), service)
    assert {one.error.fault for one in found if one.error} == {fault}
    assert len(service.asked) <= 6


def test_a_service_that_asks_for_an_hour_is_not_asked_again() -> None:
    names = [f"q{i}" for i in range(40)]
    put_off = httpx.Response(429, json={"detail": "slow down"}, headers={"Retry-After": "3600"})
    service = Counter(dict.fromkeys(names, put_off))
    found = run(requests(*names), service, concurrency=1)
    assert service.asked == ["q0"]
    assert {one.error.hint for one in found if one.error} == {"Recommencez dans une heure."}


def test_a_dead_service_is_not_asked_forty_times() -> None:
    def dead(request: httpx.Request) -> httpx.Response:
        asked.append(1)
        raise httpx.ReadTimeout("x")

    asked: list[int] = []
    with open_client(SETTINGS, transport=httpx.MockTransport(dead)) as client:
        found = run_batch(requests(*[f"q{i}" for i in range(40)]), client)
    assert {one.error.fault for one in found if one.error} == {Fault.TIMEOUT}
    assert len(asked) <= 6


def test_an_interruption_leaves_what_was_answered(tmp_path: Path) -> None:
    def stop(result: BatchResult) -> None:
        raise KeyboardInterrupt

    with open_store(tmp_path / "r.sqlite") as store:
        with pytest.raises(KeyboardInterrupt):
            run(requests(*"abcdef"), Counter(), store, on_result=stop)
        assert 1 <= len(store) <= 6


def test_what_is_kept_is_purged_after_its_time(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with open_store(path) as store:
        run(requests("a", "b"), Counter(), store)
        assert len(store) == 2
    with open_store(path, now=NOW + dt.timedelta(days=29)) as store:
        assert len(store) == 2
    with open_store(path, now=NOW + dt.timedelta(days=31)) as store:
        assert len(store) == 0
    assert b'"mot"' not in path.read_bytes()
    with open_store(path) as store:
        run(requests("a"), Counter(), store)
        assert store.purge() == 1


def test_nothing_is_kept_when_nothing_may_be(tmp_path: Path) -> None:
    with open_store(tmp_path / "r.sqlite", days=0) as store:
        run(requests("a"), Counter(), store)
        assert len(store) == 0


def test_neither_prompt_nor_key_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIBERIA_ASSISTANT_KEY", "sk-secret-123")
    path = tmp_path / "r.sqlite"
    with open_store(path) as store:
        run(requests("question\nsuite confidentielle"), Counter(), store)
    kept = path.read_bytes()
    assert b"confidentielle" not in kept
    assert b"sk-secret" not in kept


def test_a_cut_answer_is_not_kept(tmp_path: Path) -> None:
    def cut(request: httpx.Request) -> httpx.Response:
        return answer("Le", finish="length")

    with open_store(tmp_path / "r.sqlite") as store:
        with open_client(SETTINGS, transport=httpx.MockTransport(cut)) as client:
            run_batch(requests("a"), client, store=store)
        assert len(store) == 0


def test_a_damaged_store_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(b"ceci n'est pas une base" * 100)
    with open_store(path) as store:
        assert len(store) == 0
    sqlite3.connect(path).close()


def test_a_store_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    from deliberia.errors import DataError

    (tmp_path / "fichier").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="cache des réponses"):
        open_store(tmp_path / "fichier/r.sqlite")


def test_an_error_of_a_batch_has_its_sentence() -> None:
    found = run(requests("a"), Counter({"a": httpx.Response(404, json={"detail": "Not Found"})}))
    assert isinstance(found[0].error, AssistantError)
    assert "/v1" in str(found[0].error)
