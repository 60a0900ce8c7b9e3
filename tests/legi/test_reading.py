"""Reading an imported base: dates, texts, sections, search, quotations, verdicts."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deliberia.errors import ReferenceBaseError
from deliberia.legal_refs import Base
from deliberia.legi import (
    BASE_VARIABLE,
    LegiBase,
    LegiProvider,
    QuoteKind,
    default_base_path,
    find_legi,
    import_archives,
    open_legi,
)
from deliberia.legi.identifiers import fold_num
from deliberia.legi.plain_text import BREAK, clean_text
from deliberia.resources import data_dir

CODE = "LEGITEXT900000000001"
LOI = "LOI:2000-10"
DAY = dt.date(2020, 5, 1)


@pytest.fixture
def legi(small: Path, base: Path) -> Iterator[LegiBase]:
    import_archives([small], base=base)
    with open_legi(base) as opened:
        yield opened


def test_the_state_and_the_texts_are_told(legi: LegiBase) -> None:
    assert legi.etat == dt.date(2025, 7, 13)
    assert legi.source == "archive LEGI du 13 juillet 2025"
    assert [(line.nature, line.titre, line.articles) for line in legi.coverage()] == [
        ("CODE", "Code des halles.", 6),
        ("LOI", "Loi n° 2000-10 du 3 janvier 2000 sur les halles.", 2),
    ]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(1999, 12, 31), None),
        (dt.date(2000, 1, 1), "Le maire préside la séance."),
        (dt.date(2009, 12, 31), "Le maire préside la séance."),
        (dt.date(2010, 1, 1), "Le maire préside la séance du conseil.\nIl peut déléguer cette présidence."),
        (DAY, "Le maire préside la séance du conseil.\nIl peut déléguer cette présidence."),
    ],
)
def test_the_text_is_that_of_the_day(legi: LegiBase, day: dt.date, text: str | None) -> None:
    found = legi.article_text(CODE, "L. 1-1", day)
    assert (found.texte if found else None) == text
    if found:
        assert found.chemin == ("Livre premier",)


def test_two_versions_in_force_the_same_day_are_told(writer: Any, base: Path, tmp_path: Path) -> None:
    archive = writer()
    archive.article(1, "L1", fin="2021-01-01", texte="ancienne")
    archive.article(2, "L1", debut="2019-01-01", texte="nouvelle")
    import_archives([archive.save(tmp_path / "Freemium_legi_global_20250713-140000.tar.gz")], base=base)
    with open_legi(base) as legi:
        found = legi.article_text(CODE, "L1", DAY)
        assert found is not None
        assert found.texte == "nouvelle"
        assert [version.id[-1] for version in found.concurrentes] == ["1"]
        depth = LegiProvider(legi).get_depth(CODE, "L1")
    assert depth is not None
    assert [(row.debut, row.fin) for row in depth.intervals] == [(dt.date(2000, 1, 1), None)]


def test_a_deferred_repeal_is_in_force_until_its_end(legi: LegiBase) -> None:
    assert legi.find_version(CODE, "R1-2", dt.date(2026, 12, 31))
    assert not legi.find_version(CODE, "R1-2", dt.date(2027, 1, 1))


def test_a_dead_born_version_was_never_in_force(legi: LegiBase) -> None:
    (version,) = legi.versions(CODE, "L1-3")
    assert not version.has_lived
    assert not version.is_in_force(DAY)


def test_words_cut_by_a_line_break_do_not_stick(legi: LegiBase) -> None:
    found = legi.article_text(CODE, "R1-2", DAY)
    assert found is not None
    assert found.texte == "Premier mot\nsecond mot"


def test_a_law_is_found_by_its_number_even_without_cid_in_its_articles(legi: LegiBase) -> None:
    assert legi.find_version(LOI, "1", DAY)
    assert legi.find_version(LOI, "1er", DAY)
    assert not legi.holds("LOI:2000-11")


def test_the_table_of_contents_skips_what_does_not_exist(legi: LegiBase) -> None:
    lines = [(line.niveau, line.libelle) for line in legi.sections(CODE, on=DAY)]
    assert lines == [(0, "Livre premier"), (1, "L1-1"), (1, "R*1-2")]
    assert len(list(legi.sections(CODE))) == 5
    assert list(legi.sections("CGCT")) == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("déléguer présidence", "L1-1"),
        ("DELEGUER", "L1-1"),
        ("« préside la séance du conseil »", "L1-1"),
        ("présid", "L1-1"),
        ("second introuvable", "R*1-2"),
        ('conseil" OR (texte:', "L1-4"),
    ],
)
def test_articles_are_found_by_their_words(legi: LegiBase, words: str, first: str) -> None:
    assert first in [hit.version.num for hit in legi.search(words)]


@pytest.mark.parametrize("words", ["", "«»", "***", "le de la", "« séance préside »"])
def test_a_search_may_find_nothing(legi: LegiBase, words: str) -> None:
    assert legi.search(words) == ()


def test_a_search_keeps_to_a_day_and_a_text(legi: LegiBase) -> None:
    assert [hit.version.id[-1] for hit in legi.search("maire préside", on=dt.date(2005, 1, 1))] == ["1"]
    assert legi.search("maire préside", texts=[LOI]) == ()
    assert legi.search("conseil", texts=["CGCT"]) == ()


def test_the_successor_of_a_number_comes_from_the_concordances(legi: LegiBase) -> None:
    assert legi.successors(CODE, "L9") == ()  # the imaginary code has no key
    (version,) = legi.versions(CODE, "L9")
    assert version.fin == dt.date(2015, 1, 1)


# Quotations


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("Le maire préside la séance du conseil.", QuoteKind.IDENTIQUE),
        ("LE MAIRE  PRESIDE\u00a0la séance du conseil", QuoteKind.IDENTIQUE),
        ("Le maire préside […] du conseil. Il peut déléguer", QuoteKind.IDENTIQUE),
        ("« Il peut délé\u00adguer cette présidence »", QuoteKind.IDENTIQUE),
        ("Le maire préside la séance. Il", QuoteKind.DIFFERENTE),
        ("Le maire préside toujours la séance du conseil", QuoteKind.DIFFERENTE),
        ("Les subventions sont versées aux associations", QuoteKind.ABSENTE),
    ],
)
def test_a_quotation_is_compared_with_the_text_of_the_day(
    legi: LegiBase, quote: str, kind: QuoteKind
) -> None:
    assert legi.compare_quote(CODE, "L1-1", DAY, quote).kind is kind


def test_a_quotation_of_a_former_version_is_recognised(legi: LegiBase) -> None:
    match = legi.compare_quote(CODE, "L1-1", dt.date(2005, 1, 1), "la séance du conseil")
    assert match.kind is QuoteKind.ANCIENNE
    assert match.version is not None
    assert match.version.debut == dt.date(2010, 1, 1)


def test_the_gap_of_a_quotation_is_shown(legi: LegiBase) -> None:
    match = legi.compare_quote(CODE, "L1-1", DAY, "Le maire dirige la séance du conseil")
    assert [(gap.cite, gap.officiel) for gap in match.ecarts] == [("dirige", "préside")]
    assert match.passage == "Le maire préside la séance du conseil"
    assert match.ressemblance == pytest.approx(6 / 7)


def test_an_article_that_is_not_held_has_no_text_to_compare(legi: LegiBase) -> None:
    assert legi.compare_quote(CODE, "L404", DAY, "quelque chose").kind is QuoteKind.SANS_TEXTE


def test_a_long_quotation_is_compared_in_reasonable_time(legi: LegiBase) -> None:
    quote = "le maire préside la séance " * 400
    assert legi.compare_quote(CODE, "L1-1", DAY, quote).kind is not QuoteKind.IDENTIQUE


# As a deeper source of verdicts


def test_the_intervals_of_a_number_join_its_versions(legi: LegiBase) -> None:
    depth = LegiProvider(legi).get_depth(CODE, "L1-1")
    assert depth is not None
    assert [(row.debut, row.fin) for row in depth.intervals] == [(dt.date(2000, 1, 1), None)]
    assert depth.id == "LEGIARTI900000000002"
    assert depth.etat == dt.date(2025, 7, 13)


def test_a_number_that_never_was_has_no_interval(legi: LegiBase) -> None:
    depth = LegiProvider(legi).get_depth(CODE, "L404")
    assert depth is not None
    assert depth.intervals == ()


@pytest.mark.parametrize(("text", "num"), [("CGCT", "L2121-29"), (LOI, "29"), (CODE, "L1-3")])
def test_what_dates_nothing_is_left_to_the_built_in_base(legi: LegiBase, text: str, num: str) -> None:
    assert LegiProvider(legi).get_depth(text, num) is None


def test_an_imported_base_deepens_the_built_in_one(legi: LegiBase) -> None:
    deeper = Base(data_dir("legal_refs"), LegiProvider(legi))
    assert deeper.provider is not None
    assert deeper.provider.get_depth("CGCT", "L2121-29") is None


# Opening


def test_without_import_the_reason_is_told(base: Path) -> None:
    with pytest.raises(ReferenceBaseError, match="aucune archive"):
        open_legi(base)
    assert find_legi(base) is None


@pytest.mark.parametrize("contents", [b"", b"pas une base" * 500])
def test_another_file_is_not_taken_for_a_base(base: Path, contents: bytes) -> None:
    base.parent.mkdir()
    base.write_bytes(contents)
    with pytest.raises(ReferenceBaseError, match="pas une base"):
        open_legi(base)


def test_a_base_of_another_format_is_not_read(small: Path, base: Path) -> None:
    import_archives([small], base=base)
    connection = sqlite3.connect(base)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(ReferenceBaseError, match="Refaites"):
        open_legi(base)


def test_the_place_of_the_base_can_be_chosen(tmp_path: Path) -> None:
    assert default_base_path({BASE_VARIABLE: str(tmp_path / "x.sqlite")}) == tmp_path / "x.sqlite"
    assert default_base_path({"XDG_DATA_HOME": str(tmp_path)}).parent.name == "deliberia"


def test_reading_goes_on_while_the_base_is_replaced(legi: LegiBase, small: Path, base: Path) -> None:
    import_archives([small], base=base, restart=True)
    assert legi.versions(CODE, "L1-1")


# Small parts


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("L. 2121-29", "L2121-29"),
        ("R. * 123-1", "R123-1"),
        ("R**119-5", "r119-5"),
        ("1er", "1"),
        ("L5211-5-1 A", "L5211-5-1-A"),
        ("1636 B sexies", "1636 b SEXIES"),
        ("L.O. 1112-1", "LO1112-1"),
        ("L2121\u201129", "L2121-29"),
        ("302bis ZA", "302 bis ZA"),
    ],
)
def test_two_spellings_of_a_number_are_one(written: str, same: str) -> None:
    assert fold_num(written) == fold_num(same)


@pytest.mark.parametrize(("one", "other"), [("L2121-29", "L212-129"), ("L1112-1", "LO1112-1"), ("L1", "R1")])
def test_two_numbers_stay_two(one: str, other: str) -> None:
    assert fold_num(one) != fold_num(other)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\u00ad b", "a b"),
        (f"un{BREAK}\n{BREAK}deux", "un\ndeux"),
        ("a\u00a0b\u202fc  d\ne", "a b c d e"),
        ("", ""),
        (f" {BREAK} ", ""),
    ],
)
def test_a_text_is_cleaned(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean
