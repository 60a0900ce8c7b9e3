"""Measure a lot: acts per second by cores, memory, growth, beside docxtpl rendering the same two-page act.

    python benchmarks/lot [--actes 10000] [--docxtpl ENV/bin/python]

Each measure is a process of its own, with its children: CPU seconds and the largest memory of one process.
docxtpl is no dependency of the project: `--docxtpl` names a Python that has it; by default this one.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADING = (
    "numero",
    "beneficiaire",
    "objet",
    "montant",
    "imputation",
    "votants",
    "pour",
    "contre",
    "abstentions",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--actes", type=int, default=10_000)
    parser.add_argument("--docxtpl", default=sys.executable, help="Python that has docxtpl")
    options = parser.parse_args()
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("| mesure | actes | secondes | actes/s | actes/s de CPU | mémoire du plus gros processus |")
        print("|---|---:|---:|---:|---:|---:|")
        for count in (100, 1_000, options.actes):
            both, _ = _report(f"rédiger et écrire, {cores} cœurs", folder, count, cores)
        single, alone = _report("rédiger et écrire, 1 fil", folder, options.actes, 1)
        again, _ = _report(f"rédiger et écrire, {cores} cœurs", folder, options.actes, cores)
        _report("rédiger, contrôler et écrire, 1 fil", folder, 300, 1, checked=True)
        _report(f"rédiger, contrôler et écrire, {cores} cœurs", folder, 1_000, cores, checked=True)
        print(f"part du linéaire sur {cores} cœurs : {max(both, again) / (single * cores):.2f}")
        _beside_docxtpl(options.docxtpl, folder, alone)
    return 0


def _report(name: str, folder: Path, count: int, cores: int, *, checked: bool = False) -> tuple[float, float]:
    """Run one lot and print its line; return its acts per second, of the clock and of CPU."""
    table = folder / f"{count}.csv"
    _write_table(table, count)
    with tempfile.TemporaryDirectory(dir=folder) as output:
        made = _call(sys.executable, "mesure.py", str(table), output, str(cores), str(int(checked)))
    speed = count / float(made["secondes"])
    print(
        f"| {name} | {count} | {made['secondes']:.1f} | {speed:.0f} | {count / made['cpu']:.0f} "
        f"| {made['memoire'] / 1024:.0f} Mo |",
        flush=True,
    )
    return speed, count / made["cpu"]


def _beside_docxtpl(python: str, folder: Path, ours: float) -> None:
    """Time the two ways in the same run, on the same act; only the rendering is asked of docxtpl."""
    act = folder / "acte.json"
    act.write_text(json.dumps(_call(sys.executable, "mesure.py", "acte")), encoding="utf-8")
    try:
        theirs = _call(python, "docxtpl_seul.py", str(act), "60")
    except subprocess.CalledProcessError:
        print("docxtpl : non mesuré, la bibliothèque est absente de ce Python.")
        return
    rate = theirs["actes"] / theirs["cpu"]
    print(f"docxtpl, le même acte : {rate:.1f} actes par seconde de CPU.")
    print(f"Deliberia, un fil, acte rédigé et écrit : {ours:.0f}, soit {ours / rate:.1f} fois.")


def _call(python: str, script: str, *arguments: str) -> dict[str, float]:
    run = subprocess.run([python, str(HERE / script), *arguments], check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(run.stdout)
    return measured


def _write_table(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADING)
        for rank in range(1, count + 1):
            amount = f"{900 + rank},50 €"
            row = [f"2026_{rank:05}", f"Les Amis n° {rank}", "fête du four", amount, "65748", 9, 9, 0, 0]
            writer.writerow(row)


if __name__ == "__main__":
    sys.exit(main())
