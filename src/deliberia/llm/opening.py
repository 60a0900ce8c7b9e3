"""Open a client from the settings: the destination and the key are known, nothing is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from deliberia.llm.core import Core, Runtime
from deliberia.llm.destination import Destination, find_destination
from deliberia.llm.errors import AssistantError, Fault
from deliberia.llm.keys import read_key
from deliberia.llm.retries import MAX_TRIES
from deliberia.llm.transport import http_options
from deliberia.settings import AssistantSettings, Settings

if TYPE_CHECKING:
    import httpx

    from deliberia.llm.async_client import AsyncClient
    from deliberia.llm.client import Client

Announce = Callable[[Destination], None]


def make_core(
    settings: Settings | AssistantSettings,
    *,
    announce: Announce | None = None,
    on_wait: Callable[[float], None] | None = None,
    tries: int = MAX_TRIES,
    runtime: Runtime | None = None,
) -> Core:
    """Gather what a client needs to know.

    Raises:
        AssistantError: no service is set up, or its profile does not exist.
    """
    assistant = settings.assistant if isinstance(settings, Settings) else settings
    if assistant is None:
        raise AssistantError(
            "aucun modèle de langage n’est réglé.",
            fault=Fault.NOT_CONFIGURED,
            hint="Choisissez-en un : deliberia config assistant (ou la variable DELIBERIA_ASSISTANT_URL).",
        )
    destination = find_destination(assistant)
    return Core(
        settings=assistant,
        destination=destination,
        # The key belongs to the host that is called, even when it sends the text on to another one.
        key=read_key(urlsplit(destination.url).hostname or ""),
        runtime=runtime or Runtime(),
        announce=announce,
        on_wait=on_wait,
        tries=tries,
    )


def open_client(
    settings: Settings | AssistantSettings,
    *,
    announce: Announce | None = None,
    on_wait: Callable[[float], None] | None = None,
    tries: int = MAX_TRIES,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Client:
    """Open a client. No connection is made before the first question.

    Args:
        announce: receives the destination once, just before the first call: the place to name it to the user.
        on_wait: receives the seconds of each wait between two tries: the place to tell the user.
        tries: requests that one answer may take.
        transport: replaces the network in tests.

    Raises:
        AssistantError: no service is set up, or a setting cannot be used.
    """
    from deliberia.llm.client import Client

    return Client(
        open_async_client(settings, announce=announce, on_wait=on_wait, tries=tries, transport=transport)
    )


def open_async_client(
    settings: Settings | AssistantSettings,
    *,
    announce: Announce | None = None,
    on_wait: Callable[[float], None] | None = None,
    tries: int = MAX_TRIES,
    transport: httpx.AsyncBaseTransport | None = None,
) -> AsyncClient:
    """Open an asynchronous client: as `open_client`."""
    import httpx

    from deliberia.llm.async_client import AsyncClient

    core = make_core(settings, announce=announce, on_wait=on_wait, tries=tries)
    options = {"transport": transport} if transport else http_options(core.settings)
    with _explained():
        return AsyncClient(core, httpx.AsyncClient(**options))


@contextmanager
def _explained() -> Iterator[None]:
    """Say in one sentence that a proxy or an authority of the environment cannot be used."""
    try:
        yield
    except (ValueError, ImportError, OSError) as error:
        raise AssistantError(
            f"le mandataire ou le certificat de l’environnement est inutilisable ({type(error).__name__}).",
            fault=Fault.NOT_CONFIGURED,
            hint="Corrigez HTTPS_PROXY, HTTP_PROXY, ALL_PROXY ou SSL_CERT_FILE.",
        ) from None  # the address of a proxy may hold a password
