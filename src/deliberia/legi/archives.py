"""Archives found on disk: which ones, in which order, and which were already read."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deliberia.errors import ReferenceBaseError, UsageError

_NAME = re.compile(r"(?:freemium_)?legi_(?P<complete>global_)?(?P<stamp>\d{8}-\d{6})\.tar\.gz", re.IGNORECASE)
_ENDS = 1 << 16


@dataclass(frozen=True, slots=True, order=True)
class Archive:
    """A LEGI archive; archives sort by time stamp."""

    horodatage: str
    """`20250713-140000`"""
    complete: bool
    path: Path

    @property
    def nom(self) -> str:
        return self.path.name

    @property
    def day(self) -> dt.date:
        return parse_stamp(self.horodatage)

    def read_empreinte(self) -> str:
        """Give what identifies the file without reading it all: its size and both its ends.

        The last bytes of a gzip file hold the sum of all its contents.
        """
        size = self.path.stat().st_size
        with self.path.open("rb") as file:
            head = zlib.crc32(file.read(_ENDS))
            file.seek(max(0, size - _ENDS))
            return f"{size}-{head:08x}-{zlib.crc32(file.read(_ENDS)):08x}"


def parse_stamp(stamp: str) -> dt.date:
    return dt.date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))


def find_archives(paths: Iterable[Path]) -> tuple[list[Archive], list[str]]:
    """Return the archives among `paths`, in order of stamp, and what was left aside with the reason.

    A folder stands for the archives it holds; what else lies there is not mentioned.

    Raises:
        ReferenceBaseError: a path does not exist, or cannot be read.
        UsageError: a file given by name is not named like an archive of the base.
    """
    found: dict[str, Archive] = {}
    aside: list[str] = []
    for path in paths:
        if path.is_dir():
            candidates = [(entry, _NAME.fullmatch(entry.name)) for entry in sorted(path.iterdir())]
            matches = [(entry, match) for entry, match in candidates if match and entry.is_file()]
        else:
            matches = [(path, _match_file(path))]
        for entry, match in matches:
            archive = Archive(match["stamp"], bool(match["complete"]), entry)
            if archive.horodatage in found:
                aside.append(f"{entry.name} : même horodatage qu’une autre archive donnée")
            else:
                found[archive.horodatage] = archive
    return sorted(found.values()), aside


def _match_file(path: Path) -> re.Match[str]:
    match = _NAME.fullmatch(path.name)
    if match is None:
        raise UsageError(
            "ce nom n’est pas celui d’une archive LEGI.",
            place=path.name,
            hint="Gardez le nom d’origine : Freemium_legi_global_AAAAMMJJ-HHMMSS.tar.gz "
            "ou LEGI_AAAAMMJJ-HHMMSS.tar.gz.",
        )
    try:
        int(match["stamp"][:4]) and parse_stamp(match["stamp"])
    except ValueError as error:
        raise UsageError("l’horodatage du nom n’est pas une date.", place=path.name) from error
    if not path.is_file():
        raise ReferenceBaseError(
            "ce fichier est introuvable.", place=str(path), hint="Vérifiez le chemin de l’archive."
        )
    return match
