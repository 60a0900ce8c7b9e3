"""What the commands of the review share: the folder, the reviewer, the reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deliberia.errors import UsageError

if TYPE_CHECKING:
    from deliberia.revue import Revue

folder_argument = click.argument(
    "folder", metavar="DOSSIER", type=click.Path(path_type=Path, file_okay=False, exists=False)
)
reviewer_option = click.option(
    "--relecteur",
    "reviewer",
    default="",
    metavar="NOM",
    help="Qui décide ; par défaut DELIBERIA_RELECTEUR, sinon le nom de session.",
)
reason_option = click.option("--motif", "reason", default="", metavar="TEXTE", help="Pourquoi.")


def check_folder(folder: Path) -> None:
    """Refuse a folder that is not there."""
    if not folder.is_dir():
        raise UsageError("Ce dossier n’existe pas.", place=str(folder), hint="Vérifiez son chemin.")


def open_folder(folder: Path, reviewer: str = "", *, until: str = "", writes: bool = False) -> Revue:
    """Read the folder; `until`: stop at the act that holds this item, when its whole id is given."""
    from deliberia.revue import Cache, find_reviewer, open_queue

    check_folder(folder)
    name = find_reviewer(reviewer) if writes else ""
    cache = Cache()
    try:
        return open_queue(folder, relecteur=name, cache=cache, until=until)
    finally:
        cache.close()
