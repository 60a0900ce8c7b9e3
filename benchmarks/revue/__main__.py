"""Measure the review.

    python benchmarks/revue [--actes 1000] [--points 600] [--decisions 500] [--arrets 200] [--ecrans 10]

1. Opening of a folder of many acts, the first time then from the cache.
2. Decisions through the real screen (Pilot, 80 × 24): reaction to the key, time until the line is on the
   disk, memory before and after, and whether the last decisions are slower than the first.
3. Kills (SIGKILL) of a process that decides, then of the screen itself: nothing lost, journal sound.

Needs a POSIX system.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from arrets import check_journal, kill_once, kill_screen
from dossiers import make_folder
from ecran import STEP, measure

KEY_LIMIT_MS = 50
SLOWER = 1.5
"""The last quarter of the decisions takes at most so many times the first."""
MEMORY_LIMIT = 2 * 1024 * 1024
"""Bytes gained over the last hundred decisions: the screen's own caches fill during the first."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Mesure la revue.")
    parser.add_argument("--actes", type=int, default=1000, help="actes du dossier (1000)")
    parser.add_argument("--points", type=int, default=600, help="références à relire, environ (600)")
    parser.add_argument("--decisions", type=int, default=500, help="décisions à l’écran (500)")
    parser.add_argument("--arrets", type=int, default=200, help="arrêts brutaux d’un processus (200)")
    parser.add_argument("--ecrans", type=int, default=10, help="arrêts brutaux de l’écran (10)")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp())
    os.environ["XDG_CACHE_HOME"] = str(root / "cache")
    os.environ["DELIBERIA_RELECTEUR"] = "Claire Vasseur"
    os.environ["DELIBERIA_POSTE"] = "mesure"
    try:
        is_good = measure_opening(options, root)
        is_good &= measure_screen(options, root)
        is_good &= measure_kills(options, root)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return 0 if is_good else 1


def measure_opening(options: argparse.Namespace, root: Path) -> bool:
    from deliberia.revue import Cache, open_queue

    folder = make_folder(root, options.actes, options.points)
    times = []
    for _ in range(2):
        cache = Cache()
        since = time.perf_counter()
        revue = open_queue(folder, cache=cache)
        times.append(time.perf_counter() - since)
        cache.close()
    print(f"Ouverture de {len(revue.actes)} actes, {len(revue.items)} points : ", end="")
    print(f"{times[0]:.1f} s la première fois, {times[1]:.2f} s ensuite")
    return times[1] < times[0]


def measure_screen(options: argparse.Namespace, root: Path) -> bool:
    found = measure(root / "actes", options.decisions)
    quarter = len(found.processeur) // 4
    first = statistics.median(found.processeur[:quarter])
    last = statistics.median(found.processeur[-quarter:])
    keys, written = sorted(found.touches), found.enregistrements
    gained = found.memoire[-1] - found.memoire[-2]
    print(f"Écran, {options.decisions} décisions au clavier, dossier ouvert en {found.ouverture:.0f} ms")
    print(f"  réaction à la touche : médiane {statistics.median(keys):.1f} ms, ", end="")
    print(f"95 % sous {keys[int(len(keys) * 0.95)]:.1f} ms, maximum {keys[-1]:.1f} ms")
    print(f"  temps processeur par décision : premier quart {first:.1f} ms, ", end="")
    print(f"dernier quart {last:.1f} ms ({last / first:.2f} fois)")
    print(f"  de la touche au disque : médiane {statistics.median(written):.1f} ms")
    print(f"  mémoire toutes les {STEP} décisions : ", end="")
    print(", ".join(f"{one / 1e6:.1f} Mo" for one in found.memoire), end="")
    print(f" ; objets {', '.join(map(str, found.objets))}")
    return statistics.median(keys) <= KEY_LIMIT_MS and last <= SLOWER * first and gained <= MEMORY_LIMIT


def measure_kills(options: argparse.Namespace, root: Path) -> bool:
    chance = random.Random(11)  # noqa: S311 - the same moments at each run
    folder = make_folder(root / "arrets", 6, 18)
    told: set[str] = set()
    for _ in range(options.arrets):
        told |= set(kill_once(folder, chance))
    kept, lost, faults = check_journal(folder, told)
    print(
        f"Arrêts brutaux d’un processus qui décide : {options.arrets} ; {len(told)} décisions annoncées, ",
        end="",
    )
    print(f"{lost} perdues, {kept} lignes au journal, {len(faults)} altération(s)")
    screens = make_folder(root / "ecrans", 400, 1200)
    sent = sum(kill_screen(screens, chance) for _ in range(options.ecrans))
    kept, _, broken = check_journal(screens, set())
    print(f"Arrêts brutaux de l’écran : {options.ecrans} ; {sent} touches, {kept} lignes, ", end="")
    print(f"{len(broken)} altération(s)")
    for fault in (*faults, *broken):
        print(f"  {fault}")
    # The key in flight at each kill may be lost, nothing before it.
    return not lost and not faults and not broken and sent - kept <= 2 * options.ecrans


if __name__ == "__main__":
    sys.exit(main())
