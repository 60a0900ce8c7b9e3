"""Measure how many acts are written and read per second of CPU, beside the usual libraries.

    python benchmarks/documents [--essais 5] [--textes ../shared/corpus-dev/texts]

Every writer prints the same act of 8 visas, 6 considérants, 7 articles and a table of 23 votes, each time
with another number; the runs of all writers are interleaved and the median is kept. CPU time is that of this
process. A library that is not installed is skipped with the reason: docxtpl is no dependency of the project.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from acte import make_projet
from autres import make_docxtpl, make_python_docx

from deliberia.documents import projet_text, read_document, render_docx, render_html, render_markdown

Task = Callable[[int], object]


def main() -> None:
    parser = argparse.ArgumentParser(description="Vitesse d’écriture et de lecture des documents.")
    parser.add_argument("--essais", type=int, default=5, help="répétitions ; la médiane est gardée")
    parser.add_argument("--textes", type=Path, default=Path("../shared/corpus-dev/texts"))
    options = parser.parse_args()

    tasks, skipped = make_tasks()
    tasks |= make_reading_tasks(options.textes, skipped)
    rates: dict[str, list[tuple[float, float]]] = {name: [] for name in tasks}
    for task, count in tasks.values():
        measure(task, max(1, count // 10))  # warm up: caches, imports
    for _ in range(options.essais):
        for name, (task, count) in tasks.items():
            rates[name].append(measure(task, count))

    print("| tâche | par seconde de CPU (médiane) | étendue | par seconde écoulée |")
    print("|---|---:|---|---:|")
    for name, found in rates.items():
        cpu = [rate for rate, _ in found]
        wall = statistics.median(rate for _, rate in found)
        print(f"| {name} | {statistics.median(cpu):.0f} | {min(cpu):.0f} à {max(cpu):.0f} | {wall:.0f} |")
    for name, reason in skipped.items():
        print(f"| {name} | – | passé : {reason} | – |")


def make_tasks() -> tuple[dict[str, tuple[Task, int]], dict[str, str]]:
    """Return the writers, each with how many acts make one run, and those that are skipped."""
    projets = [make_projet(rank) for rank in range(50)]

    def each(write: Callable[..., object]) -> Task:
        return lambda rank: write(projets[rank % len(projets)])

    tasks: dict[str, tuple[Task, int]] = {"écrire en DOCX : Deliberia": (each(render_docx), 1_000)}
    skipped: dict[str, str] = {}
    for name, make in (("docxtpl", make_docxtpl), ("python-docx", make_python_docx)):
        try:
            tasks[f"écrire en DOCX : {name}"] = (each(make()), 20)
        except ImportError as error:
            skipped[f"écrire en DOCX : {name}"] = f"non installé ({error.name})"
    tasks["écrire en HTML"] = (each(render_html), 1_000)
    tasks["écrire en Markdown"] = (each(render_markdown), 1_000)
    tasks["texte de l’acte"] = (each(projet_text), 1_000)
    return tasks, skipped


def make_reading_tasks(folder: Path, skipped: dict[str, str]) -> dict[str, tuple[Task, int]]:
    """Return the readers: the act above as DOCX, and a folder of plain texts."""
    files = [render_docx(make_projet(rank)) for rank in range(20)]
    tasks: dict[str, tuple[Task, int]] = {
        "lire un DOCX (avec ses places)": (lambda rank: read_document(files[rank % len(files)]), 200)
    }
    texts = [path.read_bytes() for path in sorted(folder.glob("*.txt"))] if folder.is_dir() else []
    if texts:
        name = f"lire un texte ({len(texts)} actes de {folder.name})"
        tasks[name] = (lambda rank: read_document(texts[rank % len(texts)], nom="a.txt"), len(texts))
    else:
        skipped["lire un texte"] = f"le dossier {folder.name} est absent"
    return tasks


def measure(task: Task, count: int) -> tuple[float, float]:
    """Return how many times a second `task` runs: of CPU, of wall clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    for rank in range(count):
        task(rank)
    return count / (time.process_time() - cpu), count / (time.perf_counter() - wall)


if __name__ == "__main__":
    main()
