"""Reading of a base folder: slices, spellings, damaged files, deeper providers."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deliberia.errors import ReferenceBaseError
from deliberia.legal_refs import Base, Depth, Interval, load_base
from deliberia.model import VerdictKind
from deliberia.resources import data_dir
from deliberia.verification import verify

CCP_CLOSED = dt.date(2026, 3, 1)


class Archive:
    """A provider that holds one article of the CCP until a later day."""

    def get_depth(self, text: str, article: str) -> Depth | None:
        if (text, article) != ("CCP", "L2113-10"):
            return None
        return Depth(
            intervals=(Interval(dt.date(2019, 4, 1), CCP_CLOSED, dt.date(2026, 11, 1)),),
            etat=dt.date(2026, 11, 1),
            source="archive LEGI du 1er novembre 2026",
            id="LEGIARTI000037703512",
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small base: three codes' tables would do, but files are read when needed, so all can stand."""
    copy = tmp_path / "legal_refs"
    shutil.copytree(data_dir("legal_refs"), copy)
    return copy


def test_the_base_says_its_day_and_its_fingerprint() -> None:
    base = load_base()
    assert base.etat >= dt.date(2026, 11, 22)
    assert len(base.empreinte) == 16


def test_a_number_is_found_under_its_other_spelling() -> None:
    base = load_base()
    assert base.resolve_num("CGCT", "R2131-1 A") == "R2131-1-A"
    assert base.resolve_num("CGCT", "L5211-5-1-A") == "L5211-5-1 A"
    assert base.resolve_num("CGCT", "L2121-29") == "L2121-29"


def test_a_number_outside_every_file_is_simply_absent() -> None:
    base = load_base()
    assert base.get_intervals("CGCT", "Z99") == ()
    assert base.get_id("CGCT", "Z99") == ""
    assert base.get_faits("CGCT", "Z99") == ()


def test_a_deeper_provider_has_the_last_word_on_the_texts_that_it_holds() -> None:
    base = Base(data_dir("legal_refs"), Archive())
    after = verify("CCP:L2113-10", on=dt.date(2026, 6, 1), base=base)
    assert after.kind is VerdictKind.ABROGE
    assert after.change_le == CCP_CLOSED
    assert after.source == "archive LEGI du 1er novembre 2026"
    assert verify("CCP:L2113-6", on=dt.date(2026, 11, 17), base=base).kind is VerdictKind.EN_VIGUEUR


def test_a_damaged_file_gives_one_clear_error(folder: Path) -> None:
    (folder / "codes.tsv").write_bytes(b"\xff\xfe\x00")
    base = Base(folder)
    with pytest.raises(ReferenceBaseError, match="illisible"):
        verify("CGCT:L2121-29", on=dt.date(2024, 1, 1), base=base)


def test_a_damaged_notice_gives_one_clear_error(folder: Path) -> None:
    (folder / "notices" / "CVR.toml").write_text("texte = \n", encoding="utf-8")
    with pytest.raises(ReferenceBaseError, match=r"CVR\.toml"):
        _ = Base(folder).notices


def test_a_missing_folder_gives_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ReferenceBaseError):
        Base(tmp_path)


def test_a_verdict_needs_neither_notices_nor_heavy_modules() -> None:
    code = (
        "import sys, datetime as dt\n"
        "from deliberia.verification import verify\n"
        "verify('CGCT:L2121-29', on=dt.date(2026, 11, 17))\n"
        "heavy = ('tomllib', 'pydantic', 'click', 'spacy', 'lxml', 'httpx')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_words_that_the_law_left_are_told_with_the_present_ones() -> None:
    terms = {term.terme: term for term in load_base().read_terms()}
    assert terms["M14"].actuel == "référentiel M57"
    assert terms["M14"].jour == dt.date(2024, 1, 1)
    assert all(term.actuel and term.source for term in terms.values())
