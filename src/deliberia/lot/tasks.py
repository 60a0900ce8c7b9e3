"""From the rows of a table to what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deliberia.lot.folder import is_intact
from deliberia.lot.jobs import Job, Outcome, Task, make_task

if TYPE_CHECKING:
    from deliberia.lot.columns import Plan
    from deliberia.lot.table import Table


class Former(NamedTuple):
    """What the folder of the acts already holds."""

    folder: Path
    done: Mapping[str, Outcome]
    """By key of row: what a former run of this lot wrote."""
    foreign: frozenset[str]
    """Files that are not of this lot: none of them is replaced."""


def iter_tasks(job: Job, table: Table, plan: Plan, former: Former | None) -> Iterator[Task | Outcome]:
    """Yield the rows to do; for a row already done or impossible, what became of it.

    Args:
        job: what is the same for all rows.
        table: the rows.
        plan: which column feeds which field.
        former: None when nothing is written.
    """
    names: dict[str, tuple[int, str]] = {}
    for row in table.iter_rows():
        task = make_task(row, table, plan, job)
        name = task.nom.casefold()
        numero = str(task.valeurs.get("numero", ""))
        first, other = names.setdefault(name, (row.ligne, numero))
        if first != row.ligne:
            task = replace(task, fautes=(*task.fautes, _name_twice(task, numero, first, other)))
        yield task if task.fautes or former is None else _recall(task, name, former)


def _recall(task: Task, name: str, former: Former) -> Task | Outcome:
    written = former.done.get(task.cle)
    if written is not None and is_intact(former.folder, written):
        return written._replace(rang=task.rang, ligne=task.ligne, etat="deja")
    return _refuse_file(task) if name in former.foreign else task


def _name_twice(task: Task, numero: str, first: int, other: str) -> tuple[str, str]:
    cell = task.cellules.get("numero", f"ligne {task.ligne}")
    if numero == other:
        return cell, f"le numéro est déjà celui de la ligne {first}"
    return cell, f"le numéro donne le même nom de fichier que la ligne {first} : {task.nom}"


def _refuse_file(task: Task) -> Outcome:
    fault = (f"ligne {task.ligne}", f"le fichier {task.nom} existe déjà ; ajoutez --forcer pour le remplacer")
    return Outcome(task.rang, task.ligne, "refuse", task.cle, fautes=(fault,))
