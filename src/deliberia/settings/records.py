"""What can be set. Every value has a default: an absent file is a valid one."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Tarifs:
    """Euros for a million tokens, as written in the contract of the service."""

    entree: Decimal = Decimal(0)
    sortie: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalSettings:
    """What is kept of the exchanges with the model."""

    conservation_jours: int = 30
    """Calendar days during which answers and prompts are kept; 0 keeps nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistantSettings:
    """Where the language model is and how it is asked. Never a key."""

    url: str
    """Address of the service, such as `http://localhost:11434/v1`."""
    modele: str = ""
    """Empty: not chosen yet."""
    profil: str = ""
    """Id of a profile; empty: deduced from the address."""
    hotes_autorises: tuple[str, ...] = ()
    """Hosts to which text may be sent, lower-case; loopback addresses need not be in it."""
    delai: float = 300.0
    """Seconds for one answer, all tries included."""
    certificat: str = ""
    """Path of the PEM file of a private authority; empty: the usual authorities."""
    mandataire: str = ""
    """Address of the proxy; empty: that of the environment. Never used for a loopback address."""
    temperature: float = 0.2
    jetons_max: int = 1500
    """Longest answer, in tokens."""
    concurrence: int = 2
    """Requests at once in a batch."""
    mention: bool = False
    """True to print, in an act that holds a proposed passage, that a language model took part."""
    tarifs: Tarifs | None = None
    """None: the cost is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole file."""

    relecteur: str = ""
    """Who reviews, as the journal of the review names them; empty: not said yet."""
    assistant: AssistantSettings | None = None
    """None: no model is set up; nothing needs one."""
    journal: JournalSettings = field(default_factory=JournalSettings)
