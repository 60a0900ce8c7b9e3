"""The sentence shown around a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberia.revue.phrases import find_sentence


@pytest.mark.parametrize(
    ("texte", "mots", "phrase"),
    [
        (
            "Séance.\nVu l’article L. 2121-29 du code ;\nVu autre",
            "L. 2121-29",
            "Vu l’article L. 2121-29 du code ;",
        ),
        ("Un début. Vu l’art. L. 2121-29 du CGCT. Une suite.", "L. 2121-29", "Vu l’art. L. 2121-29 du CGCT."),
        ("M. Roure lit l’article L. 1. Il se tait.", "L. 1", "M. Roure lit l’article L. 1."),
        (
            "Considérant l’article\nL. 5 du code\nélectoral ;\nSuite",
            "L. 5",
            "Considérant l’article L. 5 du code électoral ;",
        ),
        ("mot", "mot", "mot"),
    ],
)
def test_a_sentence_ends_where_a_reader_says_so(texte: str, mots: str, phrase: str) -> None:
    start = texte.index(mots)
    found = find_sentence(texte, start, start + len(mots))
    assert found.texte == phrase
    assert found.texte[found.debut : found.fin] == mots


@given(st.text(alphabet="aA .;\nLé-2", max_size=200), st.data())
def test_the_place_is_always_found_back_in_its_sentence(texte: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(texte)))
    end = data.draw(st.integers(start, len(texte)))
    found = find_sentence(texte, start, end)
    assert found.texte[found.debut : found.fin] == " ".join(texte[start:end].split())
    assert "\n" not in found.texte


def test_a_page_without_a_full_stop_is_cut_around_the_place() -> None:
    texte = "mot " * 5000 + "L. 2121-29" + " mot" * 5000
    start = texte.index("L. 2121-29")
    found = find_sentence(texte, start, start + 10)
    assert len(found.texte) < 700
    assert found.texte[found.debut : found.fin] == "L. 2121-29"
