"""What a rule knows besides the act: the day, the verdicts of its citations, the authority."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from deliberia.model import (
    ALSACE_MOSELLE,
    Acte,
    Citation,
    Collectivite,
    CollectiviteSorte,
    Target,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One reference of a citation, and what the base answers on the day of the meeting."""

    citation: Citation
    target: Target
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything a rule may look at outside the act. No clock: the day is given."""

    date: dt.date | None = None
    """Day on which the law is read, that of the meeting; None when it is not known."""
    collectivite: Collectivite | None = None
    """The authority when the user declared it; its figures win over those of the act."""
    references: tuple[Reference, ...] = ()
    """Empty when the day is not known: nothing can then be judged."""
    actes: tuple[Acte, ...] = ()
    """Every act of the document, the one looked at included; empty when it stands alone."""
    is_source: bool = False
    """The text comes from a file that keeps its typography (.docx, .odt, .md)."""

    def get_sorte(self, acte: Acte) -> CollectiviteSorte | None:
        if self.collectivite is not None:
            return self.collectivite.sorte
        return acte.sorte_collectivite.value if acte.sorte_collectivite else None

    def get_population(self, acte: Acte) -> int | None:
        """Population of the last general renewal; never guessed."""
        if self.collectivite is not None and self.collectivite.population is not None:
            return self.collectivite.population
        return acte.population.value if acte.population else None

    def get_effectif_legal(self, acte: Acte) -> int | None:
        if self.collectivite is not None and self.collectivite.effectif_legal is not None:
            return self.collectivite.effectif_legal
        return acte.effectif_legal.value if acte.effectif_legal else None

    def is_alsace_moselle(self, acte: Acte) -> bool:
        if self.collectivite is not None and self.collectivite.code_departement:
            return self.collectivite.is_alsace_moselle
        return acte.departement is not None and acte.departement.value in ALSACE_MOSELLE
