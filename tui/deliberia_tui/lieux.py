"""From the words of a finding to the question whose answer gave them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deliberia_tui.elements.champ import Champ
from deliberia_tui.questions import Valeur

SHORTEST = 4
"""Characters of an answer that is looked for in the words of a finding: fewer stand everywhere."""


def find_champ(champs: Iterable[Champ], passage: str) -> Champ | None:
    """Return the question whose answer gave the words of a finding: the longest answer in common."""
    from deliberia.text import fold

    words = fold(passage).strip()
    best: tuple[int, Champ] | None = None
    for champ in champs:
        for text in _answers(champ.valeur):
            answer = fold(text).strip()
            common = len(answer) if answer in words else len(words) if words and words in answer else 0
            if len(answer) >= SHORTEST and common and (best is None or common > best[0]):
                best = (common, champ)
    return best[1] if best else None


def _answers(valeur: Valeur) -> Iterator[str]:
    if isinstance(valeur, list | tuple):
        for one in valeur:
            yield from _answers(one)
    elif isinstance(valeur, dict):
        yield from _answers(list(valeur.values()))
    elif isinstance(valeur, str):
        yield valeur
