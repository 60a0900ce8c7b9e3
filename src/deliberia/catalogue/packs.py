"""Packs of templates shared between communes: a folder or a zip, never trusted.

A pack is read whole into memory within bounds, and only the files of a template are taken from it, under
names that were accepted one by one: nothing of a stranger decides where a file goes. What the templates do
is fenced elsewhere, see `sandbox`.
"""

from __future__ import annotations

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from deliberia.catalogue.naming import quote
from deliberia.errors import TemplateError

TEMPLATE_FILES = ("meta.toml", "texte.md.j2", "exemple.toml")
DESCRIPTION = "paquet.toml"
MAX_PACK = 10 * 1024 * 1024
"""Bytes of a zip; our own templates, all together, take less than one tenth of it."""
MAX_ENTRIES = 2_000
MAX_TOTAL = 20 * 1024 * 1024
MAX_FILE = 200_000
"""Bytes of one file of a template."""
_MAX_RATIO = 200
_RATIO_FLOOR = 50_000
_CENTRAL = b"PK\x01\x02"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_ID = 80
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for itself."""
_NOTES = re.compile(r"(?:lisezmoi|readme|licence|license|changelog|historique)(?:\.md|\.txt)?")
"""For people; never installed."""
_RUBBISH = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
"""What systems put in a zip by themselves."""
_PROGRAMS = frozenset(
    {
        ".py",
        ".pyc",
        ".pyd",
        ".so",
        ".dll",
        ".exe",
        ".bat",
        ".cmd",
        ".ps1",
        ".sh",
        ".js",
        ".vbs",
        ".jar",
        ".com",
    }
)
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error,
)  # fmt: skip
_SHARE = "Demandez à qui l’a fait de le refaire."


class Pack(NamedTuple):
    """A pack whose every name and size was accepted."""

    nom: str
    """Its identifier: « pays-des-sources »."""
    titre: str
    version: str
    auteur: str
    modeles: Mapping[str, Mapping[str, bytes]]
    """Identifier of the template → name of the file → its content."""
    empreinte: str
    """SHA-256 of what it holds."""


def read_pack(path: Path) -> Pack:
    """Read a folder or a zip of templates.

    Raises:
        TemplateError: missing, damaged, too large, or holding anything but templates.
    """
    place = str(path)
    if path.is_dir():
        found = _read_folder(path, place)
    elif path.is_file():
        found = _read_zip(path, place)
    else:
        raise TemplateError("Ce paquet de modèles n’existe pas.", place=place, hint="Vérifiez son nom.")
    files = _strip_root({name: data for name, data in found.items() if not _is_rubbish(name)})
    described, modeles = _sort_files(files, place)
    if not modeles:
        raise TemplateError(
            "Ce paquet ne contient aucun modèle.",
            place=place,
            hint="Chaque modèle est un dossier avec meta.toml, texte.md.j2 et exemple.toml.",
        )
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\x00{len(files[name])}\x00".encode() + files[name])
    return _describe(described, path, modeles, digest.hexdigest())


def _read_folder(root: Path, place: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    waiting = [root]
    while waiting:
        for child in sorted(waiting.pop().iterdir()):
            name = child.relative_to(root).as_posix()
            if _is_rubbish(name):
                continue
            kind = child.lstat()
            if stat.S_ISLNK(kind.st_mode):
                raise _refuse(place, f"Le paquet contient un lien vers ailleurs, {quote(name)}.")
            if stat.S_ISDIR(kind.st_mode):
                _check_name(name, place)
                waiting.append(child)
                continue
            if not stat.S_ISREG(kind.st_mode):
                raise _refuse(place, f"Le paquet contient {quote(name)}, qui n’est pas un fichier ordinaire.")
            _check_name(name, place)
            total += kind.st_size
            _check_size(name, kind.st_size, total, len(found), place)
            try:
                found[name] = child.read_bytes()
            except OSError as error:
                raise TemplateError(f"Le fichier {quote(name)} est illisible.", place=place) from error
    return found


def _read_zip(path: Path, place: str) -> dict[str, bytes]:
    if path.stat().st_size > MAX_PACK:
        raise _refuse(place, f"Ce paquet dépasse {MAX_PACK // 1_048_576} Mo.")
    try:
        data = path.read_bytes()
        if data.count(_CENTRAL) > 2 * MAX_ENTRIES:
            raise _refuse(place, "Ce paquet contient trop de fichiers.")
        with zipfile.ZipFile(path) as archive:
            return dict(_iter_members(archive, place))
    except _DAMAGED as error:
        raise TemplateError(
            "Ce paquet n’est pas un fichier .zip en bon état.", place=place, hint=_SHARE
        ) from error


def _iter_members(archive: zipfile.ZipFile, place: str) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    total = 0
    for info in archive.infolist():
        name = info.orig_filename
        mode = info.external_attr >> 16
        if stat.S_ISLNK(mode):
            raise _refuse(place, f"Le paquet contient un lien vers ailleurs, {quote(_shown(name))}.")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _refuse(
                place, f"Le paquet contient {quote(_shown(name))}, qui n’est pas un fichier ordinaire."
            )
        _check_name(name.removesuffix("/"), place)
        if name.endswith("/") or _is_rubbish(name):
            continue
        if info.flag_bits & 1:
            raise _refuse(place, "Ce paquet est protégé par un mot de passe.")
        if name.casefold() in seen:
            raise _refuse(place, f"Le paquet contient deux fichiers du même nom, {quote(name)}.")
        seen.add(name.casefold())
        total += info.file_size
        _check_size(name, info.file_size, total, len(seen), place)
        if info.file_size > _RATIO_FLOOR and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
            raise _refuse(place, f"Le fichier {quote(name)} gonfle démesurément à l’ouverture.")
        with archive.open(info) as member:
            content = member.read(MAX_FILE + 1)
        if len(content) > MAX_FILE:
            raise _refuse(place, f"Le fichier {quote(name)} est trop gros pour un modèle.")
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
        raise _refuse(place, f"Le paquet contient un nom de fichier interdit, {quote(_shown(name))}.")


def _check_size(name: str, size: int, total: int, count: int, place: str) -> None:
    if count >= MAX_ENTRIES:
        raise _refuse(place, "Ce paquet contient trop de fichiers.")
    if size > MAX_FILE:
        raise _refuse(place, f"Le fichier {quote(name)} est trop gros pour un modèle.")
    if total > MAX_TOTAL:
        raise _refuse(place, f"Ce paquet prendrait plus de {MAX_TOTAL // 1_048_576} Mo une fois ouvert.")


def _is_rubbish(name: str) -> bool:
    return any(part.startswith(".") and part not in (".", "..") for part in name.split("/")) or any(
        part.casefold() in _RUBBISH for part in name.split("/")
    )


def _strip_root(files: dict[str, bytes]) -> dict[str, bytes]:
    """Enter the folder that holds everything, when the zip was made from outside it."""
    roots = {name.partition("/")[0] for name in files}
    if len(roots) != 1 or any(name.count("/") < 1 for name in files):
        return files
    if any(name.count("/") == 1 and name.partition("/")[2] in TEMPLATE_FILES for name in files):
        return files
    return {name.partition("/")[2]: data for name, data in files.items()}


def _sort_files(files: Mapping[str, bytes], place: str) -> tuple[bytes, dict[str, dict[str, bytes]]]:
    """Keep the description and the files of the templates; refuse all but notes."""
    described = b""
    modeles: dict[str, dict[str, bytes]] = {}
    for name, data in sorted(files.items()):
        folder, _, base = name.rpartition("/")
        if not folder and base == DESCRIPTION:
            described = data
        elif base in TEMPLATE_FILES and folder and "/" not in folder:
            _check_id(folder, "identifiant de modèle", place)
            modeles.setdefault(folder, {})[base] = data
        elif not _NOTES.fullmatch(base.casefold()) or folder.count("/"):
            raise _refuse_file(name, place)
    for modele, content in modeles.items():
        missing = [name for name in TEMPLATE_FILES if name not in content]
        if missing:
            raise TemplateError(
                f"Il manque {' et '.join(missing)} au modèle {quote(modele)}.", place=place, hint=_SHARE
            )
    return described, modeles


def _refuse_file(name: str, place: str) -> TemplateError:
    if PurePosixPath(name.casefold()).suffix in _PROGRAMS:
        return _refuse(place, f"Le paquet contient un programme, {quote(name)}.")
    if name in TEMPLATE_FILES:
        return TemplateError(
            f"Le fichier {quote(name)} n’est pas dans le dossier d’un modèle.",
            place=place,
            hint="Donnez au dossier de chaque modèle le nom de son identifiant.",
        )
    return _refuse(place, f"Le paquet contient {quote(name)}, qui n’est pas un fichier de modèle.")


def _check_id(name: str, what: str, place: str) -> None:
    if not is_id(name):
        raise TemplateError(
            f"{quote(_shown(name))} ne peut pas être un {what}.",
            place=place,
            hint="Employez des minuscules sans accent, des chiffres et des traits d’union.",
        )


def is_id(name: str) -> bool:
    """Tell whether a template or a pack may bear that name, on every system."""
    return bool(_ID.fullmatch(name)) and len(name) <= _MAX_ID and not _RESERVED.fullmatch(name)


def _describe(data: bytes, path: Path, modeles: Mapping[str, Mapping[str, bytes]], empreinte: str) -> Pack:
    from deliberia.catalogue.loading import parse_toml
    from deliberia.catalogue.schema import Paquet

    place = f"{path}, {DESCRIPTION}"
    described = parse_toml(data, Paquet, place) if data else Paquet()
    nom = described.nom or name_after(path)
    _check_id(nom, "nom de paquet", str(path))
    return Pack(nom, described.titre or nom, described.version, described.auteur, modeles, empreinte)


def name_after(path: Path) -> str:
    """Return the identifier that a file name suggests: « Paquet_Élus 2.zip » gives « paquet-elus-2 »."""
    from deliberia.text import fold

    stem = path.resolve().name if path.is_dir() else path.stem
    return "-".join(re.findall(r"[a-z0-9]+", fold(stem)))[:_MAX_ID].strip("-") or "paquet"


def _shown(name: str) -> str:
    text = ascii(name)[1:-1] if not name.isprintable() else name
    return text if len(text) <= 80 else text[:79] + "…"


def _refuse(place: str, message: str) -> TemplateError:
    return TemplateError(message, place=place, hint=f"Rien n’a été installé. {_SHARE}")
