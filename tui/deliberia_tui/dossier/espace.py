"""The folder open on the screen: where its files are, what it holds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deliberia.errors import DataError
from deliberia_tui.dossier.fichiers import Fichier, load_fichier

COMMUNE = "commune.toml"
SEANCE = "seance.toml"
SUITES = ".suites.toml"
"""End of the name of the file that says when an act was transmitted and published."""
EXEMPLE = "exemple"
"""Folder of the example commune, as `deliberia exemple` names it."""


@dataclass(frozen=True, slots=True)
class ActeFichier:
    """An act of the folder, as its file tells without drafting it."""

    path: Path
    modele: str
    numero: str
    stamp: int
    """Time of the last change, in nanoseconds."""

    @property
    def docx(self) -> Path:
        return self.path.with_suffix(".docx")


@dataclass(frozen=True, slots=True)
class Espace:
    """A commune's folder, and which of its séances is open."""

    dossier: Path
    """Where the commune is described."""
    nom_seance: str = ""
    """Folder of the séance in the commune's; empty when the séance stands beside the commune."""

    @property
    def dossier_seance(self) -> Path:
        """Where the séance and its acts stand."""
        return self.dossier / self.nom_seance

    @property
    def commune(self) -> Path:
        return self.dossier / COMMUNE

    @property
    def seance(self) -> Path:
        return self.dossier_seance / SEANCE

    @property
    def lien_commune(self) -> str:
        """How `seance.toml` names the commune's file."""
        return f"../{COMMUNE}" if self.nom_seance else COMMUNE

    @property
    def is_installe(self) -> bool:
        """A commune is described here."""
        return self.commune.is_file()

    def list_paths(self) -> list[Path]:
        """Return the files that may be acts, by name; an unreadable folder has none."""
        try:
            found = [path for path in self.dossier_seance.iterdir() if is_acte_name(path.name)]
        except OSError:
            return []
        return sorted(found)

    def new_path(self, modele: str) -> Path:
        """Return the path of a new act: the template's name, numbered when it is taken."""
        path = self.dossier_seance / f"{modele}.toml"
        number = 2
        while path.exists():
            path = self.dossier_seance / f"{modele}-{number}.toml"
            number += 1
        return path


def is_acte_name(name: str) -> bool:
    """True for the name of a file that may hold an act."""
    return (
        name.endswith(".toml")
        and not name.endswith(SUITES)
        and name not in (COMMUNE, SEANCE)
        and name[0] != "."
    )


def read_acte(path: Path) -> ActeFichier | None:
    """Read what identifies an act; None when the file is not one, or cannot be read."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        stamp = path.stat().st_mtime_ns
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    modele = content.get("modele")
    if not isinstance(modele, str):
        return None
    return ActeFichier(path, modele, str(content.get("numero", "")), stamp)


def open_acte(path: Path) -> Fichier:
    """Read an act to change it; its fields always stand in a table `champs`.

    Raises:
        DataError: unreadable, or not an act.
    """
    fichier = load_fichier(path)
    if not fichier.empreinte:
        raise DataError("Ce fichier n’est plus là : effacé, renommé ou déplacé.", place=path.name)
    if not isinstance(fichier.contenu.get("modele"), str):
        raise DataError("Ce fichier n’est pas un acte : il ne nomme pas de modèle.", place=path.name)
    fichier.contenu = shape_acte(fichier.contenu)
    return fichier


def shape_acte(content: dict[str, Any]) -> dict[str, Any]:
    """Put the fields in a table `champs` when they stand at the top, as both are accepted."""
    if isinstance(content.get("champs"), dict):
        return content
    head: dict[str, Any] = {name: content[name] for name in ("modele", "visas") if name in content}
    rest = {name: value for name, value in content.items() if name not in ("modele", "visas", "vote")}
    shaped: dict[str, Any] = {**head, "champs": rest}
    if "vote" in content:
        shaped["vote"] = content["vote"]
    return shaped
