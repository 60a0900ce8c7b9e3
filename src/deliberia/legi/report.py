"""What an import tells: while it runs, and once it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where an import stands."""

    archive: str
    """Name of the file being read; empty while the base is being finished."""
    octets: int
    """Packed bytes read so far, all archives together."""
    total: int
    """Packed bytes to read."""
    articles: int
    secondes: float
    """Time since the start."""

    @property
    def debit(self) -> float:
        """Packed bytes per second."""
        return self.octets / self.secondes if self.secondes else 0.0

    @property
    def restant(self) -> float | None:
        """Seconds that remain; None as long as nothing allows to tell."""
        return (self.total - self.octets) / self.debit if self.octets else None


ProgressCallback = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. All counts are of files of the archives."""

    base: Path
    etat: dt.date
    """Day of the last archive that the base holds."""
    archives: tuple[str, ...]
    """Names of the archives read by this import, in order; empty when the base was up to date."""
    ignorees: tuple[str, ...] = ()
    """Archives left aside, each with the reason."""
    neuve: bool = False
    """The base was filled anew from a complete archive, whose files the four counts of changes leave out."""
    reprise: bool = False
    """An import stopped halfway was continued."""
    articles: int = 0
    """Article versions in the base at the end, once elements that stand in two folders are counted once."""
    sections: int = 0
    textes: int = 0
    liens: int = 0
    ajoutes: int = 0
    remplaces: int = 0
    supprimes: int = 0
    inchanges: int = 0
    passes: dict[str, int] = field(default_factory=dict)
    """Members passed over, by reason: `filtres`, `inconnus`, `chemins_refuses`, `trop_gros`, `lignes`."""
    endommages: int = 0
    """Members that could not be read."""
    exemples: tuple[str, ...] = ()
    """First damaged members, each with the reason."""
    reencodes: int = 0
    """Files that were not in the encoding they declare, and were read all the same."""
    elements_inconnus: dict[str, int] = field(default_factory=dict)
    """Elements and states never seen before, kept or passed over."""
    avertissements: tuple[str, ...] = ()
    secondes: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        return {
            "format": 1,
            "base": str(self.base),
            "etat": self.etat.isoformat(),
            "archives": list(self.archives),
            "ignorees": list(self.ignorees),
            "neuve": self.neuve,
            "reprise": self.reprise,
            "articles": self.articles,
            "sections": self.sections,
            "textes": self.textes,
            "liens": self.liens,
            "ajoutes": self.ajoutes,
            "remplaces": self.remplaces,
            "supprimes": self.supprimes,
            "inchanges": self.inchanges,
            "passes": dict(self.passes),
            "endommages": self.endommages,
            "exemples": list(self.exemples),
            "reencodes": self.reencodes,
            "elements_inconnus": dict(self.elements_inconnus),
            "avertissements": list(self.avertissements),
            "secondes": round(self.secondes, 1),
        }
