from decimal import Decimal

import pytest

from deliberia.text import (
    format_euros,
    format_number,
    parse_amount,
    spell_euros,
    spell_number,
    spelled_to_number,
)

SPELLED = {
    0: "zéro",
    16: "seize",
    17: "dix-sept",
    21: "vingt et un",
    70: "soixante-dix",
    71: "soixante et onze",
    79: "soixante-dix-neuf",
    80: "quatre-vingts",
    81: "quatre-vingt-un",
    91: "quatre-vingt-onze",
    100: "cent",
    101: "cent un",
    200: "deux cents",
    280: "deux cent quatre-vingts",
    1000: "mille",
    1999: "mille neuf cent quatre-vingt-dix-neuf",
    2026: "deux mille vingt-six",
    80_000: "quatre-vingt mille",
    200_000: "deux cent mille",
    1_000_000: "un million",
    80_000_000: "quatre-vingts millions",
    2_000_000_001: "deux milliards un",
    -3: "moins trois",
}


@pytest.mark.parametrize(("number", "words"), SPELLED.items())
def test_a_number_is_spelled_the_traditional_way(number: int, words: str) -> None:
    assert spell_number(number) == words


def test_a_feminine_number_ends_in_une() -> None:
    assert [spell_number(n, feminine=True) for n in (1, 21, 81, 11, 3)] == [
        "une",
        "vingt et une",
        "quatre-vingt-une",
        "onze",
        "trois",
    ]


def test_a_number_too_great_is_refused() -> None:
    with pytest.raises(ValueError, match="trop grand"):
        spell_number(10**12)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("vingt-et-un", 21),
        ("VINGT ET UN", 21),
        ("deux mil vingt six", 2026),
        ("dix-neuf cent quatorze", 1914),
        ("quinze cents", 1500),
        ("cent et un", 101),
        ("quatre vingt", 80),
        ("vingttrois", 23),
        ("quatrevingt", 80),
        ("zéro", 0),
        ("septante", None),
        ("deux trois", None),
        ("et un", None),
        ("vingt et", None),
        ("cent mille cent mille", None),
        ("12", None),
        ("un " * 300, None),
        ("", None),
    ],
)
def test_numbers_in_words_are_read_or_refused(words: str, number: int | None) -> None:
    assert spelled_to_number(words) == number


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "zéro euro"),
        ("1", "un euro"),
        ("0.01", "un centime"),
        ("0.50", "cinquante centimes"),
        ("1.05", "un euro et cinq centimes"),
        ("1500", "mille cinq cents euros"),
        ("1000000", "un million d’euros"),
        ("2000000", "deux millions d’euros"),
        ("2000001", "deux millions un euros"),
        ("-12.50", "moins douze euros et cinquante centimes"),
    ],
)
def test_a_sum_is_spelled(amount: str, words: str) -> None:
    assert spell_euros(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity"])
def test_a_sum_without_a_whole_number_of_centimes_is_not_spelled(amount: str) -> None:
    with pytest.raises(ValueError, match="centimes"):
        spell_euros(Decimal(amount))


def test_sums_are_written_with_non_breaking_spaces() -> None:
    assert format_euros(1500) == "1\u202f500,00\u00a0€"
    assert format_euros(Decimal("1500.00"), decimals=None) == "1\u202f500\u00a0€"
    assert format_euros(Decimal("1500.5"), decimals=None) == "1\u202f500,50\u00a0€"
    assert format_euros(Decimal("0.1234")) == "0,1234\u00a0€"
    assert format_number(10**20) == "100" + "\u202f000" * 6
    assert format_number(Decimal("-0.5"), decimals=2) == "-0,50"
    with pytest.raises(ValueError, match="finie"):
        format_euros(Decimal("NaN"))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 500,00 €", "1500"),
        ("1\u202f500,00\u00a0€", "1500"),
        ("1.500,00", "1500"),
        ("1.500", "1500"),
        ("1,500.00", "1500"),
        ("1500 euros", "1500"),
        ("1 500 000", "1500000"),
        ("12 500 EUR", "12500"),
        ("12 k€", "12000"),
        ("1,5 million d’euros", "1500000"),
        ("0,125 €", "0.125"),
        ("-12,5", "-12.5"),
        ("Mille cinq cents euros", "1500"),
        ("un million d’euros", "1000000"),
        ("cinquante centimes", "0.50"),
    ],
)
def test_a_sum_is_read(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "15 00",
        "1 5000",
        "1.50.0",
        "€",
        "12 € 50",
        "1 500 € par an",
        "deux trois euros",
        "mille",
        "1" * 300,
        "12,",
        "un euro et cent centimes",
    ],
)
def test_what_is_not_one_sum_is_not_read(text: str) -> None:
    assert parse_amount(text) is None
