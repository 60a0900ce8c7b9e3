from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from deliberia.legal_refs import Base, Depth, Interval
from deliberia.model import Confiance, VerdictKind
from deliberia.resources import data_dir
from deliberia.verification import verify

SEANCE = dt.date(2026, 11, 17)
ALIVE, DEAD, MOVED = VerdictKind.EN_VIGUEUR, VerdictKind.ABROGE, VerdictKind.DEPLACE
UNKNOWN = VerdictKind.NON_VERIFIABLE


@pytest.mark.parametrize(
    ("cle", "day", "kind"),
    [
        ("LOI:2015-991", "2026-11-17", ALIVE),
        ("LOI:2015-991", "2014-01-01", VerdictKind.PAS_ENCORE_EN_VIGUEUR),
        ("LOI:84-53", "2020-01-01", ALIVE),
        ("LOI:84-53", "2023-01-01", MOVED),
        ("ORD:2015-899", "2018-01-01", ALIVE),
        ("ORD:2015-899", "2020-01-01", MOVED),
        ("DECRET:62-1587", "2015-01-01", DEAD),
        ("LOI:2000-321", "2026-11-17", ALIVE),
        ("DECRET:88-145", "2026-11-17", ALIVE),
        ("CONST:1958-10-04", "2026-11-17", ALIVE),
        ("LOI:2099-1", "2026-11-17", UNKNOWN),
        ("LOI:2015-991", "2031-01-01", UNKNOWN),
    ],
)
def test_a_text_has_a_verdict_on_its_day(cle: str, day: str, kind: VerdictKind) -> None:
    verdict = verify(cle, on=dt.date.fromisoformat(day))
    assert verdict.kind is kind
    assert verdict.motif.endswith(".")


def test_a_text_partly_repealed_says_so() -> None:
    assert "en partie" in verify("LOI:2000-321", on=SEANCE).motif


@pytest.mark.parametrize(
    ("cle", "day", "kind", "successors"),
    [
        ("LOI:84-53:34", "2023-01-01", MOVED, ("CGFP:L313-1",)),
        ("LOI:84-53:34", "2018-01-01", ALIVE, ()),
        ("LOI:84-53:3-II", "2023-01-01", MOVED, ("CGFP:L332-24", "CGFP:L332-25")),
        ("LOI:83-634:6quaterA", "2023-01-01", MOVED, ("CGFP:L135-6",)),
        ("LOI:2000-321:4", "2020-01-01", MOVED, ("CRPA:L212-1",)),
        ("LOI:2000-321:9-1", "2026-11-17", ALIVE, ()),
        ("LOI:82-213:2", "2020-01-01", MOVED, ("CGCT:L2131-1",)),
    ],
)
def test_an_article_of_a_law_follows_its_own_fate(
    cle: str, day: str, kind: VerdictKind, successors: tuple[str, ...]
) -> None:
    verdict = verify(cle, on=dt.date.fromisoformat(day))
    assert verdict.kind is kind
    assert verdict.remplace_par == successors


def test_an_article_gathers_the_moves_of_its_parts() -> None:
    verdict = verify("LOI:84-53:3", on=dt.date(2023, 1, 1))
    assert verdict.kind is MOVED
    assert set(verdict.remplace_par) == {"CGFP:L332-23", "CGFP:L332-24", "CGFP:L332-25"}


def test_a_paragraph_that_the_base_does_not_know_follows_its_article() -> None:
    verdict = verify("LOI:84-53:34-II", on=dt.date(2023, 1, 1))
    assert verdict.remplace_par == ("CGFP:L313-1",)


def test_a_living_law_whose_article_is_not_followed_is_not_verifiable_at_that_level() -> None:
    verdict = verify("LOI:2015-991:64-1", on=SEANCE)
    assert verdict.kind is UNKNOWN
    assert "ne suit pas cet article" in verdict.motif
    assert "est en vigueur" in verdict.motif


def test_an_unknown_article_of_a_codified_law_is_moved_with_the_law() -> None:
    verdict = verify("LOI:84-53:21", on=dt.date(2023, 1, 1))
    assert (verdict.kind, verdict.confiance, verdict.remplace_par) == (MOVED, Confiance.MOYENNE, ("CGFP",))


def test_an_article_that_may_have_survived_its_law_is_left_open() -> None:
    assert verify("LOI:84-53:26", on=dt.date(2023, 1, 1)).kind is UNKNOWN


def test_a_text_named_by_its_date_is_found_when_it_is_alone_that_day() -> None:
    assert verify("LOI:1984-01-26:34", on=dt.date(2023, 1, 1)).cle == "LOI:84-53:34"
    assert verify("LOI:2009-08-03", on=SEANCE).kind is UNKNOWN


def test_a_decree_known_by_its_number_alone_starts_after_its_year() -> None:
    assert verify("DECRET:2008-580", on=dt.date(2015, 1, 1)).kind is ALIVE
    assert verify("DECRET:2008-580", on=dt.date(2008, 6, 1)).kind is UNKNOWN
    assert verify("DECRET:2008-580", on=dt.date(2007, 6, 1)).kind is VerdictKind.PAS_ENCORE_EN_VIGUEUR


def test_an_end_known_only_as_past_gives_no_verdict_before_the_last_known_day() -> None:
    assert verify("DECRET:2002-409", on=dt.date(2015, 1, 1)).kind is UNKNOWN
    assert verify("DECRET:2002-409", on=SEANCE).kind is MOVED
    assert verify("LOI:95-101:73", on=dt.date(2015, 1, 1)).kind is not ALIVE


def test_the_address_of_a_law_is_built_from_its_identifier() -> None:
    assert verify("LOI:2015-991", on=SEANCE).url.endswith("/loda/id/JORFTEXT000030985460/")
    assert verify("LOI:2014-856", on=SEANCE).url == ""


ARCHIVE = dt.date(2026, 11, 20)


@dataclass
class Held:
    """A deeper source that holds what it is given."""

    depths: dict[tuple[str, str], tuple[Interval, ...]]

    def get_depth(self, text: str, article: str) -> Depth | None:
        if text not in {held for held, _ in self.depths}:
            return None
        intervals = self.depths.get((text, article), ())
        return Depth(intervals=intervals, etat=ARCHIVE, source="archive LEGI du 20 novembre 2026")


def deepen(cle: str, *intervals: Interval) -> Base:
    text, _, article = cle.rpartition(":")
    return Base(data_dir("legal_refs"), Held({(text, article): intervals}))


def test_a_deeper_source_answers_about_the_article_of_a_law() -> None:
    cle = "LOI:2014-873:61"
    assert verify(cle, on=SEANCE).kind is UNKNOWN
    base = deepen(cle, Interval(dt.date(2014, 8, 6), dt.date(2026, 1, 1), ARCHIVE))
    found = {
        day: verify(cle, on=dt.date.fromisoformat(day), base=base) for day in ("2014-01-01", "2020-01-01")
    }
    dead = verify(cle, on=SEANCE, base=base)
    assert found["2014-01-01"].kind is VerdictKind.PAS_ENCORE_EN_VIGUEUR
    assert found["2020-01-01"].kind is ALIVE
    assert (dead.kind, dead.change_le) == (DEAD, dt.date(2026, 1, 1))
    assert dead.source == "archive LEGI du 20 novembre 2026"


def test_a_deeper_source_keeps_the_known_successor_of_the_article_of_a_law() -> None:
    plain = verify("LOI:84-53:34", on=SEANCE)
    assert plain.change_le is not None
    base = deepen("LOI:84-53:34", Interval(dt.date(1984, 1, 27), plain.change_le, ARCHIVE))
    deeper = verify("LOI:84-53:34", on=SEANCE, base=base)
    assert (deeper.kind, deeper.remplace_par) == (MOVED, plain.remplace_par)


@pytest.mark.parametrize("cle", ["LOI:84-53:3-II", "LOI:2014-873:404"])
def test_a_deeper_source_does_not_deny_an_article_it_does_not_find(cle: str) -> None:
    text = cle.rpartition(":")[0]
    base = deepen(f"{text}:1", Interval(dt.date(1984, 1, 27), None, ARCHIVE))
    assert verify(cle, on=SEANCE, base=base) == verify(cle, on=SEANCE)


def test_after_the_last_day_of_a_deeper_source_an_article_of_a_law_is_known_until_then() -> None:
    base = deepen("LOI:2014-873:61", Interval(dt.date(2014, 8, 6), None, ARCHIVE))
    verdict = verify("LOI:2014-873:61", on=dt.date(2026, 12, 15), base=base)
    assert (verdict.kind, verdict.dernier_etat, verdict.etat) == (UNKNOWN, ALIVE, ARCHIVE)
