"""One line of a journal: who decided what, when, on what was seen, sealed by its hash and the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = 1
START = "0" * 64
"""What stands for the hash of the line before the first."""


def canonical(value: object) -> bytes:
    """Return the one way to write a value as JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def seal(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body with its hash, `empreinte`, computed over everything else, `precedent` included."""
    rest = {name: value for name, value in body.items() if name != "empreinte"}
    return {**rest, "empreinte": hashlib.sha256(canonical(rest)).hexdigest()}


@dataclass(frozen=True, slots=True)
class Entree:
    """A line of a journal, as it was written."""

    corps: Mapping[str, Any]
    """The JSON of the line."""
    fichier: str
    """Name of the journal that holds it."""
    instant: str
    """`quand`, never earlier than the line before: a clock may go backward."""
    is_intact: bool = True
    """Its hash is that of its content."""

    @property
    def id(self) -> str:
        return self._text("id")

    @property
    def rang(self) -> int:
        rang = self.corps.get("rang")
        return rang if isinstance(rang, int) else 0

    @property
    def relecteur(self) -> str:
        return self._text("relecteur")

    @property
    def quand(self) -> str:
        """Instant in UTC, ISO 8601."""
        return self._text("quand")

    @property
    def choix(self) -> str:
        return self._text("decision")

    @property
    def objet(self) -> str:
        """Id of the item; empty for a whole act."""
        return self._text("objet")

    @property
    def acte(self) -> str:
        return self._text("acte")

    @property
    def pourquoi(self) -> str:
        return self._text("pourquoi")

    @property
    def par(self) -> str:
        """What a correction proposes."""
        return self._text("par")

    @property
    def annule(self) -> str:
        """Id of the entry that this one takes back."""
        return self._text("annule")

    @property
    def is_arbitrage(self) -> bool:
        return self.corps.get("arbitrage") is True

    @property
    def vu(self) -> Mapping[str, Any]:
        """What the reviewer had under the eyes."""
        seen = self.corps.get("vu")
        return seen if isinstance(seen, Mapping) else {}

    @property
    def precedent(self) -> str:
        return self._text("precedent")

    @property
    def empreinte(self) -> str:
        return self._text("empreinte")

    def as_dict(self) -> dict[str, Any]:
        """Give the line as it was written, with the name of its journal."""
        return {**self.corps, "journal": self.fichier}

    def _text(self, name: str) -> str:
        value = self.corps.get(name)
        return value if isinstance(value, str) else ""


def parse_line(line: bytes, fichier: str, after: str) -> Entree | None:
    """Read a line; None when it is not one. `after`: instant of the line before."""
    try:
        corps = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(corps, dict) or not _is_shaped(corps):
        return None
    try:
        # The bytes too: a name given twice, or spaces, would leave the content as it was.
        is_intact = seal(corps)["empreinte"] == corps["empreinte"] and canonical(corps) == line
    except (ValueError, TypeError):
        is_intact = False
    return Entree(corps, fichier, max(after, corps["quand"]), is_intact)


_TEXTS = ("id", "relecteur", "quand", "decision", "precedent", "empreinte")
_OPTIONAL_TEXTS = ("poste", "objet", "acte", "commune", "par", "pourquoi", "annule")
_SEEN_TEXTS = ("sorte", "cle", "regle", "surface", "verdict", "phrase")


def _is_shaped(corps: Mapping[str, Any]) -> bool:
    """Tell whether a value has the names and types of a line: anything else is rubbish."""
    vu = corps.get("vu", {})
    return (
        all(isinstance(corps.get(name), str) for name in _TEXTS)
        and all(isinstance(corps.get(name, ""), str) for name in _OPTIONAL_TEXTS)
        and type(corps.get("rang")) is int
        and isinstance(vu, Mapping)
        and all(isinstance(vu.get(name, ""), str) for name in _SEEN_TEXTS)
    )
