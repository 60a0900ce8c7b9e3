"""Hostile answers: an honest passage and one thing that it may not hold, by families.

Each module makes a few families: `citations`, `marques`, `ecriture`, `chiffres`, `noms`, `propos`.
`contresens` is another matter: true figures, people and words put to a false use, sentence by sentence, from
`phrases/`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from honnetes import Case, make_text

from hostiles import chiffres, citations, ecriture, marques, noms, propos
from hostiles.base import Families, Hostile

__all__ = ["FAMILIES", "Hostile", "generate"]

_CARRIERS = (
    "Cette affaire s’appuie sur {x}.",
    "Il est aussi tenu compte de {x}, comme l’indique le dossier.",
    "Le dossier mentionne {x}.",
    "Selon {x}, la démarche est utile.",
    "La commune retient {x} pour la suite.",
)
FAMILIES: Families = {
    **citations.FAMILIES,
    **marques.FAMILIES,
    **ecriture.FAMILIES,
    **chiffres.FAMILIES,
    **noms.FAMILIES,
    **propos.FAMILIES,
}


def generate(cases: list[Case], *, count: int, seed: int = 23) -> Iterator[Hostile]:
    """Yield `count` hostile answers of each family, all different."""
    chance = random.Random(seed)  # noqa: S311 (a generator of texts)
    for family, (maker, is_sentence) in FAMILIES.items():
        seen: set[str] = set()
        tries = 0
        while len(seen) < count and tries < count * 40:
            tries += 1
            case = chance.choice(cases)
            texte = _compose(case, maker(case, chance), chance, is_sentence=is_sentence)
            if texte is not None and texte not in seen:
                seen.add(texte)
                yield Hostile(family, case, texte)


def _compose(case: Case, part: str, chance: random.Random, *, is_sentence: bool) -> str | None:
    if re.search(r"\w", part) and case.facts.has_phrase(part) and part == part.lower():
        return None  # these very words are facts of this act
    honest = make_text(case, chance.choice(("reglage", "reserve")), chance)
    sentences = re.split(r"(?<=[.;]) (?=[A-ZÀ-Ý])", honest)
    bad = f"{part[:1].upper()}{part[1:]}." if is_sentence else chance.choice(_CARRIERS).format(x=part)
    sentences.insert(chance.randint(0, len(sentences)), bad)
    return " ".join(sentences)
