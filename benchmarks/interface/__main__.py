"""Measure the interface in a real terminal (a pseudo-terminal of 80 × 24).

    python benchmarks/interface [--essais 9] [--actes 1000] [--coupures 20]

1. Cold start: CPU time of the process until the first screen is painted, beside a bare Textual application
   (header, table, footer) started in turn in the same loop. Modules are already compiled, nothing else is.
2. Reaction to a key: from the moment the key is read to the repainting, in a folder of many acts, while the
   states of the acts are being worked out behind the screen.
3. Kills: an act is being typed, or a queue reviewed, at the pace of a fast hand; the process is killed
   (SIGKILL) at a random moment, then the act or the journal is read again. At most the key in flight is lost.

Needs a POSIX system.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from coupures import Bilan, kill_draft, kill_review
from terminal import run

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
    parser.add_argument("--coupures", type=int, default=20, help="arrêts brutaux, la moitié en revue (20)")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp())
    for name in ("STATE", "CACHE", "DATA", "CONFIG"):
        os.environ[f"XDG_{name}_HOME"] = str(root / name.lower())
    try:
        return measure(options, root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def measure(options: argparse.Namespace, root: Path) -> int:
    is_good = True
    if options.essais:
        is_good &= compare_starts(options.essais, make_folder(root, 0))
    if options.actes:
        is_good &= time_keys(make_folder(root / "beaucoup", options.actes), options.actes)
    if options.coupures:
        is_good &= cut(root / "coupures", options.coupures)
    print(f"Budgets : {'tenus' if is_good else 'DÉPASSÉS'}")
    return 0 if is_good else 1


def compare_starts(times: int, folder: Path) -> bool:
    bare, ours = [], []
    for _ in range(times):
        bare.append(measure_start(BARE, folder))
        ours.append(measure_start(OURS, folder))
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"Démarrage jusqu’au premier écran, temps processeur, médiane de {times} essais")
    print(f"  Textual seul {statistics.median(bare):6.0f} ms   (minimum {min(bare):.0f})")
    print(f"  Deliberia    {statistics.median(ours):6.0f} ms   (minimum {min(ours):.0f})   {ratio:.2f} fois")
    return ratio <= LIMIT


def time_keys(folder: Path, acts: int) -> bool:
    keys = measure_keys(folder, 60)
    print(f"Réaction à une touche, {acts} actes, pendant la lecture : ", end="")
    print(f"médiane {statistics.median(keys):.0f} ms, maximum {max(keys):.0f} ms, {len(keys)} touches")
    return statistics.median(keys) <= KEY_LIMIT_MS


def cut(root: Path, times: int) -> bool:
    chance = random.Random(7)  # noqa: S311 - the same moments at each run
    drafts, reviews = Bilan(), Bilan()
    for number in range(times):
        folder = root / f"{number:03}"
        if number % 2:
            reviews.add(kill_review(folder, chance))
        else:
            drafts.add(kill_draft(make_folder(folder, 0), chance))
    for what, bilan in (("rédaction", drafts), ("revue", reviews)):
        print(f"Arrêts brutaux, {what} : {bilan}")
    return drafts.is_good and reviews.is_good


if __name__ == "__main__":
    sys.exit(main())
