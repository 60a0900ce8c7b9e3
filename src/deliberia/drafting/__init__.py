"""Drafting: from a commune's facts to an act whose references are proved in force on the day of the séance.

load_dossier(seance, champs) -> Dossier    the TOML files of a dossier
parse_document(text) -> Dossier            the same as one JSON document
draft(modele, seance=…, champs=…) -> Projet
projet_to_acte(projet) -> Acte             so that the checks run on a draft
example_dossier(folder) -> tuple[Path, …]  an imaginary commune's files
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.drafting.acte import projet_to_acte
    from deliberia.drafting.checking import check_projet
    from deliberia.drafting.composing import draft
    from deliberia.drafting.dossier import (
        Dossier,
        find_data,
        is_document,
        load_beside,
        load_commune,
        load_dossier,
        load_seance,
        parse_document,
    )
    from deliberia.drafting.exemple import ExempleActe, example_dossier, iter_examples
    from deliberia.drafting.parsing import parse_commune, parse_seance, parse_vote

__all__ = [
    "Dossier",
    "ExempleActe",
    "check_projet",
    "draft",
    "example_dossier",
    "find_data",
    "is_document",
    "iter_examples",
    "load_beside",
    "load_commune",
    "load_dossier",
    "load_seance",
    "parse_commune",
    "parse_document",
    "parse_seance",
    "parse_vote",
    "projet_to_acte",
]

_HOMES = {
    "acte": ("projet_to_acte",),
    "checking": ("check_projet",),
    "composing": ("draft",),
    "dossier": (
        "Dossier",
        "find_data",
        "is_document",
        "load_beside",
        "load_commune",
        "load_dossier",
        "load_seance",
        "parse_document",
    ),
    "exemple": (
        "ExempleActe",
        "example_dossier",
        "iter_examples",
    ),
    "parsing": (
        "parse_commune",
        "parse_seance",
        "parse_vote",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
