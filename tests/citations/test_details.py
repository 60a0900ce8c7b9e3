"""Alinéas, items, ranges, resolution and keys of the citations."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from deliberia import find_citations
from deliberia.model.citation import Citation, Resolution, Target, TargetKind


def first(text: str) -> Citation:
    return find_citations(text)[0]


def target(text: str) -> Target:
    return first(text).targets[0]


@pytest.mark.parametrize(
    ("text", "item", "alinea"),
    [
        ("article L. 2122-22, 4° du CGCT", "4°", ""),
        ("le 4° de l’article L. 2122-22 du CGCT", "4°", ""),
        ("article L. 2122-22 4° et 16° du CGCT", "4° 16°", ""),
        ("article L. 5214-16 I et II du CGCT", "I II", ""),
        ("le II de l’article L. 1411-5 du CGCT", "II", ""),
        ("article L. 2131-2, alinéa 3 du CGCT", "", "alinea 3"),
        ("le premier alinéa de l’article L. 213-3 du code de l’urbanisme", "", "premier alinea"),
        ("article 3, I, 1° de la loi n° 84-53", "I 1°", ""),
        ("article 35-I-1 du code des marchés publics", "I-1", ""),
        ("article 106 Ill de la loi n° 2015-991", "III", ""),
    ],
)
def test_what_hangs_on_a_number_is_kept_apart(text: str, item: str, alinea: str) -> None:
    assert (target(text).item, target(text).alinea) == (item, alinea)


def test_an_elliptic_list_is_one_citation_with_several_targets() -> None:
    citation = first("en exécution des articles L. 2121-17, 20 et 21 du CGCT")
    assert citation.surface == "L. 2121-17, 20 et 21"
    assert [t.num for t in citation.targets] == ["L2121-17", "L2121-20", "L2121-21"]


def test_a_range_has_two_keys() -> None:
    assert target("articles L. 2123-20 à L. 2123-24-1 du CGCT").bornes == ("CGCT:L2123-20", "CGCT:L2123-24-1")


def test_a_law_spans_from_its_article_to_its_date() -> None:
    citation = first("Vu l’article 17 de la loi n° 2012-347 du 12 mars 2012 relative")
    assert citation.surface == "article 17 de la loi n° 2012-347 du 12 mars 2012"
    assert citation.targets[0].cle == "LOI:2012-347:17"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("décret n° 1983-1025 du 28 novembre 1983", "DECRET:83-1025"),
        ("article 72 de la Constitution", "CONST:1958-10-04:72"),
        ("directive 2014/24/UE", "DIR:2014/24"),
        ("règlement (UE) 2016/679", "REGUE:2016/679"),
        ("ordonnance n° 2015-899", "ORD:2015-899"),
        ("arrêté ministériel du 3 juillet 2006", "ARRETE:2006-07-03"),
        ("code de la commande publique", "CCP"),
        ("Vu la délibération n° 2020-12", None),
    ],
)
def test_every_sort_has_its_key(text: str, key: str | None) -> None:
    assert target(text).cle == key


@pytest.mark.parametrize(
    "text",
    [
        "arrêté préfectoral du 3 juillet 2006",
        "arrêté interpréfectoral n° 2006-12 du 3 juillet 2006",
        "arrêté du préfet de la Marne du 3 juillet 2006",
        "arrêté du 3 juillet 2006 de Madame la préfète de la Marne",
        "arrêté du 3 juillet 2006 pris par le sous-préfet",
        "arrêté du recteur du 3 juillet 2006",
        "arrêté du 3 juillet 2006 portant création de la communauté de communes du Val-Fleuri",
        "article 2 de l’arrêté préfectoral du 3 juillet 2006",
    ],
)
def test_an_order_of_a_prefect_is_never_taken_for_the_national_one_of_that_day(text: str) -> None:
    read = target(f"Vu l’{text} ;")
    assert (read.kind, read.date, read.cle) == (TargetKind.ARRETE, dt.date(2006, 7, 3), None)
    assert read.deconcentre


@pytest.mark.parametrize(
    "text",
    [
        "arrêté ministériel du 3 juillet 2006",
        "arrêté du 3 juillet 2006 fixant les taux des indemnités kilométriques",
        "arrêté du 3 juillet 2006, l’arrêté préfectoral du 4 mai 2020",
    ],
)
def test_an_order_of_a_minister_keeps_the_key_of_its_day(text: str) -> None:
    read = target(f"Vu l’{text} ;")
    assert read.cle == "ARRETE:2006-07-03"
    assert not read.deconcentre


def test_all_the_orders_of_a_prefect_in_a_row_are_such() -> None:
    found = find_citations("Vu les arrêtés préfectoraux du 3 mars 2020 et du 4 mai 2021 ;")
    assert [(one.date, one.deconcentre) for citation in found for one in citation.targets] == [
        (dt.date(2020, 3, 3), True),
        (dt.date(2021, 5, 4), True),
    ]


def test_a_number_and_a_date_that_disagree_are_kept_as_written() -> None:
    wrong = target("loi n° 82-213 du 2 mars 1992")
    assert (wrong.num, wrong.date) == ("82-213", dt.date(1992, 3, 2))


def test_the_number_decides_against_the_nickname() -> None:
    assert target("loi NOTRe n° 2014-58 du 27 janvier 2014").num == "2014-58"


def test_a_code_named_far_above_is_carried_over() -> None:
    text = (
        "Vu le code de l’environnement ;\n"
        + "Considérant l’intérêt local ;\n" * 80
        + "Vu l’article L. 581-14 ;"
    )
    citation = find_citations(text)[-1]
    assert citation.targets[0].cle == "CEnv:L581-14"
    assert citation.resolution is Resolution.REPRISE


def test_a_code_that_cannot_hold_the_number_does_not_take_it() -> None:
    citation = find_citations("Vu le code de la route ; Vu l’article L. 2121-29 ;")[-1]
    assert citation.targets[0].cle == "CGCT:L2121-29"
    assert citation.resolution is Resolution.DEDUITE


def test_a_sigle_that_the_act_defines_is_known_in_the_rest() -> None:
    text = "Vu le code de l’urbanisme (ci-après « CDU »), Vu l’article L. 300-2 du CDU"
    assert find_citations(text)[-2].targets[0].cle == "CU:L300-2"


@pytest.mark.parametrize(
    "text",
    [
        "Vu l’article L. 9999-99",
        "l’article L 12 du cahier des charges",
        "l’article R. 12 du règlement du PLU",
    ],
)
def test_an_article_that_no_text_owns_is_no_citation(text: str) -> None:
    assert find_citations(text) == ()


@pytest.mark.parametrize(
    ("text", "cle"),
    [
        ("Vu la loi du 1er juillet 1901", "LOI:1901-07-01"),
        ("Vu le décret du 16 août 1901", "DECRET:1901-08-16"),
        ("l’article 5 de la loi du 1er juillet 1901", "LOI:1901-07-01:5"),
        ("Vu la loi n° 82-213 du 2 mars 1982", "LOI:82-213"),
        ("Vu la circulaire du 5 mars 2014", None),
    ],
)
def test_a_text_without_number_has_its_date_for_key(text: str, cle: str | None) -> None:
    assert find_citations(text)[0].targets[0].cle == cle


@pytest.mark.parametrize(
    "text", ["", " ", "\x00" * 50, "\ud800", "\u202e\u200f", "(" * 5000, "é" * 5000, "1-" * 5000]
)
def test_bad_input_has_no_citation(text: str) -> None:
    assert find_citations(text) == ()


def test_a_long_hostile_list_is_read_whole() -> None:
    assert len(find_citations("articles " + "L. 1-1, " * 20_000 + "du CSP")) == 20_000


def test_finding_citations_loads_neither_spacy_nor_the_rare_grammars() -> None:
    code = (
        "import sys; from deliberia.citations import find_citations; find_citations('article L. 1 du CGCT');"
        "print([m for m in sys.modules if m == 'spacy' or m.startswith('deliberia.citations.european')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
