"""On real acts: no name that their lists give leaves, and the way back is exact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deliberia.masking import mask, names_of_acte
from deliberia.masking.lexicon import CIVILITIES, load_words
from deliberia.reading import split_actes
from deliberia.text import fold, normalize

STEP = 7
"""One text out of seven: the whole is measured by benchmarks/masking."""


def test_no_name_of_the_lists_of_an_act_leaves(shared: Path) -> None:
    folder = shared / "corpus-dev" / "texts"
    if not folder.is_dir():
        pytest.skip("les actes de développement sont absents")
    left = []
    for path in sorted(folder.glob("*.txt"))[::STEP]:
        text = normalize(path.read_text(encoding="utf-8"))
        names = {name for acte in split_actes(text) for name in names_of_acte(acte)}
        masked = mask(text, known=sorted(names))
        assert masked.restore(masked.text).text == text
        shown = fold(masked.text)
        left += [path.name for name in names if _is_shown(name, shown)]
    assert left == []


def _is_shown(name: str, shown: str) -> bool:
    words = [word for word in re.findall(r"[a-z]+", fold(name)) if word not in CIVILITIES]
    if all(word in load_words("arrets") or len(word) < 2 for word in words):
        return False  # a line of the heading that was read as a name
    whole = r"[ -]+".join(words)
    return re.search(rf"(?<![a-z]){whole}(?![a-z])", shown) is not None
