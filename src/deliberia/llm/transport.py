"""The only place that opens connections: httpx, its time limits, proxies and authorities."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from deliberia.llm.addresses import find_proxy, is_loopback
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.wire import CONNECT_TIMEOUT, Failure, FailureKind, Reply, Send

if TYPE_CHECKING:
    import httpx

    from deliberia.settings import AssistantSettings


_EVERY_WAY = ("http://", "https://", "all://")


def http_options(settings: AssistantSettings) -> dict[str, Any]:  # arguments of httpx
    """Return the arguments of an httpx client.

    The proxy is the one that the destination names, or none: nothing is left for the library to find. A
    loopback address is reached directly: a proxy would receive the text.

    Raises:
        AssistantError: the file of the authority cannot be used.
    """
    is_local = is_loopback(urlsplit(settings.url).hostname or "")
    options: dict[str, Any] = {"follow_redirects": False, "trust_env": not is_local}
    if proxy := find_proxy(settings):
        options["proxy"] = proxy
    else:
        options["mounts"] = dict.fromkeys(_EVERY_WAY)
    if settings.certificat:
        options["verify"] = load_authority(settings.certificat)
    return options


def load_authority(path: str) -> ssl.SSLContext:
    """Trust the usual authorities and one more."""
    context = ssl.create_default_context()
    try:
        context.load_verify_locations(cafile=Path(path).expanduser())
    except (OSError, ssl.SSLError) as error:
        reason = (
            "est absent" if isinstance(error, FileNotFoundError) else "n’est pas un certificat PEM lisible"
        )
        raise AssistantError(
            f"le fichier de certificat {reason}.",
            fault=Fault.NOT_CONFIGURED,
            place=path,
            hint="Demandez le fichier .pem de l’autorité de votre réseau, puis : "
            "deliberia config assistant --certificat fichier.pem",
        ) from error
    return context


def limit_time(send: Send, now: float) -> httpx.Timeout:
    """Return the time limits of a request: short to connect, what is left to read."""
    import httpx

    left = max(0.1, send.deadline - now)
    return httpx.Timeout(left, connect=min(CONNECT_TIMEOUT, left))


class ElsewhereError(OSError):
    """The name of this machine leads to another one."""


def check_machine(url: str, connection: Any) -> None:  # the connection of httpcore
    """Verify, before anything is sent, that « localhost » is this machine.

    A table of names can say otherwise; a number cannot lie, and another host was allowed by its name.

    Raises:
        ElsewhereError: it is another one.
    """
    if urlsplit(url).hostname == "localhost":
        address = connection.get_extra_info("server_addr")
        host = str(address[0]) if isinstance(address, tuple) else ""
        if not is_loopback(host):
            raise ElsewhereError(host or "une adresse inconnue")


def is_open_stream(send: Send, response: httpx.Response) -> bool:
    """Tell whether a response is a stream to be left open; an error or a whole answer is read at once.

    Some services stream without being asked: what says that it is a stream is one.
    """
    kind = response.headers.get("content-type", "").lower()
    if response.status_code != 200 or "json" in kind or "html" in kind:
        return False
    return send.is_stream or "event-stream" in kind


def make_reply(response: httpx.Response, body: bytes | None) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(status=response.status_code, headers=headers, body=body)


def read_failure(error: Exception) -> Failure:
    """Tell why a call failed, from the chain of errors below it."""
    import httpx

    chain = tuple(_iter_chain(error))
    detail = str(chain[-1]) or type(chain[-1]).__name__
    if isinstance(error, ElsewhereError):
        return Failure(kind=FailureKind.ELSEWHERE, detail=_shorten(str(error)))
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return Failure(kind=FailureKind.CONNECT_TIMEOUT)
    if isinstance(error, httpx.TimeoutException):
        return Failure(kind=FailureKind.READ_TIMEOUT)
    if isinstance(error, httpx.ProxyError):
        return Failure(kind=FailureKind.PROXY, detail=_shorten(detail))
    for one in chain:
        if isinstance(one, ssl.SSLError):
            return Failure(kind=FailureKind.TLS, detail=_name_tls(one))
        if isinstance(one, socket.gaierror):
            return Failure(kind=FailureKind.DNS)
        if isinstance(one, ConnectionRefusedError):
            return Failure(kind=FailureKind.REFUSED)
    text = " ".join(map(str, chain)).lower()
    if "ssl" in text or "certificate" in text:
        return Failure(kind=FailureKind.TLS, detail=_shorten(detail))
    if "name or service not known" in text or "getaddrinfo" in text or "name resolution" in text:
        return Failure(kind=FailureKind.DNS)
    if "location header" in text:
        return Failure(kind=FailureKind.OTHER, detail="renvoi vers une adresse illisible")
    if isinstance(error, httpx.ConnectError):
        return Failure(kind=FailureKind.REFUSED)
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
        return Failure(kind=FailureKind.BROKEN)
    return Failure(kind=FailureKind.OTHER, detail=_shorten(detail))


def _iter_chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):  # one error for each address of a name
            for one in error.exceptions:
                yield from _iter_chain(one)
        error = error.__cause__ or error.__context__


def _name_tls(error: ssl.SSLError) -> str:
    text = str(error).lower()
    for words, reason in (
        ("hostname mismatch", "il est fait pour un autre nom"),
        ("ip address mismatch", "il est fait pour un autre nom"),
        ("has expired", "il est périmé"),
        ("self-signed certificate in certificate chain", "autorité inconnue"),
        ("self-signed", "il est signé par lui-même"),
        ("unable to get local issuer", "autorité inconnue"),
        ("wrong version number", "ce port ne parle pas https"),
        ("record layer failure", "ce port ne parle pas https"),
    ):
        if words in text:
            return reason
    return _shorten(error.reason or "échec de la négociation")


def _shorten(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text[:400]).split())[:160]
