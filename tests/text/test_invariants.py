"""What holds for every text, date, sum and number."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from deliberia.text import (
    elide,
    fold,
    format_date,
    format_euros,
    format_number,
    iter_dates,
    normalize,
    parse_amount,
    parse_date,
    spell_date,
    spell_euros,
    spell_number,
    spelled_to_number,
    typeset,
)

DATES = st.dates(min_value=dt.date(1789, 1, 1), max_value=dt.date(2099, 12, 31))
SUMS = st.integers(min_value=-(10**13), max_value=10**13).map(lambda centimes: Decimal(centimes) / 100)
FRAGMENTS = st.sampled_from(
    [
        "L.",
        "R",
        "n°",
        "n°s",
        "2121-29",
        "19",
        "h",
        "30",
        "1",
        "500",
        "000",
        "€",
        "%",
        "km",
        "«",
        "»",
        ":",
        ";",
        "!",
        "?",
        "'",
        "’",
        "art.",
        "articles",
        "M.",
        "Dupont",
        "1er",
        "janvier",
        "www.",
        "@",
        "://",
        "\n",
        " ",
        "  ",
        "\u00a0",
        "\u202f",
        ",",
        ".",
        "mot",
        "É",
        "-",
        "§",
        "&amp;",
        "!=",
        "L.O.",
    ]
)
ACT_LIKE = st.lists(FRAGMENTS, max_size=40).map("".join)


@given(st.one_of(st.text(), ACT_LIKE))
def test_setting_a_text_twice_changes_nothing_more(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once


@given(st.one_of(st.text(), ACT_LIKE))
def test_typography_touches_only_spaces_and_apostrophes(text: str) -> None:
    def bare(written: str) -> str:
        return re.sub("[ \u00a0\u202f]", "", written).replace("’", "'")

    assert bare(typeset(text)) == bare(text)


@given(st.text())
def test_folding_is_stable_and_ignores_the_unicode_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(normalize(text))


@given(DATES)
def test_a_written_date_is_read_back(date: dt.date) -> None:
    for written in (
        format_date(date),
        format_date(date, weekday=True),
        spell_date(date),
        date.isoformat(),
        f"{date:%d/%m/}{date.year:04d}",
        typeset(format_date(date)),
        format_date(date).upper(),
        spell_date(date).upper().replace("-", " "),
    ):
        assert parse_date(written) == date, written


@given(DATES, DATES)
def test_dates_are_found_in_order_at_their_place(first: dt.date, second: dt.date) -> None:
    text = f"Séance du {format_date(first, weekday=True)}, convoquée le {spell_date(second)} à 19 h 30."
    found = list(iter_dates(text))
    assert [date.date for date in found] == [first, second]
    assert parse_date(text[found[0].start : found[0].end]) == first
    assert text[found[1].start : found[1].end] == spell_date(second)


@given(SUMS)
def test_a_written_sum_is_read_back(amount: Decimal) -> None:
    assert parse_amount(format_euros(amount)) == amount
    assert parse_amount(format_euros(amount, decimals=None)) == amount
    assert parse_amount(format_number(amount)) == amount
    assert parse_amount(spell_euros(amount)) == amount


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_spelled_number_is_read_back_with_old_and_new_hyphens(number: int) -> None:
    spelled = spell_number(number)
    assert spelled_to_number(spelled) == number
    assert spelled_to_number(spelled.replace(" ", "-")) == number
    assert spelled_to_number(spelled.replace("-", " ").upper()) == number
    assert spelled_to_number(spell_number(number, feminine=True)) == number


@given(
    st.lists(
        st.sampled_from(
            ["un", "deux", "quatre", "vingt", "vingts", "cent", "mille", "million", "et", "dix", "sept"]
        ),
        max_size=9,
    )
)
def test_words_that_are_read_as_a_number_spell_that_number(words: list[str]) -> None:
    number = spelled_to_number(" ".join(words))
    if number is not None:
        assert spelled_to_number(spell_number(number)) == number


@given(st.text(max_size=300))
def test_reading_never_fails_on_any_text(text: str) -> None:
    parse_amount(text)
    parse_date(text)
    spelled_to_number(text)
    list(iter_dates(text))


@given(st.sampled_from(["de", "à", "que"]), st.text(min_size=1, max_size=20))
def test_a_name_keeps_its_end_after_elision(word: str, name: str) -> None:
    assert elide(word, name).endswith(name.partition(" ")[2])
