"""An act being drafted: structured blocks, each with its provenance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from deliberia.model.finding import Finding, Severity
from deliberia.model.seance import Seance
from deliberia.model.vote import Resultat, Vote


class BlocSorte(StrEnum):
    VISA = "visa"
    EXPOSE = "expose"
    CONSIDERANT = "considerant"
    ARTICLE = "article"
    VOTE = "vote"
    MENTION = "mention"
    SIGNATURE = "signature"


class Provenance(StrEnum):
    MODELE = "modele"
    """Written by the template."""
    AGENT = "agent"
    """Typed by the drafter."""
    ASSISTANCE = "assistance"
    """Written by a language model and not held back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tableau:
    """A table inside a block. Rows have as many cells as `colonnes`; `alignements` is "g" or "d" a column."""

    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    alignements: str = ""
    total: tuple[str, ...] = ()
    """Last row, set apart; empty when the table has none."""
    legende: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """One paragraph of the act. `texte` has its final typography; no newline inside."""

    sorte: BlocSorte
    texte: str
    provenance: Provenance = Provenance.MODELE
    cles: tuple[str, ...] = ()
    """Reference keys that stand in the block, verified at the date of the séance."""
    intitule: str = ""
    """« Article 1er » for an article of the dispositif, empty otherwise."""
    tableau: Tableau | None = None
    """Printed under the text."""

    def as_dict(self) -> dict[str, Any]:
        shape: dict[str, Any] = {
            "sorte": self.sorte.value,
            "texte": self.texte,
            "provenance": self.provenance.value,
        }
        if self.intitule:
            shape["intitule"] = self.intitule
        if self.cles:
            shape["cles"] = list(self.cles)
        if self.tableau is not None:
            shape["tableau"] = {
                "colonnes": list(self.tableau.colonnes),
                "lignes": [list(row) for row in self.tableau.lignes],
                "total": list(self.tableau.total),
                "legende": self.tableau.legende,
            }
        return shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Projet:
    """A whole act before export: what `rediger` prints."""

    modele: str
    """Template id: « subvention-association »."""
    titre: str
    """Objet of the act."""
    matiere: str
    """@CTES matter code: « 7.5 »."""
    seance: Seance
    vote: Vote
    resultat: Resultat | None
    """None while the votes are missing or contradict each other."""
    blocs: tuple[Bloc, ...]
    numero: str = ""
    visas_cles: tuple[str, ...] = ()
    """Every key that stands in the visas, those given by the drafter included, in printed order."""
    manquants: tuple[str, ...] = ()
    """Names of values still missing, each printed as « […] »."""
    date_reference: dt.date | None = None
    """Day on which the law was read: that of the séance."""
    president_point: str = ""
    """Who presided this item alone, with the capacity, when the head of the executive withdrew."""
    constats: tuple[Finding, ...] = ()
    """What the drafting itself found: references left out, prior opinions to obtain, sums that differ."""

    @property
    def is_complete(self) -> bool:
        """True when nothing is missing; else every export is marked PROJET."""
        return not self.manquants

    @property
    def is_ready(self) -> bool:
        """True when nothing is missing and the drafting found no error."""
        return self.is_complete and all(one.severite is not Severity.ERREUR for one in self.constats)

    def as_dict(self) -> dict[str, Any]:
        """Give the shape of `rediger --format json`."""
        return {
            "format": 1,
            "modele": self.modele,
            "numero": self.numero,
            "titre": self.titre,
            "matiere": self.matiere,
            "date": self.date_reference.isoformat() if self.date_reference else None,
            "visas_cles": list(self.visas_cles),
            "blocs": [bloc.as_dict() for bloc in self.blocs],
            "vote": {"resultat": self.resultat.value if self.resultat else None},
            "manquants": list(self.manquants),
            "constats": [constat.as_dict() for constat in self.constats],
            "pret": self.is_ready,
        }
