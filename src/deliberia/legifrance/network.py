"""One request, given up as a whole when its time has come.

The time limits of the library are between two bytes: a service that sends one from time to time would hold us
for ever. The network is awaited in an event loop, which stops a request at any point and closes its
connection.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

_CONNECT = 3.0
_LEAST = 0.05
"""Seconds that a request is given even when its time has passed."""
_MAX_BODY = 50_000_000
"""Bytes of an answer, opened; beyond, it is not read. The longest table of contents has a few millions."""
_KEPT = ("content-type", "retry-after")


class Network:
    """Send requests, one at a time. The loop runs while one is sent only."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._runner = asyncio.Runner()

    def post(self, url: str, seconds: float, **rest: Any) -> httpx.Response | None:
        """Send a request and read its answer whole; None when the network or the time fails."""
        import httpx

        try:
            return self._runner.run(self._receive(url, max(_LEAST, seconds), rest))
        except (httpx.HTTPError, OSError):  # the end of the time is one of the latter
            return None

    def close(self) -> None:
        """Close the connections."""
        with self._runner:
            self._runner.run(self._http.aclose())

    async def _receive(self, url: str, seconds: float, rest: dict[str, Any]) -> httpx.Response:
        """Read an answer whole, before its end whatever comes.

        Raises:
            TimeoutError: the time has passed.
            httpx.HTTPError: the network failed, or the answer is too long.
        """
        import httpx

        limits = httpx.Timeout(seconds, connect=min(_CONNECT, seconds))
        async with (
            asyncio.timeout(seconds),
            self._http.stream("POST", url, timeout=limits, **rest) as response,
        ):
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > _MAX_BODY:
                    raise httpx.ReadError("too long")
            headers = {name: response.headers[name] for name in _KEPT if name in response.headers}
            return httpx.Response(response.status_code, headers=headers, content=bytes(body))
