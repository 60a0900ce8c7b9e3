"""What a passage says of people, of third parties and against the facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.assistance.conftest import DAY

from deliberia.assistance import Jugement, guard, read_facts
from deliberia.assistance.page import Page
from deliberia.assistance.people import read_people

Judge = Callable[..., Jugement]
START = "L’association Les Amis du Four à Pain prépare la fête du four. "

INVENTED = {
    "vote": "M. Bastien Roure a voté contre.",
    "money": "M. Bastien Roure touchera cette somme.",
    "family": "Mme Claire Vasseur est mariée à un élu.",
    "health": "Mme Claire Vasseur est malade.",
    "relative": "Le frère de M. Bastien Roure soutient la fête.",
    "prefect": "Le préfet a approuvé ce projet.",
    "assembly": "L’assemblée a donné son feu vert.",
}
TRUE = (
    "Mme Claire Vasseur présente la demande de l’association.",
    "M. Bastien Roure, intéressé à l’affaire, ne prend pas part au débat.",
    "À la demande de Mme Claire Vasseur, ce dossier est présenté aux élus.",
    "Aucune convention n’est conclue avec l’association.",
    "L’association a souscrit le contrat d’engagement républicain.",
    "Ce projet a suscité l’intérêt des habitants, au même titre que les autres.",
    "Cette aide contribue au maintien de la vie locale et réduira les dépenses des familles.",
    "Comme le rappelle [[CGCT:L1612-25]], une aide peut être accordée.",
    "La TVA et les frais qui n’ont pas été payés restent à la charge de l’association.",
)


@pytest.mark.parametrize("text", INVENTED.values(), ids=INVENTED)
def test_what_the_facts_do_not_say_of_people_is_held(judge: Judge, text: str) -> None:
    assert not judge(START + text).is_proposed


@pytest.mark.parametrize("text", TRUE)
def test_what_they_say_and_what_affirms_nothing_is_proposed(judge: Judge, text: str) -> None:
    assert judge(START + text).motifs == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ce projet répond à une attente exprimée de longue date. Il a été préparé avec soin.",
        "Il s’agit d’une affaire courante. Elle est soumise à l’assemblée pour qu’elle en débatte.",
    ],
)
def test_a_vague_passage_about_any_affair_is_proposed(judge: Judge, text: str) -> None:
    assert judge(text).motifs == ()


def test_prose_about_something_else_is_held(judge: Judge) -> None:
    assert not judge("Il était une fois un petit chat qui rêvait de la mer et des poissons.").is_proposed


def test_an_event_of_the_facts_may_be_told_in_other_words() -> None:
    facts = read_facts(
        ("Le terrain est vendu par M. Henri Vialle.", "12 octobre 2026"),
        reponses=[("Quand le vendeur a-t-il donné son accord écrit ?", "12 octobre 2026")],
    )
    text = "Le terrain est à vendre. Son vendeur, M. Henri Vialle, a donné son accord écrit le {}."
    assert guard(text.format("12 octobre 2026"), allowed=(), facts=facts, on=DAY).motifs == ()
    assert not guard(text.format("13 octobre 2026"), allowed=(), facts=facts, on=DAY).is_proposed


def test_a_name_of_several_words_is_one_person() -> None:
    (person,) = read_people(Page("La demande de Mme Anne-Marie de La Tour est close."))
    assert person.nom == "tour"
