"""Tables of verdicts, one subject each."""

from __future__ import annotations

import datetime as dt

import pytest

from deliberia.legal_refs import load_base
from deliberia.model import Confiance, VerdictKind
from deliberia.verification import is_printable, verify

SEANCE = dt.date(2026, 11, 17)
ALIVE, DEAD, MOVED = VerdictKind.EN_VIGUEUR, VerdictKind.ABROGE, VerdictKind.DEPLACE
NOT_YET, NEVER, UNKNOWN = (
    VerdictKind.PAS_ENCORE_EN_VIGUEUR,
    VerdictKind.INEXISTANT,
    VerdictKind.NON_VERIFIABLE,
)

INTERVALS = [
    ("CCP:L2113-10", "2019-03-15", NOT_YET),
    ("CCP:L2113-10", "2020-07-01", ALIVE),
    ("CCP:L2113-99", "2022-02-10", NEVER),
    ("CCP:R2123-3", "2022-02-10", DEAD),
    ("CGCT:L1111-6", "2005-04-02", ALIVE),
    ("CGCT:L1111-6", "2015-04-02", DEAD),
    ("CGCT:L1111-6", "2023-04-02", ALIVE),
    ("CGCT:L2121-29", "1995-06-01", NOT_YET),
    ("CGCT:L2121-29", "2019-03-12", ALIVE),
    ("CGCT:L2333-7", "2024-06-14", MOVED),
    ("CGFP:L313-1", "2021-06-15", NOT_YET),
    ("CGFP:L313-1", "2023-06-15", ALIVE),
    ("CMP2006:28", "2012-03-20", ALIVE),
    ("CMP2006:28", "2017-03-20", DEAD),
    ("CU:L130-1", "2010-06-01", ALIVE),
    ("CU:L123-13-3", "2017-06-01", MOVED),
    ("CRPA:D114-9-1", "2022-01-10", NOT_YET),
]


@pytest.mark.parametrize(("cle", "day", "kind"), INTERVALS)
def test_a_day_inside_what_the_base_knows_has_a_firm_verdict(cle: str, day: str, kind: VerdictKind) -> None:
    verdict = verify(cle, on=dt.date.fromisoformat(day))
    assert verdict.kind is kind
    assert verdict.motif.endswith(".")
    assert verdict.etat is not None


def test_beyond_the_last_known_day_nothing_is_in_force_without_a_dated_confirmation() -> None:
    verdict = verify("CGCT:L2122-19", on=SEANCE)
    assert verdict.kind is UNKNOWN
    assert verdict.dernier_etat is ALIVE
    assert verdict.etat == dt.date(2019, 8, 5)
    assert "5\u00a0août 2019" in verdict.motif


def test_a_dated_confirmation_makes_a_verdict_with_its_source() -> None:
    verdict = verify("CGCT:L2121-29", on=SEANCE)
    assert (verdict.kind, verdict.confiance) == (ALIVE, Confiance.HAUTE)
    assert verdict.source
    assert verdict.etat == dt.date(2026, 11, 22)
    assert verdict.url == "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006389895"


def test_a_confirmation_does_not_reach_beyond_its_day() -> None:
    late = dt.date(2030, 1, 1)
    assert verify("CGCT:L2121-29", on=late).kind is UNKNOWN


@pytest.mark.parametrize("cle", ["CGCT:L1411-13", "CCH:R123-13", "CCH:L129-2"])
def test_a_citation_by_another_code_proves_no_life(cle: str) -> None:
    """Codes go on citing dead articles: book I of the CCH left its numbers on 1 July 2021."""
    verdict = verify(cle, on=dt.date(2024, 6, 1))
    assert (verdict.kind, verdict.dernier_etat) == (UNKNOWN, ALIVE)


@pytest.mark.parametrize(
    "cle",
    ["CGCT:L2311-2", "CGCT:L2311-5", "CGCT:L1612-1", "CGCT:L1612-28", "CGCT:L2121-14", "CGCT:R2321-1"],
)
def test_what_the_budget_reform_left_unread_is_neither_alive_nor_dead(cle: str) -> None:
    verdict = verify(cle, on=SEANCE)
    assert verdict.kind is UNKNOWN
    assert "Légifrance" in verdict.motif


@pytest.mark.parametrize(
    ("cle", "kind", "confiance", "successor"),
    [
        ("CGCT:L1612-25", ALIVE, Confiance.HAUTE, ()),
        ("CGCT:L2312-1", ALIVE, Confiance.MOYENNE, ()),
        ("CGCT:L2311-7", MOVED, Confiance.MOYENNE, ("CGCT:L1612-25",)),
        ("CGCT:L5217-10-5", MOVED, Confiance.HAUTE, ("CGCT:L1612-27",)),
        ("CGCT:L2311-1", DEAD, Confiance.MOYENNE, ()),
    ],
)
def test_what_the_budget_reform_is_known_to_do_is_told(
    cle: str, kind: VerdictKind, confiance: Confiance, successor: tuple[str, ...]
) -> None:
    verdict = verify(cle, on=SEANCE)
    assert (verdict.kind, verdict.confiance, verdict.remplace_par) == (kind, confiance, successor)


@pytest.mark.parametrize("cle", ["CGCT:L2311-5", "CGCT:L2311-7", "CGCT:D2312-3", "CGCT:R2321-1"])
def test_the_budget_articles_were_alive_until_the_reform(cle: str) -> None:
    assert verify(cle, on=dt.date(2024, 3, 28)).kind is ALIVE


@pytest.mark.parametrize(
    ("cle", "day"),
    [
        ("CU:L123-1", "2014-06-01"),
        ("CU:L123-1", "2018-06-01"),
        ("CU:L300-2", "2018-06-01"),
        ("CU:L153-45", "2020-06-01"),
        ("CE:L252", "2020-06-01"),
        ("CFor:L144-1", "2015-06-01"),
        ("CCiv:2298", "2024-06-01"),
    ],
)
def test_a_reused_number_is_not_flagged_on_a_day_when_it_is_valid(cle: str, day: str) -> None:
    assert verify(cle, on=dt.date.fromisoformat(day)).kind is ALIVE


def test_a_reused_number_says_what_it_was_before() -> None:
    motif = verify("CU:L300-2", on=dt.date(2018, 6, 1)).motif
    assert "autre objet" in motif
    assert "103-2" in motif


def test_before_the_new_code_a_reused_number_belonged_to_the_old_one() -> None:
    assert verify("CFor:L144-1", on=dt.date(2011, 6, 1)).kind is UNKNOWN


def test_one_successor_and_several_are_told_apart() -> None:
    one = verify("LOI:84-53:34", on=dt.date(2023, 1, 1))
    several = verify("CMP2006:8", on=dt.date(2020, 1, 1))
    assert one.remplace_par == ("CGFP:L313-1",)
    assert "Selon l’objet" not in one.motif
    assert several.remplace_par == ("CCP:L2113-6", "CCP:L2113-7")
    assert "Selon l’objet" in several.motif


def test_a_dead_code_names_what_replaced_it_on_that_day() -> None:
    between = verify("CMP2006:28", on=dt.date(2018, 1, 1))
    after = verify("CMP2006:28", on=dt.date(2020, 1, 1))
    assert between.remplace_par == ("ORD:2015-899", "DECRET:2016-360")
    assert set(after.remplace_par) == {"CCP:L2123-1", "CCP:R2123-1"}
    assert after.change_le == dt.date(2016, 4, 1)


def test_a_successor_that_died_since_is_not_proposed() -> None:
    verdict = verify("CU:L123-13-3", on=SEANCE)
    assert verdict.remplace_par == ("CU:L153-36",)


@pytest.mark.parametrize(
    ("cle", "nearest"),
    [
        ("CGCT:R2121-29", "CGCT:L2121-29"),
        ("CGCT:L2121-92", "CGCT:L2121-29"),
        ("CGCT:L212129", "CGCT:L2121-29"),
        ("CGCT:L2121-229", "CGCT:L2121-29"),
        ("CCP:L2113-01", "CCP:L2113-10"),
    ],
)
def test_a_number_that_never_existed_offers_the_nearest_real_one(cle: str, nearest: str) -> None:
    verdict = verify(cle, on=dt.date(2019, 6, 1))
    assert verdict.kind is NEVER
    assert nearest in verdict.remplace_par


def test_an_absent_number_may_have_been_created_after_the_last_known_day() -> None:
    verdict = verify("CGCT:L2121-41-1", on=SEANCE)
    assert verdict.kind is UNKNOWN
    assert verdict.dernier_etat is NEVER
    assert "créé depuis" in verdict.motif


def test_a_number_far_beyond_its_series_was_not_created_since() -> None:
    verdict = verify("CGCT:L2121-99", on=dt.date(2020, 1, 15))
    assert (verdict.kind, verdict.confiance) == (NEVER, Confiance.MOYENNE)


def test_a_decree_number_taken_by_its_twin_does_not_exist() -> None:
    verdict = verify("CGCT:D2224-7", on=dt.date(2025, 9, 25))
    assert (verdict.kind, verdict.confiance) == (NEVER, Confiance.MOYENNE)
    assert verdict.remplace_par[0] == "CGCT:R2224-7"


def test_an_uncertain_date_gives_no_verdict_between_its_bounds() -> None:
    assert verify("CGCT:L1411-2", on=dt.date(2012, 1, 1)).kind is ALIVE
    gap = verify("CEnv:L213-2", on=dt.date(2016, 6, 1))
    assert gap.kind is UNKNOWN
    assert verify("CEnv:L213-2", on=dt.date(2025, 9, 25)).kind is DEAD


@pytest.mark.parametrize(
    ("cle", "kind"),
    [
        ("CGCT", ALIVE),
        ("CMP2006", MOVED),
        ("CCommunes", ALIVE),
        ("XYZ", UNKNOWN),
        ("XYZ:L1", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_a_whole_code_has_a_verdict_too(cle: str, kind: VerdictKind) -> None:
    verdict = verify(cle, on=SEANCE)
    assert verdict.kind is kind
    assert verdict.motif


def test_the_verdict_bears_the_canonical_key_whatever_the_spelling() -> None:
    assert verify("celec:l. 260", on=SEANCE).cle == "CE:L260"
    assert verify("CGCT:R2131-1 A", on=dt.date(2023, 1, 1)).cle == "CGCT:R2131-1-A"


def test_the_timeline_lists_every_life_of_a_number() -> None:
    verdict = verify("CGCT:L1111-6", on=dt.date(2015, 1, 1))
    assert [version.debut for version in verdict.versions] == [dt.date(1996, 2, 24), dt.date(2022, 2, 23)]
    assert verdict.versions[0].fin == dt.date(2009, 12, 12)


def test_reasons_follow_french_typography() -> None:
    motif = verify("CGCT:L2121-29", on=SEANCE).motif
    assert "\u202f;" in motif
    assert " ;" not in motif
    assert "24\u00a0février" in motif


def test_a_base_given_by_the_caller_answers_the_same() -> None:
    assert verify("CGCT:L2121-29", on=SEANCE, base=load_base()) == verify("CGCT:L2121-29", on=SEANCE)


def test_a_draft_may_print_what_was_alive_at_the_end_of_the_research() -> None:
    late = dt.date(2026, 12, 10)
    assert is_printable(verify("CGCT:L2121-29", on=SEANCE))
    assert is_printable(verify("CGCT:L2121-29", on=late))
    assert not is_printable(verify("CGCT:L1612-1", on=late))
    assert not is_printable(verify("CGCT:L2311-7", on=late))
    assert not is_printable(verify("CCP:L2113-10", on=SEANCE))


def test_an_article_that_lost_a_part_is_not_taken_for_a_dead_one() -> None:
    verdict = verify("CGCT:L2121-24", on=dt.date(2023, 1, 10))
    assert verdict.kind is VerdictKind.EN_VIGUEUR
    assert "modifié le 1er juillet 2022" in verdict.motif.replace("\N{NO-BREAK SPACE}", " ")
    assert verify("CGCT:L2121-24", on=dt.date(2026, 11, 17)).kind is VerdictKind.NON_VERIFIABLE
