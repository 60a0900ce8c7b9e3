"""Rules that wait for words: when they speak, and how much they doubt."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from deliberia.checks import Context
from deliberia.checks.mention import Mention, wait_for
from deliberia.model import Acte, Collectivite, CollectiviteSorte, Fact, Forme, Severity
from deliberia.reading import read_acte

ACTE = read_acte((Path(__file__).parent / "DIS003" / "ok-acte.md").read_text(encoding="utf-8"))
MENTION = Mention(
    id="FOR999",
    origine="test",
    severite=Severity.AVERTISSEMENT,
    attendu=re.compile("girafe"),
    message="Il manque une girafe.",
    correction="Ajoutez une girafe.",
    page="",
)


def look(mention: Mention, acte: Acte = ACTE, population: int | None = None) -> list[Severity]:
    collectivite = Collectivite(nom="Val-Fleuri", population=population)
    signals = mention.look(acte, Context(collectivite=collectivite))
    return [signal.limit(mention.severite) for signal in signals]


def test_an_act_without_the_words_is_told_so() -> None:
    assert look(MENTION) == [Severity.AVERTISSEMENT]
    assert look(replace(MENTION, attendu=re.compile("conseil"))) == []


def test_the_silence_of_an_item_of_minutes_proves_less() -> None:
    assert look(MENTION, replace(ACTE, forme=Forme.POINT)) == [Severity.INFO]


@pytest.mark.parametrize(
    "acte",
    [
        replace(ACTE, is_tronque=True),
        replace(ACTE, forme=Forme.PROCES_VERBAL),
        replace(ACTE, objet=None),
    ],
    ids=["cut short", "minutes", "no object"],
)
def test_a_text_that_is_not_a_whole_act_is_left_alone(acte: Acte) -> None:
    assert look(MENTION, acte) == []


def test_the_object_decides_whether_the_act_is_concerned() -> None:
    acte = replace(ACTE, objet=Fact(value="Achat d’un enclos"))
    assert look(replace(MENTION, objet=re.compile("enclos")), acte) == [Severity.AVERTISSEMENT]
    assert look(replace(MENTION, objet=re.compile("vente")), acte) == []
    assert look(replace(MENTION, sauf_objet=re.compile("Achat")), acte) == []


def test_a_commune_below_the_threshold_or_of_unknown_population_is_left_alone() -> None:
    mention = replace(MENTION, habitants=3_500)
    assert look(mention, population=3_500) == [Severity.AVERTISSEMENT]
    assert look(mention, population=3_499) == []
    assert look(mention) == []


def test_a_threshold_of_communes_does_not_hold_for_a_group_of_communes() -> None:
    context = Context(collectivite=Collectivite(nom="Haut-Lac", sorte=CollectiviteSorte.EPCI))
    assert list(replace(MENTION, habitants=3_500).look(ACTE, context)) != []


def test_the_words_that_make_the_rule_speak_give_its_place() -> None:
    mention = replace(MENTION, fait=re.compile("tribunal"))
    context = Context()
    assert [signal.place for signal in mention.look(ACTE, context)] == [
        (ACTE.texte.index("tribunal"), ACTE.texte.index("tribunal") + len("tribunal"))
    ]
    assert look(replace(MENTION, fait=re.compile("autruche"))) == []


def test_an_id_is_declared_once() -> None:
    with pytest.raises(ValueError, match="already taken"):
        wait_for(replace(MENTION, id="SEA001"))
