"""Patterns declared with their first words or needed words find what the bare pattern finds."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import deliberia.checks.regles
import deliberia.reading
from deliberia.reading.motifs import _ParDebuts, _Paresseux, _ParMots, declare, flatten, index_words, motif

ACTES = sorted((Path(__file__).parent / "actes").glob("*.txt"))
CAS = sorted((Path(__file__).parents[1] / "checks").glob("*/*.md"))


def declared() -> list[_Paresseux]:
    """Every pattern of the readers and of the rules that is not tried everywhere."""
    found: list[_Paresseux] = []
    for package in (deliberia.reading, deliberia.checks.regles):
        for info in iter_modules(package.__path__, package.__name__ + "."):
            for value in vars(import_module(info.name)).values():
                items = value if isinstance(value, tuple) else (value,)
                found += [item for item in items if isinstance(item, (_ParDebuts, _ParMots))]
    return found


def spans(matches: object) -> list[tuple[int, int]]:
    return [match.span() for match in matches]  # type: ignore[attr-defined]


def test_every_pattern_finds_what_it_would_find_alone() -> None:
    # one long text: short ones are searched without their words
    texte = "\n\n".join(path.read_text(encoding="utf-8") for path in (*ACTES, *CAS))
    patterns = declared()
    assert len(patterns) > 100
    for pattern in patterns:
        bare = re.compile(pattern.pattern, pattern.flags)
        assert spans(pattern.finditer(texte)) == spans(bare.finditer(texte)), pattern.pattern
        first, alone = pattern.search(texte, 500, 9000), bare.search(texte, 500, 9000)
        assert (first and first.span()) == (alone and alone.span()), pattern.pattern


def test_every_pattern_finds_the_same_in_real_acts(shared: Path) -> None:
    folder = shared / "corpus-dev" / "texts"
    if not folder.is_dir():
        pytest.skip("real acts are not there")
    texte = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))[::6])
    for pattern in declared():
        bare = re.compile(pattern.pattern, pattern.flags)
        assert spans(pattern.finditer(texte)) == spans(bare.finditer(texte)), pattern.pattern


def test_a_text_keeps_the_place_of_its_characters_when_flattened() -> None:
    texte = "L’Été à İzmir, Cœur n° 27 ÉÀÇ"
    assert len(flatten(texte)) == len(texte)
    assert flatten("Élu le 27 août") == "elu le 00 aout"


def test_words_are_found_by_their_first_letters() -> None:
    assert index_words("Vu l’article 12 ; vu le vœu") == {
        "vu": [0, 18],
        "l": [3],
        "art": [5],
        "00": [13],
        "le": [21],
        "vœu": [24],
    }


def test_a_match_that_overlaps_the_one_before_is_left_out() -> None:
    texte = "pour pour pour " + "x" * 2000
    pattern = motif(r"\bpour\s+pour", debuts="pou")
    assert spans(pattern.finditer(texte)) == [(0, 9)]


def test_a_pattern_is_not_tried_on_a_text_without_its_words() -> None:
    pattern = declare(r"scrutin\s+secret", mots=("secret",))
    assert pattern.search("au scrutin public") is None
    assert "compiled" not in vars(pattern)
    found = pattern.search("au scrutin secret")
    assert found is not None
    assert found.span() == (3, 17)


def test_the_blanks_of_a_motif_are_bounded() -> None:
    assert motif(r"a\s*b").search("a    b") is not None
    assert motif(r"a\s*b").search("a     b") is None
