from __future__ import annotations

import datetime as dt

import pytest

from deliberia.errors import UsageError
from deliberia.verification import describe, nearest_numbers, report_coverage, search_references

DAY = dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("quorum", "CGCT:L2121-17"),
        ("règlement intérieur", "CGCT:L2121-8"),
        ("reglement interieur conseil", "CGCT:L2121-8"),
        ("réglement intérieurs", "CGCT:L2121-8"),
        ("affouage", "CFor:L243-1"),
        ("télétravail", "CGFP:L430-1"),
        ("teletravial", "CGFP:L430-1"),
        ("L2121-29", "CGCT:L2121-29"),
        ("l. 2121-29", "CGCT:L2121-29"),
        ("2000-321", "LOI:2000-321"),
        ("NOTRe", "LOI:2015-991"),
        ("code de l'urbanisme", "CU"),
        ("subventions associations", "LOI:2000-321:10"),
    ],
)
def test_words_subjects_and_numbers_find_the_reference_among_the_first(words: str, expected: str) -> None:
    assert expected in [hit.cle for hit in search_references(words, 6)]


def test_hits_are_ranked_limited_and_named() -> None:
    hits = search_references("plan local d’urbanisme", 5)
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.nom and hit.titre for hit in hits)


@pytest.mark.parametrize("words", ["", "   ", "zzzzqqq", "le la les"])
def test_words_that_say_nothing_find_nothing(words: str) -> None:
    assert search_references(words) == ()


def test_a_card_gathers_verdict_notice_and_history() -> None:
    card = describe("CGCT:L2311-7", on=DAY)
    shape = card.as_dict()
    assert card.notice is not None
    assert shape["verdict"] == "deplace"
    assert shape["remplace_par"] == ["CGCT:L1612-25"]
    assert shape["titre"] == card.notice.titre
    assert [event.quoi for event in card.evenements][-1] == "déplacement"
    for field in ("cle", "verdict", "motif", "remplace_par", "versions", "etat", "confiance", "source"):
        assert field in shape


def test_a_card_without_notice_still_tells_the_verdict() -> None:
    card = describe("CTrav:L1152-1", on=DAY)
    assert card.notice is None
    assert "titre" not in card.as_dict()
    with pytest.raises(UsageError):
        describe("", on=DAY)


def test_the_coverage_says_how_far_each_code_is_known_and_warns_when_old() -> None:
    fresh = report_coverage(on=DAY)
    old = report_coverage(on=dt.date(2027, 11, 17))
    cgct = next(code for code in fresh.codes if code.cle == "CGCT")
    assert cgct.etat == dt.date(2019, 8, 5)
    assert cgct.confirmes > 150
    assert fresh.avertissement == ""
    assert "importer" in old.avertissement
    assert len(fresh.as_dict()["codes"]) == 62


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("CGCT:L2122-32", "CGCT:L2122-23"),
        ("CGCT:D2121-29", "CGCT:L2121-29"),
        ("CGCT:L21222-2", "CGCT:L2122-2"),
        ("CGFP:L3132-1", "CGFP:L313-1"),
    ],
)
def test_the_usual_slips_of_the_hand_are_undone(wrong: str, right: str) -> None:
    assert right in nearest_numbers(wrong, on=dt.date(2024, 1, 1))


def test_nothing_is_near_in_an_unknown_text() -> None:
    assert nearest_numbers("LOI:2015-991:1") == ()
    assert nearest_numbers("XYZ:1") == ()
