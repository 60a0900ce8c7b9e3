"""The asynchronous client: the same plans, awaited. A cancelled task closes its connection at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from deliberia.llm.answers import parse_json, read_answer
from deliberia.llm.core import Core
from deliberia.llm.destination import Destination
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.records import Answer, Delta, Message, ModelInfo, Options
from deliberia.llm.streams import StreamReader
from deliberia.llm.structured import Shape, Structured, plan_structured
from deliberia.llm.transport import is_open_stream, limit_time, make_reply, read_failure
from deliberia.llm.wire import MAX_BODY, Failure, FailureKind, Outcome, Plan, Send, Step, T, Wait

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

    async def _run(self, plan: Plan[T]) -> T:
        value, response = await self._drive(plan)
        if response is not None:
            await response.aclose()
        return value

    async def _drive(self, plan: Plan[T]) -> tuple[T, httpx.Response | None]:
        outcome: Outcome = None
        response: httpx.Response | None = None
        while True:
            try:
                step = plan.send(outcome)
            except StopIteration as end:
                return end.value, response
            outcome, response = await self._do(step)

    async def _do(self, step: Step) -> tuple[Outcome, httpx.Response | None]:
        if isinstance(step, Wait):
            await self._sleep(step.seconds)
            return None, None
        import httpx

        try:
            return await self._send(step)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return read_failure(error), None

    async def _send(self, send: Send) -> tuple[Outcome, httpx.Response | None]:
        clock = self._core.runtime.clock
        request = self._http.build_request(
            send.method,
            send.url,
            headers=list(send.headers),
            content=send.body,
            timeout=limit_time(send, clock()),
        )
        response = await self._http.send(request, stream=True)
        if is_open_stream(send, response):
            return make_reply(response, None), response
        try:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MAX_BODY:
                    return Failure(kind=FailureKind.TOO_BIG), None
                if clock() > send.deadline:
                    return Failure(kind=FailureKind.READ_TIMEOUT), None
            return make_reply(response, bytes(body)), None
        finally:
            await response.aclose()


class AsyncStream(AbstractAsyncContextManager["AsyncStream"]):
    """An answer on its way. Leaving the block closes the connection, which stops the service too."""

    def __init__(self, client: AsyncClient, messages: tuple[Message, ...], options: Options | None) -> None:
        self._client = client
        self._messages = messages
        self._options = options
        self._response: httpx.Response | None = None
        self._answer: Answer | None = None

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Hang up; what was not received is lost."""
        if self._response is not None:
            response, self._response = self._response, None
            await response.aclose()

    @property
    def answer(self) -> Answer:
        """The whole answer, once every delta was received.

        Raises:
            AssistantError: the stream was not read to its end.
        """
        if self._answer is None:
            raise AssistantError("la réponse n’a pas été lue jusqu’au bout.", fault=Fault.CUT)
        return self._answer

    async def __aiter__(self) -> AsyncIterator[Delta]:
        """Yield the pieces as they come.

        Raises:
            AssistantError: no answer, or an answer that stops before its end.
        """
        core = self._client.core
        start, deadline = core.runtime.clock(), core.deadline()
        reply, self._response = await self._client._drive(core.plan_stream(self._messages, self._options))
        reader = StreamReader(core.frame(self._messages))
        try:
            if self._response is None:
                document = parse_json(reply.body or b"")
                seconds = core.runtime.clock() - start
                answer = read_answer(document, core.frame(self._messages), seconds=seconds)
                yield Delta(text=answer.text, reasoning=answer.reasoning)
                self._answer = answer
                return
            async for delta in self._receive(self._response, reader, deadline):
                yield delta
            for delta in reader.close():
                yield delta
            if error := core.describe_break(reader):
                raise error
            self._answer = reader.finish(seconds=core.runtime.clock() - start)
        finally:
            await self.close()

    async def _receive(
        self, response: httpx.Response, reader: StreamReader, deadline: float
    ) -> AsyncIterator[Delta]:
        import httpx

        core = self._client.core
        try:
            async for chunk in response.aiter_bytes():
                for delta in reader.feed(chunk):
                    yield delta
                if reader.is_done or reader.failure:
                    return
                if core.runtime.clock() > deadline:
                    raise core.describe_failure(Failure(kind=FailureKind.READ_TIMEOUT))
        except (httpx.HTTPError, OSError) as error:
            failure = read_failure(error)
            if failure.kind is not FailureKind.BROKEN:
                raise core.describe_failure(failure) from None
            # A connection that breaks is a stream that stops: `finish` says whether its end had come.
