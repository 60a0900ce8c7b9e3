"""Measure what it costs to start the command line.

    python benchmarks/demarrage [--essais 21]

CPU time (user and system, of the child process alone) of each command, run in turn in one loop so that
all of them meet the same machine; the median is kept. Then the import time of `deliberia.cli`, the median
of as many runs of `python -X importtime`, with the modules that cost most. Needs a POSIX system.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

LIMIT = 8
"""At most so many times the CPU time of a Python that does nothing."""

PYTHON = sys.executable
BARE = "python -c pass"
COMMANDS = {
    BARE: [PYTHON, "-c", "pass"],
    "python -m deliberia --version": [PYTHON, "-m", "deliberia", "--version"],
    "deliberia --version": [str(Path(PYTHON).with_name("deliberia")), "--version"],
    "import deliberia.cli": [PYTHON, "-c", "import deliberia.cli"],
    "python -m deliberia --help": [PYTHON, "-m", "deliberia", "--help"],
}
JUDGED = ("python -m deliberia --version", "deliberia --version")


def cpu_time(command: list[str]) -> float:
    """Run `command` without its output and return the CPU time of its process, in milliseconds.

    Raises:
        subprocess.CalledProcessError: the command failed, and its time means nothing.
    """
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=silence)
    _, status, usage = os.wait4(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise subprocess.CalledProcessError(code, command)
    return (usage.ru_utime + usage.ru_stime) * 1000


def import_times(module: str) -> dict[str, tuple[float, float]]:
    """Return the own and the cumulated time, in milliseconds, of each module that `module` loads."""
    trace = subprocess.run(
        [PYTHON, "-X", "importtime", "-c", f"import {module}"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stderr
    rows = re.findall(r"^import time:\s+(\d+) \|\s+(\d+) \|\s+(\S+)$", trace, re.M)
    return {name: (int(own) / 1000, int(cumulated) / 1000) for own, cumulated, name in rows}


def measure_commands(runs: int) -> bool:
    """Print the table of the commands and return whether the judged ones hold the limit."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            times[name].append(cpu_time(command))
    bare = statistics.median(times[BARE])
    print(f"Temps processeur, médiane de {runs} essais\n")
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"{name:32} {middle:7.1f} ms   {middle / bare:4.1f} fois   (minimum {min(values):.1f})")
    return all(statistics.median(times[name]) <= LIMIT * bare for name in JUDGED)


def measure_imports(runs: int, module: str = "deliberia.cli") -> None:
    traces = [import_times(module) for _ in range(runs)]
    total = statistics.median(trace[module][1] for trace in traces)
    print(f"\nImport de {module} : {total:.1f} ms (python -X importtime), dont")
    own = {name: statistics.median(trace[name][0] for trace in traces if name in trace) for name in traces[0]}
    for name in sorted(own, key=lambda name: -own[name])[:8]:
        print(f"  {name:30} {own[name]:5.1f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description="Mesure le démarrage de la ligne de commande.")
    parser.add_argument("--essais", type=int, default=21, help="nombre d’essais (21)")
    runs = parser.parse_args().essais
    within = measure_commands(runs)
    measure_imports(runs)
    print(f"\nBudget de --version ({LIMIT} fois Python seul) : {'tenu' if within else 'DÉPASSÉ'}")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
