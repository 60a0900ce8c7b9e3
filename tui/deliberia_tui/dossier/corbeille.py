"""Put an act aside, and bring it back: nothing is ever erased."""

from __future__ import annotations

import contextlib
from pathlib import Path

from deliberia_tui.dossier.espace import SUITES

NOM = "corbeille"


def put_aside(path: Path) -> Path:
    """Move a file into the folder's bin, under a free name, and return where it is.

    Raises:
        OSError: the disk refused.
    """
    folder = path.parent / NOM
    folder.mkdir(exist_ok=True)
    aside, number = folder / path.name, 2
    while aside.exists():
        aside, number = folder / f"{path.stem}-{number}{path.suffix}", number + 1
    moved = path.rename(aside)
    _follow(path, aside)
    return moved


def bring_back(aside: Path, path: Path) -> bool:
    """Put a file back where it was; False when another one took its place, or when it is gone.

    Raises:
        OSError: the disk refused.
    """
    if path.exists() or not aside.exists():
        return False
    aside.rename(path)
    _follow(aside, path)
    return True


def _follow(before: Path, after: Path) -> None:
    """Take along what was noted of an act: another one of the same name must not inherit it."""
    with contextlib.suppress(OSError):
        before.with_name(f"{before.stem}{SUITES}").replace(after.with_name(f"{after.stem}{SUITES}"))
