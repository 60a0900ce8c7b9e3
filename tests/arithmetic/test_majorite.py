from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberia.arithmetic import (
    VoteSorte,
    complete_counts,
    decide,
    explain_undecided,
    find_contradiction,
    is_result_prudent,
    majorite_absolue,
)
from deliberia.model import Resultat, Scrutin, Vote

COUNT = st.integers(min_value=0, max_value=40)


@given(COUNT, COUNT, COUNT, COUNT, st.sampled_from(["", "pour", "contre", "abstention"]))
def test_a_vote_is_decided_or_explained_and_never_both(
    pour: int, contre: int, abstentions: int, votants: int, president: str
) -> None:
    vote = Vote(votants=votants, pour=pour, contre=contre, abstentions=abstentions, voix_president=president)
    assert (decide(vote) is None) == (explain_undecided(vote) is not None)
    if pour + contre + abstentions != votants:
        assert decide(vote) is None


@given(COUNT, COUNT, COUNT)
def test_a_majority_is_the_absolute_majority_of_the_votes_expressed(
    pour: int, contre: int, abstentions: int
) -> None:
    resultat = decide(Vote(pour=pour, contre=contre, abstentions=abstentions))
    needed = majorite_absolue(pour + contre)
    is_carried = needed is not None and pour >= needed
    carried = {Resultat.UNANIMITE, Resultat.UNANIMITE_SUFFRAGES_EXPRIMES, Resultat.MAJORITE}
    assert (resultat in carried) == is_carried


@pytest.mark.parametrize(
    ("vote", "resultat"),
    [
        (Vote(pour=11, contre=0, abstentions=0), Resultat.UNANIMITE),
        (Vote(votants=11, pour=11), Resultat.UNANIMITE),
        (Vote(votants=11, pour=9, contre=0), Resultat.UNANIMITE_SUFFRAGES_EXPRIMES),
        (Vote(votants=11, pour=9, abstentions=2), Resultat.UNANIMITE_SUFFRAGES_EXPRIMES),
        (Vote(pour=9, contre=0, abstentions=0, blancs_nuls=1), Resultat.UNANIMITE_SUFFRAGES_EXPRIMES),
        (Vote(pour=8, contre=2, abstentions=1), Resultat.MAJORITE),
        (Vote(pour=0, contre=3, abstentions=9), Resultat.REJET),
        (Vote(is_prend_acte=True), Resultat.PREND_ACTE),
        (Vote(pour=5, contre=5, abstentions=0, voix_president="pour"), Resultat.PARTAGE_VOIX_PREPONDERANTE),
        (Vote(pour=5, contre=5, abstentions=0, voix_president="contre"), Resultat.REJET),
        (Vote(pour=5, contre=5, abstentions=0, scrutin=Scrutin.SECRET), Resultat.REJET),
    ],
)
def test_each_result_is_recognised(vote: Vote, resultat: Resultat) -> None:
    assert decide(vote) is resultat
    assert explain_undecided(vote) is None


@pytest.mark.parametrize(
    ("vote", "words"),
    [
        (Vote(), "il manque voix pour, voix contre, abstentions"),
        (Vote(pour=8, contre=1), "il manque abstentions"),
        (Vote(votants=11, pour=8), "il manque voix contre, abstentions"),
        (Vote(pour=0, contre=0, abstentions=0), "aucune voix n’est comptée"),
        (Vote(pour=5, contre=5, abstentions=0), "à égalité (5 pour, 5 contre)"),
        (
            Vote(votants=11, pour=8, contre=2, abstentions=0),
            "8 pour, 2 contre et 0 abstention font 10, pour 11 votants.",
        ),
        (
            Vote(votants=1, pour=2, contre=0, abstentions=2, blancs_nuls=2),
            "2 pour, 0 contre, 2 abstentions et 2 blancs ou nuls font 6, pour 1 votant.",
        ),
        (Vote(votants=5, pour=8), "font 8, pour 5 votants"),
        (Vote(pour=-1, contre=2, abstentions=0), "négatif (-1)"),
        (Vote(pour=3, contre=0, abstentions=1, noms_contre=("Mme Roy",)), "1 nom donné pour 0 voix"),
        (
            Vote(pour=3, contre=1, abstentions=1, noms_contre=("Mme Roy",), noms_abstention=("Mme ROY",)),
            "Une même personne",
        ),
        (Vote(pour=0, contre=3, abstentions=1, voix_president="pour"), "aucune voix de ce sens"),
        (Vote(pour=1, contre=3, abstentions=1, voix_president="oui"), "« oui » n’est ni « pour »"),
    ],
)
def test_an_undecided_vote_is_explained(vote: Vote, words: str) -> None:
    assert decide(vote) is None
    explained = explain_undecided(vote) or ""
    assert words in explained.replace("\u00a0", " ")


def test_members_who_do_not_take_part_may_be_counted_among_the_votants_or_not() -> None:
    away = ("Mme Claire Vasseur", "M. Paul Roy")
    inside = Vote(votants=11, pour=9, contre=0, abstentions=0, ne_prennent_pas_part=away)
    outside = Vote(votants=9, pour=9, contre=0, abstentions=0, ne_prennent_pas_part=away)
    assert find_contradiction(inside) is None
    assert find_contradiction(outside) is None
    assert decide(inside) is decide(outside) is Resultat.UNANIMITE


def test_accounts_are_settled_unless_a_majority_votes_against() -> None:
    tie = Vote(pour=7, contre=7, abstentions=0)
    assert decide(tie, sorte=VoteSorte.COMPTES) is Resultat.MAJORITE
    nobody = Vote(pour=0, contre=0, abstentions=9)
    assert decide(nobody, sorte=VoteSorte.COMPTES) is Resultat.MAJORITE
    assert decide(nobody) is Resultat.REJET
    assert decide(Vote(pour=6, contre=8, abstentions=0), sorte=VoteSorte.COMPTES) is Resultat.REJET


def test_only_the_tie_of_an_abstaining_president_rests_on_caution() -> None:
    tie = Vote(pour=5, contre=5, abstentions=1, voix_president="abstention")
    assert is_result_prudent(tie)
    assert not is_result_prudent(tie, sorte=VoteSorte.COMPTES)
    assert not is_result_prudent(Vote(pour=6, contre=5, abstentions=1, voix_president="abstention"))
    assert not is_result_prudent(Vote())


def test_counts_are_completed_only_when_the_others_give_them() -> None:
    full = complete_counts(Vote(votants=11, pour=8, contre=2))
    assert full is not None
    assert (full.abstentions, full.suffrages_exprimes, full.total) == (1, 10, 11)
    assert complete_counts(Vote(pour=8, contre=2)) is None
    assert complete_counts(Vote(votants=7, pour=8, contre=2)) is None
