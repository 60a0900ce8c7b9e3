"""Kill a process that decides, at random moments, and read the journal again."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from deliberia.revue import Journal

DECIDER = """
import itertools, sys
from pathlib import Path
from deliberia.revue import Choix, open_queue
revue = open_queue(Path(sys.argv[1]), relecteur="Claire Vasseur")
items = list(revue.items.values())
choices = itertools.cycle((Choix.ACCEPTER, Choix.REJETER))
print("pret", flush=True)
for item, choix in zip(itertools.cycle(items), choices):
    print(revue.decide(item, choix).id, flush=True)
"""
LONGEST = 0.25
"""Seconds of deciding before the kill, at most."""


def kill_once(folder: Path, chance: random.Random) -> list[str]:
    """Let a process decide, kill it, and return the ids that it had announced as recorded."""
    process = subprocess.Popen(
        [sys.executable, "-c", DECIDER, str(folder)], stdout=subprocess.PIPE, env={**os.environ}
    )
    assert process.stdout is not None
    if process.stdout.readline().strip() != b"pret":
        raise RuntimeError("the deciding process never began")
    time.sleep(chance.random() * LONGEST)
    process.send_signal(signal.SIGKILL)
    told = process.stdout.read()
    process.wait()
    process.stdout.close()
    whole = told.rpartition(b"\n")[0]
    return whole.decode().split()


def kill_screen(folder: Path, chance: random.Random) -> int:
    """Press « a » in the review on a terminal of its own, kill; return how many keys were sent."""
    import pty
    import struct
    import termios
    from fcntl import ioctl

    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "DELIBERIA_RELECTEUR": "Claire Vasseur"}
    process = subprocess.Popen(
        [sys.executable, "-m", "deliberia", "interface", str(folder)],
        stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    sent = 0
    try:
        _drain(master, 2.5)
        os.write(master, b"l")
        _drain(master, 2.0)
        for _ in range(chance.randrange(3, 25)):
            os.write(master, b"a")
            sent += 1
            _drain(master, 0.03)
    finally:
        process.kill()
        process.wait()
        os.close(master)
    return sent


def _drain(master: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([master], [], [], left)[0]:
            try:
                os.read(master, 65536)
            except OSError:
                return


def check_journal(folder: Path, told: set[str]) -> tuple[int, int, list[str]]:
    """Return the lines of the journal, those told and not found, and what does not follow."""
    journal = Journal(folder, "Claire Vasseur")
    kept = {entree.id for entree in journal.entrees}
    faults = [str(one) for one in journal.verify() if one.ecart.is_fault]
    return len(kept), len(told - kept), faults
