import datetime as dt

import pytest

from deliberia.text import format_date, iter_dates, name_weekday, parse_date, spell_date

SEVENTEENTH = dt.date(2026, 11, 17)
FORMS = [
    "17 novembre 2026",
    "le 17 novembre 2026",
    "Mardi 17 novembre 2026",
    "mardi, le 17 novembre 2026",
    "17 nov. 2026",
    "17 NOVEMBRE 2026",
    "17novembre2026",
    "mardi17 novembre 2026",
    "17\u00a0novembre\u202f2026",
    "17 novembre 2 026",
    "17\nnovembre 2026",
    "17/11/2026",
    "17/11/26",
    "17 / 11 / 2026",
    "17.11.2026",
    "17.11.26",
    "17-11-2026",
    "2026-11-17",
    "dix-sept novembre deux mille vingt-six",
    "DIX SEPT NOVEMBRE DEUX MIL VINGT SIX",
    "mardi dix-sept novembre deux-mille-vingt-six",
    "dix-sept novembre deux-mille-vingtsix",
    "L’an deux mille vingt-six, le dix-sept novembre",
    "L'AN DEUX MILLE VINGT SIX ET LE DIX SEPT DU MOIS DE NOVEMBRE",
    "l’an 2026, le mardi 17 novembre",
    "dix-sept novembre de l’an deux mille vingt-six",
]


@pytest.mark.parametrize("written", FORMS)
def test_every_form_of_a_date_is_read(written: str) -> None:
    assert parse_date(written) == SEVENTEENTH


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("1er janvier 2026", dt.date(2026, 1, 1)),
        ("1 ER JANVIER 2026", dt.date(2026, 1, 1)),
        ("ler janvier 2026", dt.date(2026, 1, 1)),
        ("premier août mille neuf cent quatre-vingt-deux", dt.date(1982, 8, 1)),
        ("2 mars mil neuf cent quatre-vingt-deux", dt.date(1982, 3, 2)),
        ("29 février 2028", dt.date(2028, 2, 29)),
        ("12 sept. 2026", dt.date(2026, 9, 12)),
        ("01/03/82", dt.date(1982, 3, 1)),
    ],
)
def test_particular_days_are_read(written: str, date: dt.date) -> None:
    assert parse_date(written) == date


@pytest.mark.parametrize(
    "written",
    [
        "",
        "novembre 2026",
        "31 février 2026",
        "29 février 2027",
        "17 novembre",
        "17 novembre 2026 à 19 h",
        "32/01/2026",
        "2026",
        "17/13/2026",
        "dix sept",
        "le",
        "1.2.26",
        "12 mars 3026",
    ],
)
def test_what_is_not_a_date_is_not_read(written: str) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    "text",
    [
        "délibération n° 2026-11-17",
        "article L. 2121-12 du code",
        "parcelle 12/05/2026/4",
        "de 12 marsouins 2026",
        "version 1.2.26",
        "le dix sept a été rayé",
        "page 3/4",
        "le sept mars deux mille vingtsi",
        "le sept mars deux-mille-vingt-si",
    ],
)
def test_no_date_is_seen_where_there_is_none(text: str) -> None:
    assert list(iter_dates(text)) == []


def test_the_printed_day_of_the_week_is_given_even_when_wrong() -> None:
    (found,) = iter_dates("Réuni le Lundi 17 novembre 2026 à 19 heures")
    assert (found.jour_semaine, name_weekday(found.date)) == ("lundi", "mardi")


def test_offsets_cover_the_date_and_its_weekday() -> None:
    text = (
        "L’an deux mille vingt-six, le mardi dix-sept novembre à dix-neuf heures ; convocation du 10/11/2026."
    )
    first, second = iter_dates(text)
    assert text[first.start : first.end] == "L’an deux mille vingt-six, le mardi dix-sept novembre"
    assert first.jour_semaine == "mardi"
    assert text[second.start : second.end] == "10/11/2026"


def test_the_year_is_not_taken_from_what_follows() -> None:
    (found,) = iter_dates("le 2 mars 2026 12 voix pour")
    assert found.date == dt.date(2026, 3, 2)
    (spelled,) = iter_dates("le deux mars deux mille vingt-six dix-neuf heures")
    assert spelled.date == dt.date(2026, 3, 2)


def test_dates_are_written_in_full() -> None:
    assert format_date(dt.date(2026, 1, 1)) == "1er janvier 2026"
    assert format_date(SEVENTEENTH, weekday=True) == "mardi 17 novembre 2026"
    assert spell_date(dt.date(2026, 8, 1)) == "premier août deux mille vingt-six"
    assert spell_date(dt.date(2021, 2, 21)) == "vingt et un février deux mille vingt et un"


def test_a_date_glued_to_the_word_before_is_found() -> None:
    (found,) = iter_dates("Séance du17 novembre 2026")
    assert (found.start, found.date) == (9, SEVENTEENTH)
    assert list(iter_dates("parcelle 12317 novembre 2026")) == []
