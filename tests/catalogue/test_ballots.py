"""Ballots as templates read them: scores on a line, who is elected, shared seats, alternation."""

from __future__ import annotations

from typing import Any

import pytest

from deliberia.catalogue.ballots import BALLOT_FILTERS
from deliberia.catalogue.values import ABSENT, Missing, Row

scores, elu, incoherents = (BALLOT_FILTERS[name] for name in ("scores", "elu", "incoherents"))
superflus, majorite = (BALLOT_FILTERS[name] for name in ("superflus", "majorite"))
noms, sieges, alterne = (BALLOT_FILTERS[name] for name in ("noms", "sieges", "alterne"))


def tour(voix: Any, bulletins: int = 11, nuls: int = 0, blancs: int = 1, exprimes: int = 10) -> Row:
    names = {"bulletins": bulletins, "nuls": nuls, "blancs": blancs, "exprimes": exprimes}
    return Row({**names, "voix": voix})


@pytest.mark.parametrize(
    "typed",
    [
        "M. Paul Astruc : 1 ; Mme Claire Vasseur : 9 voix.",
        "M. Paul Astruc : 1, Mme Claire Vasseur : 9",
        "M. Paul Astruc 1 ; Mme Claire Vasseur = 9",
    ],
)
def test_scores_are_read_on_one_line_and_ranked(typed: str) -> None:
    rows = scores(typed)
    assert [(row.get("nom"), row.get("voix")) for row in rows] == [
        ("Mme Claire Vasseur", 9),
        ("M. Paul Astruc", 1),
    ]


@pytest.mark.parametrize("typed", ["", "Mme Claire Vasseur", "A : 1 ; A : 2", "9", Missing("voix"), ABSENT])
def test_a_line_that_is_no_score_gives_nothing(typed: Any) -> None:
    assert scores(typed) == ()
    assert elu((tour(typed),)) is ABSENT


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        (["Mme A : 9 ; M. B : 1"], "Mme A"),
        (["Mme A : 5 ; M. B : 5"], ABSENT),
        (["Mme A : 5 ; M. B : 5", "Mme A : 4 ; M. B : 6"], "M. B"),
        (["Mme A : 5 ; M. B : 5", "Mme A : 5 ; M. B : 5", "Mme A : 4 ; M. B : 3 ; M. C : 3"], "Mme A"),
        (["Mme A : 5 ; M. B : 5"] * 3, ABSENT),
        (["Mme A : 5 ; M. B : 5"] * 4, ABSENT),
    ],
)
def test_the_elected_follows_the_majority_of_each_round(rounds: list[str], expected: Any) -> None:
    assert elu(tuple(tour(voix) for voix in rounds)) == expected


def test_counts_that_do_not_add_up_are_found() -> None:
    sound = tour("Mme A : 9 ; M. B : 1")
    assert incoherents((sound,)) == ()
    for wrong in (
        tour("Mme A : 9 ; M. B : 2"),
        tour("Mme A : 9 ; M. B : 1", blancs=0),
        tour("rien de lisible"),
    ):
        assert incoherents((wrong,)) == (wrong,)
    assert superflus((sound,)) == ()
    assert superflus((sound, sound)) == (sound,)
    assert incoherents((tour("Mme A : 9", bulletins=Missing("b")),)) == ()  # type: ignore[arg-type]


LISTES = (
    Row({"liste": "Ensemble", "candidats": "Mme A, M. B, Mme C"}),
    Row({"liste": "Autrement", "candidats": "M. D ; Mme E"}),
)


@pytest.mark.parametrize(("exprimes", "needed"), [(10, 6), (11, 6), (1, 1), (0, 0), (ABSENT, 0)])
def test_the_absolute_majority_of_a_round(exprimes: Any, needed: int) -> None:
    assert majorite(exprimes) == needed


def counted(one: str, first: int, other: str, second: int) -> tuple[Row, ...]:
    return (Row({"liste": one, "voix": first}), Row({"liste": other, "voix": second}))


def test_a_hole_gives_neither_scores_nor_seats() -> None:
    hole = Missing("tours", ("bulletins", "nuls", "blancs", "exprimes", "voix"))
    lists = Missing("listes", ("liste", "candidats"))
    assert elu(hole) is ABSENT
    assert incoherents(hole) == ()
    assert sieges(lists, 3, Missing("voix", ("liste", "voix"))) == ()
    assert noms(hole) == (hole,)
    assert alterne(hole) is True


@pytest.mark.parametrize(
    ("voix", "seats", "expected"),
    [
        ((12, 3), 3, [(2, ("Mme A", "M. B")), (1, ("M. D",))]),
        ((9, 2), 4, [(3, ("Mme A", "M. B", "Mme C")), (1, ("M. D",))]),
        ((14, 1), 3, [(3, ("Mme A", "M. B", "Mme C")), (0, ())]),
        ((5, 5), 4, [(2, ("Mme A", "M. B")), (2, ("M. D", "Mme E"))]),
    ],
)
def test_seats_go_to_the_largest_remainder(voix: tuple[int, int], seats: int, expected: list[Any]) -> None:
    rows = tuple(
        Row({"liste": name, "voix": count})
        for name, count in zip(("ENSEMBLE", "autrement"), voix, strict=True)
    )
    assert [(row.get("sieges"), row.get("elus")) for row in sieges(LISTES, seats, rows)] == expected


@pytest.mark.parametrize(("voix", "seats"), [((5, 5), 3), ((0, 0), 3), ((5, 4), 0)])
def test_seats_that_need_ages_or_votes_are_not_shared(voix: tuple[int, int], seats: int) -> None:
    rows = tuple(
        Row({"liste": name, "voix": count})
        for name, count in zip(("Ensemble", "Autrement"), voix, strict=True)
    )
    assert sieges(LISTES, seats, rows) == ()


def test_seats_are_not_shared_when_a_list_has_no_votes() -> None:
    assert sieges(LISTES, 3, (Row({"liste": "Ensemble", "voix": 9}),)) == ()


def test_names_are_cut_at_commas_and_at_the_last_et() -> None:
    assert noms("Mme A, M. B et Mme C") == ("Mme A", "M. B", "Mme C")
    assert noms(ABSENT) == ()


@pytest.mark.parametrize(
    ("names", "is_alternating"),
    [
        (("Mme A", "M. B", "Mme C"), True),
        (("M. A", "M. B"), False),
        (("Mme A",), True),
        (("Claire A", "Odile B"), True),
    ],
)
def test_alternation_is_read_in_the_civilities(names: tuple[str, ...], is_alternating: bool) -> None:
    assert alterne(names) is is_alternating
