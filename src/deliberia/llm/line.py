"""The network of one operation: it does the steps of a plan, each before its deadline, and decides nothing.

The time limits of the library are between two bytes: a service that sends one from time to time would hold us
for ever. Each step is therefore given up as a whole when its time has come.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from deliberia.llm.encoding import EncodingError, Opener, TooMuch
from deliberia.llm.transport import check_machine, is_open_stream, limit_time, make_reply, read_failure
from deliberia.llm.wire import MAX_BODY, Failure, FailureKind, Outcome, Read, Send, Step, Wait

if TYPE_CHECKING:
    import httpx

_LEAST = 0.05
"""Seconds that a step is given even when its deadline has passed."""
_HANG_UP = 2.0
"""Seconds to close a connection."""


class Line:
    """What a plan does on the network. At most one response is open at a time."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._http = http
        self._clock = clock
        self._sleep = sleep
        self._response: httpx.Response | None = None
        self._pieces: AsyncIterator[bytes] | None = None
        self._opener = Opener("", limit=MAX_BODY)
        self._connection: Any = None  # httpcore's own
        self._is_sent = False

    async def do(self, step: Step) -> Outcome:
        """Do one step and return what it gave."""
        match step:
            case Send():
                return await self._guard(self._send(step), step.deadline)
            case Read():
                return await self._guard(self._read(), step.deadline)
            case Wait():
                await self._sleep(step.seconds)
        return None

    async def close(self) -> None:
        """Hang up; what was not received is lost."""
        response, self._response, self._pieces = self._response, None, None
        if response is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_HANG_UP):
                    await response.aclose()

    async def _guard(self, work: Awaitable[Outcome], deadline: float) -> Outcome:
        import httpx

        try:
            async with asyncio.timeout(max(_LEAST, deadline - self._clock())):
                return await work
        except TimeoutError:
            is_read = self._is_sent or self._response is not None
            return Failure(kind=FailureKind.READ_TIMEOUT if is_read else FailureKind.CONNECT_TIMEOUT)
        except TooMuch:
            return Failure(kind=FailureKind.TOO_BIG)
        except EncodingError as error:
            return Failure(kind=FailureKind.ENCODED, detail=str(error)[:40])
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return read_failure(error)

    async def _send(self, send: Send) -> Outcome:
        await self.close()
        self._is_sent = False
        request = self._http.build_request(
            send.method,
            send.url,
            headers=list(send.headers),
            content=send.body,
            timeout=limit_time(send, self._clock()),
            extensions={"trace": partial(self._watch, send.url)},
        )
        try:
            response = self._response = await self._http.send(request, stream=True)
        except BaseException:
            await self._drop_connection()
            raise
        is_read = response.is_stream_consumed  # a transport that is no network gives its body whole, opened
        self._pieces = response.aiter_bytes() if is_read else response.aiter_raw()
        encoding = "" if is_read else response.headers.get("content-encoding", "")
        self._opener = Opener(encoding, limit=MAX_BODY)
        if is_open_stream(send, response):
            return make_reply(response, None)
        try:
            body = bytearray()
            while piece := await self._read():
                body += piece
            return make_reply(response, bytes(body))
        finally:
            await self.close()

    async def _watch(self, url: str, event: str, info: dict[str, Any]) -> None:
        """Follow a connection until it is ready: one given up while it is negotiated is nobody's."""
        if event.endswith("connect_tcp.complete"):
            self._connection = info["return_value"]
            check_machine(url, self._connection)
        elif event.endswith("start_tls.complete"):
            self._connection = None
        elif event.endswith("send_request_headers.started"):
            self._connection, self._is_sent = None, True

    async def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.aclose()

    async def _read(self) -> bytes:
        """Return the next bytes, opened; none at the end."""
        if self._pieces is not None:
            async for piece in self._pieces:
                if opened := self._opener.feed(piece):
                    return opened
        return b""
