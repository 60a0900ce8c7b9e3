"""Past acts as the index gives them back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One act found."""

    id: int
    chemin: str
    numero: str
    date: dt.date | None
    objet: str
    collectivite: str
    genres: tuple[str, ...]
    extrait: str
    """Words around the first place found."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "chemin": self.chemin,
            "numero": self.numero,
            "date": self.date.isoformat() if self.date else None,
            "objet": self.objet,
            "collectivite": self.collectivite,
            "genres": list(self.genres),
            "extrait": self.extrait,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """One past act, whole."""

    id: int
    chemin: str
    numero: str
    date: dt.date | None
    objet: str
    collectivite: str
    genres: tuple[str, ...]
    texte: str
    """NFC."""


class AddReport(NamedTuple):
    """What an addition did, in files and acts."""

    ajoutes: int
    inchanges: int
    actes: int
    refus: tuple[str, ...]
    """One French sentence a file that could not be read."""


def read_day(text: str) -> dt.date | None:
    """Read a day as the index keeps it: empty when the act gives none."""
    return dt.date.fromisoformat(text) if text else None
