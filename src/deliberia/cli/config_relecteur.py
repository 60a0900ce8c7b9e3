"""`deliberia config relecteur`: who reviews, said once."""

from __future__ import annotations

from dataclasses import replace

import click

from deliberia.cli.options import say
from deliberia.errors import UsageError
from deliberia.text import typeset


@click.command("relecteur")
@click.argument("name", required=False, metavar="[NOM]")
@click.option("--retirer", "is_removed", is_flag=True, help="Oublie ce nom.")
def reviewer(name: str | None, is_removed: bool) -> None:
    """Garde le nom de qui relit, écrit dans le journal de la revue.

    Sans NOM, montre celui qui serait écrit. La variable DELIBERIA_RELECTEUR et l’option --relecteur
    passent avant.
    """
    from deliberia.revue.journal import find_reviewer, save_reviewer
    from deliberia.settings import read_file_settings, save_settings

    if is_removed and name:
        raise UsageError("Donnez un nom, ou --retirer, pas les deux.")
    if is_removed:
        save_settings(replace(read_file_settings(), relecteur=""))
        say("Plus aucun nom de relecteur n’est gardé.")
    elif name is not None:
        click.echo(typeset(f"Relecteur : {save_reviewer(name)}"))
    else:
        click.echo(typeset(f"Relecteur : {find_reviewer()}"))
