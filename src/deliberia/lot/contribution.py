"""What a language model gives to the rows of a lot: asked and judged elsewhere, only put in place here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from deliberia.errors import DeliberiaError
from deliberia.lot.jobs import Job, Outcome, Task

if TYPE_CHECKING:
    from deliberia.drafting import Dossier
    from deliberia.model import Projet

GROUP = 20
"""Rows whose passages are asked for together."""


class PassageState(NamedTuple):
    """What became of one passage of a row."""

    emplacement: str
    etat: str
    """« propose » or « retenu »: only the first stands in the act."""
    texte: str
    motifs: tuple[str, ...] = ()
    is_answered: bool = True
    """False when no answer came: the row is done again by the same command."""
    remarques: tuple[str, ...] = ()
    """What to check in it: it holds nothing."""

    @property
    def is_to_check(self) -> bool:
        return self.etat == "propose" and bool(self.remarques)

    def as_dict(self) -> dict[str, object]:
        return {
            "emplacement": self.emplacement,
            "texte": self.texte,
            "etat": self.etat,
            "motifs": list(self.motifs),
            "remarques": list(self.remarques),
        }


class Contribution(Protocol):
    """The passages of one row. It travels to the worker that drafts the act."""

    def list_passages(self) -> Sequence[tuple[str, str, str, tuple[str, ...], bool, tuple[str, ...]]]:
        """Return the fields of the `PassageState` of each passage, held ones included."""
        ...

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts that may stand in the act, by field."""
        ...

    def complete(self, projet: Projet) -> Projet:
        """Note in a drafted act what comes from the model."""
        ...

    def finish(self, projet: Projet, data: bytes, name: str) -> tuple[bytes, bytes]:
        """Return the file with where its passages come from, and the file to write beside it, or nothing."""
        ...


Assist = Callable[[Sequence["Dossier"]], Sequence[Contribution]]
"""Asks for the passages of some acts and gives one contribution for each."""


def add_contributions(job: Job, tasks: Iterator[Task | Outcome], assist: Assist) -> Iterator[Task | Outcome]:
    """Yield the same rows; those that can be drafted come with what the model gave."""
    from deliberia.lot.work import make_dossier

    while group := list(islice(tasks, GROUP)):
        dossiers: dict[int, Dossier] = {}
        for place, task in enumerate(group):
            if isinstance(task, Task) and not task.fautes:
                try:
                    dossiers[place] = make_dossier(job, task)
                except (DeliberiaError, ValueError, TypeError, ArithmeticError):
                    continue  # the worker will refuse this row and say why
        given = dict(zip(dossiers, assist(list(dossiers.values())), strict=True))
        for place, task in enumerate(group):
            if isinstance(task, Task) and place in given:
                task = replace(task, contribution=given[place])
            yield task
