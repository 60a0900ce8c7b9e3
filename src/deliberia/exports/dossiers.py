"""The acts of a folder: each `seance.toml`, and the acts drafted beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from deliberia.drafting import check_projet, draft, load_dossier
from deliberia.errors import DataError, DeliberiaError
from deliberia.legal_refs import Base
from deliberia.model import Projet

SEANCE = "seance.toml"


class ActeDossier(NamedTuple):
    """One act of a folder, drafted and checked."""

    chemin: Path
    projet: Projet


def iter_actes(
    folder: Path, *, annee: int | None = None, base: Base | None = None, profond: bool = True
) -> Iterator[ActeDossier | DeliberiaError]:
    """Yield the acts of every séance under `folder`, by séance then by name; an error for what is not read.

    Args:
        folder: holds `seance.toml`, or folders that do.
        annee: only the séances of that year.
        base: a deeper base of references.
        profond: look for séances in the folders inside too.

    Raises:
        DataError: there is no séance there.
    """
    seances = sorted((folder.rglob if profond else folder.glob)(SEANCE)) if folder.is_dir() else []
    if not seances:
        raise DataError("Aucune séance dans ce dossier.", place=str(folder), hint=f"Il y faut un {SEANCE}.")
    for seance in seances:
        for path in sorted(seance.parent.glob("*.toml")):
            if path.name == SEANCE or not _is_act(path):
                continue
            try:
                dossier = load_dossier(seance, path)
                day = dossier.seance.date
                if annee is not None and (day is None or day.year != annee):
                    continue
                projet = draft(
                    dossier.modele,
                    seance=dossier.seance,
                    champs=dossier.champs,
                    vote=dossier.vote,
                    visas=dossier.visas,
                    numero=dossier.numero,
                    base=base,
                )
                yield ActeDossier(path, check_projet(projet, base=base))
            except DeliberiaError as error:
                yield DataError(
                    error.message, place=f"{path.name}, {error.place or ''}".rstrip(", "), hint=error.hint
                )


def _is_act(path: Path) -> bool:
    try:
        return bool(tomllib.loads(path.read_text(encoding="utf-8-sig")).get("modele"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return path.name != "commune.toml"  # said when it is loaded, with its line
