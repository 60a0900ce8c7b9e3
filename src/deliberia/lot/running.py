"""Running a lot: rows to tasks, tasks to workers, results to the journal, in the order of the rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deliberia.documents import make_folder
from deliberia.errors import DataError
from deliberia.lot.contribution import Assist, add_contributions
from deliberia.lot.folder import lock_folder, sweep_folder, write_act
from deliberia.lot.jobs import Job, Outcome
from deliberia.lot.journal import JOURNAL, Journal
from deliberia.lot.report import LotReport
from deliberia.lot.spreading import CHUNK, Workers, iter_chunks
from deliberia.lot.tasks import Former, iter_tasks
from deliberia.lot.work import write_annexe

if TYPE_CHECKING:
    from deliberia.lot.columns import Plan
    from deliberia.lot.processes import Tell
    from deliberia.lot.table import Table


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
    tell: Tell | None = None,
    assist: Assist | None = None,
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
        tell: called with a French sentence when the work goes on with one core alone.
        assist: asks a language model for the passages of some rows; never called with `essai`.

    Raises:
        UsageError: another lot runs in this folder.
        DocumentError: the disk refused, or a PDF is asked for without LibreOffice.
    """
    total = sum(1 for _ in table.iter_rows())
    if not total:
        raise DataError("Ce tableau n’a aucune ligne à rédiger.", place=str(table.path))
    start = time.perf_counter()
    workers = Workers(coeurs, ordonnanceur, tell)
    if essai:
        chunks = iter_chunks(job, iter_tasks(job, table, plan, None), None, workers, essai=True)
        tried = (outcome for chunk in chunks for outcome in chunk)
        outcomes = list(_watch(tried, total, progress))
        return LotReport.gather(job, table, outcomes, time.perf_counter() - start)
    make_folder(folder)
    with lock_folder(folder):
        sweep_folder(folder)
        journal = Journal(folder / JOURNAL)
        done = journal.load()
        with journal:
            former = Former(folder, done, frozenset() if force else journal.foreign)
            tasks = iter_tasks(job, table, plan, former)
            if assist is not None:
                tasks = add_contributions(job, tasks, assist)
            chunks = iter_chunks(job, tasks, str(folder), workers, essai=False)
            outcomes = list(_watch(_record(chunks, journal, folder), total, progress))
    return LotReport.gather(job, table, outcomes, time.perf_counter() - start)


def _watch(outcomes: Iterable[Outcome], total: int, show: Show | None) -> Iterator[Outcome]:
    start = time.perf_counter()
    for count, outcome in enumerate(outcomes, 1):
        yield outcome
        if show is not None and (count % CHUNK == 0 or count == total):
            elapsed = max(time.perf_counter() - start, 1e-6)
            show(Progress(count, total, count / elapsed, (total - count) * elapsed / count))


def _record(chunks: Iterable[list[Outcome]], journal: Journal, folder: Path) -> Iterator[Outcome]:
    """Yield what became of each row, in order; what was written is in the journal before it is yielded."""
    for chunk in chunks:
        written = []
        for outcome in chunk:
            if outcome.octets:
                write_annexe(folder / outcome.fichier, outcome.annexe)
                write_act(folder / outcome.fichier, outcome.octets)
                outcome = outcome._replace(octets=b"", annexe=b"")
            written.append(outcome)
        journal.add([one for one in written if one.etat in ("ecrit", "projet") and one.is_settled])
        yield from written
