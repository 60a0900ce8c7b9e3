from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from deliberia.model import Target, TargetKind, VerdictKind
from deliberia.verification import count_covered, verify_target

DAY = dt.date(2023, 11, 17)


def judge(kind: TargetKind, **fields: Any) -> Any:  # Any: the fields of a target
    return verify_target(Target(kind=kind, **fields), on=DAY)


def test_a_number_and_a_date_that_disagree_offer_the_law_of_that_day() -> None:
    verdict = judge(TargetKind.LOI, num="2015-919", date=dt.date(2015, 8, 7))
    assert verdict.kind is VerdictKind.AMBIGU
    assert verdict.remplace_par == ("LOI:2015-991",)
    assert "ne vont pas ensemble" in verdict.motif


def test_a_known_number_with_the_date_of_another_law_offers_both() -> None:
    verdict = judge(TargetKind.LOI, num="2015-991", date=dt.date(2015, 8, 17))
    assert verdict.kind is VerdictKind.AMBIGU
    assert set(verdict.remplace_par) == {"LOI:2015-991", "LOI:2015-992"}


def test_the_article_is_kept_on_the_candidates() -> None:
    verdict = judge(TargetKind.LOI, num="83-54", date=dt.date(1984, 1, 26), article="34")
    assert verdict.remplace_par == ("LOI:84-53:34",) or verdict.kind is VerdictKind.AMBIGU


def test_a_year_that_is_not_that_of_the_date_is_noticed() -> None:
    verdict = judge(TargetKind.LOI, num="2019-1461", date=dt.date(2009, 12, 27))
    assert verdict.kind is VerdictKind.AMBIGU
    assert verdict.remplace_par == ("LOI:2019-1461",)


def test_a_law_that_agrees_with_itself_has_its_own_verdict() -> None:
    assert judge(TargetKind.LOI, num="2015-991", date=dt.date(2015, 8, 7)).kind is VerdictKind.EN_VIGUEUR


def test_an_unknown_law_of_a_plausible_number_is_not_suspected() -> None:
    verdict = judge(TargetKind.LOI, num="2017-257", date=dt.date(2017, 2, 28))
    assert verdict.kind is VerdictKind.NON_VERIFIABLE


def test_a_law_known_by_its_date_alone_is_looked_up() -> None:
    verdict = judge(TargetKind.LOI, date=dt.date(1984, 1, 26), article="3-3")
    assert verdict.cle == "LOI:84-53:3-3"
    assert verdict.remplace_par == ("CGFP:L332-8",)


def test_two_laws_of_the_same_day_are_ambiguous() -> None:
    verdict = judge(TargetKind.LOI, date=dt.date(2009, 8, 3))
    assert verdict.kind is VerdictKind.AMBIGU
    assert verdict.remplace_par == ("LOI:2009-967", "LOI:2009-972")


def test_a_range_is_judged_at_both_ends_and_counts_its_articles() -> None:
    verdict = judge(TargetKind.RANGE, text="CVR", from_num="L171-1", to_num="L171-11")
    assert verdict.kind is VerdictKind.EN_VIGUEUR
    assert "11 articles" in verdict.motif


def test_a_range_with_a_dead_end_says_which_one() -> None:
    verdict = verify_target(
        Target(kind=TargetKind.RANGE, text="CGCT", from_num="L2333-6", to_num="L2333-16"),
        on=dt.date(2024, 6, 14),
    )
    assert verdict.kind is VerdictKind.ABROGE
    assert verdict.motif.startswith("Borne dernière, L.\u00a02333-16")


def test_a_range_written_backwards_is_refused() -> None:
    verdict = judge(TargetKind.RANGE, text="CGCT", from_num="L2122-23", to_num="L2122-21")
    assert verdict.kind is VerdictKind.INEXISTANT


def test_articles_of_a_range_are_counted_in_its_series_only() -> None:
    assert count_covered("CGCT:L2122-21", "CGCT:L2122-23", on=DAY) == 4


def test_et_suivants_says_that_the_rest_is_not_judged() -> None:
    verdict = judge(TargetKind.ARTICLE, text="CGCT", num="L2121-29", suivants=True)
    assert "ne sont pas contrôlés" in verdict.motif


@pytest.mark.parametrize(
    "kind", [TargetKind.ACTE_LOCAL, TargetKind.JURISPRUDENCE, TargetKind.CIRCULAIRE, TargetKind.LOI]
)
def test_what_the_base_does_not_follow_is_told_and_never_in_force(kind: TargetKind) -> None:
    verdict = judge(kind)
    assert verdict.kind is VerdictKind.NON_VERIFIABLE
    assert verdict.motif.endswith(".")


def test_the_constitution_needs_no_number() -> None:
    assert judge(TargetKind.CONSTITUTION).kind is VerdictKind.EN_VIGUEUR
    assert judge(TargetKind.CONSTITUTION, article="72").cle == "CONST:1958-10-04:72"


def test_a_whole_code_and_a_european_text_are_judged() -> None:
    assert judge(TargetKind.CODE, text="CGCT").kind is VerdictKind.EN_VIGUEUR
    assert judge(TargetKind.REGLEMENT_UE, num="2016/679").kind is VerdictKind.EN_VIGUEUR


def test_an_order_of_a_prefect_has_the_verdict_of_no_national_text() -> None:
    national = judge(TargetKind.ARRETE, date=dt.date(2006, 7, 3))
    assert national.kind is VerdictKind.EN_VIGUEUR
    verdict = judge(TargetKind.ARRETE, date=dt.date(2006, 7, 3), deconcentre=True)
    assert verdict.kind is VerdictKind.NON_VERIFIABLE
    assert verdict.cle == ""
    assert "ne suit que les textes nationaux" in verdict.motif
