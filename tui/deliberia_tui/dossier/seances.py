"""The séances of a commune: the one beside `commune.toml`, and one folder each for the others."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deliberia.errors import DocumentError
from deliberia_tui.dossier.espace import COMMUNE, SEANCE, Espace, is_acte_name
from deliberia_tui.dossier.toml import dump_toml

_KEPT = ("heure", "lieu")
"""What a new séance takes from the one that is open: a council seldom moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeanceDossier:
    """One séance, as its file tells without being judged."""

    nom: str
    """Folder in the commune's; empty for the one beside `commune.toml`."""
    date: dt.date | None
    actes: int
    """Files that may be acts."""


def list_seances(dossier: Path) -> tuple[SeanceDossier, ...]:
    """Return the séances of a commune, the latest first; one without a date comes before all."""
    try:
        folders = [one.name for one in os.scandir(dossier) if not one.name.startswith(".") and one.is_dir()]
    except OSError:
        folders = []
    found = [_read(dossier, nom) for nom in folders if _is_seance(dossier / nom)]
    top = _read(dossier, "")
    if top.actes or not found or (dossier / SEANCE).is_file():
        found.append(top)
    return tuple(sorted(found, key=lambda one: (one.date or dt.date.max, one.nom), reverse=True))


def _is_seance(folder: Path) -> bool:
    """A folder that describes its own commune is not a séance of this one."""
    return (folder / SEANCE).is_file() and not (folder / COMMUNE).is_file()


def choose_seance(seances: Iterable[SeanceDossier], today: dt.date) -> str:
    """Return the séance to open when nobody chose one: the next to come, else the last held."""
    dated = [one for one in seances if one.date is not None]
    coming = [one for one in dated if one.date is not None and one.date >= today]
    if coming:
        return min(coming, key=lambda one: one.date or today).nom
    return dated[0].nom if dated else ""


def find_following(seances: Iterable[SeanceDossier], jour: dt.date | None) -> dt.date | None:
    """Return the date of the séance that comes after a day."""
    if jour is None:
        return None
    return min((one.date for one in seances if one.date is not None and one.date > jour), default=None)


def locate(dossier: Path, today: dt.date, *, remembered: str | None = None) -> Espace:
    """Return what a folder means: a commune, or one séance of the commune that stands above it.

    `remembered`: the séance last open there, taken when it is still there.
    """
    if not (dossier / COMMUNE).is_file() and (dossier / SEANCE).is_file():
        above = dossier.parent
        if (above / COMMUNE).is_file():
            return Espace(above, dossier.name)
    if remembered is not None and (dossier / remembered).is_dir():
        return Espace(dossier, remembered)
    return Espace(dossier, choose_seance(list_seances(dossier), today))


def create_seance(espace: Espace, jour: dt.date) -> Espace:
    """Make the folder of a new séance, named by its date, and return it.

    Raises:
        DocumentError: the disk refused.
    """
    from deliberia.documents import write_atomic

    content: dict[str, Any] = {"commune": f"../{COMMUNE}", "date": jour}
    former = _load(espace.seance)
    content |= {name: former[name] for name in _KEPT if former.get(name)}
    nom, number = jour.isoformat(), 2
    while True:
        try:
            (espace.dossier / nom).mkdir()
            break
        except FileExistsError:
            nom, number = f"{jour.isoformat()}-{number}", number + 1
        except OSError as error:
            raise DocumentError(
                "Ce dossier refuse l’écriture.",
                place=str(espace.dossier),
                hint="La séance n’a pas été créée : vérifiez les droits du dossier et la place du disque.",
            ) from error
    created = Espace(espace.dossier, nom)
    write_atomic(created.seance, dump_toml(content).encode("utf-8"))
    return created


def _read(dossier: Path, nom: str) -> SeanceDossier:
    folder = dossier / nom
    try:
        actes = sum(is_acte_name(name) for name in os.listdir(folder))
    except OSError:
        actes = 0
    return SeanceDossier(nom=nom, date=_as_date(_load(folder / SEANCE).get("date")), actes=actes)


def _load(path: Path) -> dict[str, Any]:
    """Return the facts of a séance's file; none when it cannot be read: its own screen says why."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    inner = content.get("seance")
    return inner if isinstance(inner, dict) else content


def _as_date(value: Any) -> dt.date | None:  # Any: what a file holds
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        from deliberia.text import parse_date

        return parse_date(value)
    return None
