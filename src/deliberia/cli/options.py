"""What several commands share: dates, formats, reading the standard input."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from deliberia.text import typeset

F = TypeVar("F", bound=Callable[..., Any])


class DateType(click.ParamType[dt.date]):
    """A day written AAAA-MM-JJ (or as people write it: 17/11/2026, 17 novembre 2026)."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "AAAA-MM-JJ"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        from deliberia.text import parse_date

        day = parse_date(str(value))
        if day is None:
            self.fail(typeset(f"« {value} » n’est pas une date. Écrivez par exemple 2026-11-17."), param, ctx)
        return day


date_option = click.option(
    "--date", "day", type=DateType(), help="Date à laquelle le droit est lu (par défaut, celle de la séance)."
)
today_option = click.option(
    "--date", "day", type=DateType(), help="Date à laquelle le droit est lu (par défaut, aujourd’hui)."
)
force_option = click.option("--forcer", "force", is_flag=True, help="Remplace un fichier qui existe déjà.")


def file_option(name: str, text: str, *, required: bool = False) -> Callable[[F], F]:
    """Return an option that names a file to read: `--seance`, `--commune`."""
    return click.option(
        name,
        required=required,
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FICHIER",
        help=text,
    )


def output_option(
    text: str, *, is_folder: bool = False, dest: str = "output", required: bool = False
) -> Callable[[F], F]:
    """Return `-o`, `--sortie`: the file or the folder to write."""
    return click.option(
        "-o",
        "--sortie",
        dest,
        required=required,
        type=click.Path(path_type=Path, file_okay=not is_folder, dir_okay=is_folder),
        metavar="DOSSIER" if is_folder else "FICHIER",
        help=text,
    )


def format_option(*choices: str) -> Callable[[F], F]:
    """Return the `--format` option; the first choice is the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        metavar="|".join(choices),
        help="Forme du résultat.",
    )


def print_json(value: Any) -> None:
    """Print a document on stdout, keys in the order given, accents as they are."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say(message: str) -> None:
    """Tell the user something that is not data: on stderr, with French typography."""
    click.echo(typeset(message), err=True)


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask a question answered by « oui » or « non »; the empty answer is the default."""
    choices, usual = ("O/n", "o") if default else ("o/N", "n")
    while True:
        answer = click.prompt(
            typeset(f"{question} [{choices}]"), default=usual, show_default=False, prompt_suffix=" ", err=True
        )
        word = answer.strip().lower()
        if word in {"o", "oui", "y", "yes"}:
            return True
        if word in {"n", "non", "no"}:
            return False
        say("Répondez par oui ou par non.")


def read_stdin() -> bytes:
    """Return all of the standard input."""
    return sys.stdin.buffer.read()


def today() -> dt.date:
    """Return the day of the town hall's own calendar."""
    return dt.date.today()  # noqa: DTZ011 - a local day is meant, not an instant
