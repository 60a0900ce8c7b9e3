"""The meeting."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from deliberia.model.collectivite import Collectivite


@dataclass(frozen=True, slots=True, kw_only=True)
class Pouvoir:
    """A proxy: `de` (mandant) gives his vote to `a` (mandataire)."""

    de: str
    a: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seance:
    """One meeting of a council. A field that the user did not give is None or empty."""

    collectivite: Collectivite
    date: dt.date | None = None
    heure: str = ""
    """« 19 h 00 »."""
    lieu: str = ""
    convocation: dt.date | None = None
    """Day the convocation was sent."""
    affichage: dt.date | None = None
    """Day the convocation was posted."""
    president: str = ""
    secretaire: str = ""
    presents: tuple[str, ...] = ()
    pouvoirs: tuple[Pouvoir, ...] = ()
    absents: tuple[str, ...] = ()
    """Absent without proxy, excused or not."""
    excuses: tuple[str, ...] = ()
    """Those of `absents` who are excused."""
    is_urgence: bool = False
    """Convened under the shortened delay of urgency."""
    premiere_reunion: dt.date | None = None
    """Day of the first meeting that failed for lack of quorum, when this one is the second."""
