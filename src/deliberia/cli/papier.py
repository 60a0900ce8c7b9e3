"""The letterhead that several commands accept: `--papier modele.docx`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.cli.options import say
from deliberia.errors import UsageError
from deliberia.text import fold

if TYPE_CHECKING:
    from deliberia.documents import Papier

papier_option = click.option(
    "--papier",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Papier à en-tête de la commune (.docx) : en-tête, pied, polices et marges en viennent.",
)
heading_option = click.option(
    "--sans-en-tete",
    "without_heading",
    is_flag=True,
    help="N’imprime pas « République française » ni le nom de la commune : le papier les porte.",
)


def open_paper(path: Path | None, *, without_heading: bool, commune: str = "") -> Papier | None:
    """Read the letterhead and say what its owner should know.

    Raises:
        UsageError: `--sans-en-tete` without a letterhead.
        DocumentError: the letterhead is refused.
    """
    if path is None:
        if without_heading:
            raise UsageError("« --sans-en-tete » va avec un papier à en-tête.", hint="Ajoutez --papier.")
        return None
    from deliberia.documents import load_papier

    papier = load_papier(path, sans_entete=without_heading)
    for remark in papier.remarques:
        say(f"{path.name} : {remark}")
    if not without_heading and commune and fold(commune) in fold(papier.entete):
        say(
            f"{path.name} : ce papier porte déjà le nom de la commune ; "
            "--sans-en-tete évite de l’imprimer deux fois."
        )
    return papier
