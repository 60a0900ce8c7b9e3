"""Many requests: a few at a time, each answered once, stopped at the first fault that all would meet."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deliberia.llm.client import Client
from deliberia.llm.errors import STOPPING, AssistantError, Fault
from deliberia.llm.loop import Cancellation
from deliberia.llm.records import Answer, Message, Options
from deliberia.llm.retries import LONGEST_WAIT
from deliberia.llm.store import AnswerStore, make_key
from deliberia.llm.structured import make_schema, read_value

if TYPE_CHECKING:
    from pydantic import BaseModel

_FAILURES = 3
"""Requests that fail in a row, for want of a service, before the others are not sent."""
_ABSENT = frozenset((Fault.UNREACHABLE, Fault.BUSY, Fault.QUOTA, Fault.TIMEOUT))


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRequest:
    """One question; `id` is the caller's own."""

    id: str
    messages: tuple[Message, ...]
    options: Options | None = None
    shape: type[BaseModel] | None = None
    """A pydantic model, for a structured answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What became of a question: an answer (and its value), or an error."""

    id: str
    answer: Answer | None = None
    value: BaseModel | None = None
    error: AssistantError | None = None


def run_batch(
    requests: Iterable[BatchRequest],
    client: Client,
    *,
    concurrency: int | None = None,
    store: AnswerStore | None = None,
    on_result: Callable[[BatchResult], None] | None = None,
    cancel: Cancellation | None = None,
) -> tuple[BatchResult, ...]:
    """Ask every question and return the results in their order. One that fails does not stop the others.

    Questions that are the same are asked once. With a store, those answered before are not asked again: run
    the same batch again to resume it. A refused key, host or model stops the batch, and so do a wait longer
    than `LONGEST_WAIT` and three failures in a row: the questions left bear that error.

    Args:
        concurrency: requests at once; None for the settings'.
        on_result: receives each result as it comes, in the calling thread.
    """
    batch = Batch(client, concurrency=concurrency, store=store, cancel=cancel)
    return batch.run(requests, on_result=on_result)


class Batch:
    """A batch whose questions come in several parts: what stops one part stops those that follow."""

    def __init__(
        self,
        client: Client,
        *,
        concurrency: int | None = None,
        store: AnswerStore | None = None,
        cancel: Cancellation | None = None,
    ) -> None:
        self._workers = max(1, concurrency or client.core.settings.concurrence)
        self._work = _Work(client, store, cancel or Cancellation())

    def run(
        self, requests: Iterable[BatchRequest], *, on_result: Callable[[BatchResult], None] | None = None
    ) -> tuple[BatchResult, ...]:
        """Ask the questions of one part and return the results in their order."""
        requests, work = tuple(requests), self._work
        keys = [work.key(request) for request in requests]
        first: dict[str, BatchRequest] = {}
        for key, request in zip(keys, requests, strict=True):
            first.setdefault(key, request)
        done: dict[str, BatchResult] = {}
        with ThreadPoolExecutor(max_workers=self._workers, thread_name_prefix="lot") as pool:
            futures: dict[Future[BatchResult], str] = {
                pool.submit(work.answer, key, request): key for key, request in first.items()
            }
            try:
                for future in as_completed(futures):
                    key = futures[future]
                    done[key] = future.result()
                    if on_result:
                        on_result(done[key])
            except BaseException:
                work.cancel.cancel()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return tuple(replace(done[key], id=request.id) for key, request in zip(keys, requests, strict=True))


class _Work:
    """What the threads of a batch share."""

    def __init__(self, client: Client, store: AnswerStore | None, cancel: Cancellation) -> None:
        self._client = client
        self._store = store
        self.cancel = cancel
        self._lock = threading.Lock()
        self._failures = 0
        self._stop: AssistantError | None = None

    def key(self, request: BatchRequest) -> str:
        core = self._client.core
        options = core.fill(request.options)
        return make_key(
            core.destination.url,
            core.settings.modele,
            [(one.role.value, one.content) for one in request.messages],
            [options.temperature, options.max_tokens, options.seed, list(options.stop)],
            make_schema(request.shape) if request.shape else None,
        )

    def answer(self, key: str, request: BatchRequest) -> BatchResult:
        if self._store is not None and (kept := self._store.get(key)):
            value = read_value(kept.text, request.shape)[0] if request.shape else None
            if value is not None or request.shape is None:
                return BatchResult(id=request.id, answer=kept, value=value)
        if self._stop is not None:
            return BatchResult(id=request.id, error=self._stop)
        try:
            result = self._ask(request)
        except AssistantError as error:
            self._count(error)
            return BatchResult(id=request.id, error=error)
        self._count(None)
        if self._store is not None and result.answer is not None:
            self._store.put(key, result.answer, host=self._client.destination.host)
        return result

    def _ask(self, request: BatchRequest) -> BatchResult:
        if request.shape is None:
            answer = self._client.complete(request.messages, request.options, cancel=self.cancel)
            return BatchResult(id=request.id, answer=answer)
        found = self._client.complete_structured(
            request.messages, request.shape, request.options, cancel=self.cancel
        )
        return BatchResult(id=request.id, answer=found.answer, value=found.value)

    def _count(self, error: AssistantError | None) -> None:
        with self._lock:
            is_absent = error is not None and error.fault in _ABSENT
            self._failures = self._failures + 1 if is_absent else 0
            is_put_off = error is not None and (error.wait or 0.0) > LONGEST_WAIT
            if error is not None and (error.fault in STOPPING or is_put_off or self._failures >= _FAILURES):
                self._stop = error
