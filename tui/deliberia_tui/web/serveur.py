"""The server of the screen: this machine only, one secret address, a few browsers at a time.

A web page opened elsewhere in the same browser may try to speak to this port: the secret of the address, the
name of the host and the origin are checked before anything is answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import secrets
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from deliberia.errors import UsageError
from deliberia_tui.web import DEFAULT_PORT

HOST = "127.0.0.1"
MAX_SESSIONS = 4
"""Screens open at once; each is a process."""
MAX_MESSAGE = 1 << 20
"""Bytes of one message of the browser: a pasted text."""
PATIENCE = 5.0
"""Seconds that a screen has to leave when its page is closed; everything typed is saved already."""
_COOKIE = "deliberia"
_SIZES = (20, 500)
_PAGES = Path(__file__).parent
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws://{host}; frame-ancestors 'none'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Ecran(AppService):
    """One screen: a process without a shell, ended when its page is closed."""

    def __init__(self, argv: tuple[str, ...], **writers: Any) -> None:  # Any: textual-serve's own callbacks
        super().__init__("", **writers)
        self._argv = argv

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = self._build_environment(width=width, height=height)
        process = await asyncio.create_subprocess_exec(
            *self._argv, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def stop(self) -> None:
        process = self._process
        with contextlib.suppress(TimeoutError, OSError):
            await asyncio.wait_for(super().stop(), PATIENCE)
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


class Serveur(Server):
    """Textual's server, in French, for the browsers of this machine that know the address."""

    def __init__(self, argv: tuple[str, ...], port: int) -> None:
        super().__init__("", host=HOST, port=port, title="Deliberia", templates_path=_PAGES)
        self.argv = argv
        self.jeton = secrets.token_urlsafe(24)
        self.address = f"{self.public_url}/?jeton={self.jeton}"
        self._sockets: set[web.WebSocketResponse] = set()

    async def make_app(self) -> web.Application:
        app = await self._make_app()
        app.middlewares.append(self._guard())
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Textual's own words are not said: the command has told the address."""

    async def on_shutdown(self, app: web.Application) -> None:
        for one in tuple(self._sockets):
            await one.close()

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        if len(self._sockets) >= MAX_SESSIONS:
            raise web.HTTPServiceUnavailable(text=f"Déjà {MAX_SESSIONS} écrans ouverts : fermez-en un.")
        page = web.WebSocketResponse(heartbeat=15, max_msg_size=MAX_MESSAGE)
        self._sockets.add(page)
        screen = Ecran(
            self.argv,
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=page.close,
            download_manager=self.download_manager,
        )
        try:
            await page.prepare(request)
            await screen.start(_clamp(request.query, "width", 80), _clamp(request.query, "height", 24))
            with contextlib.suppress(ValueError, LookupError, TypeError, AssertionError, ConnectionError):
                await self._process_messages(page, screen)  # what is not a message ends the screen
        finally:
            self._sockets.discard(page)
            await screen.stop()
            await page.close()
        return page

    def _guard(self) -> Any:  # Any: aiohttp's type of middlewares
        here = f"{HOST}:{self.port}"
        policy = _POLICY.format(host=here)

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            origin = request.headers.get("Origin")
            if request.headers.get("Host", "") != here:
                raise web.HTTPForbidden(text="Cette adresse n’est pas celle de Deliberia.")
            if origin is not None and origin != f"http://{here}":
                raise web.HTTPForbidden(text="Cette page ne peut pas parler à Deliberia.")
            given = request.query.get("jeton")
            if given is not None and self._is_known(given) and request.path == "/":
                found = web.HTTPFound("/")
                found.set_cookie(_COOKIE, self.jeton, httponly=True, samesite="Strict", path="/")
                raise found
            if not self._is_known(request.cookies.get(_COOKIE, "")):
                raise web.HTTPForbidden(
                    text="Ouvrez l’adresse entière que la commande « deliberia interface --web » a donnée."
                )
            response = await handler(request)
            if not response.prepared:
                response.headers["Content-Security-Policy"] = policy
                response.headers["Referrer-Policy"] = "no-referrer"
                response.headers["X-Content-Type-Options"] = "nosniff"
            return response

        return guard

    def _is_known(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.jeton.encode())


def _clamp(query: Any, name: str, default: int) -> int:  # Any: aiohttp's mapping
    low, high = _SIZES
    return min(max(to_int(query.get(name, ""), default), low), high)


def listen(port: int | None) -> socket.socket:
    """Return a socket of this machine alone.

    Raises:
        UsageError: the port asked for is taken or refused.
    """
    for wanted in (DEFAULT_PORT, 0) if port is None else (port,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if sys.platform != "win32":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, wanted))
        except (OSError, OverflowError):
            listener.close()
            continue
        return listener
    raise UsageError(
        f"Le port {port} ne peut pas être ouvert.", hint="Choisissez-en un autre, ou retirez --port."
    )


def run(folder: Path, *, port: int | None, say: Callable[[str], object]) -> None:
    """Serve until Ctrl+C.

    Raises:
        UsageError: the port asked for is taken.
    """
    listener = listen(port)
    argv = (sys.executable, "-m", "deliberia", "interface", str(folder.resolve()))
    server = Serveur(argv, listener.getsockname()[1])
    say(f"Ouvrez cette adresse dans le navigateur de cet ordinateur\xa0:\n\n    {server.address}\n")
    say("Elle ne sort pas de cet ordinateur. Ctrl+C arrête l’interface ; ce qui est saisi est enregistré.")
    try:
        asyncio.run(_serve(server, listener))
    finally:
        listener.close()


async def _serve(server: Serveur, listener: socket.socket) -> None:
    runner = web.AppRunner(await server.make_app(), shutdown_timeout=PATIENCE, access_log=None)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C raises KeyboardInterrupt
            loop.add_signal_handler(number, stopped.set)
    try:
        while not stopped.is_set():
            with contextlib.suppress(TimeoutError):  # awake now and then: Windows then sees Ctrl+C
                await asyncio.wait_for(stopped.wait(), 0.5)
    finally:
        await runner.cleanup()
