"""Files of a pack, read whole into memory within bounds: no name, link or size of a stranger is trusted."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from deliberia.catalogue.naming import quote
from deliberia.errors import TemplateError

MAX_PACK = 10 * 1024 * 1024
"""Bytes of a zip; our own templates, all together, take less than one tenth of it."""
MAX_ENTRIES = 2_000
MAX_TOTAL = 20 * 1024 * 1024
MAX_FILE = 200_000
"""Bytes of one file of a template."""
_MAX_RATIO = 200
_RATIO_FLOOR = 50_000
_CENTRAL = b"PK\x01\x02"
_RUBBISH = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
"""What systems put in a zip by themselves."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error,
)  # fmt: skip
SHARE = "Demandez à qui l’a fait de le refaire."


def read_folder(root: Path, place: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    waiting = [root]
    while waiting:
        for child in sorted(waiting.pop().iterdir()):
            name = child.relative_to(root).as_posix()
            if is_rubbish(name):
                continue
            kind = child.lstat()
            if stat.S_ISLNK(kind.st_mode):
                raise refuse(place, f"Le paquet contient un lien vers ailleurs, {quote(name)}.")
            if stat.S_ISDIR(kind.st_mode):
                _check_name(name, place)
                waiting.append(child)
                continue
            if not stat.S_ISREG(kind.st_mode):
                raise refuse(place, f"Le paquet contient {quote(name)}, qui n’est pas un fichier ordinaire.")
            _check_name(name, place)
            total += kind.st_size
            _check_size(name, kind.st_size, total, len(found), place)
            try:
                found[name] = child.read_bytes()
            except OSError as error:
                raise TemplateError(f"Le fichier {quote(name)} est illisible.", place=place) from error
    return found


def read_zip(path: Path, place: str) -> dict[str, bytes]:
    if path.stat().st_size > MAX_PACK:
        raise refuse(place, f"Ce paquet dépasse {MAX_PACK // 1_048_576} Mo.")
    try:
        data = path.read_bytes()
        if data.count(_CENTRAL) > 2 * MAX_ENTRIES:
            raise refuse(place, "Ce paquet contient trop de fichiers.")
        with zipfile.ZipFile(path) as archive:
            return dict(_iter_members(archive, place))
    except _DAMAGED as error:
        raise TemplateError(
            "Ce paquet n’est pas un fichier .zip en bon état.", place=place, hint=SHARE
        ) from error


def _iter_members(archive: zipfile.ZipFile, place: str) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    total = 0
    for info in archive.infolist():
        name = info.orig_filename
        mode = info.external_attr >> 16
        if stat.S_ISLNK(mode):
            raise refuse(place, f"Le paquet contient un lien vers ailleurs, {quote(shown(name))}.")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise refuse(
                place, f"Le paquet contient {quote(shown(name))}, qui n’est pas un fichier ordinaire."
            )
        _check_name(name.removesuffix("/"), place)
        if name.endswith("/") or is_rubbish(name):
            continue
        if info.flag_bits & 1:
            raise refuse(place, "Ce paquet est protégé par un mot de passe.")
        if name.casefold() in seen:
            raise refuse(place, f"Le paquet contient deux fichiers du même nom, {quote(name)}.")
        seen.add(name.casefold())
        total += info.file_size
        _check_size(name, info.file_size, total, len(seen), place)
        if info.file_size > _RATIO_FLOOR and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
            raise refuse(place, f"Le fichier {quote(name)} gonfle démesurément à l’ouverture.")
        with archive.open(info) as member:
            content = member.read(MAX_FILE + 1)
        if len(content) > MAX_FILE:
            raise refuse(place, f"Le fichier {quote(name)} est trop gros pour un modèle.")
        yield name, content


def _check_name(name: str, place: str) -> None:
    """Refuse a name that leads out of the folder, whatever the system that reads it."""
    parts = name.split("/")
    if (
        not name
        or name.startswith("/")
        or "\\" in name
        or ":" in name
        or not name.isprintable()
        or any(part in ("", ".", "..") or part.endswith((" ", ".")) for part in parts)
    ):
        raise refuse(place, f"Le paquet contient un nom de fichier interdit, {quote(shown(name))}.")


def _check_size(name: str, size: int, total: int, count: int, place: str) -> None:
    if count >= MAX_ENTRIES:
        raise refuse(place, "Ce paquet contient trop de fichiers.")
    if size > MAX_FILE:
        raise refuse(place, f"Le fichier {quote(name)} est trop gros pour un modèle.")
    if total > MAX_TOTAL:
        raise refuse(place, f"Ce paquet prendrait plus de {MAX_TOTAL // 1_048_576} Mo une fois ouvert.")


def is_rubbish(name: str) -> bool:
    return any(part.startswith(".") and part not in (".", "..") for part in name.split("/")) or any(
        part.casefold() in _RUBBISH for part in name.split("/")
    )


def shown(name: str) -> str:
    text = ascii(name)[1:-1] if not name.isprintable() else name
    return text if len(text) <= 80 else text[:79] + "…"


def refuse(place: str, message: str) -> TemplateError:
    return TemplateError(message, place=place, hint=f"Rien n’a été installé. {SHARE}")
