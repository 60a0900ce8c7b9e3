"""`deliberia surveiller`: check what lands in a folder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.options import file_option, say
from deliberia.errors import DataError, DeliberiaError, ExitCode
from deliberia.text import agree, typeset

if TYPE_CHECKING:
    from deliberia.surveillance import Watch
    from deliberia.surveillance.veille import Checked


@click.command(name="surveiller")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path, file_okay=False))
@file_option("--commune", "La commune (commune.toml) : sa population décide de plusieurs règles.")
@click.option(
    "--intervalle",
    "pause",
    type=click.FloatRange(0.2, 3600),
    default=5.0,
    show_default=True,
    metavar="S",
    help="Secondes entre deux regards.",
)
@click.option("--une-fois", "once", is_flag=True, help="Contrôle ce qui est là, puis s’arrête.")
def command(folder: Path, commune: Path | None, pause: float, once: bool) -> int:
    """Contrôle ce qui arrive dans un dossier partagé et écrit le rapport à côté : acte.docx.controle.html.

    Un fichier est contrôlé quand il a cessé de changer. Ctrl+C arrête la surveillance.
    """
    from deliberia.drafting import load_commune
    from deliberia.surveillance import Watch

    if not folder.is_dir():
        raise DataError("Ce dossier n’existe pas.", place=str(folder))
    watch = Watch(folder, collectivite=load_commune(commune) if commune else None)
    say(f"Surveillance de {folder} ; Ctrl+C pour arrêter.")
    try:
        return _watch(watch, pause, once=once)
    except KeyboardInterrupt:
        say("\nSurveillance arrêtée.")
        return ExitCode.INTERRUPTED


def _watch(watch: Watch, pause: float, *, once: bool) -> int:
    """Look again and again; a share that does not answer is told once, and waited for."""
    is_refused = is_away = False
    looks = 0
    while True:
        try:
            for one in watch.look():
                is_refused |= _show(one)
            is_away = False
        except DeliberiaError as error:
            if once:
                raise
            if not is_away:
                say(f"{error} La surveillance reprendra alors d’elle-même.")
            is_away = True
        looks += 1
        if once and looks > 1:  # the first look only notes sizes: a file that still grows is not checked
            return ExitCode.DATA if is_refused else ExitCode.OK
        time.sleep(min(pause, 0.3) if once else pause)


def _show(one: Checked) -> bool:
    """Print one line for a file; True when it could not be read, or its report written."""
    from deliberia.auditing import Failure
    from deliberia.model import Severity

    if isinstance(one.resultat, Failure):
        click.echo(f"{one.chemin.name} : {one.resultat.message}")
        return True
    errors, warnings = one.resultat.count(Severity.ERREUR), one.resultat.count(Severity.AVERTISSEMENT)
    click.echo(
        typeset(
            f"{one.chemin.name} : {errors} {agree(errors, 'erreur', 'erreurs')}, "
            f"{warnings} {agree(warnings, 'avertissement', 'avertissements')} – {one.rapport.name}"
        )
    )
    return False
