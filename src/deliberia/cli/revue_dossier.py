"""What the commands of the review share: the folder, the reviewer, the reading."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TextIO

import click

from deliberia.errors import UsageError

if TYPE_CHECKING:
    from deliberia.revue import Revue

PATIENCE = 1.0
"""Seconds of reading before anything is told of it."""
STEP = 0.2
"""Seconds between two tellings."""
folder_argument = click.argument(
    "folder", metavar="DOSSIER", type=click.Path(path_type=Path, file_okay=False, exists=False)
)
reviewer_option = click.option(
    "--relecteur",
    "reviewer",
    default="",
    metavar="NOM",
    help="Qui décide (sinon DELIBERIA_RELECTEUR, le réglage, le nom de session).",
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
    progress = Progress(sys.stderr)
    try:
        return open_queue(folder, relecteur=name, cache=cache, until=until, coeurs=0, progress=progress)
    finally:
        progress.clear()
        cache.close()


class Progress:
    """Tells how far the reading is, on a terminal only, once it lasts. Ctrl+C stops it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._since = self._told = monotonic()
        self._is_shown = False

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if now - self._since < PATIENCE or now - self._told < STEP or not self._stream.isatty():
            return
        self._told, self._is_shown = now, True
        self._stream.write(f"\rLecture\xa0: {done} actes sur {total} (Ctrl+C arrête)")
        self._stream.flush()

    def clear(self) -> None:
        """Leave the line as it was."""
        if self._is_shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
