from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberia.arithmetic import VoteSorte, decide, describe_result
from deliberia.model import Resultat, Scrutin, Vote

TIE = "(7 voix pour, 7 voix contre et 1 abstention)"
CASES = [
    (Vote(pour=11, contre=0, abstentions=0), "à l’unanimité"),
    (Vote(pour=9, contre=0, abstentions=2), "à l’unanimité des suffrages exprimés (deux abstentions)"),
    (Vote(pour=9, contre=0, abstentions=1), "à l’unanimité des suffrages exprimés (une abstention)"),
    (
        Vote(pour=9, contre=0, abstentions=1, blancs_nuls=2, scrutin=Scrutin.SECRET),
        "à l’unanimité des suffrages exprimés (une abstention et deux bulletins blancs ou nuls)",
    ),
    (
        Vote(pour=9, contre=0, abstentions=2, noms_abstention=("Mme Roy", "M. Morel")),
        "à l’unanimité des suffrages exprimés (deux abstentions : Mme Roy, M. Morel)",
    ),
    (Vote(pour=8, contre=2, abstentions=1), "par 8 voix pour, 2 voix contre et 1 abstention"),
    (Vote(pour=8, contre=2, abstentions=0), "par 8 voix pour et 2 voix contre"),
    (Vote(pour=8, contre=1, abstentions=3), "par 8 voix pour, 1 voix contre et 3 abstentions"),
    (
        Vote(pour=8, contre=1, abstentions=1, noms_contre=("Mme Roy",), noms_abstention=("M. Morel",)),
        "par 8 voix pour, 1 voix contre (Mme Roy) et 1 abstention (M. Morel)",
    ),
    (
        Vote(pour=8, contre=2, abstentions=0, noms_contre=("Mme Roy",)),
        "par 8 voix pour et 2 voix contre",
    ),
    (
        Vote(pour=8, contre=2, abstentions=0, blancs_nuls=1, scrutin=Scrutin.SECRET),
        "par 8 voix pour, 2 voix contre et 1 bulletin blanc ou nul",
    ),
    (Vote(pour=2, contre=8, abstentions=1), "par 2 voix pour, 8 voix contre et 1 abstention"),
    (Vote(pour=0, contre=8, abstentions=0), "par 8 voix contre"),
    (
        Vote(pour=7, contre=7, abstentions=1, voix_president="pour"),
        f"à égalité des voix {TIE}, la voix du président étant prépondérante",
    ),
    (
        Vote(pour=7, contre=7, abstentions=1, voix_president="contre"),
        f"à égalité des voix {TIE}, la voix du président étant prépondérante",
    ),
    (
        Vote(pour=7, contre=7, abstentions=1, voix_president="abstention"),
        f"à égalité des voix {TIE}, le président s’étant abstenu",
    ),
    (
        Vote(pour=7, contre=7, abstentions=1, scrutin=Scrutin.SECRET),
        f"à égalité des voix {TIE}, sans voix prépondérante au scrutin secret",
    ),
    (Vote(pour=0, contre=0, abstentions=15), "faute de suffrage exprimé (quinze abstentions)"),
    (Vote(is_prend_acte=True), "prend acte"),
]


@pytest.mark.parametrize(("vote", "wording"), CASES)
def test_the_result_is_worded_as_in_an_act(vote: Vote, wording: str) -> None:
    resultat = decide(vote)
    assert resultat is not None
    assert describe_result(vote, resultat) == wording


def test_a_tie_on_the_accounts_is_worded_as_an_adoption() -> None:
    vote = Vote(pour=7, contre=7, abstentions=0)
    resultat = decide(vote, sorte=VoteSorte.COMPTES)
    assert resultat is not None
    assert describe_result(vote, resultat) == (
        "aucune majorité ne s’étant dégagée contre l’adoption des comptes (7 voix pour et 7 voix contre)"
    )


@pytest.mark.parametrize("resultat", Resultat)
def test_a_declared_result_without_counts_still_has_its_words(resultat: Resultat) -> None:
    assert describe_result(Vote(), resultat)


@given(*[st.integers(min_value=0, max_value=30)] * 4)
def test_singular_and_plural_agree(pour: int, contre: int, abstentions: int, blancs: int) -> None:
    vote = Vote(pour=pour, contre=contre, abstentions=abstentions, blancs_nuls=blancs, voix_president="")
    resultat = decide(vote)
    if resultat is not None:
        wording = describe_result(vote, resultat)
        assert "1 abstentions" not in wording.replace("11 abst", "").replace("21 abst", "")
        assert "une abstentions" not in wording
        assert "  " not in wording
