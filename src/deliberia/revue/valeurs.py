"""The values of the review: what is to be decided, in which act, and the words of a decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from deliberia.model.finding import Severity


class Sorte(StrEnum):
    """Where an item comes from."""

    CITATION = "citation"
    """A reference whose verdict is not « en vigueur »."""
    CONSTAT = "constat"
    """A finding of a rule, of severity `erreur` or `avertissement`."""


class Choix(StrEnum):
    """What an entry of the journal says."""

    ACCEPTER = "accepter"
    """The act may stay as it is written."""
    CORRIGER = "corriger"
    """Another reference is proposed; the document is not touched."""
    REJETER = "rejeter"
    """The act may not stay as it is written."""
    RENVOYER = "renvoyer"
    """Asked back to the author, with a comment; about an item or a whole act."""
    COMMENTER = "commenter"
    """A remark that decides nothing."""
    VALIDER = "valider"
    """A whole act."""
    ANNULER = "annuler"
    """Takes back one entry of the same reviewer."""


ITEM_CHOICES = (Choix.ACCEPTER, Choix.CORRIGER, Choix.REJETER, Choix.RENVOYER, Choix.COMMENTER)
"""What can be said of an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to decide. Its id changes with its sentence, so a decision never outlives what it saw."""

    id: str
    sorte: Sorte
    acte: str
    """Path of the act in the folder, with « / »."""
    commune: str
    date: dt.date | None
    """Day on which the law was read; None when the act does not tell it."""
    severite: Severity
    cle: str = ""
    """Reference key; empty for a finding, or for a text that has no key."""
    genre: str = ""
    """Kind of the reference (`article`, `loi`…), or family of the rule (`SEA`)."""
    verdict: str = ""
    """`VerdictKind` of a citation, empty for a finding."""
    motif: str = ""
    """Why: reason of the verdict, or message of the finding."""
    surface: str = ""
    """The words of the act; empty for a finding without a place."""
    phrase: str = ""
    """The sentence they stand in; `phrase[debut:fin]` is `surface`."""
    debut: int = 0
    fin: int = 0
    start: int | None = None
    """Place in the text of the act, half-open."""
    end: int | None = None
    regle: str = ""
    correction: str = ""
    fondement: tuple[str, ...] = ()
    remplace_par: tuple[str, ...] = ()
    url: str = ""

    @property
    def is_citation(self) -> bool:
        return self.sorte is Sorte.CITATION

    @property
    def is_requis(self) -> bool:
        """True when the act cannot be validated before this is decided."""
        return self.severite is not Severity.INFO

    @property
    def label(self) -> str:
        """Return what names it in a list: the words of the act, or the rule."""
        return " ".join(self.surface.split()) if self.sorte is Sorte.CITATION else self.regle

    def as_dict(self) -> dict[str, Any]:
        """Give the shape of an item in `revue lister --format json`."""
        return {
            "id": self.id,
            "sorte": self.sorte.value,
            "acte": self.acte,
            "commune": self.commune,
            "date": self.date.isoformat() if self.date else None,
            "severite": self.severite.value,
            "requis": self.is_requis,
            "cle": self.cle,
            "genre": self.genre,
            "verdict": self.verdict,
            "regle": self.regle,
            "motif": self.motif,
            "correction": self.correction,
            "surface": self.surface,
            "phrase": self.phrase,
            "start": self.start,
            "end": self.end,
            "fondement": list(self.fondement),
            "remplace_par": list(self.remplace_par),
            "url": self.url,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ActeLu:
    """An act of the folder as it was read."""

    chemin: str
    """Path in the folder, with « / »."""
    path: Path
    commune: str = ""
    date: dt.date | None = None
    titre: str = ""
    fichier_sha256: str = ""
    """Of the bytes of the file; of the drafted text for an act of the interface."""
    texte_sha256: str = ""
    mots_sha256: str = ""
    """Of the text without its spaces: the same for an act and its export."""
    items: tuple[Item, ...] = ()
    obstacles: tuple[str, ...] = ()
    """What forbids to validate whatever is decided: values still missing."""
    erreur: str = ""
    """Why it could not be read; empty when it was."""
    stamp: tuple[tuple[int, int], ...] = ()
    """Time and size of the files it was read from: whether they changed since."""
    sources: tuple[Path, ...] = ()
    """The files it was read from."""
