"""What the base knows, code by code, for `references etat`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from deliberia.legal_refs import Base, load_base
from deliberia.text.dates import format_date
from deliberia.text.spaces import NBSP

STALE_AFTER = dt.timedelta(days=183)
"""Age of the research after which the base warns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCoverage:
    """One code: how many numbers, complete until which day, how many confirmed later."""

    cle: str
    nom: str
    numeros: int
    etat: dt.date
    """Last day for which its list of numbers is complete."""
    couverture: str
    """How it was built: « daté jusqu’au…, instantané du… »."""
    confirmes: int
    """Articles shown in force at the end of the research by a later fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The whole base on a day."""

    etat: dt.date
    empreinte: str
    codes: tuple[CodeCoverage, ...]
    textes: int
    """Laws, ordinances, decrees, arrêtés and others."""
    notices: int
    avertissement: str
    """One French sentence when the base is old on that day; "" otherwise."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "etat": self.etat.isoformat(),
            "empreinte": self.empreinte,
            "codes": [
                {
                    "cle": code.cle,
                    "nom": code.nom,
                    "numeros": code.numeros,
                    "etat": code.etat.isoformat(),
                    "couverture": code.couverture,
                    "confirmes": code.confirmes,
                }
                for code in self.codes
            ],
            "textes": self.textes,
            "notices": self.notices,
            "avertissement": self.avertissement,
        }


def report_coverage(*, on: dt.date, base: Base | None = None) -> Coverage:
    """Say what the base covers, and warn when its research is more than six months old on that day."""
    known = base or load_base()
    age = on - known.etat
    warning = ""
    if age > STALE_AFTER:
        warning = (
            f"La base s’arrête au {format_date(known.etat)}{NBSP}: {age.days // 30} mois. "
            "Mettez Deliberia à jour, ou importez l’archive officielle avec deliberia references importer."
        )
    return Coverage(
        etat=known.etat,
        empreinte=known.empreinte,
        codes=tuple(_cover(known, cle) for cle in known.codes),
        textes=len(known.texts),
        notices=len(known.notices),
        avertissement=warning,
    )


def _cover(base: Base, cle: str) -> CodeCoverage:
    code = base.codes[cle]
    confirmed = sum(
        any(fait.nature in ("confirme", "cree", "modifie") and fait.jour >= base.etat for fait in facts)
        for facts in base.iter_code_faits(cle).values()
    )
    return CodeCoverage(
        cle=cle,
        nom=code.nom,
        numeros=code.numeros,
        etat=code.etat,
        couverture=code.couverture,
        confirmes=confirmed,
    )
