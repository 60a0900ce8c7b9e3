from __future__ import annotations

import pytest

from deliberia.legal_refs import (
    group_references,
    name_article,
    name_owner,
    name_reference,
    name_text,
)

NB = "\u00a0"


@pytest.mark.parametrize(
    ("num", "written"),
    [
        ("L2121-29", f"L.{NB}2121-29"),
        ("LO1112-1", f"L.O.{NB}1112-1"),
        ("R123-1", f"R.{NB}123-1"),
        ("1636 B sexies", f"1636{NB}B{NB}sexies"),
        ("28", "28"),
    ],
)
def test_an_article_is_written_with_hard_spaces(num: str, written: str) -> None:
    assert name_article(num) == written


@pytest.mark.parametrize(
    ("cle", "written"),
    [
        ("CGCT", "le code général des collectivités territoriales"),
        ("CU", "le code de l’urbanisme"),
        ("LPF", "le livre des procédures fiscales"),
        ("LOI:2000-321", f"la loi n°{NB}2000-321 du 12 avril 2000"),
        ("ORD:2015-899", f"l’ordonnance n°{NB}2015-899 du 23 juillet 2015"),
        ("DECRET:2001-495", f"le décret n°{NB}2001-495 du 6 juin 2001"),
        ("ARRETE:1980-06-25", "l’arrêté du 25 juin 1980"),
        ("RGPD", "le règlement (UE) 2016/679 du 27 avril 2016"),
        ("REGUE:651/2014", f"le règlement (UE) n°{NB}651/2014 du 17 juin 2014"),
        ("LOI:2099-1", f"la loi n°{NB}2099-1"),
    ],
)
def test_a_text_is_named_by_its_number_and_date(cle: str, written: str) -> None:
    assert name_text(cle) == written


def test_a_reference_contracts_its_article() -> None:
    assert name_reference("CGCT:L2121-29") == (
        f"article{NB}L.{NB}2121-29 du code général des collectivités territoriales"
    )
    assert name_reference("LOI:2000-321:1") == f"article{NB}1er de la loi n°{NB}2000-321 du 12 avril 2000"
    assert name_reference("CONST:72") == f"article{NB}72 de la Constitution du 4{NB}octobre 1958"
    assert name_owner("ORD:2015-899").startswith("de l’ordonnance")


def test_references_are_grouped_by_text_in_the_order_of_ranks() -> None:
    groups = group_references(
        [
            "DECRET:2001-495",
            "CU:L153-8",
            "CGCT:L2121-29",
            "LOI:2000-321:9-1",
            "CGCT:L2122-22",
            "CONST:72",
            "CGCT:L2121-29",
        ]
    )
    assert [group.text for group in groups] == [
        "CONST:1958-10-04",
        "CGCT",
        "CU",
        "LOI:2000-321",
        "DECRET:2001-495",
    ]
    assert groups[1].cles == ("CGCT:L2121-29", "CGCT:L2122-22")
    assert groups[1].phrase == (
        "le code général des collectivités territoriales, notamment ses articles "
        f"L.{NB}2121-29 et L.{NB}2122-22"
    )
    assert groups[3].phrase.endswith(f", notamment son article{NB}9-1")
    assert groups[4].phrase == f"le décret n°{NB}2001-495 du 6 juin 2001"
