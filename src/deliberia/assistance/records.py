"""What a model proposes, what the guard says of it, and where it comes from."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

_QUOTED = re.compile(r"«\s*([^«»]*[^«»\s])\s*»")
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})


class Etat(StrEnum):
    PROPOSE = "propose"
    """Nothing holds it: it may stand in the act, to be read by a person, with the remarks made on it."""
    RETENU = "retenu"
    """Shown with the reasons, never put in the act."""


class Usage(StrEnum):
    """What a text of the model is for: the guard asks less of what never enters an act."""

    PASSAGE = "passage"
    TITRE = "titre"
    AVIS = "avis"
    """Advice to the drafter: an explanation, a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jugement:
    """What the guard says of one text."""

    etat: Etat
    texte: str
    """The text with its references written out when it is `propose`; as it came otherwise."""
    motifs: tuple[str, ...] = ()
    """Why it is held, French sentences, each once; empty when it is not."""
    remarques: tuple[str, ...] = ()
    """What a person should check in it, French sentences: it holds nothing, and goes with the text."""
    cles: tuple[str, ...] = ()
    """Reference keys written out, verified on the day."""

    @property
    def is_proposed(self) -> bool:
        return self.etat is Etat.PROPOSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Origine:
    """Where a text of the model comes from, and who took it over."""

    modele: str
    hote: str
    date: dt.datetime
    """When the answer came, with its time zone."""
    empreinte: str
    """SHA-256 of the prompt, as it left: masked."""
    accepte_par: str = ""
    """Empty until somebody takes the text over."""
    accepte_le: dt.datetime | None = None

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Origine:
        """Read back what `as_dict` gave.

        Raises:
            KeyError, TypeError, ValueError: it is no such row.
        """
        accepted = row.get("accepte_le")
        return cls(
            modele=str(row["modele"]),
            hote=str(row["hote"]),
            date=dt.datetime.fromisoformat(row["date"]),
            empreinte=str(row["empreinte"]),
            accepte_par=str(row.get("accepte_par") or ""),
            accepte_le=dt.datetime.fromisoformat(accepted) if accepted else None,
        )

    def as_dict(self) -> dict[str, Any]:
        return {
            "modele": self.modele,
            "hote": self.hote,
            "date": self.date.isoformat(timespec="seconds"),
            "empreinte": self.empreinte,
            "accepte_par": self.accepte_par,
            "accepte_le": self.accepte_le.isoformat(timespec="seconds") if self.accepte_le else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Consommation:
    """What the answer took, as far as the service tells."""

    jetons_demande: int | None = None
    jetons_reponse: int | None = None
    cout_euros: str | None = None
    cout_annonce: str | None = None
    energie_kwh: tuple[float, float] | None = None
    carbone_kg: tuple[float, float] | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "jetons_demande": self.jetons_demande,
            "jetons_reponse": self.jetons_reponse,
            "cout_euros": self.cout_euros,
            "cout_annonce": self.cout_annonce,
            "energie_kwh": list(self.energie_kwh) if self.energie_kwh else None,
            "carbone_kg": list(self.carbone_kg) if self.carbone_kg else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One free passage of a template, written by the model and judged."""

    emplacement: str
    """Name of the field: « expose »."""
    texte: str
    etat: Etat
    motifs: tuple[str, ...] = ()
    remarques: tuple[str, ...] = ()
    """What a person should check in it, French sentences; they hold nothing."""
    cles: tuple[str, ...] = ()
    origine: Origine | None = None
    """None when no answer came."""
    consommation: Consommation | None = None

    @property
    def is_proposed(self) -> bool:
        return self.etat is Etat.PROPOSE

    @property
    def is_to_check(self) -> bool:
        """True for a proposed passage that comes with remarks."""
        return self.is_proposed and bool(self.remarques)

    @property
    def is_accepted(self) -> bool:
        return self.origine is not None and bool(self.origine.accepte_par)

    def accept(self, by: str, at: dt.datetime) -> Passage:
        """Return the passage taken over by somebody.

        Raises:
            ValueError: the passage is held, or nobody is named.
        """
        if not self.is_proposed or self.origine is None:
            raise ValueError("un passage retenu ne s’accepte pas")
        if not by.strip():
            raise ValueError("le nom de la personne manque")
        return replace(self, origine=replace(self.origine, accepte_par=by.strip(), accepte_le=at))

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Passage:
        """Read back what `as_dict` gave, but for what the answer took.

        Raises:
            KeyError, TypeError, ValueError: it is no such row.
        """
        origine = row.get("provenance")
        return cls(
            emplacement=str(row["emplacement"]),
            texte=str(row["texte"]),
            etat=Etat(row["etat"]),
            motifs=tuple(map(str, row.get("motifs") or ())),
            remarques=tuple(map(str, row.get("remarques") or ())),
            cles=tuple(map(str, row.get("cles") or ())),
            origine=Origine.from_dict(origine) if origine else None,
        )

    def as_dict(self) -> dict[str, Any]:
        """Give the shape of `passages` in `rediger --format json`."""
        return {
            "emplacement": self.emplacement,
            "texte": self.texte,
            "etat": self.etat.value,
            "motifs": list(self.motifs),
            "remarques": list(self.remarques),
            "cles": list(self.cles),
            "provenance": self.origine.as_dict() if self.origine else None,
            "consommation": self.consommation.as_dict() if self.consommation else None,
        }


def locate_remark(remarque: str, texte: str) -> tuple[tuple[int, int], ...]:
    """Return where the words that a remark quotes stand in a text, whole words; nothing when they do not."""
    plain = _simplify(texte)
    for words in _QUOTED.findall(_simplify(remarque)):
        places = []
        position = plain.find(words)
        while position >= 0:
            start, end = position, position + len(words)
            while start and plain[start - 1].isalnum():
                start -= 1
            while end < len(plain) and plain[end].isalnum():
                end += 1
            places.append((start, end))
            position = plain.find(words, end)
        if places:
            return tuple(places)
    return ()


def _simplify(text: str) -> str:
    """Leave accents, capitals and kinds of spaces out, character for character: places stay the same."""
    plain = (unicodedata.normalize("NFD", char)[0].lower() for char in text.translate(_PLAIN))
    return "".join(one if len(one) == 1 else char for one, char in zip(plain, text, strict=True))
