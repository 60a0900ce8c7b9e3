"""`deliberia seance noter`: the days on which acts were transmitted and published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.errors import DataError, UsageError

if TYPE_CHECKING:
    from deliberia.pieces import Suites

NOTHING = "rien"
"""Takes back what was noted."""
_SEANCE = "seance.toml"


class Day(click.ParamType[dt.date | str]):
    """A day, written as anyone writes it, or « rien »."""

    name = "jour"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date | str:
        from deliberia.text import parse_date

        text = str(value).strip()
        if text == NOTHING:
            return text
        found = parse_date(text)
        if found is None:
            self.fail(f"« {text} » n’est pas une date : 18/11/2026, par exemple.", param, ctx)
        return found


def today() -> dt.date:
    return dt.datetime.now().astimezone().date()


@click.command("noter")
@click.argument("place", metavar="ACTE | DOSSIER", type=click.Path(path_type=Path, exists=False))
@click.option("--transmis", type=Day(), metavar="JOUR", help="Jour de l’envoi au contrôle de légalité.")
@click.option("--publie", type=Day(), metavar="JOUR", help="Jour de la publication ou de l’affichage.")
def note(place: Path, transmis: dt.date | str | None, publie: dt.date | str | None) -> None:
    """Note quand un acte a été transmis et publié ; sans date, montre ce qui est noté.

    Avec un DOSSIER de séance, vaut pour toutes ses délibérations dont cette date n’est pas encore notée.
    « rien » retire une date. Les dates vont à côté de l’acte, dans un fichier « .suites.toml » ; l’acte
    n’est pas modifié.
    """
    from deliberia.pieces import note_suites, read_suites
    from deliberia.text import typeset

    actes = list(_iter_actes(place)) if place.is_dir() else [place]
    if not actes or not all(acte.is_file() for acte in actes):
        raise UsageError("Aucun acte à cet endroit.", place=str(place), hint="Donnez un acte ou son dossier.")
    given = {"transmis": transmis, "publie": publie}
    days = {nom: jour for nom, jour in given.items() if isinstance(jour, dt.date)}
    taken_back = [nom for nom, jour in given.items() if jour == NOTHING]
    for acte in actes:
        suites = read_suites(acte)
        fresh = {nom: jour for nom, jour in days.items() if acte == place or not getattr(suites, nom)}
        if fresh or taken_back:
            suites = note_suites(acte, **fresh, oublier=taken_back, seance=_find_day(acte), today=today())
        click.echo(typeset(f"{acte.stem} : {suites.describe() or 'rien n’est noté'}."))


def find_noted(folder: Path) -> tuple[Suites, ...]:
    """Return what is noted of each act of a séance; an act of which nothing is noted counts too."""
    from deliberia.pieces import read_suites

    return tuple(read_suites(acte) for acte in _iter_actes(folder))


def _iter_actes(folder: Path) -> Iterator[Path]:
    """Yield the acts drafted in a folder: the files that name a template."""
    import tomllib

    for path in sorted(folder.glob("*.toml")):
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue  # the commands that read acts say what is wrong with it
        if content.get("modele"):
            yield path


def _find_day(acte: Path) -> dt.date | None:
    """Return the day of the séance beside an act; None when nothing tells it."""
    from deliberia.drafting import load_seance

    path = acte.with_name(_SEANCE)
    if not path.is_file():
        return None
    try:
        return load_seance(path).date
    except DataError:
        return None
