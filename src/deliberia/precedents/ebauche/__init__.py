"""A first template from a real act: visas judged today, values turned into fields, people left out.

scaffold(texte, on=…) -> Ebauche       the three files of a template, and what remains to be done by hand
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.precedents.ebauche.ebauche import Ebauche, scaffold

__all__ = ["Ebauche", "scaffold"]

_HOMES = {"ebauche": ("Ebauche", "scaffold")}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
