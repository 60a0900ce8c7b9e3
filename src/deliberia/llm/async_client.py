"""The asynchronous client: the plans of the core, awaited. A cancelled task closes its connection at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from deliberia.llm.core import Core
from deliberia.llm.destination import Destination
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.line import Line
from deliberia.llm.records import Answer, Delta, Message, ModelInfo, Options
from deliberia.llm.structured import Shape, Structured, plan_structured
from deliberia.llm.wire import Outcome, Plan, T

if TYPE_CHECKING:
    import httpx


class AsyncClient(AbstractAsyncContextManager["AsyncClient"]):
    """Ask one model of one service, from an event loop."""

    def __init__(
        self,
        core: Core,
        http: httpx.AsyncClient,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._core = core
        self._http = http
        self._sleep = sleep

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.aclose()

    @property
    def destination(self) -> Destination:
        """Where the text goes; known before anything is sent."""
        return self._core.destination

    @property
    def core(self) -> Core:
        return self._core

    async def list_models(self) -> tuple[ModelInfo, ...]:
        """List the models of the service.

        Raises:
            AssistantError: with its `fault`, as for every call.
        """
        return await self._run(self._core.plan_models())

    async def complete(self, messages: Iterable[Message], options: Options | None = None) -> Answer:
        """Ask for a whole answer.

        Raises:
            AssistantError: no answer.
        """
        return await self._run(self._core.plan_answer(messages, options))

    async def complete_structured(
        self, messages: Iterable[Message], shape: type[Shape], options: Options | None = None
    ) -> Structured[Shape]:
        """Ask for a value of a pydantic model, validated here.

        Raises:
            AssistantError: no answer, or none of that shape (`Fault.BAD_SHAPE`).
        """
        return await self._run(plan_structured(self._core, messages, shape, options))

    def stream(self, messages: Iterable[Message], options: Options | None = None) -> AsyncStream:
        """Ask for an answer piece by piece: as `Client.stream`, with `async with` and `async for`."""
        return AsyncStream(self, tuple(messages), options)

    def open_line(self) -> Line:
        """Return the network of one operation."""
        return Line(self._http, clock=self._core.runtime.clock, sleep=self._sleep)

    async def _run(self, plan: Plan[T]) -> T:
        line = self.open_line()
        outcome: Outcome = None
        try:
            while True:
                outcome = await line.do(plan.send(outcome))
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            await line.close()


class AsyncStream(AbstractAsyncContextManager["AsyncStream"]):
    """An answer on its way. Leaving the block closes the connection, which stops the service too."""

    def __init__(self, client: AsyncClient, messages: tuple[Message, ...], options: Options | None) -> None:
        self._plan = client.core.plan_stream(messages, options)
        self._line = client.open_line()
        self._answer: Answer | None = None

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Hang up; what was not received is lost."""
        await self._line.close()

    @property
    def answer(self) -> Answer:
        """The whole answer, once every delta was received.

        Raises:
            AssistantError: the stream was not read to its end.
        """
        return require_answer(self._answer)

    async def __aiter__(self) -> AsyncIterator[Delta]:
        """Yield the pieces as they come.

        Raises:
            AssistantError: no answer, or an answer that stops before its end.
        """
        outcome: Outcome = None
        try:
            while True:
                try:
                    step = self._plan.send(outcome)
                except StopIteration as end:
                    self._answer = end.value
                    return
                if isinstance(step, Delta):
                    yield step
                outcome = await self._line.do(step)
        finally:
            await self.close()


def require_answer(answer: Answer | None) -> Answer:
    """Return the answer of a stream that was read to its end.

    Raises:
        AssistantError: it was not.
    """
    if answer is None:
        raise AssistantError("la réponse n’a pas été lue jusqu’au bout.", fault=Fault.CUT)
    return answer
