"""Everything that `references montrer` shows of one reference."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from deliberia.legal_refs import (
    Base,
    Fait,
    Notice,
    OfficialText,
    TextProvider,
    load_base,
    name_reference,
    parse_key,
)
from deliberia.model import Verdict
from deliberia.verification.engine import verify

_EVENTS = {
    "cree": "création",
    "confirme": "confirmé en vigueur",
    "modifie": "texte modifié",
    "fin": "fin",
    "deplace": "déplacement",
    "inconnu": "touché par un texte dont l’effet n’a pas été lu",
    "ancien": "numéro repris avec un autre objet",
    "indice": "encore cité par un autre code, ce qui ne prouve pas qu’il vive",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated line of the timeline, after the intervals of the verdict."""

    jour: dt.date
    quoi: str
    """« texte modifié », « confirmé en vigueur »."""
    vers: tuple[str, ...]
    confiance: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A reference on a day: its name, verdict, notice and history."""

    verdict: Verdict
    nom: str
    """« article L. 2121-29 du code général des collectivités territoriales »."""
    notice: Notice | None
    evenements: tuple[Event, ...]
    """Dated facts, oldest first."""
    texte: OfficialText | None = None
    """Its wording on that day, when an imported archive holds it."""

    def as_dict(self) -> dict[str, Any]:
        """Give the shape of `references montrer --format json`, with the notice when there is one."""
        shape = self.verdict.as_dict()
        shape["nom"] = self.nom
        if self.notice:
            shape["titre"] = self.notice.titre
            shape["sujets"] = list(self.notice.sujets)
            shape["remplace"] = list(self.notice.remplace)
        shape["evenements"] = [
            {
                "date": event.jour.isoformat(),
                "quoi": event.quoi,
                "vers": list(event.vers),
                "source": event.source,
            }
            for event in self.evenements
        ]
        if self.texte:
            shape["texte"] = {
                "contenu": self.texte.texte,
                "chemin": list(self.texte.chemin),
                "debut": self.texte.debut.isoformat() if self.texte.debut else None,
                "source": self.texte.source,
            }
        return shape


def describe(cle: str, *, on: dt.date, base: Base | None = None) -> Card:
    """Gather all that the base says of a reference on a day.

    Raises:
        UsageError: the key is not readable.
    """
    known = base or load_base()
    verdict = verify(parse_key(cle).cle, on=on, base=base)
    key = parse_key(verdict.cle)
    faits = sorted(known.get_faits(key.text, key.article), key=lambda fait: fait.jour)
    holder = known.provider
    return Card(
        verdict=verdict,
        nom=name_reference(verdict.cle, known),
        notice=known.notices.get(verdict.cle),
        evenements=tuple(_make_event(fait) for fait in faits),
        texte=holder.get_text(key.text, key.article, on) if isinstance(holder, TextProvider) else None,
    )


def _make_event(fait: Fait) -> Event:
    return Event(
        jour=fait.jour,
        quoi=_EVENTS[fait.nature],
        vers=fait.vers,
        confiance=fait.confiance.value,
        source=fait.source,
        note=fait.note,
    )
