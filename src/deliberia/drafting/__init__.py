"""Drafting: from a commune's facts to an act whose references are proved in force on the day of the séance.

load_dossier(seance, champs) -> Dossier    the TOML files of a dossier
parse_document(text) -> Dossier            the same as one JSON document
draft(modele, seance=…, champs=…) -> Projet
projet_to_acte(projet) -> Acte             so that the checks run on a draft
example_dossier(folder) -> tuple[Path, …]  an imaginary commune's files
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deliberia.drafting.acte import projet_to_acte
    from deliberia.drafting.checking import check_projet
    from deliberia.drafting.composing import draft
    from deliberia.drafting.dossier import Dossier, load_dossier, load_seance, parse_document
    from deliberia.drafting.exemple import ExempleActe, example_dossier, iter_examples
    from deliberia.drafting.parsing import parse_commune, parse_seance, parse_vote

_ROOM = {
    "Dossier": "dossier",
    "ExempleActe": "exemple",
    "check_projet": "checking",
    "draft": "composing",
    "example_dossier": "exemple",
    "iter_examples": "exemple",
    "load_dossier": "dossier",
    "load_seance": "dossier",
    "parse_commune": "parsing",
    "parse_document": "dossier",
    "parse_seance": "parsing",
    "parse_vote": "parsing",
    "projet_to_acte": "acte",
}

__all__ = [
    "Dossier",
    "ExempleActe",
    "check_projet",
    "draft",
    "example_dossier",
    "iter_examples",
    "load_dossier",
    "load_seance",
    "parse_commune",
    "parse_document",
    "parse_seance",
    "parse_vote",
    "projet_to_acte",
]


def __getattr__(name: str) -> Any:  # loaded at first use: the engine is slow to import
    if name in _ROOM:
        value = getattr(import_module(f"deliberia.drafting.{_ROOM[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'deliberia.drafting' has no attribute {name!r}")
