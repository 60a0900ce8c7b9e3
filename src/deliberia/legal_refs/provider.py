"""What can deepen the built-in base: an imported archive, confirmations obtained online."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from deliberia.legal_refs.records import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """What a provider knows of one article: all its intervals, until `etat`, whatever the built-in base says.

    No interval means that the number never existed in a text that the provider holds wholly.
    """

    intervals: tuple[Interval, ...]
    etat: dt.date
    source: str
    """« archive LEGI du 14 novembre 2026 »."""
    id: str = ""
    """LEGIARTI of the last version."""


class Provider(Protocol):
    """A deeper source. It answers about articles of codes and of texts; the built-in base keeps the rest."""

    def get_depth(self, text: str, article: str) -> Depth | None:
        """Give all that is known of an article; None when the provider does not hold that text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialText:
    """The text of an article on a day, as a deeper source holds it."""

    texte: str
    """One line per paragraph."""
    chemin: tuple[str, ...]
    """Titles of the sections that lead to it, from the outermost."""
    source: str
    debut: dt.date | None
    """First day of that wording."""


@runtime_checkable
class TextProvider(Protocol):
    """A deeper source that also holds the texts: the imported archive."""

    def get_text(self, text: str, article: str, on: dt.date) -> OfficialText | None:
        """Give the wording in force on a day; None when there is none or it is not held."""
        ...
