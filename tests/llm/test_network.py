"""Nothing opens a connection but the three rooms that say so, and none of them at start-up."""

from __future__ import annotations

import ast
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_NETWORK = (
    "socket",
    "httpx",
    "urllib.request",
    "http.client",
    "requests",
    "urllib3",
    "ftplib",
    "smtplib",
    "aiohttp",
)
_MAY = ("src/deliberia/llm/", "src/deliberia/legifrance/", "tui/deliberia_tui/web/")


def read_imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def test_only_three_rooms_know_the_network() -> None:
    guilty = {
        str(path.relative_to(ROOT)): sorted(found)
        for folder in ("src", "tui")
        for path in (ROOT / folder).rglob("*.py")
        if not path.relative_to(ROOT).as_posix().startswith(_MAY)
        and (found := read_imports(path) & set(_NETWORK))
    }
    assert guilty == {}


@pytest.mark.parametrize("call", ["connect", "connect_ex"])
def test_a_test_cannot_reach_the_network(call: str) -> None:
    with socket.socket() as one, pytest.raises(AssertionError, match="network"):
        getattr(one, call)(("127.0.0.1", 9))


def test_a_test_cannot_ask_for_a_name() -> None:
    with pytest.raises(AssertionError, match="network"):
        socket.getaddrinfo("exemple.fr", 443)


@pytest.mark.loopback
def test_a_marked_test_reaches_this_machine_only() -> None:
    with socket.socket() as server, socket.socket() as one:
        server.bind(("127.0.0.1", 0))
        server.listen()
        one.connect(server.getsockname())
        with pytest.raises(AssertionError, match="network"):
            socket.create_connection(("192.0.2.1", 443))


@pytest.mark.parametrize(
    "code",
    [
        "import deliberia.cli.root, deliberia.cli.config",
        "import deliberia.llm; deliberia.llm.find_destination; deliberia.llm.load_profiles()",
        "from deliberia.cli import run; run(['config', 'montrer']); run(['config', 'profils'])",
    ],
)
def test_the_network_library_is_loaded_only_to_call(code: str) -> None:
    check = "import sys; assert not {'httpx', 'pydantic', 'keyring'} & set(sys.modules), sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", f"{code}\n{check}"], check=True, capture_output=True, timeout=60)
