"""`deliberia verifier`: what the law finds to say of acts made anywhere."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.options import date_option, format_option, print_json
from deliberia.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliberia.auditing import Audit, Failure
    from deliberia.model import Collectivite


@click.command(name="verifier")
@click.argument("files", nargs=-1, required=True, metavar="FICHIER…")
@date_option
@click.option(
    "--commune",
    "commune",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="La commune (commune.toml) : sa population et son effectif décident de plusieurs règles.",
)
@format_option("texte", "json")
@click.option(
    "--seuil",
    "threshold",
    type=click.Choice(("erreur", "avertissement", "info")),
    default="avertissement",
    show_default=True,
    metavar="erreur|avertissement|info",
    help="Gravité à partir de laquelle un constat est montré et le code de sortie vaut 1.",
)
def command(
    files: tuple[str, ...],
    day: dt.date | None,
    commune: Path | None,
    output_format: str,
    threshold: str,
) -> int:
    """Contrôle un ou plusieurs actes : séance, vote, références, mentions.

    FICHIER est un .docx, .odt, .pdf, .html, .txt ou .md, ou « - » pour l’entrée standard. Sans --date, la
    date de la séance est lue dans le texte. Un fichier illisible n’arrête pas les autres ; le code de
    sortie est alors 3.
    """
    from deliberia.auditing import Failure, render_terminal
    from deliberia.model import Severity

    limit = Severity(threshold)
    results: list[Audit | Failure] = []
    for result in _iter_results(files, day, _load_commune(commune)):
        results.append(result)
        if isinstance(result, Failure):
            click.echo(render_terminal(result), err=True, nl=False)
        elif output_format == "texte":
            click.echo(render_terminal(result, threshold=limit), nl=False)
    if output_format == "json":
        print_json({"format": 1, "documents": [result.as_dict() for result in results]})
    if any(isinstance(result, Failure) for result in results):
        return ExitCode.DATA
    found = any(result.iter_findings(limit) for result in results if not isinstance(result, Failure))
    return ExitCode.FINDINGS if found else ExitCode.OK


def _load_commune(path: Path | None) -> Collectivite | None:
    if path is None:
        return None
    from deliberia.drafting import load_commune

    return load_commune(path)


def _iter_results(
    files: tuple[str, ...], day: dt.date | None, collectivite: Collectivite | None
) -> Iterator[Audit | Failure]:
    from deliberia.auditing import check_many
    from deliberia.verification import open_base

    base = open_base()
    for name in files:
        source = _read_standard_input() if name == "-" else Path(name)
        yield from check_many([source], date=day, collectivite=collectivite, base=base)


def _read_standard_input() -> bytes:
    from deliberia.cli.options import read_stdin

    return read_stdin()
