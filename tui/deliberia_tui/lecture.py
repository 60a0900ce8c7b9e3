"""Read the folder behind the start screen: the séance's lines, then the state of each act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from textual.content import Content

from deliberia.errors import DeliberiaError
from deliberia.model import Seance
from deliberia_tui.dossier.espace import ActeFichier, Espace, open_acte, read_acte
from deliberia_tui.echeances import Echeance, list_echeances
from deliberia_tui.usages import Etat, judge_state, read_seance, today

PATIENCE = 0.4
"""Seconds without a key before the reading of the acts goes on."""
GATHERED = 0.25
"""Seconds of work shown at once: a repainting for each of a thousand acts would slow the keys."""
WIDTH = 18
"""Columns of the labels of the séance's lines."""


@dataclass(frozen=True, slots=True)
class Juge:
    """What the list shows of an act."""

    path: Path
    titre: str
    etat: Etat


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of a folder before its acts are drafted."""

    lignes: Content
    actes: tuple[ActeFichier, ...]
    seance: Seance | None
    """None: a file of the folder is wrong, and `lignes` says which."""


def read_dossier(espace: Espace) -> Dossier:
    """Read the séance and which files are acts."""
    actes = tuple(acte for acte in map(read_acte, espace.list_paths()) if acte is not None)
    try:
        seance = read_seance(espace)
    except DeliberiaError as error:
        return Dossier(Content.assemble(("✗ ", "$error"), str(error)), actes, None)
    return Dossier(_describe(list_echeances(seance, today())), actes, seance)


def judge_actes(
    actes: Iterable[ActeFichier],
    seance: Seance,
    show: Callable[[list[Juge]], object],
    *,
    touched: Callable[[], float],
    is_cancelled: Callable[[], bool],
) -> None:
    """Draft and check each act, and give them to `show` by handfuls.

    Whoever uses the keys goes first: nothing is drafted until `touched()`, the time of the last key, is old.
    """
    gathered: list[Juge] = []
    since = monotonic()
    for acte in actes:
        while monotonic() - touched() < PATIENCE and not is_cancelled():
            sleep(PATIENCE / 4)
        if is_cancelled():
            return
        gathered.append(_judge(acte, seance))
        if monotonic() - since > GATHERED:
            show(gathered)
            gathered, since = [], monotonic()
    show(gathered)


def _judge(acte: ActeFichier, seance: Seance) -> Juge:
    try:
        return Juge(acte.path, *judge_state(acte.path, open_acte(acte.path).contenu, seance))
    except DeliberiaError:
        return Juge(acte.path, "", Etat.ILLISIBLE)


def _describe(echeances: Iterable[Echeance]) -> Content:
    lines = [
        Content.assemble(
            (one.libelle.ljust(WIDTH), "bold"), ("! " if one.is_alerte else "", "$warning bold"), one.texte
        )
        for one in echeances
    ]
    return Content("\n").join(lines)
