"""The screen in a browser: this machine only, one secret address, and processes that end."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from deliberia.cli import run as run_cli
from deliberia.errors import UsageError
from deliberia_tui import web as web_package

pytest.importorskip("textual_serve")

import aiohttp
from aiohttp import web

from deliberia_tui.web import serveur
from deliberia_tui.web.serveur import HOST, Serveur, listen

pytestmark = pytest.mark.loopback


@asynccontextmanager
async def serve(*argv: str) -> AsyncIterator[tuple[Serveur, aiohttp.ClientSession]]:
    listener = listen(None)
    server = Serveur((sys.executable, *argv), listener.getsockname()[1])
    runner = web.AppRunner(await server.make_app(), shutdown_timeout=1, access_log=None)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    jar = aiohttp.CookieJar(unsafe=True)  # the address is a number
    try:
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            yield server, session
    finally:
        await runner.cleanup()


async def status(session: aiohttp.ClientSession, url: str, **headers: str) -> int:
    async with session.get(url, headers=headers) as answer:
        return answer.status


async def test_the_whole_address_opens_the_page_and_nothing_else_does() -> None:
    async with serve("-c", "pass") as (server, session):
        assert await status(session, server.public_url) == 403
        assert await status(session, f"{server.public_url}/?jeton=autre") == 403
        assert await status(session, f"{server.public_url}/ws") == 403
        async with session.get(server.address) as answer:
            text = await answer.text()
            assert answer.status == 200
            assert str(answer.url) == f"{server.public_url}/", "the secret does not stay in the address bar"
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert 'lang="fr"' in text
        assert "googleapis" not in text
        assert "https://" not in text
        assert await status(session, f"{server.public_url}/static/js/textual.js") == 200


async def test_another_page_of_the_browser_cannot_speak_to_it() -> None:
    async with serve("-c", "pass") as (server, session):
        await status(session, server.address)
        assert await status(session, server.public_url, Host=f"piege.exemple:{server.port}") == 403
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{server.public_url}/ws", origin="http://piege.exemple")


async def test_a_browser_gets_the_screen_and_its_end_ends_the_process(dossier: Path) -> None:
    async with serve("-m", "deliberia", "interface", str(dossier)) as (server, session):
        await status(session, server.address)
        received = b""
        async with session.ws_connect(f"{server.public_url}/ws?width=100&height=30") as page:
            while b"Val-Fleuri" not in received:
                message = await asyncio.wait_for(page.receive(), 60)
                if message.type is aiohttp.WSMsgType.BINARY:
                    received += message.data
        for _ in range(200):
            if not server._sockets:
                break
            await asyncio.sleep(0.05)
        assert not server._sockets


async def test_a_screen_that_does_not_leave_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serveur, "PATIENCE", 0.2)
    started: list[serveur.Ecran] = []
    real = serveur.Ecran.start

    async def start(self: serveur.Ecran, width: int, height: int) -> None:
        started.append(self)
        await real(self, width, height)

    monkeypatch.setattr(serveur.Ecran, "start", start)
    code = "import sys, time; print('__GANGLION__', flush=True); time.sleep(600)"
    async with serve("-c", code) as (server, session):
        await status(session, server.address)
        async with session.ws_connect(f"{server.public_url}/ws") as page:
            await page.send_str("ceci n’est pas un message")
        for _ in range(200):
            if not server._sockets and started[0]._process and started[0]._process.returncode is not None:
                break
            await asyncio.sleep(0.05)
        assert started[0]._process is not None
        assert started[0]._process.returncode is not None


async def test_only_a_few_screens_open_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serveur, "MAX_SESSIONS", 0)
    async with serve("-c", "pass") as (server, session):
        await status(session, server.address)
        with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
            await session.ws_connect(f"{server.public_url}/ws")


def test_only_this_machine_is_listened_to() -> None:
    listener = listen(None)
    try:
        assert listener.getsockname()[0] == HOST
        listener.listen()
        with pytest.raises(UsageError, match="ne peut pas être ouvert"):
            listen(listener.getsockname()[1])
    finally:
        listener.close()


def test_without_the_extra_a_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(web_package, "find_spec", lambda name: None)
    assert run_cli(["interface", str(tmp_path), "--web"]) == 2
    assert 'pip install "deliberia[web]"' in capsys.readouterr().err


def test_a_port_without_web_and_an_absent_folder_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_cli(["interface", str(tmp_path), "--port", "9000"]) == 2
    assert run_cli(["interface", str(tmp_path / "absent"), "--web"]) == 2
    assert "n’existe pas" in capsys.readouterr().err
