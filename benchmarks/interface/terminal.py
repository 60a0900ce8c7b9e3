"""Run Python code on a terminal of its own."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl


@contextmanager
def run(code: str, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run Python code on a terminal of its own; its output is read and dropped."""
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys\n{code}", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        start_new_session=True,
    )
    os.close(slave)

    def drain() -> None:
        try:
            while os.read(master, 65536):
                pass
        except OSError:
            return  # the other end is closed

    reader = threading.Thread(target=drain, daemon=True)
    reader.start()
    try:
        yield process, master
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join(2)
        os.close(master)
