from __future__ import annotations

import pytest

from deliberia.errors import UsageError
from deliberia.legal_refs import CODES, normalize_num, normalize_text_num, parse_key, sort_key

NUMBERS = [
    ("L2121-29", "L2121-29"),
    ("L. 2121-29", "L2121-29"),
    ("L.2121-29", "L2121-29"),
    ("l2121.29", "L2121-29"),
    ("L.\u00a02121\u201129", "L2121-29"),
    ("article L. 2121-29", "L2121-29"),
    ("R. * 123-1", "R123-1"),
    ("R*123-1", "R123-1"),
    ("**R13-1", "R13-1"),
    ("L.O. 1112-1", "LO1112-1"),
    ("LO 1112-1", "LO1112-1"),
    ("L5211-5-1 A", "L5211-5-1 A"),
    ("R2131-1-A", "R2131-1-A"),
    ("1636 B sexies", "1636 B sexies"),
    ("1636Bsexies", "1636 B sexies"),
    ("22bis", "22 bis"),
    ("6quaterA", "6 quater A"),
    ("6 ter", "6 ter"),
    ("L80 CB", "L80 CB"),
    ("1er", "1"),
    ("302 bis ZA", "302 bis ZA"),
]

KEYS = [
    ("cgct:l. 2121-29", "CGCT:L2121-29"),
    ("CELEC:L260", "CE:L260"),
    ("CEDU:R531-52", "CEduc:R531-52"),
    ("CENV:L211-1", "CEnv:L211-1"),
    ("CF:L211-1", "CFor:L211-1"),
    ("CSPORT:L113-2", "CSport:L113-2"),
    ("CTOUR:L133-11", "CTour:L133-11"),
    ("CENERGIE:L141-5-3", "CEnergie:L141-5-3"),
    ("CPAT:L310-1", "CPat:L310-1"),
    ("CC:713", "CCiv:713"),
    ("CPEN:432-12", "CPen:432-12"),
    ("CTRAV:L6227-1", "CTrav:L6227-1"),
    ("CMP:28", "CMP2006:28"),
    ("LOI:2000-321:9-1", "LOI:2000-321:9-1"),
    ("LOI:1982-213", "LOI:82-213"),
    ("LOI:n° 82-213:2", "LOI:82-213:2"),
    ("ORDONNANCE:2015-899", "ORD:2015-899"),
    ("CONST:72", "CONST:1958-10-04:72"),
    ("CONST", "CONST:1958-10-04"),
    ("RGPD", "REGUE:2016/679"),
    ("ARRETE:1980-06-25", "ARRETE:1980-06-25"),
    ("CGCT", "CGCT"),
]


@pytest.mark.parametrize(("written", "normal"), NUMBERS)
def test_a_number_has_one_normal_form(written: str, normal: str) -> None:
    assert normalize_num(written) == normal
    assert normalize_num(normal) == normal


@pytest.mark.parametrize(("written", "canonical"), KEYS)
def test_a_key_has_one_canonical_form(written: str, canonical: str) -> None:
    assert parse_key(written).cle == canonical
    assert parse_key(canonical).cle == canonical


@pytest.mark.parametrize("wrong", ["", "   ", ":L1", "LOI:", "LOI::3", "CGCT L2121;x"])
def test_an_unreadable_key_is_refused_with_an_example(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"LOI:2000-321|CGCT:L2121-29"):
        parse_key(wrong)


def test_a_key_knows_its_text_and_article() -> None:
    key = parse_key("LOI:2000-321:9-1")
    assert (key.text, key.article, key.kind, key.num, key.is_code) == (
        "LOI:2000-321",
        "9-1",
        "LOI",
        "2000-321",
        False,
    )
    assert parse_key("CGCT:L2121-29").is_code


def test_the_century_of_an_old_law_is_dropped_but_not_that_of_a_date() -> None:
    assert normalize_text_num("1982-213") == "82-213"
    assert normalize_text_num("1884-04-05") == "1884-04-05"
    assert normalize_text_num("2016/679") == "2016/679"


def test_numbers_follow_the_order_of_a_code() -> None:
    ordered = ["L9", "L9-1", "L10", "L2121-9", "L2121-10", "LO1", "R1"]
    assert sorted(set(ordered), key=sort_key) == ordered
    series = ["1636", "1636 bis", "1636 B", "1636 B sexies", "1636 B sexies A", "1636 C"]
    assert sorted(set(series), key=sort_key) == series


def test_every_code_of_the_list_is_accepted_in_any_case() -> None:
    for code in CODES:
        assert parse_key(code.lower()).text == code
