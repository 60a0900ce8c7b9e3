"""`deliberia interface`: the screen."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="interface")
@click.argument(
    "folder", required=False, metavar="[DOSSIER]", type=click.Path(path_type=Path, file_okay=False)
)
def command(folder: Path | None = None) -> None:
    """Ouvre l’interface dans le terminal, sur le dossier de la commune.

    Sans DOSSIER : celui où vous êtes s’il contient une commune, sinon le dernier ouvert.
    """
    from deliberia_tui import open_interface

    open_interface(folder)
