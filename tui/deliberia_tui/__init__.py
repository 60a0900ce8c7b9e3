"""The screen of Deliberia: by keyboard, in French. It calls the use cases and holds no rule of law."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from deliberia.errors import UsageError

WEB_DRIVER = "TEXTUAL_DRIVER"
"""Set by the server of `--web`: the screen then speaks to a browser through pipes, not to a terminal."""


def open_interface(folder: Path | None = None) -> None:
    """Open the interface on a commune's folder, and return when the user leaves it.

    Without a folder: on the present one if it holds a commune, else on the last one that was open.

    Raises:
        UsageError: no terminal, or no such folder.
    """
    if not (os.environ.get(WEB_DRIVER) or (sys.stdin.isatty() and sys.stdout.isatty())):
        raise UsageError(
            "L’interface s’ouvre dans un terminal.",
            hint="Sans terminal, chaque écran a sa commande : voyez deliberia --help.",
        )
    if folder is None:
        from deliberia_tui.memoire import find_start

        folder = find_start(Path.cwd())
    if not folder.is_dir():
        raise UsageError("Ce dossier n’existe pas.", place=str(folder), hint="Créez-le, puis recommencez.")
    from deliberia_tui.app import Application

    Application(folder).run()


__all__ = ["open_interface"]
