"""What the files of the base hold, as immutable values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from deliberia.model import Confiance


class Interval(NamedTuple):
    """One interval of validity of an article number, half-open.

    `debut` None: in force before 1970. `debut_apres`: the true start lies after that day, at the latest on
    `debut`. `fin` None: no end known. `fin_apres`: the true end lies between that day and `fin`. `etat`:
    last day for which the row is known.
    """

    debut: dt.date | None
    fin: dt.date | None
    etat: dt.date
    debut_apres: dt.date | None = None
    fin_apres: dt.date | None = None
    marques: frozenset[str] = frozenset()


class Fait(NamedTuple):
    """One dated fact: `nature` is cree, confirme, modifie, fin, deplace, inconnu, ancien or indice.

    `jour_apres`: the fact happened after that day, at the latest on `jour`.
    """

    nature: str
    jour: dt.date
    confiance: Confiance
    vers: tuple[str, ...]
    source: str
    note: str
    jour_apres: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRecord:
    """One code and how far the base knows it."""

    cle: str
    id: str
    """LEGITEXT identifier."""
    nom: str
    """« code de l’urbanisme », without article, lower case."""
    debut: dt.date | None
    fin: dt.date | None
    """First day the code is dead; None for a living one."""
    successeur: str
    etat: dt.date
    """Last day for which the list of its numbers is complete."""
    numeros: int
    couverture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRecord:
    """One law, ordinance, decree, arrêté, European text or the Constitution."""

    cle: str
    date: dt.date | None
    titre: str
    statut: str
    """`en_vigueur`, `en_partie`, `codifie` or `abroge`, as known on `etat`."""
    debut: dt.date | None
    fin: dt.date | None
    fin_apres: dt.date | None
    vers: tuple[str, ...]
    id: str
    """JORFTEXT or LEGITEXT identifier, "" when not known."""
    confiance: Confiance
    etat: dt.date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRecord:
    """A word that acts still use and that the law left: « comité technique », « M14 »."""

    terme: str
    actuel: str
    """What is said now, in words or keys."""
    jour: dt.date | None
    """Day from which the old word is out of date; None when not known."""
    note: str
    source: str


@lru_cache(maxsize=8192)
def read_day(text: str) -> dt.date | None:
    """Read an ISO date; "" gives None."""
    return dt.date.fromisoformat(text) if text else None


def read_span(text: str) -> tuple[dt.date | None, dt.date | None]:
    """Read `b` or `a~b`: (b, a)."""
    if "~" not in text:
        return read_day(text), None
    first, _, last = text.partition("~")
    return read_day(last), read_day(first) or dt.date.min
