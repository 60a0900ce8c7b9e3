"""The screen of Deliberia: by keyboard, in French. It calls the use cases and holds no rule of law."""

from __future__ import annotations

import sys
from pathlib import Path

from deliberia.errors import UsageError


def open_interface(folder: Path) -> None:
    """Open the interface on a commune's folder, and return when the user leaves it.

    Raises:
        UsageError: no terminal, or no such folder.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "L’interface s’ouvre dans un terminal.",
            hint="Sans terminal, chaque écran a sa commande : voyez deliberia --help.",
        )
    if not folder.is_dir():
        raise UsageError("Ce dossier n’existe pas.", place=str(folder), hint="Créez-le, puis recommencez.")
    from deliberia_tui.app import Application

    Application(folder).run()


__all__ = ["open_interface"]
