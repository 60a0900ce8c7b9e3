"""Running a lot: chunks to workers, a journal that a kill cannot spoil, results in the order of the rows."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents import make_folder, write_atomic
from deliberia.errors import DataError, UsageError
from deliberia.lot.jobs import Job, Outcome, Task, make_task
from deliberia.lot.report import LotReport
from deliberia.lot.work import work

if TYPE_CHECKING:
    from deliberia.lot.columns import Plan
    from deliberia.lot.table import Table

JOURNAL = ".deliberia-lot.jsonl"
"""Kept in the folder of the acts: what was written, so that a stopped lot goes on."""
CHUNK = 20
"""Rows sent at once to a worker."""
_AHEAD = 3
"""Chunks in flight for each worker: enough to keep it busy, few enough to keep memory flat."""
_HASH_BLOCK = 1 << 20
_FRESH = 60
"""Seconds under which a half-written file is left alone."""


class Progress(NamedTuple):
    """How far a lot is."""

    faits: int
    total: int
    debit: float
    """Acts a second."""
    restant: float
    """Seconds."""


Show = Callable[[Progress], None]


def run_lot(
    job: Job,
    table: Table,
    plan: Plan,
    folder: Path,
    *,
    essai: bool = False,
    coeurs: int = 0,
    ordonnanceur: str = "",
    force: bool = False,
    progress: Show | None = None,
) -> LotReport:
    """Draft every row of a table into a folder.

    A row that is wrong is reported and the others go on. Stopped at any moment, the same command finishes the
    work: rows already written, and unchanged since, are left as they are.

    Args:
        job: what is the same for all rows.
        table: read twice: once to count its rows, once to draft them.
        plan: which column feeds which field.
        folder: made if missing.
        essai: write nothing, report everything.
        coeurs: processes; 0 for all the cores.
        ordonnanceur: address of a Dask scheduler, « tcp://… », instead of the processes of this machine.
        force: replace files that this lot did not write.
        progress: called after each chunk.

    Raises:
        UsageError: another lot runs in this folder.
        DocumentError: the disk refused, or a PDF is asked for without LibreOffice.
    """
    total = sum(1 for _ in table.iter_rows())
    if not total:
        raise DataError("Ce tableau n’a aucune ligne à rédiger.", place=str(table.path))
    start = time.perf_counter()
    if essai:
        outcomes = list(
            _watch(
                _execute(job, table, plan, None, {}, folder, essai, coeurs, ordonnanceur, force),
                total,
                progress,
            )
        )
        return LotReport.gather(job, table, outcomes, time.perf_counter() - start)
    make_folder(folder)
    with _lock(folder):
        _sweep(folder)
        journal = _Journal(folder / JOURNAL)
        done = journal.load()
        with journal:
            run = _execute(job, table, plan, journal, done, folder, essai, coeurs, ordonnanceur, force)
            outcomes = list(_watch(run, total, progress))
    return LotReport.gather(job, table, outcomes, time.perf_counter() - start)


def _watch(outcomes: Iterable[Outcome], total: int, show: Show | None) -> Iterator[Outcome]:
    start = time.perf_counter()
    for count, outcome in enumerate(outcomes, 1):
        yield outcome
        if show is not None and (count % CHUNK == 0 or count == total):
            elapsed = max(time.perf_counter() - start, 1e-6)
            show(Progress(count, total, count / elapsed, (total - count) * elapsed / count))


def _execute(
    job: Job,
    table: Table,
    plan: Plan,
    journal: _Journal | None,
    done: dict[str, Outcome],
    folder: Path,
    essai: bool,
    coeurs: int,
    ordonnanceur: str,
    force: bool,
) -> Iterator[Outcome]:
    """Yield what became of each row, in order; what was written is in the journal before it is yielded."""
    foreign = journal.foreign if journal is not None else frozenset()
    tasks = _iter_tasks(job, table, plan, done, foreign, folder, essai=essai, force=force)
    target = None if essai or ordonnanceur else str(folder)
    for chunk in _run_chunks(job, tasks, target, essai=essai, coeurs=coeurs, ordonnanceur=ordonnanceur):
        written = []
        for outcome in chunk:
            if outcome.octets:
                write_atomic(folder / outcome.fichier, outcome.octets, force=True)
                outcome = outcome._replace(octets=b"")
            written.append(outcome)
        if journal is not None:
            journal.add([one for one in written if one.etat in ("ecrit", "projet")])
        yield from written


def _iter_tasks(
    job: Job,
    table: Table,
    plan: Plan,
    done: dict[str, Outcome],
    foreign: frozenset[str],
    folder: Path,
    *,
    essai: bool,
    force: bool,
) -> Iterator[Task | Outcome]:
    """Yield the rows to do; for a row already done or impossible, what became of it."""
    names: dict[str, tuple[int, str]] = {}
    for row in table.iter_rows():
        task = make_task(row, table, plan, job)
        name = task.nom.casefold()
        numero = str(task.valeurs.get("numero", ""))
        first, other = names.setdefault(name, (row.ligne, numero))
        if first != row.ligne:
            task = replace(task, fautes=(*task.fautes, _name_twice(task, numero, first, other)))
        if task.fautes:
            yield task
        elif not essai and task.cle in done and _is_intact(folder, done[task.cle]):
            former = done[task.cle]
            yield former._replace(rang=row.rang, ligne=row.ligne, etat="deja")
        elif not essai and not force and name in foreign:
            yield _refuse_file(task)
        else:
            yield task


def _name_twice(task: Task, numero: str, first: int, other: str) -> tuple[str, str]:
    cell = task.cellules.get("numero", f"ligne {task.ligne}")
    if numero == other:
        return cell, f"le numéro est déjà celui de la ligne {first}"
    return cell, f"le numéro donne le même nom de fichier que la ligne {first} : {task.nom}"


def _refuse_file(task: Task) -> Outcome:
    fault = (f"ligne {task.ligne}", f"le fichier {task.nom} existe déjà ; ajoutez --forcer pour le remplacer")
    return Outcome(task.rang, task.ligne, "refuse", task.cle, fautes=(fault,))


def _is_intact(folder: Path, outcome: Outcome) -> bool:
    try:
        with (folder / outcome.fichier).open("rb") as file:
            digest = hashlib.sha256()
            while block := file.read(_HASH_BLOCK):
                digest.update(block)
    except OSError:
        return False
    return digest.hexdigest() == outcome.sha256


def _run_chunks(
    job: Job,
    tasks: Iterator[Task | Outcome],
    target: str | None,
    *,
    essai: bool,
    coeurs: int,
    ordonnanceur: str,
) -> Iterator[list[Outcome]]:
    """Send chunks to workers, and give them back in order; those that need no work pass through."""
    chunks = iter(lambda: list(islice(tasks, CHUNK)), [])
    if ordonnanceur:
        from deliberia.lot.cluster import open_cluster

        with open_cluster(ordonnanceur) as cluster:
            yield from _in_order(chunks, cluster.submit, cluster.width * _AHEAD, job, None, essai)
        return
    count = coeurs or os.cpu_count() or 1
    if count == 1:
        for chunk in chunks:
            yield _merge(chunk, work(job, _todo(chunk), target, essai=essai))
        return
    with ProcessPoolExecutor(count) as pool:
        try:
            yield from _in_order(chunks, pool.submit, count * _AHEAD, job, target, essai)
        except BrokenProcessPool as error:
            raise DataError(
                "Un processus de travail a été arrêté par le système.",
                hint="Libérez de la mémoire, puis relancez la même commande : elle reprend où elle en était.",
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _in_order(
    chunks: Iterator[list[Task | Outcome]],
    submit: Callable[..., Future[list[Outcome]]],
    ahead: int,
    job: Job,
    target: str | None,
    essai: bool,
) -> Iterator[list[Outcome]]:
    waiting: deque[tuple[list[Task | Outcome], Future[list[Outcome]] | None]] = deque()
    for chunk in chunks:
        todo = _todo(chunk)
        waiting.append((chunk, submit(work, job, todo, target, essai=essai) if todo else None))
        if len(waiting) >= ahead:
            first, future = waiting.popleft()
            yield _merge(first, future.result() if future else [])
    while waiting:
        first, future = waiting.popleft()
        yield _merge(first, future.result() if future else [])


def _todo(chunk: Sequence[Task | Outcome]) -> list[Task]:
    return [one for one in chunk if isinstance(one, Task)]


def _merge(chunk: Sequence[Task | Outcome], made: Sequence[Outcome]) -> list[Outcome]:
    results = iter(made)
    return [next(results) if isinstance(one, Task) else one for one in chunk]


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the folder: the lock is the system's, so that a killed lot leaves none behind."""
    try:
        connection = sqlite3.connect(folder / ".deliberia-lot.verrou", isolation_level=None, timeout=0)
    except sqlite3.OperationalError as error:
        raise UsageError("Ce dossier ne peut pas recevoir les actes.", place=str(folder)) from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise UsageError(
                "Un autre lot est en cours dans ce dossier.",
                place=str(folder),
                hint="Attendez qu’il se termine, puis relancez la commande.",
            ) from error
        yield


def _sweep(folder: Path) -> None:
    """Take away the half-written files of a killed lot; one that is fresh may be another command's."""
    limit = time.time() - _FRESH
    for path in folder.glob(".deliberia-*.tmp"):
        with suppress(OSError):
            if path.stat().st_mtime < limit:
                path.unlink()


class _Journal:
    """One JSON line an act that was written; a line cut by a power failure is passed over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.foreign: frozenset[str] = frozenset()
        """Files that stood in the folder before its first lot: they are not replaced unasked."""

    def load(self) -> dict[str, Outcome]:
        """Return what was written, by key of row."""
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return {}
        done: dict[str, Outcome] = {}
        for line in text.splitlines():
            try:
                one = json.loads(line)
                if "lot" in one:
                    self.foreign = frozenset(map(str, one["anciens"]))
                    continue
                outcome = Outcome(
                    int(one["rang"]),
                    int(one["ligne"]),
                    str(one["etat"]),
                    str(one["cle"]),
                    str(one["fichier"]),
                    str(one["sha256"]),
                    str(one["titre"]),
                    manquants=tuple(one["manquants"]),
                    erreurs=int(one["erreurs"]),
                    avertissements=int(one["avertissements"]),
                    constats=tuple(one["constats"]),
                )
            except (ValueError, KeyError, TypeError):
                continue
            done[outcome.cle] = outcome
        return done

    def __enter__(self) -> _Journal:
        with self._told():
            self._file = self._path.open("ab")
            if self._file.tell():
                self._file.write(b"\n")  # after a line cut short
            else:
                self._sign()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # what is not yet on disk was refused and told when it was added
            self._file.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DataError(
                "Ce qui a été écrit n’a pas pu être noté : le disque est plein ou refuse l’écriture.",
                place=str(self._path.parent),
                hint="Relancez la même commande une fois le disque libre : elle reprend où elle en était.",
            ) from error

    def _sign(self) -> None:
        """Say that the lot has begun, and what stood there before: the rest is its own, even after a kill."""
        names = sorted(path.name.casefold() for path in self._path.parent.iterdir() if path.is_file())
        names = [name for name in names if not name.startswith(".deliberia-")]
        self.foreign = frozenset(names)
        self._file.write((json.dumps({"lot": 1, "anciens": names}, ensure_ascii=False) + "\n").encode())
        self._flush()

    def _flush(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what was written, at once on disk."""
        if not outcomes:
            return
        lines = []
        for one in outcomes:
            line = {
                "rang": one.rang,
                "ligne": one.ligne,
                "etat": one.etat,
                "cle": one.cle,
                "fichier": one.fichier,
                "sha256": one.sha256,
                "titre": one.titre,
                "manquants": list(one.manquants),
                "erreurs": one.erreurs,
                "avertissements": one.avertissements,
                "constats": list(one.constats),
            }
            lines.append(json.dumps(line, ensure_ascii=False) + "\n")
        with self._told():
            self._file.write("".join(lines).encode())
            self._flush()
