"""Read the folder behind the start screen: the séance's lines, then the state of each act."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from textual.content import Content

from deliberia.errors import DeliberiaError
from deliberia.model import Seance
from deliberia_tui.dossier.espace import ActeFichier, Espace, open_acte, read_acte
from deliberia_tui.dossier.seances import SeanceDossier, find_following, list_seances
from deliberia_tui.echeances import Ligne, list_lignes
from deliberia_tui.relectures import Relectures
from deliberia_tui.suites import describe_etat, read_noted
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
    etat: str
    """Its sign and its words."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of a folder before its acts are drafted."""

    lignes: Content
    actes: tuple[ActeFichier, ...]
    seance: Seance | None
    """None: a file of the folder is wrong, and `lignes` says which."""


def read_dossier(espace: Espace) -> Dossier:
    """Read the séance and which files are acts."""
    if not espace.dossier_seance.is_dir():
        return Dossier(Content.assemble(("✗ ", "$error"), _say_gone(espace)), (), None)
    actes = tuple(acte for acte in map(read_acte, espace.list_paths()) if acte is not None)
    try:
        seance = read_seance(espace)
    except DeliberiaError as error:
        return Dossier(Content.assemble(("✗ ", "$error"), str(error)), actes, None)
    seances = list_seances(espace.dossier)
    suites = [read_noted(acte.path) for acte in actes]
    lignes = list_lignes(seance, today(), find_following(seances, seance.date), suites)
    return Dossier(_describe((*lignes, *_count(seances), *_warn(espace))), actes, seance)


def _say_gone(espace: Espace) -> str:
    return (
        f"Ce dossier n’est plus là\xa0: {espace.dossier_seance}. A-t-il été effacé, renommé, ou le disque "
        "débranché\xa0? S’il revient, tout reprend ici ; la touche o en ouvre un autre."
    )


def _warn(espace: Espace) -> tuple[Ligne, ...]:
    """Say at once that nothing will be kept, rather than at the first answer."""
    if os.access(espace.dossier_seance, os.W_OK):
        return ()
    texte = "en lecture seule : rien ne peut y être enregistré"
    return (Ligne(libelle="Dossier", texte=texte, is_alerte=True),)


def _count(seances: tuple[SeanceDossier, ...]) -> tuple[Ligne, ...]:
    if len(seances) < 2:
        return ()
    return (Ligne(libelle="Autres séances", texte=f"{len(seances) - 1} dans ce dossier (touche a)"),)


def judge_actes(
    actes: Iterable[ActeFichier],
    seance: Seance,
    show: Callable[[list[Juge]], object],
    *,
    relectures: Relectures | None = None,
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
        gathered.append(_judge(acte, seance, relectures))
        if monotonic() - since > GATHERED:
            show(gathered)
            gathered, since = [], monotonic()
    show(gathered)


def _judge(acte: ActeFichier, seance: Seance, relectures: Relectures | None) -> Juge:
    try:
        titre, etat = judge_state(acte.path, open_acte(acte.path).contenu, seance, relectures)
    except (DeliberiaError, OSError):
        titre, etat = "", Etat.ILLISIBLE
    return Juge(acte.path, titre, describe_etat(acte.path, etat))


def _describe(lignes: Iterable[Ligne]) -> Content:
    from deliberia.text import typeset

    lines = [
        Content.assemble(
            (one.libelle.ljust(WIDTH), "bold"),
            ("! " if one.is_alerte else "", "$warning bold"),
            typeset(one.texte),
        )
        for one in lignes
    ]
    return Content("\n").join(lines)
