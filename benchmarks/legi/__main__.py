"""Measure the import of LEGI archives: CPU seconds and peak memory, beside gunzip and the public importer.

    python benchmarks/legi [--tailles 20000,200000] [--legi-py /chemin/venv/bin/python]

Archives are made by the generator of synthetic archives, once for each size, and kept in `--dossier`. Each
line is one process of its own: CPU seconds are user plus system, start of Python included. The public
importer is `legi` 0.6 from the package registry, which needs libarchive and hunspell: give the Python of its
environment.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

GENERATOR = Path("../shared/legi-sample/make_legi_sample.py")
CODES = 100
"""Codes in each archive, about as many as in the official base."""

IMPORT = """
import sys
from pathlib import Path
from deliberia.legi import import_archives
codes = sys.argv[3].split(",") if len(sys.argv) > 3 else None
print(import_archives([Path(sys.argv[1])], base=Path(sys.argv[2]), codes=codes).articles)
"""
INFLATE = """
import sys
from pathlib import Path
from deliberia.legi.gunzip import GzipBlocks
for path in Path(sys.argv[1]).glob("*.tar.gz"):
    for _ in GzipBlocks(path):
        pass
"""


@dataclass(frozen=True)
class Run:
    """What one process used."""

    cpu: float
    wall: float
    memory: int
    """Peak, in MB."""
    output: str


def main() -> None:
    parser = argparse.ArgumentParser(description="Vitesse et mémoire de l’import des archives LEGI.")
    parser.add_argument(
        "--tailles", default="20000,200000", help="fichiers d’articles, séparés par des virgules"
    )
    parser.add_argument("--essais", type=int, default=1, help="répétitions ; la médiane du CPU est gardée")
    parser.add_argument("--fabrique", type=Path, default=GENERATOR, help="générateur d’archives")
    parser.add_argument("--dossier", type=Path, default=Path(tempfile.gettempdir()) / "deliberia-legi")
    parser.add_argument("--legi-py", default="", help="Python de l’environnement où legi 0.6 est installé")
    options = parser.parse_args()
    if not options.fabrique.is_file():
        parser.error(f"générateur introuvable : {options.fabrique}")

    print("| archive | tâche | CPU, s | articles par s de CPU | écoulé, s | mémoire, Mo | base, Mo |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for size in map(int, options.tailles.split(",")):
        folder = make_archives(options.fabrique, options.dossier, size)
        measure_size(folder, size, options.essais, options.legi_py)


def make_archives(generator: Path, root: Path, size: int) -> Path:
    """Return a folder with a complete archive and a daily one of 1 % of its articles."""
    folder = root / f"legi-{size}-{CODES}"
    if not (folder / "truth.json").is_file():
        command = [
            sys.executable,
            str(generator),
            str(folder),
            "--articles",
            str(size),
            "--codes",
            str(CODES),
        ]
        subprocess.run([*command, "--delta", "0.01", "--traps"], check=True, stdout=subprocess.DEVNULL)
    return folder


def measure_size(folder: Path, size: int, repeats: int, legi_python: str) -> None:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    expected = truth["daily"]["articles_after"]
    archives = [str(path) for path in sorted(folder.glob("*.tar.gz"))]
    base = folder / "base.sqlite"
    ten = ",".join(f"LEGITEXT9{number:011d}" for number in range(1, 11))
    tasks: dict[str, list[str]] = {}
    if shutil.which("gunzip"):
        tasks["gunzip"] = ["gunzip", "-c", *archives]
    tasks["décompression par Deliberia"] = [sys.executable, "-c", INFLATE, str(folder)]
    tasks["Deliberia, dix codes"] = [sys.executable, "-c", IMPORT, str(folder), str(base), ten]
    tasks["Deliberia, tout"] = [sys.executable, "-c", IMPORT, str(folder), str(base)]
    if legi_python:
        tasks["legi 0.6"] = [legi_python, "-m", "legi.tar2sqlite", str(base), str(folder)]
        tasks["legi 0.6, --raw"] = [legi_python, "-m", "legi.tar2sqlite", "--raw", str(base), str(folder)]
    for name, command in tasks.items():
        runs = []
        for _ in range(repeats):
            for left in folder.glob("base.sqlite*"):
                left.unlink()
            runs.append(run(command))
        show(size, name, runs, base)
        if name == "Deliberia, tout" and int(runs[0].output) != expected:
            sys.exit(f"{runs[0].output} articles au lieu de {expected}")
    if not legi_python:
        print(f"| {size} | legi 0.6 | – | passé : donnez --legi-py | – | – | – |")


def run(command: list[str]) -> Run:
    """Run a process and return what it used, its children included."""
    with tempfile.TemporaryFile() as output, open(os.devnull, "wb") as nowhere:
        into = nowhere if command[0] == "gunzip" else output
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=into, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"échec ({process.returncode}) : {' '.join(command)[:200]}")
        output.seek(0)
        text = output.read().decode("utf-8", "replace").strip()
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss // 1024, text)


def show(size: int, name: str, runs: list[Run], base: Path) -> None:
    cpu = statistics.median(one.cpu for one in runs)
    wall = statistics.median(one.wall for one in runs)
    memory = max(one.memory for one in runs)
    rate = f"{size / cpu:,.0f}".replace(",", " ")
    weight = f"{base.stat().st_size / 1e6:.0f}" if base.is_file() else "–"
    print(f"| {size} | {name} | {cpu:.2f} | {rate} | {wall:.1f} | {memory} | {weight} |", flush=True)


if __name__ == "__main__":
    main()
