"""Speed: one thread against another extractor, a pool of processes, memory, start-up."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import IO

from precision import read_texts

from deliberia.citations import find_citations

_OURS = """
import sys
sys.path.insert(0, {src!r})
from deliberia.citations import find_citations as find
"""
_THEIRS = """
from metslesliens import donnelescandidats
def find(text):
    return donnelescandidats(text)
"""
_ROUNDS = """
import resource, sys, time
from pathlib import Path
texts = [path.read_text(encoding="utf-8") for path in sorted(Path({folder!r}).glob("*.txt"))]
for line in sys.stdin:
    start = time.perf_counter()
    for text in texts:
        find(text)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(time.perf_counter() - start, peak, flush=True)
"""
_SRC = str(Path(__file__).resolve().parents[2] / "src")
_TWO_PAGES = "Vu l’article L. 2121-29 du CGCT ; Vu la loi n° 82-213 du 2 mars 1982 ; " * 70


class Runner:
    """A fresh process that reads the whole folder each time it is asked."""

    def __init__(self, python: str, prelude: str, folder: Path) -> None:
        code = prelude + _ROUNDS.format(folder=str(folder))
        self.process = subprocess.Popen(
            [python, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self.seconds: list[float] = []
        self.peak = 0

    def round(self) -> None:
        self._pipe(self.process.stdin).write("\n")
        self._pipe(self.process.stdin).flush()
        seconds, peak = self._pipe(self.process.stdout).readline().split()
        self.seconds.append(float(seconds))
        self.peak = int(peak)

    def close(self) -> None:
        self._pipe(self.process.stdin).close()
        self._pipe(self.process.stdout).close()
        self.process.wait()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        if pipe is None:
            raise RuntimeError("the process has no pipe")
        return pipe


def _has_metslesliens(python: str | None) -> str | None:
    """Why metslesliens cannot run; None when it can."""
    if python is None:
        return "no interpreter given (--metslesliens)"
    done = subprocess.run([python, "-c", "import metslesliens"], capture_output=True, text=True)
    return None if done.returncode == 0 else f"metslesliens is not installed for {python}"


def print_speed(folder: Path, metslesliens: str | None, rounds: int) -> None:
    """Print characters per second, medians of interleaved rounds, and the peak memory of each process."""
    texts = read_texts(folder)
    characters = sum(map(len, texts.values()))
    print(f"speed on {len(texts)} texts, {characters:,} characters, medians of {rounds} rounds")
    print(f"{'extractor':<40}{'characters/s':>14}{'peak memory':>14}")
    runners = {"deliberia, context resolved": Runner(sys.executable, _OURS.format(src=_SRC), folder)}
    missing = _has_metslesliens(metslesliens)
    if missing is None and metslesliens:
        runners["metslesliens"] = Runner(metslesliens, _THEIRS, folder)
    for _ in range(rounds):
        for runner in runners.values():
            runner.round()
    speeds = {name: characters / statistics.median(runner.seconds) for name, runner in runners.items()}
    for name, runner in runners.items():
        runner.close()
        print(f"{name:<40}{speeds[name]:>14,.0f}{runner.peak / 1024:>11.0f} MiB")
    if missing:
        print(f"metslesliens: skipped, {missing}")
    else:
        print(f"{'ratio':<40}{speeds['deliberia, context resolved'] / speeds['metslesliens']:>13.1f}x")
    _print_pool(list(texts.values()), characters)


def _count(text: str) -> int:
    return len(find_citations(text))


def _print_pool(texts: list[str], characters: int, copies: int = 10) -> None:
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(_count, texts[:workers]))
        start = time.perf_counter()
        list(pool.map(_count, texts * copies, chunksize=20))
        seconds = time.perf_counter() - start
    name = f"pool of {workers} processes, folder x {copies}"
    print(f"{name:<40}{characters * copies / seconds:>14,.0f}\n")


def _cpu(arguments: list[str]) -> float:
    """CPU seconds of a process, the least of five."""
    least = float("inf")
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least


def print_start_up() -> None:
    """Print the CPU of a whole process that reads a two-page text, against a process that does nothing."""
    nothing = _cpu(["-c", "pass"])
    ours = _cpu(["-c", f"{_OURS.format(src=_SRC)}\nfind({_TWO_PAGES!r})"])
    print(f"CPU of `python -c pass`: {nothing * 1000:.0f} ms; of a process that reads two pages: ", end="")
    print(f"{ours * 1000:.0f} ms ({ours / nothing:.1f} times)\n")
