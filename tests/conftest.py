"""What every test gets: no network, an empty environment, its own user folder."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("deliberia", deadline=None, derandomize=True)
settings.load_profile("deliberia")

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = CHECKOUT.parent / "shared"


_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
_UNIX = getattr(socket, "AF_UNIX", "absent")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "loopback: may open connections to this machine, and to no other")


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and every question about a name; a test marked `loopback` may reach itself."""
    may_loop = request.node.get_closest_marker("loopback") is not None

    def guard(name: str, owner: object, place: int) -> None:
        call = getattr(owner, name)

        def check(*args: Any, **kwargs: Any) -> Any:
            address = args[place] if len(args) > place else None
            host = address[0] if isinstance(address, tuple) else address
            host = host.decode() if isinstance(host, bytes) else host
            # A socket that is a file: Python 3.14 starts its processes through one.
            is_file = bool(args) and getattr(args[0], "family", None) == _UNIX
            if is_file or (may_loop and host in _THIS_MACHINE):
                return call(*args, **kwargs)
            raise AssertionError(f"a test tried to reach the network: {name} {host!r}")

        monkeypatch.setattr(owner, name, check)

    guard("connect", socket.socket, 1)
    guard("connect_ex", socket.socket, 1)
    guard("create_connection", socket, 0)
    guard("getaddrinfo", socket, 0)


@pytest.fixture(autouse=True)
def _clean_user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in list(os.environ):
        if name.startswith("DELIBERIA_"):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("maison")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture(scope="session")
def shared() -> Path:
    """A reference folder beside the tree; tests that need it skip when it is absent."""
    if not SHARED.is_dir():
        pytest.skip("le dossier de référence « shared » est absent")
    return SHARED


@pytest.fixture(scope="session")
def real_server(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of llama.cpp's server with a tiny random model; skipped when it cannot be made here.

    `LLM_SERVER_DIR` names a folder where an earlier run has installed it.
    """
    script = shared / "llm-server/start_server.sh"
    if not script.is_file():
        pytest.skip("le serveur de modèle d’essai est absent")
    folder = os.environ.get("LLM_SERVER_DIR") or str(tmp_path_factory.mktemp("serveur"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environ = {**os.environ, "API_KEY": "sk-test", "CTX": "2048", "SLOTS": "2", "LAYERS": "2"}
    try:
        started = subprocess.run(
            [str(script), folder, port], env=environ, capture_output=True, text=True, timeout=180
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"le serveur de modèle d’essai n’a pas pu être installé : {type(error).__name__}")
    if started.returncode:
        pytest.skip(f"le serveur de modèle d’essai n’a pas démarré : {started.stdout[-200:]}")
    yield f"http://127.0.0.1:{port}/v1"
    subprocess.run([str(script), "stop", folder, port], capture_output=True, timeout=30)
