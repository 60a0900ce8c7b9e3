"""The synchronous client: it runs the plans of the core, one call after the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
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
from deliberia.llm.wire import MAX_BODY, Failure, FailureKind, Outcome, Plan, Reply, Send, Step, T, Wait

if TYPE_CHECKING:
    import httpx


class Cancellation:
    """A way to stop a call from another thread: at the next piece received, or at once during a wait."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float) -> None:
        self._event.wait(seconds)

    def check(self) -> None:
        """Raise when the call was cancelled."""
        if self.is_cancelled:
            raise AssistantError("la demande a été annulée.", fault=Fault.CANCELLED)


class Client(AbstractContextManager["Client"]):
    """Ask one model of one service. Safe to share between threads."""

    def __init__(
        self, core: Core, http: httpx.Client, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._core = core
        self._http = http
        self._sleep = sleep

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    @property
    def destination(self) -> Destination:
        """Where the text goes; known before anything is sent."""
        return self._core.destination

    @property
    def model(self) -> str:
        return self._core.settings.modele

    @property
    def core(self) -> Core:
        return self._core

    def list_models(self, *, cancel: Cancellation | None = None) -> tuple[ModelInfo, ...]:
        """List the models of the service.

        Raises:
            AssistantError: with its `fault`, as for every call.
        """
        return self._run(self._core.plan_models(), cancel)

    def complete(
        self,
        messages: Iterable[Message],
        options: Options | None = None,
        *,
        cancel: Cancellation | None = None,
    ) -> Answer:
        """Ask for a whole answer. `Answer.is_cut` and `Answer.warnings` say what to beware of.

        Raises:
            AssistantError: no answer.
        """
        return self._run(self._core.plan_answer(messages, options), cancel)

    def complete_structured(
        self,
        messages: Iterable[Message],
        shape: type[Shape],
        options: Options | None = None,
        *,
        cancel: Cancellation | None = None,
    ) -> Structured[Shape]:
        """Ask for a value of a pydantic model; the answer is validated here, whatever the service promised.

        Raises:
            AssistantError: no answer, or none of that shape (`Fault.BAD_SHAPE`).
        """
        return self._run(plan_structured(self._core, messages, shape, options), cancel)

    def stream(
        self,
        messages: Iterable[Message],
        options: Options | None = None,
        *,
        cancel: Cancellation | None = None,
    ) -> Stream:
        """Ask for an answer piece by piece. The request leaves when the stream is iterated.

        with client.stream(messages) as stream:
            for delta in stream:
                show(delta.text)
        answer = stream.answer
        """
        return Stream(self, tuple(messages), options, cancel or Cancellation())

    def _run(self, plan: Plan[T], cancel: Cancellation | None) -> T:
        value, response = self._drive(plan, cancel or Cancellation())
        if response is not None:
            response.close()
        return value

    def _drive(self, plan: Plan[T], cancel: Cancellation) -> tuple[T, httpx.Response | None]:
        """Run a plan; with its value comes the stream that its last call left open."""
        outcome: Outcome = None
        response: httpx.Response | None = None
        while True:
            cancel.check()
            try:
                step = plan.send(outcome)
            except StopIteration as end:
                return end.value, response
            outcome, response = self._do(step, cancel)

    def _do(self, step: Step, cancel: Cancellation) -> tuple[Outcome, httpx.Response | None]:
        if isinstance(step, Wait):
            if self._sleep is time.sleep:
                cancel.wait(step.seconds)
            else:
                self._sleep(step.seconds)
            return None, None
        import httpx

        try:
            return self._send(step, cancel)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return read_failure(error), None

    def _send(self, send: Send, cancel: Cancellation) -> tuple[Outcome, httpx.Response | None]:
        clock = self._core.runtime.clock
        request = self._http.build_request(
            send.method,
            send.url,
            headers=list(send.headers),
            content=send.body,
            timeout=limit_time(send, clock()),
        )
        response = self._http.send(request, stream=True)
        if is_open_stream(send, response):
            return make_reply(response, None), response
        try:
            body = bytearray()
            for chunk in response.iter_bytes():
                cancel.check()
                body += chunk
                if len(body) > MAX_BODY:
                    return Failure(kind=FailureKind.TOO_BIG), None
                if clock() > send.deadline:
                    return Failure(kind=FailureKind.READ_TIMEOUT), None
            return make_reply(response, bytes(body)), None
        finally:
            response.close()


class Stream(AbstractContextManager["Stream"]):
    """An answer on its way. Leaving the block closes the connection, which stops the service too."""

    def __init__(
        self, client: Client, messages: tuple[Message, ...], options: Options | None, cancel: Cancellation
    ) -> None:
        self._client = client
        self._messages = messages
        self._options = options
        self._cancel = cancel
        self._response: httpx.Response | None = None
        self._answer: Answer | None = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up; what was not received is lost."""
        if self._response is not None:
            self._response.close()
            self._response = None

    @property
    def answer(self) -> Answer:
        """The whole answer, once every delta was received.

        Raises:
            AssistantError: the stream was not read to its end.
        """
        if self._answer is None:
            raise AssistantError("la réponse n’a pas été lue jusqu’au bout.", fault=Fault.CUT)
        return self._answer

    def __iter__(self) -> Iterator[Delta]:
        """Yield the pieces as they come.

        Raises:
            AssistantError: no answer, or an answer that stops before its end.
        """
        core = self._client.core
        start = core.runtime.clock()
        deadline = core.deadline()
        plan = core.plan_stream(self._messages, self._options)
        reply, self._response = self._client._drive(plan, self._cancel)
        reader = StreamReader(core.frame(self._messages))
        try:
            if self._response is None:
                answer = self._read_whole(reply, start)
                yield Delta(text=answer.text, reasoning=answer.reasoning)
                self._answer = answer
                return
            yield from self._receive(self._response, reader, deadline)
            yield from reader.close()
            if error := core.describe_break(reader):
                raise error
            self._answer = reader.finish(seconds=core.runtime.clock() - start)
        finally:
            self.close()

    def _read_whole(self, reply: Reply, start: float) -> Answer:
        core = self._client.core
        document = parse_json(reply.body or b"")
        return read_answer(document, core.frame(self._messages), seconds=core.runtime.clock() - start)

    def _receive(self, response: httpx.Response, reader: StreamReader, deadline: float) -> Iterator[Delta]:
        import httpx

        core = self._client.core
        try:
            for chunk in response.iter_bytes():
                self._cancel.check()
                yield from reader.feed(chunk)
                if reader.is_done or reader.failure:
                    return
                if core.runtime.clock() > deadline:
                    raise core.describe_failure(Failure(kind=FailureKind.READ_TIMEOUT))
        except (httpx.HTTPError, OSError) as error:
            failure = read_failure(error)
            if failure.kind is not FailureKind.BROKEN:
                raise core.describe_failure(failure) from None
            # A connection that breaks is a stream that stops: `finish` says whether its end had come.
