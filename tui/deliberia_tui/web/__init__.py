"""The screen in a browser of this machine: `deliberia interface --web`."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from deliberia.errors import UsageError

DEFAULT_PORT = 8043


def serve_interface(
    folder: Path | None = None, *, port: int | None = None, say: Callable[[str], object] = print
) -> None:
    """Serve the interface to a browser of this machine until Ctrl+C; `say` is told the address.

    Without a port: `DEFAULT_PORT`, or any free one when it is taken.

    Raises:
        UsageError: the extra `web` is not installed, the folder does not exist, or the port is taken.
    """
    if find_spec("textual_serve") is None:
        raise UsageError(
            "L’interface dans un navigateur demande un complément qui n’est pas installé.",
            hint='Installez-le : pip install "deliberia[web]". Dans un terminal : deliberia interface.',
        )
    if folder is None:
        from deliberia_tui.memoire import find_start

        folder = find_start(Path.cwd())
    if not folder.is_dir():
        raise UsageError("Ce dossier n’existe pas.", place=str(folder), hint="Créez-le, puis recommencez.")
    from deliberia_tui.web.serveur import run

    run(folder, port=port, say=say)


__all__ = ["DEFAULT_PORT", "serve_interface"]
