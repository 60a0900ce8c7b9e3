"""Acts for the world outside: Akoma Ntoso, open data, the package for the transmission to the prefect.

render_akn(projet) -> bytes                    Akoma Ntoso 3.0
scdl_row(projet, …), render_scdl(rows)         SCDL « Délibérations »
iter_actes(folder)                             the acts of a folder of séances
iter_matieres(), get_matiere(code)             the national nomenclature of matters
make_public_copy(projet)                       the act with personal data masked
make_package(projet, folder, …) -> Package     the files and the manifest for a transmission operator
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.exports.akn import render_akn
    from deliberia.exports.dossiers import ActeDossier, iter_actes
    from deliberia.exports.matieres import Matiere, get_matiere, iter_matieres
    from deliberia.exports.publication import PublicCopy, make_public_copy
    from deliberia.exports.scdl import COLONNES, check_prefecture, render_scdl, scdl_row
    from deliberia.exports.transmission import Package, make_package

__all__ = [
    "COLONNES",
    "ActeDossier",
    "Matiere",
    "Package",
    "PublicCopy",
    "check_prefecture",
    "get_matiere",
    "iter_actes",
    "iter_matieres",
    "make_package",
    "make_public_copy",
    "render_akn",
    "render_scdl",
    "scdl_row",
]

_HOMES = {
    "akn": ("render_akn",),
    "dossiers": ("ActeDossier", "iter_actes"),
    "matieres": ("Matiere", "get_matiere", "iter_matieres"),
    "publication": ("PublicCopy", "make_public_copy"),
    "scdl": ("COLONNES", "check_prefecture", "render_scdl", "scdl_row"),
    "transmission": ("Package", "make_package"),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
