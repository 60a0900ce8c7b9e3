"""Measure the reference base: `python benchmarks/base [--partage ../shared] [--detail]`.

Prints a table: right answers on the questions of the reference folder (skipped, with the reason, when the
folder is absent), speed of a fresh process and of a warm one, size on disk, memory.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import subprocess
import sys
import time
import zlib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(CHECKOUT / "src"), str(Path(__file__).resolve().parent)]

import mesures  # noqa: E402

from deliberia.legal_refs import load_base  # noqa: E402
from deliberia.verification import verify  # noqa: E402

_FRESH = """
import time
start = time.perf_counter()
import datetime as dt
from deliberia.verification import verify
loaded = time.perf_counter()
verify("CGCT:L2121-29", on=dt.date(2026, 11, 17))
print((loaded - start) * 1000, (time.perf_counter() - loaded) * 1000)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Mesure la base de références.")
    parser.add_argument("--partage", type=Path, default=CHECKOUT.parent / "shared")
    parser.add_argument("--detail", action="store_true", help="liste les exceptions de chaque mesure")
    options = parser.parse_args()
    lines = [*measure_speed(), *measure_size(), mesures.measure_known_today(list(load_base().notices))]
    if options.partage.is_dir():
        lines.append(mesures.measure_probe(options.partage))
        lines.extend(mesures.measure_stale(options.partage))
        lines.extend(mesures.measure_corpus(options.partage))
    else:
        print(f"Mesures de justesse sautées : le dossier {options.partage} est absent.", file=sys.stderr)
    for line in lines:
        mark = "oui" if line.is_reached else "NON"
        print(f"{line.nom:55} {line.valeur:>32}   attendu {line.attendu:22} {mark}")
        if options.detail:
            print("".join(f"    {text}\n" for text in line.detail), end="")
    return 0 if all(line.is_reached for line in lines) else 1


def measure_speed() -> list[mesures.Mesure]:
    """Fresh process (best of five); then keys never asked, days never asked, and the same questions again."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", _FRESH], capture_output=True, text=True, check=True, cwd=CHECKOUT
        )
        for _ in range(5)
    ]
    imports, first = min(tuple(map(float, run.stdout.split())) for run in runs)
    base = load_base()
    keys = [f"{code}:{num}" for code in base.codes for num in base.iter_numbers(code)]
    sample = random.Random(0).sample(keys, 20_000)  # noqa: S311 - a sample, not a secret
    never = time_verdicts(sample, dt.date(2024, 5, 1))
    other_day = time_verdicts(sample, dt.date(2023, 5, 1))
    again = time_verdicts(sample * 10, dt.date(2023, 5, 1))
    return [
        mesures.Mesure(
            "processus neuf : imports, premier verdict",
            f"{imports:.0f} ms, {first:.1f} ms",
            "50 ms",
            first < 50,
        ),
        mesures.Mesure(
            "verdicts à chaud (questions déjà posées)", f"{again:,.0f}/s", "200 000/s", again > 200_000
        ),
        mesures.Mesure("verdicts, jour nouveau", f"{other_day:,.0f}/s", "-", True),
        mesures.Mesure("verdicts, clé jamais vue", f"{never:,.0f}/s", "-", True),
    ]


def time_verdicts(keys: list[str], on: dt.date) -> float:
    start = time.perf_counter()
    for cle in keys:
        verify(cle, on=on)
    return len(keys) / (time.perf_counter() - start)


def measure_size() -> list[mesures.Mesure]:
    folder = load_base().folder
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    packed = sum(len(zlib.compress(path.read_bytes())) for path in files)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        mesures.Mesure(
            "taille sur disque, comprimée",
            f"{size / 1e6:.1f} Mo, {packed / 1e6:.1f} Mo",
            "quelques Mo",
            packed < 5e6,
        ),
        mesures.Mesure("mémoire, tous les codes chargés", f"{memory:.0f} Mo", "-", True),
    ]


if __name__ == "__main__":
    sys.exit(main())
