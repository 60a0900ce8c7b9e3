"""`deliberia surveiller`: check what lands in a folder."""

from __future__ import annotations

import time
from pathlib import Path

import click

from deliberia.cli.options import say
from deliberia.errors import DataError, ExitCode


@click.command(name="surveiller")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--commune",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="La commune (commune.toml) : sa population décide de plusieurs règles.",
)
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
    from deliberia.auditing import Failure
    from deliberia.drafting import load_commune
    from deliberia.model import Severity
    from deliberia.surveillance import Watch

    if not folder.is_dir():
        raise DataError("Ce dossier n’existe pas.", place=str(folder))
    watch = Watch(folder, collectivite=load_commune(commune) if commune else None)
    say(f"Surveillance de {folder} ; Ctrl+C pour arrêter.")
    refused = False
    looks = 0
    while True:
        for one in watch.look():
            if isinstance(one.resultat, Failure):
                refused = True
                click.echo(f"{one.chemin.name} : {one.resultat.message}")
                continue
            errors = one.resultat.count(Severity.ERREUR)
            warnings = one.resultat.count(Severity.AVERTISSEMENT)
            click.echo(
                f"{one.chemin.name} : {errors} erreur(s), {warnings} avertissement(s) – {one.rapport.name}"
            )
        looks += 1
        if once and looks > 1:  # the first look only notes sizes: a file that still grows is not checked
            return ExitCode.DATA if refused else ExitCode.OK
        time.sleep(min(pause, 0.3) if once else pause)
