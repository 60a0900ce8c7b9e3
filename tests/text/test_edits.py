"""A text read through edits leads back to its own offsets."""

from __future__ import annotations

from deliberia.text.edits import EditedText


def test_without_edits_every_place_is_its_own() -> None:
    page = EditedText("abc", [])

    assert (page.raw, page.offset(2), page.span(1, 3)) == ("abc", 2, (1, 3))


def test_what_is_taken_out_shifts_what_follows() -> None:
    page = EditedText("com-\nmune", [(3, 5, "")])

    assert page.raw == "commune"
    assert [page.offset(place) for place in range(7)] == [0, 1, 2, 5, 6, 7, 8]
    assert page.span(0, 7) == (0, 9)


def test_every_letter_of_an_open_ligature_is_the_ligature() -> None:
    page = EditedText("e\ufb03t", [(1, 2, "ffi")])

    assert [page.offset(place) for place in range(5)] == [0, 1, 1, 1, 2]
    assert page.span(2, 3) == (1, 2)


def test_edits_are_applied_in_order_and_one_inside_another_is_left_out() -> None:
    assert EditedText("abcdef", [(4, 5, ""), (0, 3, "x"), (1, 2, "y")]).raw == "xdf"
