"""Widths of the columns of a table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deliberia.documents.elements import Grid, GridKind
from deliberia.documents.writers.docx_tables import measure_columns
from deliberia.model import SectionSorte

WIDTH = 9354


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid(GridKind.TABLEAU, SectionSorte.ARTICLE, rows[0], rows[1:], "g" * len(rows[0]))


def test_a_word_or_an_amount_is_not_cut_when_there_is_room() -> None:
    widths, variant = measure_columns(
        grid(
            ("Section", "Chapitre", "Libellé", "Recettes (€)"),
            (
                "Fonctionnement",
                "615221",
                "Virement à la section d’investissement " * 3,
                "1\u202f234\u202f567,00\u00a0€",
            ),
        )
    )
    assert not variant
    assert widths[1] >= len("Chapitre") * 100
    assert widths[3] >= len("1 234 567,00 €") * 100


def test_short_columns_leave_their_room_to_long_ones() -> None:
    (short, long), _ = measure_columns(grid(("N°", "Objet"), ("1", "Une longue description " * 8)))
    assert long > 5 * short


def test_a_table_too_wide_takes_the_small_style() -> None:
    widths, variant = measure_columns(grid(("Exercice",) * 10, ("1\u202f234\u202f567",) * 10))
    assert variant == "serree"
    assert min(widths) >= len("1 234 567") * 80


@given(
    st.integers(1, 30).flatmap(
        lambda n: st.lists(st.tuples(*[st.text(max_size=80)] * n), min_size=1, max_size=5)
    )
)
def test_columns_always_fill_the_page(rows: list[tuple[str, ...]]) -> None:
    widths, _ = measure_columns(grid(*rows))
    assert sum(widths) == WIDTH
    assert min(widths) > 0
