"""What anyone may work out from the facts: durations, months, rounded figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from deliberia.assistance import guard, read_facts
from deliberia.assistance.figures import Kind
from deliberia.assistance.page import Page
from deliberia.assistance.roles import Given
from deliberia.assistance.spans import iter_derived

DAY = dt.date(2026, 11, 17)
TEXTS = (
    "La mission se déroule au salon des maires du 24 au 26 novembre 2026.",
    "L’emploi saisonnier couvre la période du 1er juin 2027 au 31 août 2027.",
    "Le plan de gestion du bois communal porte sur 2027-2046.",
    "La part de la commune est de 3,01 %, pour un coût de 14 850 €.",
    "Le tarif de la salle est de 80 € par jour.",
    "Les registres (1668-1872) sont conservés au grenier.",
    "Le legs de la collection a été accepté le 20 octobre 2026, après l’acte du 14 octobre 2026.",
    "L’école compte 83 élèves dans trois classes ; 94 sont attendus.",
    "Le pré communal mesure 3 470 m².",
    "Le bail porte sur 1,5 an.",
)
TRUE = (
    "La mission au salon des maires dure trois jours et elle est utile à la commune.",
    "L’emploi saisonnier couvre les mois de juin, juillet et août, soit trois mois.",
    "Le plan de gestion du bois communal couvre vingt années.",
    "La part de la commune est d’un peu plus de 3 % du coût.",
    "Le coût, de près de 15 000 €, reste à la mesure de la commune.",
    "Le tarif de la salle est de 80 € par jour, ce qui reste mesuré.",
    "Les registres, de 1668 à 1872, seraient mieux conservés.",
    "Le legs de la collection a été accepté six jours après l’acte.",
    "L’école attend 94 élèves et une quatrième classe.",
    "Le pré communal mesure 3 470 mètres carrés.",
    "Le bail porte sur dix-huit mois, soit un an et demi.",
    "Le tarif de la salle est de quatre-vingts euros par jour.",
)
FALSE = (
    "La mission au salon des maires dure quatre jours et elle est utile à la commune.",
    "L’emploi saisonnier couvre les mois de mai, juin, juillet et août de cette année.",
    "Le plan de gestion du bois communal couvre trente années.",
    "La part de la commune est d’un peu plus de 4 % du coût.",
    "Le coût, de près de 16 000 €, reste à la mesure de la commune.",
    "Le coût, de 15 000 €, reste à la mesure de la commune.",
    "Le tarif de la salle est de 80 € par habitant, ce qui reste mesuré.",
    "Le legs de la collection a été accepté sept jours après l’acte.",
    "L’école attend 94 logements et une cinquième classe.",
    "Le pré communal mesure 3 470 km².",
    "Le pré communal mesure 3 470 hectares.",
    "Le bail de la commune porte sur vingt mois.",
    "La salle est louée dix-huit fois par la commune.",
    "Le coût de -14 850 € reste à la mesure de la commune.",
    "Le coût est de 14 850 € hors taxes, à la mesure de la commune.",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_follows_from_the_facts_is_proposed(text: str) -> None:
    assert guard(text, allowed=(), facts=read_facts(TEXTS), on=DAY).motifs == ()


@pytest.mark.parametrize("text", FALSE)
def test_what_does_not_follow_is_held(text: str) -> None:
    assert guard(text, allowed=(), facts=read_facts(TEXTS), on=DAY).motifs


def test_a_period_asked_from_and_until_gives_its_length() -> None:
    asked = (
        Given(Kind.DATE, dt.date(2027, 1, 1), "", "À partir de quand ?"),
        Given(Kind.DATE, dt.date(2029, 12, 31), "", "Jusqu’à quand ?"),
    )
    years = {one.value for one in iter_derived((), asked) if "ans" in one.words}
    assert years == {Decimal(3)}


def test_two_days_that_no_word_joins_are_no_period() -> None:
    text = "La demande du 5 octobre 2026 concerne la fête du 12 décembre 2026."
    assert list(iter_derived((Page(text),), ())) == []


def test_a_month_cut_short_in_the_data_may_be_written_out() -> None:
    facts = read_facts(("Les travaux de la salle sont prévus en sept. 2027.",))
    assert (
        guard(
            "Les travaux de la salle sont prévus en septembre 2027.", allowed=(), facts=facts, on=DAY
        ).motifs
        == ()
    )
    assert guard(
        "Les travaux de la salle sont prévus en octobre 2027.", allowed=(), facts=facts, on=DAY
    ).motifs
