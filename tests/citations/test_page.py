"""Folding keeps every character in its place; what cannot be folded one for one keeps its offsets."""

from __future__ import annotations

import sys

from deliberia.citations.page import Page, fold


def test_folding_keeps_the_length_of_any_text() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(fold(everything)) == len(everything)


def test_typography_is_folded() -> None:
    assert (
        fold("L’É\u202ftat «\xa0A\u2011B\xa0» n\u00ba\u2009\u2013\u00a0\u0152") == 'l\'e tat " a-b " n° - o'
    )


def test_an_invisible_character_does_not_move_the_offsets() -> None:
    page = Page("ab\u200bcd")
    assert page.raw == "abcd"
    assert [page.offset(place) for place in range(4)] == [0, 1, 3, 4]
    assert page.span(1, 3) == (1, 4)


def test_a_ligature_is_opened_and_keeps_its_place() -> None:
    page = Page("a\ufb01b")
    assert page.raw == "afib"
    assert page.span(3, 4) == (2, 3)
    assert Page("a\ufb01").span(1, 3) == (1, 2)


def test_a_word_cut_at_a_line_end_is_joined() -> None:
    page = Page("délibé-\nration")
    assert page.flat == "deliberation"
    assert page.span(0, 12) == (0, 14)


def test_a_soft_hyphen_between_figures_is_a_hyphen() -> None:
    assert Page("2121\xad29").flat == "2121-29"
    assert Page("déli\xadbération").flat == "deliberation"
