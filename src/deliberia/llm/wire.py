"""What passes between the pure core and the two shells that do the calls."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias, TypeVar

from deliberia.llm.records import Delta

T = TypeVar("T")

CONNECT_TIMEOUT = 10.0
"""Seconds to open a connection; the rest of the time is for the answer."""
MAX_BODY = 20_000_000
"""Bytes of an answer; beyond, it is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Ask the shell for one HTTP request. Redirections are not followed."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)  # holds the key
    body: bytes | None = field(default=None, repr=False)  # holds the prompt
    is_stream: bool = False
    """True to leave the body of a good answer unread: the shell keeps the connection open."""
    deadline: float = 0.0
    """When to give up, on the clock of the core, whatever has come by then."""


@dataclass(frozen=True, slots=True)
class Read:
    """Ask the shell for the next bytes of the stream that it keeps open: none when it is closed."""

    deadline: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Ask the shell to wait."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An HTTP answer. `body` is None when it is a stream left open, to be read piece by piece."""

    status: int
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes | None = field(default=b"", repr=False)


class FailureKind(StrEnum):
    DNS = "dns"
    REFUSED = "refused"
    CONNECT_TIMEOUT = "connect_timeout"
    READ_TIMEOUT = "read_timeout"
    TLS = "tls"
    PROXY = "proxy"
    BROKEN = "broken"
    TOO_BIG = "too_big"
    ENCODED = "encoded"
    """Compressed in a way that we do not read, or badly."""
    ELSEWHERE = "elsewhere"
    """The name of this machine leads to another one."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No HTTP answer."""

    kind: FailureKind
    detail: str = ""
    """Words of the system, for the user who asks for help: never the key."""


Step: TypeAlias = Send | Read | Wait | Delta
"""What a plan asks of the shell. A delta is shown to whoever reads the answer piece by piece."""
Outcome: TypeAlias = Reply | Failure | bytes | None
"""What a step gave: a reply to a request, bytes to a reading, nothing to the others."""
Plan: TypeAlias = Generator[Step, Outcome, T]
"""A sequence of steps that ends with a value. The shell sends back what each step gave."""
