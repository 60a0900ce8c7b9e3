"""The catalogue of templates: finding them, rendering them, proving their references.

A template is a folder of three files, `meta.toml`, `texte.md.j2` and `exemple.toml`; it names its visas by
reference keys and the base writes them. Nothing in a template is trusted: see `sandbox`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deliberia.catalogue.checking import Amendment, check_templates
    from deliberia.catalogue.loading import Template, get_template, iter_templates
    from deliberia.catalogue.rendering import Rendu, render

_ROOM = {
    "Amendment": "checking",
    "Rendu": "rendering",
    "Template": "loading",
    "check_templates": "checking",
    "get_template": "loading",
    "iter_templates": "loading",
    "render": "rendering",
}

__all__ = [
    "Amendment",
    "Rendu",
    "Template",
    "check_templates",
    "get_template",
    "iter_templates",
    "render",
]


def __getattr__(name: str) -> Any:  # loaded at first use: jinja2 and pydantic are slow to import
    if name in _ROOM:
        return getattr(import_module(f"deliberia.catalogue.{_ROOM[name]}"), name)
    raise AttributeError(f"module 'deliberia.catalogue' has no attribute {name!r}")
