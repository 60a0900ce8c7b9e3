"""`deliberia interface`: the screen, in the terminal or in a browser of this machine."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="interface")
@click.argument(
    "folder", required=False, metavar="[DOSSIER]", type=click.Path(path_type=Path, file_okay=False)
)
@click.option("--web", is_flag=True, help="Ouvre l’interface dans un navigateur de cet ordinateur.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Port de --web (8043, ou un libre).")
def command(folder: Path | None = None, web: bool = False, port: int | None = None) -> None:
    """Ouvre l’interface dans le terminal, sur le dossier de la commune.

    Sans DOSSIER : celui où vous êtes s’il contient une commune, sinon le dernier ouvert.
    """
    if web:
        from deliberia_tui.web import serve_interface

        serve_interface(folder, port=port, say=click.echo)
        return
    if port is not None:
        from deliberia.errors import UsageError

        raise UsageError("« --port » ne va qu’avec « --web ».")
    from deliberia_tui import open_interface

    open_interface(folder)
