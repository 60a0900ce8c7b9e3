"""What the base answers about a reference on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class VerdictKind(StrEnum):
    EN_VIGUEUR = "en_vigueur"
    ABROGE = "abroge"
    PAS_ENCORE_EN_VIGUEUR = "pas_encore_en_vigueur"
    INEXISTANT = "inexistant"
    """The base covers that text wholly and has no such number."""
    DEPLACE = "deplace"
    """Renumbered or codified: `remplace_par` holds the keys, never applied by itself."""
    AMBIGU = "ambigu"
    """Several candidates, in `remplace_par`."""
    NON_VERIFIABLE = "non_verifiable"
    """Outside what the base covers on that day; `motif` says why."""

    @property
    def is_faulty(self) -> bool:
        """True when an act should not cite the reference that day; what is not known is not a fault."""
        return self not in (VerdictKind.EN_VIGUEUR, VerdictKind.NON_VERIFIABLE, VerdictKind.AMBIGU)


class Confiance(StrEnum):
    HAUTE = "haute"
    MOYENNE = "moyenne"
    BASSE = "basse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An interval of validity, half-open: `fin` is the first day no longer in force."""

    debut: dt.date | None
    """None: in force before what the base dates."""
    fin: dt.date | None
    """None: no end known."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "debut": self.debut.isoformat() if self.debut else None,
            "fin": self.fin.isoformat() if self.fin else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to « is this reference in force on that day? », with its reason and its proof."""

    cle: str
    on: dt.date
    kind: VerdictKind
    motif: str
    """One French sentence a secretary understands."""
    remplace_par: tuple[str, ...] = ()
    """Keys of successors or candidates, best first."""
    change_le: dt.date | None = None
    """The day of the change that explains the verdict (repeal, renumbering, entry into force)."""
    etat: dt.date | None = None
    """Last day for which the base knows this reference."""
    confiance: Confiance = Confiance.HAUTE
    source: str = ""
    versions: tuple[Version, ...] = ()
    url: str = ""
    """Légifrance address, empty when none can be built."""
    dernier_etat: VerdictKind | None = None
    """For `non_verifiable`: what the reference was on `etat`, the last day known; None: nothing is known."""

    @property
    def is_citable(self) -> bool:
        """True when an act may print the reference: in force, with high or medium confidence."""
        return self.kind is VerdictKind.EN_VIGUEUR and self.confiance is not Confiance.BASSE

    def as_dict(self) -> dict[str, Any]:
        """Give the shape of `references montrer --format json`."""
        return {
            "cle": self.cle,
            "date": self.on.isoformat(),
            "verdict": self.kind.value,
            "motif": self.motif,
            "remplace_par": list(self.remplace_par),
            "change_le": self.change_le.isoformat() if self.change_le else None,
            "versions": [version.as_dict() for version in self.versions],
            "etat": self.etat.isoformat() if self.etat else None,
            "confiance": self.confiance.value,
            "source": self.source,
            "url": self.url,
        }
