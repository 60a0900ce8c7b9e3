"""The catalogue of templates: finding them, rendering them, proving their references.

A template is a folder of three files, `meta.toml`, `texte.md.j2` and `exemple.toml`; it names its visas by
reference keys and the base writes them. Nothing in a template is trusted: see `sandbox`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.catalogue.checking import Amendment, check_templates
    from deliberia.catalogue.installing import Installed, install_pack, remove_pack
    from deliberia.catalogue.loading import Template, get_template, iter_templates
    from deliberia.catalogue.packs import Pack, read_pack
    from deliberia.catalogue.rendering import Rendu, render
    from deliberia.catalogue.tiers import names_of_champs

__all__ = [
    "Amendment",
    "Installed",
    "Pack",
    "Rendu",
    "Template",
    "check_templates",
    "get_template",
    "install_pack",
    "iter_templates",
    "names_of_champs",
    "read_pack",
    "remove_pack",
    "render",
]

_HOMES = {
    "checking": (
        "Amendment",
        "check_templates",
    ),
    "installing": (
        "Installed",
        "install_pack",
        "remove_pack",
    ),
    "loading": (
        "Template",
        "get_template",
        "iter_templates",
    ),
    "packs": (
        "Pack",
        "read_pack",
    ),
    "rendering": (
        "Rendu",
        "render",
    ),
    "tiers": ("names_of_champs",),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
