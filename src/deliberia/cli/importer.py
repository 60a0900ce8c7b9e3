"""`deliberia references importer`: the official archive, read into a base of the user's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.options import format_option, print_json, say
from deliberia.text import format_date, format_number

if TYPE_CHECKING:
    from deliberia.legi import ImportReport, Progress

_MEGA = 1_000_000


@click.command(name="importer")
@click.argument("archives", nargs=-1, required=True, metavar="ARCHIVE…", type=click.Path(path_type=Path))
@click.option(
    "--codes",
    metavar="CGCT,CCP…|TOUT",
    help="Les seuls codes à importer ; ce choix est gardé. TOUT : toute l’archive.",
)
@click.option(
    "--base",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="La base à remplir (par défaut, celle du dossier de données de l’utilisateur).",
)
@click.option(
    "--recommencer", "restart", is_flag=True, help="Repart de zéro, sans reprendre un import arrêté."
)
@format_option("texte", "json")
def command(
    archives: tuple[Path, ...], codes: str | None, base: Path | None, restart: bool, output_format: str
) -> None:
    """Importe l’archive LEGI de la DILA : toutes les versions des articles, avec leurs textes.

    ARCHIVE est un fichier .tar.gz, ou un dossier qui en contient. Un import arrêté reprend où il en était ;
    la base en service n’est remplacée qu’une fois la nouvelle complète.
    """
    from deliberia.legi import EVERYTHING, default_base_path, import_archives

    chosen = None if codes is None else EVERYTHING if codes.upper() == "TOUT" else codes.split(",")
    report = import_archives(
        archives,
        base=base or default_base_path(),
        codes=chosen,
        restart=restart,
        progress=_show_progress if sys.stderr.isatty() else None,
    )
    if sys.stderr.isatty():
        click.echo(err=True)
    if output_format == "json":
        print_json(report.as_dict())
    else:
        _show(report)


def _show_progress(progress: Progress) -> None:
    """Redraw one line: what is read, how fast, how long it still takes."""
    share = 100 * progress.octets // max(progress.total, 1)
    left = f", encore {progress.restant:.0f} s" if progress.restant is not None else ""
    click.echo(
        f"\r{share:3d} %  {progress.octets / _MEGA:.0f}/{progress.total / _MEGA:.0f} Mo, "
        f"{progress.articles} articles, {progress.debit / _MEGA:.1f} Mo/s{left}      ",
        nl=False,
        err=True,
    )


def _show(report: ImportReport) -> None:
    click.echo(f"Base : {report.base}")
    click.echo(f"État du droit : {format_date(report.etat)}")
    click.echo(
        f"{format_number(report.articles)} versions d’articles, {format_number(report.sections)} titres, "
        f"{format_number(report.textes)} textes"
    )
    for line in _tell_changes(report):
        click.echo(line)
    if report.endommages:
        say(f"Fichiers illisibles : {report.endommages}. Premiers : {' ; '.join(report.exemples)}")
    for line in (*report.ignorees, *report.avertissements):
        say(line)


def _tell_changes(report: ImportReport) -> Iterator[str]:
    """A complete archive changes nothing, it fills: only the daily ones add, replace and delete."""
    if not report.archives:
        yield "Rien de nouveau à lire : la base était à jour."
        return
    if report.neuve:
        yield f"Base remplie à neuf avec {report.archives[0]}."
    daily = len(report.archives) - report.neuve
    if daily:
        yield (
            f"Archives quotidiennes : {daily}. Fichiers ajoutés : {format_number(report.ajoutes)}, "
            f"remplacés : {format_number(report.remplaces)}, supprimés : {format_number(report.supprimes)}, "
            f"inchangés : {format_number(report.inchanges)}"
        )
