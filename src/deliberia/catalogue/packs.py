"""Packs of templates shared between communes: a folder or a zip, never trusted.

A pack is read whole into memory within bounds, and only the files of a template are taken from it, under
names that were accepted one by one: nothing of a stranger decides where a file goes. What the templates do
is fenced elsewhere, see `sandbox`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from deliberia.catalogue.naming import quote
from deliberia.catalogue.packs_reading import SHARE, is_rubbish, read_folder, read_zip, refuse, shown
from deliberia.errors import TemplateError

TEMPLATE_FILES = ("meta.toml", "texte.md.j2", "exemple.toml")
DESCRIPTION = "paquet.toml"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_ID = 80
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for itself."""
_NOTES = re.compile(r"(?:lisezmoi|readme|licence|license|changelog|historique)(?:\.md|\.txt)?")
"""For people; never installed."""
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
        found = read_folder(path, place)
    elif path.is_file():
        found = read_zip(path, place)
    else:
        raise TemplateError("Ce paquet de modèles n’existe pas.", place=place, hint="Vérifiez son nom.")
    files = _strip_root({name: data for name, data in found.items() if not is_rubbish(name)})
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
                f"Il manque {' et '.join(missing)} au modèle {quote(modele)}.", place=place, hint=SHARE
            )
    return described, modeles


def _refuse_file(name: str, place: str) -> TemplateError:
    if PurePosixPath(name.casefold()).suffix in _PROGRAMS:
        return refuse(place, f"Le paquet contient un programme, {quote(name)}.")
    if name in TEMPLATE_FILES:
        return TemplateError(
            f"Le fichier {quote(name)} n’est pas dans le dossier d’un modèle.",
            place=place,
            hint="Donnez au dossier de chaque modèle le nom de son identifiant.",
        )
    return refuse(place, f"Le paquet contient {quote(name)}, qui n’est pas un fichier de modèle.")


def _check_id(name: str, what: str, place: str) -> None:
    if not is_id(name):
        raise TemplateError(
            f"{quote(shown(name))} ne peut pas être un {what}.",
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
