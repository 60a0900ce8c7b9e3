"""A server of this machine, on a real socket, that answers by a script: slow, endless, broken."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable

DRIPS = 400
"""Pieces of a slow answer: a whole one comes in the end, and a call that waited for it would not fail."""
Write = Callable[[bytes], None]
Script = Callable[[Write, Callable[[], None]], None]
"""Writes an answer; its second argument waits a little, and raises when the test is over."""


class Socket:
    """Runs one script for each connection.

    `asked` is set when a request has come, `ended` when a script was run to its end.
    """

    def __init__(self, script: Script) -> None:
        self._script = script
        self.asked = threading.Event()
        self.ended = threading.Event()
        self._stop = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._threads = [threading.Thread(target=self._serve)]
        self._threads[0].start()

    def _serve(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = self._socket.accept()
                self._threads.append(threading.Thread(target=self._answer, args=(connection,)))
                self._threads[-1].start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            _read_request(connection)
            self.asked.set()
            self._script(connection.sendall, self._wait)
            self.ended.set()

    def _wait(self) -> None:
        if self._stop.wait(0.02):
            raise ConnectionError

    def close(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(10)
        self._socket.close()


def _read_request(connection: socket.socket) -> None:
    """Read a request, its body too, or as much as comes of what is no request."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return
        data += piece
    headers, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\ncontent-length: *(\d+)", headers)
    missing = int(length[1]) - len(body) if length else 0
    while missing > 0:
        missing -= len(connection.recv(65536)) or missing


def drip(head: bytes, piece: bytes, tail: bytes) -> Script:
    """Send a head, a small piece again and again, then the tail; an empty piece is a silence."""

    def run(write: Write, wait: Callable[[], None]) -> None:
        write(head)
        for _ in range(DRIPS):
            write(piece)
            wait()
        write(tail)

    return run
