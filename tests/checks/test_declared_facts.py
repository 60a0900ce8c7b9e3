"""Rules over facts that a text never gives by itself: drafts, a declared first meeting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from deliberia.checks import Context, run_checks
from deliberia.model import Acte, Certitude, Fact, Origine, Section, SectionSorte, Severity
from deliberia.reading import read_acte

ACTE = Path(__file__).parent / "DIS003" / "ok-acte.md"


def make_acte(**facts: object) -> Acte:
    acte = read_acte(ACTE.read_text(encoding="utf-8"))
    return replace(acte, **facts)  # type: ignore[arg-type]  # each test gives fields of Acte


def find(acte: Acte, rule: str, day: dt.date = dt.date(2026, 11, 17)) -> list[Severity]:
    findings = run_checks(acte, Context(date=day))
    return [finding.severite for finding in findings if finding.regle == rule]


def test_a_second_meeting_needs_three_clear_days_after_its_own_convocation() -> None:
    first = Fact(value=dt.date(2026, 11, 9), certitude=Certitude.DECLARE)
    late = Fact(value=dt.date(2026, 11, 14))
    early = Fact(value=dt.date(2026, 11, 13))
    assert find(make_acte(premiere_reunion=first, convocation=late), "SEA015") == [Severity.ERREUR]
    assert find(make_acte(premiere_reunion=first, convocation=early), "SEA015") == []


def test_a_second_meeting_needs_no_quorum() -> None:
    first = Fact(value=dt.date(2026, 11, 9), certitude=Certitude.DECLARE)
    few = Fact(value=("Mme Claire Vasseur", "M. Étienne Delmas"))
    assert find(make_acte(presents=few), "SEA001") == [Severity.ERREUR]
    assert find(make_acte(presents=few, premiere_reunion=first), "SEA001") == []


def test_a_draft_is_told_when_a_reason_follows_the_articles() -> None:
    acte = make_acte(origine=Origine.PROJET)
    end = len(acte.texte)
    late = Section(sorte=SectionSorte.CONSIDERANT, start=end - 20, end=end)
    assert find(acte, "CON001") == []
    assert find(replace(acte, sections=(*acte.sections, late)), "CON001") == [Severity.INFO]


def test_a_draft_is_told_when_its_number_does_not_fit_the_transmission() -> None:
    short = Fact(value="2026_042", certitude=Certitude.DECLARE)
    assert find(make_acte(origine=Origine.PROJET), "FOR008") == [Severity.INFO]
    assert find(make_acte(origine=Origine.PROJET, numero=short), "FOR008") == []


def test_a_draft_is_numbered_later() -> None:
    read = make_acte(numero=None)
    end = read.texte.index("Séance")
    read = replace(read, texte=read.texte[end:], debut=0, fin=None)
    assert find(read, "FOR003") == [Severity.AVERTISSEMENT]
    assert find(replace(read, origine=Origine.PROJET), "FOR003") == [Severity.INFO]


def test_a_draft_is_told_when_a_visa_has_no_final_semicolon() -> None:
    acte = make_acte(origine=Origine.PROJET)
    visa = acte.iter_sections(SectionSorte.VISA)[0]
    cut = replace(visa, end=visa.end - 1)
    assert find(acte, "VIS002") == []
    assert find(replace(acte, sections=(cut,)), "VIS002") == [Severity.INFO]


def test_a_deduced_fact_never_makes_an_error() -> None:
    few = ("Mme Claire Vasseur", "M. Étienne Delmas")
    read = make_acte(presents=Fact(value=few))
    guessed = make_acte(presents=Fact(value=few, certitude=Certitude.DEDUIT))
    assert find(read, "SEA001") == [Severity.ERREUR]
    assert find(guessed, "SEA001") == [Severity.AVERTISSEMENT]


def test_an_act_without_a_date_is_not_judged_by_dated_rules() -> None:
    acte = make_acte(signature_secretaire=None)
    assert "EXE002" in [finding.regle for finding in run_checks(acte, Context(date=dt.date(2026, 11, 17)))]
    assert "EXE002" not in [finding.regle for finding in run_checks(acte, Context())]
