"""Put an act aside, and bring it back: nothing is ever erased."""

from __future__ import annotations

from pathlib import Path

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
    return path.rename(aside)


def bring_back(aside: Path, path: Path) -> bool:
    """Put a file back where it was; False when another one took its place, or when it is gone.

    Raises:
        OSError: the disk refused.
    """
    if path.exists() or not aside.exists():
        return False
    aside.rename(path)
    return True
