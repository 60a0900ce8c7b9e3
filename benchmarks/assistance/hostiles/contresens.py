"""True figures, people and words put to a false use: no word of them is strange, the sentence is.

The sentences are in `phrases/`: the roles of the figures, which also make honest sentences; what the facts do
not say
of people and of others; what contradicts them.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from honnetes import OPENINGS, Case, Honest, fill

from hostiles.base import Hostile

_FOLDER = Path(__file__).parent.parent / "phrases"
_EACH = 3
"""Acts on which a sentence that fits any act is tried."""
_PERSON = re.compile(r"(?:M\.|Mme) [A-ZÀ-Ý][\w-]+ [A-ZÀ-Ý][\w-]+")
_MAYOR = "Mme Claire Vasseur"


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def generate(cases: list[Case], *, seed: int = 7) -> Iterator[Hostile]:
    """Yield every false sentence after an honest one."""
    chance = random.Random(seed)  # noqa: S311 (a generator of texts)
    by_id = {case.modele: case for case in cases}
    for modele, kind, rows in _iter_roles():
        for sentence, value in rows:
            for _, other in rows:
                if other != value:
                    text = _lead(by_id[modele], chance) + sentence.format(other)
                    yield Hostile(f"rôle échangé : {kind}", by_id[modele], text)
    yield from _iter_claims(cases, chance)
    for modele, families in _load("contraires").items():
        for family, sentences in families.items():
            for sentence in sentences:
                yield Hostile(family, by_id[modele], _lead(by_id[modele], chance) + sentence)


def _iter_claims(cases: list[Case], chance: random.Random) -> Iterator[Hostile]:
    ordered = sorted(cases, key=lambda case: case.modele)
    for family, sentences in _load("tiers").items():
        for index, sentence in enumerate(sentences):
            for turn in range(_EACH):
                case = ordered[(index * 37 + turn * 53 + len(family) * 11) % len(ordered)]
                people = [*_PERSON.findall(" ".join(case.facts.textes)), _MAYOR]
                key = f"[[{min(case.allowed)}]]"
                text = sentence.replace("{n}", chance.choice(people)).replace("{k}", key)
                yield Hostile(family, case, _lead(case, chance) + text)


def generate_true(cases: list[Case], *, seed: int = 9) -> Iterator[Honest]:
    """Yield the same sentences with the figure that is theirs."""
    chance = random.Random(seed)  # noqa: S311 (a generator of texts)
    by_id = {case.modele: case for case in cases}
    for modele, _, rows in _iter_roles():
        for sentence, value in rows:
            text = _lead(by_id[modele], chance) + sentence.format(value)
            yield Honest(by_id[modele], text, "rôles vrais")


def _iter_roles() -> Iterator[tuple[str, str, list[list[str]]]]:
    for modele, kinds in _load("roles").items():
        for kind, rows in kinds.items():
            yield modele, kind, rows


def _lead(case: Case, chance: random.Random) -> str:
    return f"{fill(chance.choice(OPENINGS['reglage']), case, chance)} "
