"""Write the papers of a séance, as `deliberia seance pieces` does, without losing one that was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deliberia_tui.dossier.corbeille import put_aside
from deliberia_tui.dossier.espace import Espace, open_acte, read_acte
from deliberia_tui.usages import preview, read_seance


@dataclass(frozen=True, slots=True)
class Ecrites:
    """What was written."""

    paths: tuple[Path, ...]
    projets: tuple[str, ...]
    """Names of the papers marked PROJET: values are missing."""
    remplacees: int
    """Files of the same name that went to the bin."""


def list_pieces() -> tuple[tuple[str, str], ...]:
    """Return the papers: name and title."""
    from deliberia.pieces import PIECES

    return tuple((name, piece.titre) for name, piece in PIECES.items())


def write_pieces(espace: Espace, names: Sequence[str]) -> Ecrites:
    """Write papers beside the séance. One already there that is different goes to the bin.

    Raises:
        DeliberiaError: the séance or an act cannot be read, or the disk refused.
        OSError: the disk refused to move a paper away.
    """
    from deliberia.documents import render_page_docx, write_atomic
    from deliberia.pieces import make_piece

    seance = read_seance(espace)
    actes = [acte for acte in map(read_acte, espace.list_paths()) if acte is not None]
    projets = [preview(open_acte(acte.path).contenu, seance).projet for acte in actes]
    projets.sort(key=lambda projet: (not projet.numero, projet.numero, projet.titre))
    pages = {name: make_piece(name, seance, projets) for name in names}
    paths, replaced = [], 0
    for name, page in pages.items():
        path, data = espace.dossier_seance / f"{name}.docx", render_page_docx(page, seance.date)
        if path.exists() and path.read_bytes() != data:
            put_aside(path)
            replaced += 1
        paths.append(write_atomic(path, data, force=True))
    return Ecrites(tuple(paths), tuple(name for name, page in pages.items() if page.is_projet), replaced)
