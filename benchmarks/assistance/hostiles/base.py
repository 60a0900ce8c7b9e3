"""What every family of hostile answers is made of."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from honnetes import Case

Maker = Callable[[Case, random.Random], str]
Families = dict[str, tuple[Maker, bool]]
"""Name of the family → what makes its text, and whether it is a sentence of its own."""


@dataclass(frozen=True)
class Hostile:
    """One answer: an honest passage and one thing that it may not hold."""

    famille: str
    case: Case
    texte: str


def pick(*texts: str) -> Maker:
    """Make a family whose text is one of these, whatever the act."""
    return lambda case, chance: chance.choice(texts)
