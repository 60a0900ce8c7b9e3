"""What goes to the model and what comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deliberia.masking import MaskedText


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. What comes from the user's documents in it is masked: the client sends it as it is."""

    role: Role
    content: str = field(repr=False)


def system(content: str) -> Message:
    """Say how to work, in our own words."""
    return Message(Role.SYSTEM, content)


def user(instruction: str, *texts: MaskedText) -> Message:
    """Say what to work on: our own words, then what comes from the user, which only masking can give."""
    return Message(Role.USER, "\n\n".join((instruction, *texts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Parameters of one request; None leaves the choice to the settings, or to the service for `seed`."""

    temperature: float | None = None
    max_tokens: int | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What an answer took. None: the service did not say."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost: Decimal | None = None
    """Euros, from the prices of the settings."""
    announced_cost: Decimal | None = None
    """The figure that the service gives, in its own unit."""
    energy_kwh: tuple[float, float] | None = None
    """Least and most, as the service estimates them."""
    carbon_kg: tuple[float, float] | None = None
    """Kilograms of CO2 equivalent, least and most, as the service estimates them."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "jetons_demande": self.prompt_tokens,
            "jetons_reponse": self.completion_tokens,
            "cout_euros": str(self.cost) if self.cost is not None else None,
            "cout_annonce": str(self.announced_cost) if self.announced_cost is not None else None,
            "energie_kwh": list(self.energy_kwh) if self.energy_kwh else None,
            "carbone_kg": list(self.carbon_kg) if self.carbon_kg else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer. `text` never holds the model's reasoning."""

    text: str
    reasoning: str = field(default="", repr=False)
    finish: str = "stop"
    """`stop`, `length`, or what the service said."""
    model: str = ""
    """Name of the model, as the service gives it."""
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    """French sentences for the user: an answer with one is not to be trusted blindly."""
    prompt_cut: bool = False
    """True when the service seems to have read only a part of the prompt: the answer is unsafe."""
    prompt_doubtful: bool = False
    """True when the service counts fewer tokens of the prompt than any window holds: a count made up."""
    from_cache: bool = False
    came: dt.datetime | None = None
    """When it came, for an answer that was kept; None for one that has just come."""

    @property
    def is_cut(self) -> bool:
        """True when the answer stopped at the longest length allowed: never to be used as complete."""
        return self.finish in ("length", "model_length", "max_tokens")

    def as_dict(self) -> dict[str, Any]:
        return {
            "texte": self.text,
            "fin": self.finish,
            "modele": self.model,
            "usage": self.usage.as_dict(),
            "secondes": round(self.seconds, 3),
            "avertissements": list(self.warnings),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """A piece of an answer on its way."""

    text: str = ""
    reasoning: str = field(default="", repr=False)
    restart: bool = False
    """True when what was shown so far was reasoning: the screen is cleared before `text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """A model that the service lists."""

    id: str
    kind: str = ""
    """Type given by the service, such as `text-generation`; often empty."""
    window: int | None = None
    """Tokens of the prompt and the answer together; None when the service does not say."""
    aliases: tuple[str, ...] = ()
    end: str = ""
    """Day after which the model will be withdrawn, as the service writes it."""
    successor: str = ""

    @property
    def writes_text(self) -> bool:
        return self.kind in ("", "text-generation", "image-text-to-text")

    def as_dict(self) -> Mapping[str, Any]:
        return asdict(self)
