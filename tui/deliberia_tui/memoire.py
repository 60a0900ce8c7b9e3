"""Where she left off: the last folders, with their séance and act. Never required, never said when lost."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deliberia.errors import DeliberiaError
from deliberia.resources import user_data_dir
from deliberia_tui.dossier.espace import COMMUNE, SEANCE
from deliberia_tui.dossier.toml import dump_toml

KEPT = 20
"""Folders remembered."""
_HEAD = "# Derniers dossiers ouverts dans l’interface de Deliberia. Ce fichier peut être effacé."
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lieu:
    """A folder that was open."""

    dossier: Path
    seance: str = ""
    """Folder of the séance in it."""
    acte: str = ""
    """Name of the file of the act last open; empty when there was none."""


def memory_path(environ: Mapping[str, str] | None = None) -> Path:
    """Return the file: in `XDG_STATE_HOME`, or in the folder of the user's data on Windows and macOS."""
    environ = os.environ if environ is None else environ
    if environ.get("XDG_STATE_HOME"):
        root = Path(environ["XDG_STATE_HOME"]) / "deliberia"
    elif sys.platform in ("win32", "darwin"):
        root = user_data_dir(environ)
    else:
        root = Path.home() / ".local" / "state" / "deliberia"
    return root / "interface.toml"


def load_lieux() -> tuple[Lieu, ...]:
    """Return the folders remembered, the last one first; none when there is nothing to read."""
    try:
        content = tomllib.loads(memory_path().read_text(encoding="utf-8"))
        rows = content.get("dossier", [])
        return tuple(
            Lieu(
                dossier=Path(str(row["chemin"])),
                seance=str(row.get("seance", "")),
                acte=str(row.get("acte", "")),
            )
            for row in rows
        )
    except (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError):
        return ()


def find_lieu(dossier: Path) -> Lieu | None:
    """Return what is remembered of a folder."""
    return next((one for one in load_lieux() if one.dossier == dossier), None)


def remember(lieu: Lieu) -> None:
    """Put a folder first. A memory that cannot be written keeps what it had."""
    from deliberia.documents import write_atomic

    with _LOCK, contextlib.suppress(OSError, RuntimeError, DeliberiaError):
        others = [one for one in load_lieux() if one.dossier != lieu.dossier]
        rows = [
            {"chemin": str(one.dossier), "seance": one.seance, "acte": one.acte}
            for one in (lieu, *others)[:KEPT]
        ]
        path = memory_path()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomic(path, dump_toml({"dossier": rows}, heading=_HEAD).encode("utf-8"), force=True)


def find_start(here: Path) -> Path:
    """Return the folder to open without being told: here if it holds a commune or a séance, else the last."""
    if (here / COMMUNE).is_file() or (here / SEANCE).is_file():
        return here
    return next((one.dossier for one in load_lieux() if _holds_commune(one.dossier)), here)


def _holds_commune(dossier: Path) -> bool:
    try:
        return (dossier / COMMUNE).is_file()
    except OSError:
        return False
