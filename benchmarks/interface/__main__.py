"""Measure the interface in a real terminal (a pseudo-terminal of 80 × 24).

    python benchmarks/interface [--essais 9] [--actes 1000] [--arrets 20]

1. Cold start: CPU time of the process until the first screen is painted, beside a bare Textual application
   (header, table, footer) started in turn in the same loop. Modules are already compiled, nothing else is.
2. Reaction to a key: from the moment the key is read to the repainting, in a folder of many acts, while the
   states of the acts are being worked out behind the screen.
3. Kills: an act is being typed, the process is killed (SIGKILL) at a random moment, the file is read again.

Needs a POSIX system.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import random
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path

LIMIT = 1.5
"""At most so many times the CPU time of the bare application."""
KEY_LIMIT_MS = 50
BARE = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header
class Bare(App):
    def compose(self):
        yield Header()
        yield DataTable()
        yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("État", "Délibération")
        for number in range(5):
            table.add_row("brouillon", f"délibération {number}")
"""
OURS = """
import sys
from pathlib import Path
from deliberia_tui.app import Application
class Bare(Application):
    def __init__(self):
        super().__init__(Path(sys.argv[1]))
"""
PAINTED = """
import os, time
class Measured(Bare):
    def on_ready(self):
        self.call_after_refresh(self.stop_here)
    def stop_here(self):
        with open(sys.argv[2], "w") as file:
            file.write(str(time.process_time()))
        os._exit(0)
Measured().run()
"""
KEYS = """
import json, time
from textual import events
class Measured(Bare):
    times = {}
    async def on_event(self, event):
        await super().on_event(event)
        if isinstance(event, events.Key):
            self.call_after_refresh(self.note, event.time)
    def note(self, since):
        self.times[since] = (time.monotonic() - since) * 1000
        with open(sys.argv[2], "w") as file:
            json.dump(list(self.times.values()), file)
Measured().run()
"""
ACT = """
from deliberia_tui.ecrans.redaction import Redaction
class Measured(Bare):
    def on_ready(self):
        self.push_screen(Redaction(Path(sys.argv[2]), modele="subvention-association"))
Measured().run()
"""


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


def measure_start(code: str, folder: Path) -> float:
    """Return the CPU time until the first screen, in milliseconds."""
    answer = folder.parent / "mesure.txt"
    answer.unlink(missing_ok=True)
    with run(code + PAINTED, str(folder), str(answer)) as (process, _):
        process.wait(60)
    return float(answer.read_text()) * 1000


def measure_keys(folder: Path, presses: int) -> list[float]:
    """Return the reaction to each of `presses` arrows, in milliseconds."""
    answer = folder.parent / "touches.json"
    with run(OURS + KEYS, str(folder), str(answer)) as (_, master):
        time.sleep(4)
        for _ in range(presses):
            os.write(master, b"\x1b[B")
            time.sleep(0.1)
        time.sleep(1)
    times: list[float] = json.loads(answer.read_text())
    return times


def kill_once(folder: Path, number: int, chance: random.Random) -> tuple[str, str]:
    """Type into a new act, kill at a random moment; return what was typed, and what the file holds."""
    act = folder / f"arret-{number:03}.toml"
    typed = ""
    with run(OURS + ACT, str(folder), str(act)) as (process, master):
        wait_until_ready(process, master, act)
        for _ in range(chance.randrange(5, 60)):
            letter = chance.choice("abcdefghijklmnopqrstuvwxy")
            os.write(master, letter.encode())
            typed += letter
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    content = tomllib.loads(act.read_text(encoding="utf-8"))
    return typed, str(content["champs"]["beneficiaire"]).lstrip("z")


def wait_until_ready(process: subprocess.Popen[bytes], master: int, act: Path) -> None:
    """Type z until the act begins to be kept: the screen is then ready."""
    deadline = time.monotonic() + 60
    while not act.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the screen never came")
        os.write(master, b"z")
        time.sleep(0.4)
    time.sleep(0.5)


def make_folder(root: Path, acts: int) -> Path:
    from deliberia.drafting import example_dossier

    folder = root / "val-fleuri"
    example_dossier(folder)
    text = (folder / "tarifs-communaux.toml").read_text(encoding="utf-8")
    for number in range(acts):
        (folder / f"acte-{number:04}.toml").write_text(text, encoding="utf-8")
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(description="Mesure l’interface dans un vrai terminal.")
    parser.add_argument("--essais", type=int, default=9, help="démarrages de chaque application (9)")
    parser.add_argument("--actes", type=int, default=1000, help="actes du dossier pour les touches (1000)")
    parser.add_argument("--arrets", type=int, default=20, help="arrêts brutaux pendant la saisie (20)")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp())
    try:
        return measure(options, root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def measure(options: argparse.Namespace, root: Path) -> int:
    folder = make_folder(root, 0)
    bare, ours = [], []
    for _ in range(options.essais):
        bare.append(measure_start(BARE, folder))
        ours.append(measure_start(OURS, folder))
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"Démarrage jusqu’au premier écran, temps processeur, médiane de {options.essais} essais")
    print(f"  Textual seul {statistics.median(bare):6.0f} ms   (minimum {min(bare):.0f})")
    print(f"  Deliberia    {statistics.median(ours):6.0f} ms   (minimum {min(ours):.0f})   {ratio:.2f} fois")

    many = make_folder(root / "beaucoup", options.actes)
    keys = measure_keys(many, 60)
    print(f"Réaction à une touche, {options.actes} actes, pendant la lecture : ", end="")
    print(f"médiane {statistics.median(keys):.0f} ms, maximum {max(keys):.0f} ms, {len(keys)} touches")

    chance = random.Random(7)  # noqa: S311 - the same moments at each run
    lost = []
    for number in range(options.arrets):
        typed, kept = kill_once(folder, number, chance)
        if not typed.startswith(kept):
            print(f"  arrêt {number} : le fichier ne tient pas ce qui était tapé ({kept!r}, {typed!r})")
            return 1
        lost.append(len(typed) - len(kept))
    if lost:
        print(
            f"Arrêts brutaux : {len(lost)}, fichiers tous lisibles ; lettres perdues, à 50 par seconde : ",
            end="",
        )
        print(f"médiane {statistics.median(lost):.0f}, maximum {max(lost)}")
    within = ratio <= LIMIT and statistics.median(keys) <= KEY_LIMIT_MS
    verdict = "tenus" if within else "DÉPASSÉS"
    print(f"Budgets ({LIMIT} fois Textual seul, {KEY_LIMIT_MS} ms par touche) : {verdict}")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
