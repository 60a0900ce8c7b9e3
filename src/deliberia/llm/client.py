"""The synchronous client: the plans of the core, run by the caller; only the network waits in a thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType

from deliberia.llm.async_client import AsyncClient, require_answer
from deliberia.llm.core import Core
from deliberia.llm.destination import Destination
from deliberia.llm.loop import Cancellation, LoopThread
from deliberia.llm.records import Answer, Delta, Message, ModelInfo, Options
from deliberia.llm.structured import Shape, Structured, plan_structured
from deliberia.llm.wire import Outcome, Plan, Step, T


class Client(AbstractContextManager["Client"]):
    """Ask one model of one service. Safe to share between threads."""

    def __init__(self, inner: AsyncClient) -> None:
        self._inner = inner
        self._loop = LoopThread()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._loop.is_started:
            self._loop.run(self._inner.close())
            self._loop.close()

    @property
    def destination(self) -> Destination:
        """Where the text goes; known before anything is sent."""
        return self.core.destination

    @property
    def model(self) -> str:
        return self.core.settings.modele

    @property
    def core(self) -> Core:
        return self._inner.core

    def require_ready(self) -> None:
        """Refuse what cannot even be asked, before anything is prepared.

        Raises:
            AssistantError: the host is not allowed, or the model or the key that it takes is missing.
        """
        self.core.require_ready()

    def list_models(self, *, cancel: Cancellation | None = None) -> tuple[ModelInfo, ...]:
        """List the models of the service.

        Raises:
            AssistantError: with its `fault`, as for every call.
        """
        return self._run(self.core.plan_models(), cancel)

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
        return self._run(self.core.plan_answer(messages, options), cancel)

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
        return self._run(plan_structured(self.core, messages, shape, options), cancel)

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
        plan = self.core.plan_stream(tuple(messages), options)
        return Stream(plan, _Waiter(self._inner, self._loop, cancel))

    def _run(self, plan: Plan[T], cancel: Cancellation | None) -> T:
        waiter = _Waiter(self._inner, self._loop, cancel)
        outcome: Outcome = None
        try:
            while True:
                outcome = waiter.do(plan.send(outcome))
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            waiter.close()


class _Waiter:
    """The network of one operation, waited for."""

    def __init__(self, inner: AsyncClient, loop: LoopThread, cancel: Cancellation | None) -> None:
        self._line = inner.open_line()
        self._loop = loop
        self._cancel = cancel or Cancellation()

    def do(self, step: Step) -> Outcome:
        self._cancel.check()
        return None if isinstance(step, Delta) else self._loop.run(self._line.do(step), self._cancel)

    def close(self) -> None:
        if self._loop.is_started:
            self._loop.run(self._line.close())


class Stream(AbstractContextManager["Stream"]):
    """An answer on its way. Leaving the block closes the connection, which stops the service too."""

    def __init__(self, plan: Plan[Answer], waiter: _Waiter) -> None:
        self._plan = plan
        self._waiter = waiter
        self._answer: Answer | None = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up; what was not received is lost."""
        self._waiter.close()

    @property
    def answer(self) -> Answer:
        """The whole answer, once every delta was received.

        Raises:
            AssistantError: the stream was not read to its end.
        """
        return require_answer(self._answer)

    def __iter__(self) -> Iterator[Delta]:
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
                outcome = self._waiter.do(step)
        finally:
            self.close()
