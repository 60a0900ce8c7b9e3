"""Precedents: the past acts of a commune or an agency, found again, their references judged today.

open_index(path) -> Index                   the index, a file of the user
index.add(files) -> AddReport               reads and keeps acts; unchanged files are not read again
index.search("salle fêtes", annee=2024)     full text, best first
index.get(id) -> Precedent                  one act, its text and its citations
reverify(precedent, on=…)                   each citation with its verdict that day
seed(precedent, template, …) -> Seed        fields and visas for a new draft; dead visas left out or replaced
scaffold(text, on=…) -> Ebauche             a first template from an act; its people are left out
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.precedents.actes import AddReport, Hit, Precedent
    from deliberia.precedents.ebauche import Ebauche, scaffold
    from deliberia.precedents.ebauche.controle import EbaucheReport, check_ebauche, write_ebauche
    from deliberia.precedents.fichier import default_index_path
    from deliberia.precedents.index import Index, open_index
    from deliberia.precedents.reprise import Seed, SeedVisa, guess_template, reverify, seed

__all__ = [
    "AddReport",
    "Ebauche",
    "EbaucheReport",
    "Hit",
    "Index",
    "Precedent",
    "Seed",
    "SeedVisa",
    "check_ebauche",
    "default_index_path",
    "guess_template",
    "open_index",
    "reverify",
    "scaffold",
    "seed",
    "write_ebauche",
]

_HOMES = {
    "ebauche": ("Ebauche", "scaffold"),
    "ebauche.controle": ("EbaucheReport", "check_ebauche", "write_ebauche"),
    "actes": ("AddReport", "Hit", "Precedent"),
    "fichier": ("default_index_path",),
    "index": ("Index", "open_index"),
    "reprise": ("Seed", "SeedVisa", "guess_template", "reverify", "seed"),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
