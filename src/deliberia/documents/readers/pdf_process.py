"""The child process that reads PDF files for this one: started at the first, kept for the next ones."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from typing import Any

from deliberia.documents.readers.pdf_child import GREETING, read_message, read_pages, write_message

TIME_LIMIT = 60
"""Seconds for a file; a thousand pages take three."""
_COMMAND = "from deliberia.documents.readers.pdf_child import main; main()"


class _Child:
    """The process, its pid kept: after a fork, the pipes of the parent are not ours."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, data: bytes) -> dict[str, Any]:
        """Return the answer for a file; a process that dies or takes too long gives a `refus`."""
        process = self._process if self._owner == os.getpid() else None
        if process is None or process.poll() is not None:
            process = self._start()
        if process is None:  # this Python cannot start another one: a frozen program, a restricted account
            return read_pages(data)
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            process.kill()

        timer = threading.Timer(TIME_LIMIT, stop)
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(process, data)
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            return {"refus": "time" if is_late.is_set() else "damaged"}
        result: dict[str, Any] = json.loads(answer)
        return result

    def close(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _start(self) -> subprocess.Popen[bytes] | None:
        self.close()
        try:
            process = subprocess.Popen(  # noqa: S603 (this very Python, with a constant program)
                [sys.executable, "-P", "-c", _COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, ValueError):
            return None
        self._process, self._owner = process, os.getpid()
        if process.stdout is None or process.stdout.readline() != GREETING:
            self.close()
            return None
        return process


def _exchange(process: subprocess.Popen[bytes], data: bytes) -> bytes | None:
    if process.stdin is None or process.stdout is None:
        return None
    try:
        write_message(process.stdin, data)
        return read_message(process.stdout)
    except (OSError, ValueError):
        return None


_CHILD = _Child()
atexit.register(_CHILD.close)


def read_pages_apart(data: bytes) -> dict[str, Any]:
    """Read a PDF in the child process, one file at a time."""
    with _CHILD.lock:
        return _CHILD.ask(data)
