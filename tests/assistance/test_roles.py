"""True figures put in the place of others, and the ways to say a true one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.assistance.conftest import DAY

from deliberia.assistance import Facts, Jugement, guard, read_facts
from deliberia.assistance.contexts import read_contexts
from deliberia.assistance.figures import Kind
from deliberia.assistance.page import Page
from deliberia.assistance.stems import stem

Judge = Callable[..., Jugement]
START = "L’association Les Amis du Four à Pain prépare la fête du four. "

EXCHANGED = {
    "sum asked for the sum given": "L’association demande 1 500 €.",
    "sum given for the sum asked": "Une aide de mille huit cents euros est proposée.",
    "both exchanged": "L’association a demandé 1 500 € et il est proposé de lui accorder 1 800 €.",
    "day of the budget": "La demande a été reçue le 14 avril 2026.",
    "comparison of figures": "La demande, de 1 800 €, est inférieure à l’aide, de 1 500 €.",
    "a number as a name": "La dépense est imputée au compte 430.",
    "people of another kind": "L’association compte 430 adhérents.",
}
TRUE = (
    "L’association demande 1 800 € et il est proposé de lui accorder 1 500 €.",
    "Alors que l’association sollicitait 1 800 €, une aide de 1 500 € est proposée.",
    "Le montant proposé, soit 1 500 €, est inférieur à la demande, qui s’élève à 1 800 €.",
    "La demande, reçue le 5 octobre 2026, concerne la fête du 12 décembre 2026.",
    "Adopté le 14 avril 2026, le budget permet cette dépense.",
    "La commune, qui compte 430 habitants, soutient la fête.",
)


@pytest.mark.parametrize("text", EXCHANGED.values(), ids=EXCHANGED)
def test_a_true_figure_in_another_place_is_held(judge: Judge, text: str) -> None:
    assert not judge(START + text).is_proposed


@pytest.mark.parametrize("text", TRUE)
def test_a_true_figure_in_its_place_is_proposed(judge: Judge, text: str) -> None:
    assert judge(START + text).motifs == ()


def test_the_reason_tells_what_the_figure_is_in_the_data(judge: Judge) -> None:
    motifs = judge(START + "L’association demande 1 500 €.").motifs
    assert len(motifs) == 1
    assert "1 500" in motifs[0].replace("\u202f", " ").replace("\u00a0", " ")
    assert "Quel est le montant de la subvention" in motifs[0]
    assert "Quel montant l’association a-t-elle demandé" in motifs[0]


def test_what_changes_goes_from_the_old_to_the_new() -> None:
    facts = read_facts(
        ("Le loyer précédent du logement était de 400 €.", "Le loyer du logement est désormais de 430 €.")
    )

    def is_proposed(text: str) -> bool:
        return guard(text, allowed=(), facts=facts, on=DAY).is_proposed

    assert is_proposed("Le loyer du logement passe de 400 € à 430 € par décision de la commune.")
    assert not is_proposed("Le loyer du logement passe de 430 € à 400 € par décision de la commune.")


def test_the_words_of_a_figure_stop_where_those_of_the_next_begin() -> None:
    page = Page("La journée coûte 120 € aux habitants et 220 € aux autres usagers.")
    first, second = [set(words) for _, words in read_contexts(page)]
    assert stem("habitants") in first
    assert stem("habitants") not in second
    assert stem("usagers") in second


def test_every_figure_of_the_facts_has_a_role(facts: Facts) -> None:
    assert {str(value.normalize()) for value in facts.roles[Kind.MONTANT]} == {"1.5E+3", "1.8E+3"}  # type: ignore[attr-defined]
    assert all(role.libelle for roles in facts.roles.values() for role in roles.values())


@pytest.mark.parametrize(
    ("first", "second"),
    [("demande", "sollicite"), ("subventions", "aide"), ("reçue", "déposée"), ("recettes", "recette")],
)
def test_words_of_one_family_share_a_stem(first: str, second: str) -> None:
    assert stem(Page(first).flat) == stem(Page(second).flat)


def test_too_many_figures_are_not_read_one_by_one(judge: Judge) -> None:
    assert "trop de chiffres" in " ".join(judge("La fête coûte " + "12 " * 700 + "euros.").motifs)
