"""The authority and the people of its council."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CollectiviteSorte(StrEnum):
    COMMUNE = "commune"
    EPCI = "epci"
    CCAS = "ccas"
    SYNDICAT = "syndicat"


ALSACE_MOSELLE = frozenset({"57", "67", "68"})
"""Départements where the local law of Alsace-Moselle applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elu:
    """A member of the council, named as on the attendance sheet: « Mme Claire Vasseur »."""

    nom: str
    """Civility, first name and surname as one reads them."""

    @property
    def civilite(self) -> str:
        """« Mme », « M. » or empty when the name bears none."""
        first = self.nom.split(" ", 1)[0].rstrip(".").lower()
        if first in {"mme", "madame", "mlle"}:
            return "Mme"
        if first in {"m", "mr", "monsieur"}:
            return "M."
        return ""

    @property
    def is_feminine(self) -> bool:
        return self.civilite == "Mme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collectivite:
    """A commune, EPCI, CCAS or syndicat. Unknown figures are None, unknown words empty."""

    nom: str
    """Without « commune de »: « Val-Fleuri »."""
    sorte: CollectiviteSorte = CollectiviteSorte.COMMUNE
    departement: str = ""
    """Name: « Haute-Loire »."""
    code_departement: str = ""
    """« 43 », « 2A », « 974 »."""
    arrondissement: str = ""
    population: int | None = None
    """Municipal population authenticated at the last integral renewal (CGCT R2151-3)."""
    effectif_legal: int | None = None
    en_exercice: int | None = None
    maire: str = ""
    """« Mme Claire Vasseur »; for an EPCI the president."""
    siret: str = ""
    adresse: str = ""
    tribunal: str = ""
    """Town of the administrative court: « Clermont-Ferrand »."""
    elus: tuple[Elu, ...] = ()

    @property
    def is_alsace_moselle(self) -> bool:
        return self.code_departement in ALSACE_MOSELLE
