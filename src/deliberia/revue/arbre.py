"""The acts of a folder and of those below it: documents made anywhere, and acts of the interface."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

COMMUNE = "commune.toml"
SEANCE = "seance.toml"
JOURNAL_FOLDER = "journal-de-revue"
"""Where the journals stand, at the top of the folder that is reviewed."""
_LEFT_OUT = frozenset({"corbeille", JOURNAL_FOLDER})
_SOURCES = frozenset({".docx", ".odt"})
_RENDERED = frozenset({".pdf", ".html", ".htm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to review."""

    path: Path
    chemin: str
    """Path in the folder, with « / »."""
    commune: Path | None = None
    """The nearest description of a commune, at its level or above."""
    seance: Path | None = None
    """The séance beside it, for an act of the interface."""
    brouillon: Path | None = None
    """The act of the interface that this document was exported from."""


def iter_sources(folder: Path, refused: Callable[[str], object] | None = None) -> Iterator[Source]:
    """Yield the acts of a folder, in a fixed order.

    Hidden files, the bin, the journals and the papers of the séances are left out, links to folders are not
    followed. A PDF or an HTML page of the same name as a Word, LibreOffice or interface act is one of its
    copies, and is left out.
    `refused` is told the path of each folder that cannot be read.
    """
    from deliberia.documents import READABLE_EXTENSIONS

    def refuse(error: OSError) -> None:
        if refused is not None:
            refused(str(error.filename or folder))

    communes: dict[Path, Path | None] = {}
    for name, folders, files in os.walk(folder, onerror=refuse):
        here = Path(name)
        folders[:] = sorted(one for one in folders if _is_walked(one, is_top=here == folder))
        above = communes.get(here.parent) if here != folder else None
        communes[here] = here / COMMUNE if COMMUNE in files else above
        yield from _list_files(here, folder, files, communes[here], READABLE_EXTENSIONS)


def _is_walked(name: str, *, is_top: bool) -> bool:
    if name.startswith("."):
        return False
    return name not in _LEFT_OUT or (name == JOURNAL_FOLDER and not is_top)


def _is_paper(path: Path) -> bool:
    """Tell whether a file is a paper of a séance, the report of a check or a list of silences: no act."""
    from deliberia.auditing.silences import FILE_NAME
    from deliberia.pieces import PIECES

    return path.stem in PIECES or path.name.endswith(".controle.html") or path.name == FILE_NAME


def _list_files(
    here: Path, root: Path, files: list[str], commune: Path | None, readable: tuple[str, ...]
) -> Iterator[Source]:
    wanted = [Path(name) for name in sorted(files) if not name.startswith((".", "~$"))]
    drafts = {
        path.stem
        for path in wanted
        if path.suffix == ".toml" and path.name not in (COMMUNE, SEANCE) and is_draft(here / path)
    }
    sources = drafts | {path.stem for path in wanted if path.suffix.lower() in _SOURCES}
    seance = here / SEANCE if SEANCE in files else None
    for path in wanted:
        suffix = path.suffix.lower()
        is_act = path.suffix == ".toml" and path.stem in drafts
        if not is_act and (suffix not in readable or (suffix in _RENDERED and path.stem in sources)):
            continue
        if not is_act and _is_paper(path):
            continue
        full = here / path
        if not full.is_file():
            continue  # a pipe or a device would never end
        yield Source(
            path=full,
            chemin=name_path(full.relative_to(root)),
            commune=commune,
            seance=seance if is_act else None,
            brouillon=here / f"{path.stem}.toml" if not is_act and path.stem in drafts else None,
        )


def name_path(path: Path) -> str:
    """Return a path with « / », fit to be printed whatever bytes its name holds."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_draft(path: Path) -> bool:
    """Tell whether a TOML file is an act of the interface: it names a template."""
    try:
        return isinstance(tomllib.loads(path.read_text(encoding="utf-8-sig")).get("modele"), str)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
