"""What a text cites: where, and which references are meant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class TargetKind(StrEnum):
    """What sort of reference is cited."""

    ARTICLE = "article"
    RANGE = "range"
    CODE = "code"
    LOI = "loi"
    ORDONNANCE = "ordonnance"
    DECRET = "decret"
    ARRETE = "arrete"
    CIRCULAIRE = "circulaire"
    DIRECTIVE = "directive"
    REGLEMENT_UE = "reglement_ue"
    CONSTITUTION = "constitution"
    TRAITE = "traite"
    JURISPRUDENCE = "jurisprudence"
    ACTE_LOCAL = "acte_local"


CODE_KINDS = frozenset({TargetKind.ARTICLE, TargetKind.RANGE, TargetKind.CODE})

KEY_PREFIX = {
    TargetKind.LOI: "LOI",
    TargetKind.ORDONNANCE: "ORD",
    TargetKind.DECRET: "DECRET",
    TargetKind.ARRETE: "ARRETE",
    TargetKind.CIRCULAIRE: "CIRC",
    TargetKind.DIRECTIVE: "DIR",
    TargetKind.REGLEMENT_UE: "REGUE",
    TargetKind.CONSTITUTION: "CONST",
}


DATED_KINDS = frozenset(
    {
        TargetKind.LOI,
        TargetKind.ORDONNANCE,
        TargetKind.DECRET,
        TargetKind.ARRETE,
        TargetKind.CONSTITUTION,
    }
)
"""Texts that their date names when they bear no number: `LOI:1901-07-01`."""


class Resolution(StrEnum):
    """How the reference was understood, so that the verdict can be modest."""

    EXPLICITE = "explicite"
    """Text and number stand together."""
    REPRISE = "reprise"
    """The text was named before: « du même code », « ladite loi », a list of visas."""
    DEDUITE = "deduite"
    """The text is nowhere named for this number: deduced from its form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One reference. Fields that do not apply are empty.

    For a code: `text` is its short name, `num` the article; a range has `from_num` and `to_num`.
    For a law, decree…: `num` ("82-213", empty when only the date is given), `date`, `article`.
    """

    kind: TargetKind
    text: str = ""
    num: str = ""
    from_num: str = ""
    to_num: str = ""
    date: dt.date | None = None
    article: str = ""
    nom: str = ""
    """Nickname of a law: « NOTRe »."""
    suivants: bool = False
    """The citation says « et suivants »."""
    deconcentre: bool = False
    """An arrêté of a prefect or of a service of the State: an act of a territory, that its date alone would
    take for the national text of that day. It bears no key, and the JSON is that of any arrêté."""
    alinea: str = ""
    item: str = ""

    @property
    def cle(self) -> str | None:
        """The reference key (`CGCT:L2121-29`, `LOI:82-213:1`); None when the text cannot be keyed.

        The key of a range is that of its first article; `bornes` gives both.
        """
        if self.kind is TargetKind.CODE:
            return self.text
        if self.kind is TargetKind.ARTICLE:
            return f"{self.text}:{self.num}" if self.text else None
        if self.kind is TargetKind.RANGE:
            return f"{self.text}:{self.from_num}" if self.text else None
        prefix = KEY_PREFIX.get(self.kind)
        if prefix is None or self.deconcentre:
            return None
        number = self.num
        if not number and self.date is not None and self.kind in DATED_KINDS:
            number = self.date.isoformat()
        if not number:
            return None
        return f"{prefix}:{number}:{self.article}" if self.article else f"{prefix}:{number}"

    @property
    def bornes(self) -> tuple[str, str] | None:
        """Keys of both ends of a range; None for anything else."""
        if self.kind is not TargetKind.RANGE or not self.text:
            return None
        return f"{self.text}:{self.from_num}", f"{self.text}:{self.to_num}"

    def as_dict(self) -> dict[str, Any]:
        """Give the shape of `citations --format json`."""
        if self.kind is TargetKind.CODE:
            shape: dict[str, Any] = {"kind": "code", "text": self.text}
        elif self.kind is TargetKind.ARTICLE:
            shape = {"kind": "article", "text": self.text, "num": self.num}
        elif self.kind is TargetKind.RANGE:
            shape = {"kind": "range", "text": self.text, "from": self.from_num, "to": self.to_num}
        else:
            shape = {"kind": self.kind.value, "num": self.num}
            if self.date is not None:
                shape["date"] = self.date.isoformat()
            if self.article:
                shape["article"] = self.article
            if self.nom:
                shape["nom"] = self.nom
        if self.suivants:
            shape["suivants"] = True
        if self.alinea:
            shape["alinea"] = self.alinea
        if self.item:
            shape["item"] = self.item
        return shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a text that cites one or several references.

    `start`, `end`: characters of the NFC text, half-open. `surface` is `text[start:end]`.
    """

    start: int
    end: int
    surface: str
    targets: tuple[Target, ...]
    resolution: Resolution = Resolution.EXPLICITE

    def as_dict(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "surface": self.surface,
            "resolution": self.resolution.value,
            "targets": [target.as_dict() for target in self.targets],
        }
