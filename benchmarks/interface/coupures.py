"""Kill the interface while one types or reviews, and read again what it kept."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from terminal import run

PACE = 0.08
"""Seconds between two keys: a fast hand."""
IN_FLIGHT = 1
"""Keys taken by the screen that may be lost. Those it has not read yet are counted apart."""
READY = """
import mmap, os
from pathlib import Path
from deliberia_tui.app import Application
counter = mmap.mmap(os.open(sys.argv[3], os.O_RDWR), 1)  # outlives the kill
def count(owner, name):
    former = getattr(owner, name)
    def counted(*arguments, **options):
        counter[0] += 1
        return former(*arguments, **options)
    setattr(owner, name, counted)
class Measured(Application):
    def on_ready(self):
        self.screen_to_kill = make_screen()
        self.push_screen(self.screen_to_kill)
        self.watch = self.set_interval(0.05, self.tell)
    def tell(self):
        if is_ready(self.screen_to_kill):
            self.watch.stop()
            Path(sys.argv[2]).touch()
"""
DRAFT = """
from deliberia_tui.ecrans.redaction import Redaction
count(Redaction, "_changed")
make_screen = lambda: Redaction(Path(sys.argv[1]) / "acte.toml", modele="subvention-association")
is_ready = lambda screen: screen.apercu is not None
Measured(Path(sys.argv[1])).run()
"""
REVIEW = """
from deliberia_tui.ecrans.revue import RevueEcran
count(RevueEcran, "_decide")
make_screen = RevueEcran
is_ready = lambda screen: not screen.is_reading and screen.item is not None
Measured(Path(sys.argv[1])).run()
"""
LINE = "Vu l’article {number} du code général des collectivités territoriales, dossier {rank} ;\n"
REFERENCES = ("L. 2311-7", "R. 2121-10", "L. 2121-999")


@dataclass(slots=True)
class Coupure:
    """One kill: keys sent, keys that the screen had taken, keys kept, and what is wrong with the file."""

    sent: int
    taken: int
    kept: int
    fault: str = ""


@dataclass(slots=True)
class Bilan:
    coupures: list[Coupure] = field(default_factory=list)

    def add(self, coupure: Coupure) -> None:
        self.coupures.append(coupure)

    @property
    def lost(self) -> list[int]:
        return [max(0, one.taken - one.kept) for one in self.coupures]

    @property
    def faults(self) -> list[str]:
        return [one.fault for one in self.coupures if one.fault]

    @property
    def is_good(self) -> bool:
        return not self.faults and max(self.lost, default=0) <= IN_FLIGHT

    def __str__(self) -> str:
        if not self.coupures:
            return "aucun"
        keys = sum(one.sent for one in self.coupures)
        unread = sum(one.sent - one.taken for one in self.coupures)
        told = f"{len(self.coupures)}, {keys} touches dont {unread} pas encore lues, "
        told += f"{sum(self.lost)} perdues, {max(self.lost)} au plus par arrêt"
        return f"{told}, {len(self.faults)} fichier abîmé" + "".join(f"\n  {one}" for one in self.faults)


def kill_draft(folder: Path, chance: random.Random) -> Coupure:
    """Type into a new act, kill, and compare what the file holds with what was typed."""
    typed = [chance.choice("abcdefghijklmnopqrstuvwxy") for _ in range(chance.randrange(3, 20))]
    taken = _press(folder, READY + DRAFT, typed, chance)
    path = folder / "acte.toml"
    if not path.exists():
        return Coupure(len(typed), taken, 0)
    try:
        kept = tomllib.loads(path.read_text(encoding="utf-8"))["champs"]["beneficiaire"]
    except (ValueError, LookupError, OSError) as error:
        return Coupure(len(typed), taken, 0, f"{path}: {error!r}")
    whole = "".join(typed)
    fault = "" if whole.startswith(kept) else f"{kept!r} pour {whole!r}"
    return Coupure(len(typed), taken, len(kept), fault)


def kill_review(folder: Path, chance: random.Random) -> Coupure:
    """Accept items one by one, kill, and read the journal again."""
    from deliberia.revue import Journal

    folder.mkdir(parents=True)
    for number in range(8):
        lines = ["Commune de Val-Fleuri\nSéance du mardi 17 novembre 2026\n\n"]
        lines += [LINE.format(number=one, rank=number) for one in REFERENCES]
        (folder / f"acte-{number}.txt").write_text("".join(lines), encoding="utf-8")
    keys = ["a"] * chance.randrange(3, 20)
    taken = _press(folder, READY + REVIEW, keys, chance)
    journal = Journal(folder, "Claire Vasseur")
    faults = [str(one) for one in journal.verify() if one.ecart.is_fault]
    return Coupure(len(keys), taken, journal.total, " ; ".join(faults))


def _press(folder: Path, code: str, keys: list[str], chance: random.Random) -> int:
    """Press keys at the pace of a hand once the screen is ready, then kill it at a random moment.

    Returns how many keys the screen had taken.
    """
    ready = folder.parent / f"{folder.name}.pret"
    counter = folder.parent / f"{folder.name}.touches"
    counter.write_bytes(b"\0")
    os.environ["DELIBERIA_RELECTEUR"] = "Claire Vasseur"
    with run(code, str(folder), str(ready), str(counter)) as (process, master):
        _wait(process, ready)
        for key in keys[:-1]:
            os.write(master, key.encode())
            time.sleep(PACE)
        os.write(master, keys[-1].encode())
        time.sleep(chance.random() * PACE)  # the last key is in flight
        process.send_signal(signal.SIGKILL)
        process.wait()
    return counter.read_bytes()[0]


def _wait(process: subprocess.Popen[bytes], ready: Path) -> None:
    deadline = time.monotonic() + 60
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the screen never came")
        time.sleep(0.05)
