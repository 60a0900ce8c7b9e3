"""Packs on this machine: installed in the user's data folder, or opened from a zip for one command."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from deliberia.catalogue.naming import nearest, quote
from deliberia.catalogue.packs import DESCRIPTION, Pack, read_pack
from deliberia.errors import DataError, TemplateError, UsageError
from deliberia.resources import data_dir, user_cache_dir, user_data_dir


class Installed(NamedTuple):
    """A pack that was installed."""

    pack: Pack
    dossier: Path
    remplace: tuple[str, ...]
    """Its templates that go before ours of the same identifier."""


def packs_dir(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder of the installed packs, which may not exist."""
    return user_data_dir(environ) / "modeles"


def iter_installed() -> Iterator[Path]:
    """Yield the folders of the installed packs, by name."""
    root = packs_dir()
    if root.is_dir():
        for child in sorted(root.iterdir()):
            if child.is_dir() and not child.is_symlink() and not child.name.startswith((".", "_")):
                yield child


def install_pack(path: Path, *, force: bool = False) -> Installed:
    """Install a pack for this user, whole or not at all.

    Every template is loaded and compiled first: one that cannot be read, or that leaves the language of
    templates, refuses the whole pack.

    Raises:
        TemplateError: the pack is refused.
        UsageError: a pack of that name is installed and `force` is false.
    """
    pack = read_pack(path)
    target = packs_dir() / pack.nom
    if target.exists() and not force:
        raise UsageError(
            f"Un paquet {quote(pack.nom)} est déjà installé ; rien n’a été changé.",
            hint="Ajoutez --forcer pour le remplacer.",
            place=str(path),
        )
    with _write_aside(pack, target.parent) as folder:
        check_loadable(pack, folder, str(path))
        with contextlib.suppress(FileNotFoundError):
            os.replace(target, folder.with_name(f"{folder.name}.ancien"))
        os.replace(folder, target)
    ours = {child.name for child in data_dir("templates").iterdir()}
    return Installed(pack, target, tuple(sorted(ours & set(pack.modeles))))


def remove_pack(nom: str) -> Path:
    """Remove an installed pack.

    Raises:
        UsageError: no such pack.
    """
    folders = {folder.name: folder for folder in iter_installed()}
    if nom not in folders:
        close = nearest(nom, folders)
        hint = f"Vouliez-vous écrire {quote(close)} ?" if close else "Voyez « deliberia modeles lister »."
        raise UsageError(f"Aucun paquet {quote(nom)} n’est installé.", hint=hint)
    try:
        shutil.rmtree(folders[nom])
    except OSError as error:
        raise DataError("Le paquet n’a pas pu être retiré.", place=str(folders[nom])) from error
    return folders[nom]


def open_pack(path: Path) -> Path:
    """Return the folder of the templates of a zip, unpacked once in the user's cache.

    Raises:
        TemplateError: the pack is refused.
    """
    pack = read_pack(path)
    target = user_cache_dir() / "paquets" / pack.empreinte[:32]
    if not target.is_dir():
        with _write_aside(pack, target.parent) as folder:
            try:
                os.replace(folder, target)
            except OSError:
                if not target.is_dir():  # else another process has just unpacked the same
                    raise
    return target


def check_loadable(pack: Pack, folder: Path, place: str) -> None:
    """Load and compile every template of a pack.

    Raises:
        TemplateError: the first one that is wrong.
    """
    from deliberia.catalogue.loading import Template

    for modele in pack.modeles:
        template = Template(folder / modele)
        try:
            _ = (template.meta, template.text, template.titre, template.conditions, template.exemple)
        except DataError as error:
            where = f"{place}, {modele}"
            raise TemplateError(error.message, place=where, hint=error.hint) from error


@contextlib.contextmanager
def _write_aside(pack: Pack, parent: Path) -> Iterator[Path]:
    """Write a pack beside its place; what was not moved away by the caller is removed."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".paquet-", dir=parent, ignore_cleanup_errors=True) as name:
            folder = Path(name) / "paquet"
            for modele, files in pack.modeles.items():
                (folder / modele).mkdir(parents=True)
                for file, data in files.items():
                    (folder / modele / file).write_bytes(data)
            (folder / DESCRIPTION).write_text(_render_description(pack), encoding="utf-8")
            yield folder
    except OSError as error:
        raise DataError("Le paquet n’a pas pu être écrit sur le disque.", place=str(parent)) from error


def _render_description(pack: Pack) -> str:
    rows = (("nom", pack.nom), ("titre", pack.titre), ("version", pack.version), ("auteur", pack.auteur))
    return "".join(f"{key} = {quote_toml(value)}\n" for key, value in rows)


def quote_toml(text: str) -> str:
    """Write a text as a TOML string of one line."""
    import json

    # The escapes of JSON are those of TOML, but for the character 7F.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
