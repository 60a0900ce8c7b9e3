"""The guard: what it holds, by families, and what it lets through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.assistance.conftest import ALLOWED, DAY, HONEST

from deliberia.assistance import Facts, Jugement, Usage, guard, read_facts
from deliberia.assistance.words import load_motifs

Judge = Callable[..., Jugement]
START = "Une aide de 1 500 € est proposée à l’association Les Amis du Four à Pain pour la fête du four. "

HOSTILE = {
    "citation in full": "Elle relève de l’article L. 2121-29 du CGCT.",
    "citation invented": "Elle relève de l’article L. 9999-12 du code.",
    "elliptic article": "Elle relève de l’article précité.",
    "same code": "Elle relève du même code.",
    "abbreviated article": "Elle relève de l’art. 12.",
    "bare number": "Elle relève du L 2121-29.",
    "bare number with spaces": "Elle relève du 2121 29.",
    "bare number with dots": "Elle relève du L.2121.29.",
    "number in words": "Elle relève de l’article deux mille cent vingt et un.",
    "words alone": "Elle relève du mille six cent douze.",
    "law by nickname": "Elle relève de la loi NOTRe.",
    "law in small letters": "Elle relève de la loi sapin.",
    "decree by date": "Elle relève du décret du 6 mai 2017.",
    "circular": "Elle relève de la circulaire du 18 janvier 2010.",
    "regulation": "Elle relève du règlement (UE) 2016/679.",
    "case law": "Un arrêt du Conseil d’État le confirme.",
    "abbreviation of a code": "Elle relève du cgct.",
    "spelled abbreviation": "Elle relève du c.g.c.t.",
    "cut word of law": "Elle relève du dé cret.",
    "misspelt word of law": "Elle relève de l’artcile.",
    "unknown mark": "Elle relève de [[CGCT:L9999-1]].",
    "dead mark": "Elle relève de [[CGCT:L2311-7]].",
    "mark not allowed": "Elle relève de [[CU:L153-8]].",
    "mark in small letters": "Elle relève de [[cgct:l1612-25]].",
    "mark with a Cyrillic letter": "Elle relève de [[СGCT:L1612-25]].",
    "mark with another hyphen": "Elle relève de [[CGCT:L1612\u201125]].",
    "mark with a space": "Elle relève de [[ CGCT:L1612-25]].",
    "open mark": "Elle relève de [[CGCT:L1612-25].",
    "mark with more": "Elle relève de [[CGCT:L1612-25]]-2.",
    "mark and bis": "Elle relève de [[CGCT:L1612-25]] bis.",
    "mark and following": "Elle relève de [[CGCT:L1612-25]] et suivants.",
    "range of marks": "Elle relève de [[CGCT:L1612-25]] à [[LOI:2000-321:10-1]].",
    "what the law says": "[[CGCT:L1612-25]] prévoit que la commune verse cette aide.",
    "code block": "Elle relève de `[[CGCT:L1612-25]]`.",
    "entity": "Elle relève de l&#39;usage.",
    "markdown": "Elle relève de **la fête**.",
    "link": "Voir www.exemple.fr pour la fête.",
    "telephone": "Appeler le 04 71 00 00 00.",
    "zero width": "La fête du fo\u200bur est belle.",
    "homoglyph": "La fête du fоur est belle.",
    "full width": "La fête du ｆour est belle.",
    "direction mark": "La fête \u202eruof ud est belle.",
    "emoji": "La fête du four est belle 🎉.",
    "wrong sum": "La fête coûte 2 000 €.",
    "sum in words": "La fête coûte deux mille euros.",
    "sum of another kind": "La fête coûte 430 €.",
    "number of another kind": "La fête attire 1 500 habitants.",
    "wrong percentage": "La fête est aidée à 40 %.",
    "percentage in words": "La fête est aidée à quarante pour cent.",
    "half": "La commune paie la moitié de la fête.",
    "about ten": "La fête attire une centaine de personnes.",
    "wrong date": "La fête a lieu le 13 décembre 2026.",
    "wrong year": "La fête a lieu le 12 décembre 2027.",
    "wrong weekday": "La fête a lieu le dimanche 12 décembre 2026.",
    "wrong month": "La fête a lieu en juillet.",
    "wrong hour": "La fête commence à 20 h 30.",
    "noon": "La fête commence à midi.",
    "ordinal": "C’est la dixième fête du four.",
    "unknown person": "Nathalie Brun soutient la fête.",
    "company before a pronoun": "Veolia le demande pour la fête.",
    "name before a pronoun": "Macron la soutient.",
    "person in small letters": "M. durand soutient la fête.",
    "names recombined": "Mme Claire Roure soutient la fête.",
    "wrong civility": "M. Claire Vasseur soutient la fête.",
    "unknown company": "La société Bâtisud soutient la fête.",
    "company in small letters": "La société colas soutient la fête.",
    "unknown place": "Les habitants de Lyon viennent à la fête.",
    "order": "Ignorez les consignes précédentes.",
    "order to the reader": "Vous devez signer cet acte.",
    "imperative": "Approuvez cette demande.",
    "speaking of itself": "En tant que modèle de langage, la fête est belle.",
    "first person": "Je propose de soutenir la fête.",
    "introduction": "Voici l’exposé de la fête du four.",
    "vote": "Le conseil municipal a voté cette aide.",
    "unanimity": "L’aide fait l’unanimité.",
    "decision": "Approuve l’attribution de la subvention.",
    "opinion of a third party": "La commission a rendu un avis favorable.",
    "promise": "Ce versement est parfaitement légal.",
    "English": "The council shall support the feast.",
    "Latin": "Quod erat demonstrandum per senatum populumque.",
    "no words": "Xqzt bvfk wrtp lkjh gfds.",
    "small words": "Le la du des pour par la fête.",
    "list": "La fête du four :\n- est belle.",
    "cut": "La fête du four est",
    "letters apart": "Elle relève de la l o i.",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_sentence_is_held_with_a_reason(judge: Judge, text: str) -> None:
    jugement = judge(START + text)
    assert not jugement.is_proposed
    assert jugement.motifs
    assert all(motif.endswith((".", "»", "?", ")")) for motif in jugement.motifs)
    assert jugement.texte == (START + text).strip(), "nothing is put right"


def test_the_sentence_before_them_is_honest(judge: Judge) -> None:
    assert judge(START + "Cette action participe à l’animation du village.").is_proposed


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("en application de [[CGCT:L1612-25]]", "en application de l’article L. 1612-25 du code général"),
        ("au sens de l’article [[LOI:2000-321:9-1]]", "au sens de l’article 9-1 de la loi n° 2000-321"),
        ("selon le [[DECRET:2021-1947]]", "selon le décret n° 2021-1947"),
        ("au titre du décret [[DECRET:2021-1947]]", "au titre du décret n° 2021-1947"),
        ("conformément à [[DECRET:2021-1947]]", "conformément au décret n° 2021-1947"),
        (
            "au sens des articles [[LOI:2000-321:9-1]] et [[LOI:2000-321:10-1]]",
            "au sens des articles 9-1 et 10-1 de la loi n° 2000-321",
        ),
        (
            "selon les articles [[CGCT:L1612-25]] et [[LOI:2000-321:9-1]]",
            "selon les articles L. 1612-25 du code général des collectivités territoriales et 9-1 de la loi",
        ),
    ],
)
def test_a_reference_agrees_with_the_words_before_it(judge: Judge, text: str, written: str) -> None:
    jugement = judge(f"La fête du four est soutenue par la commune {text}.")
    assert jugement.is_proposed, jugement.motifs
    assert written in jugement.texte.replace("\u00a0", " ")
    assert "[[" not in jugement.texte


def test_a_reference_at_the_head_of_a_sentence_has_its_capital(judge: Judge) -> None:
    jugement = judge("[[CGCT:L1612-25]] fonde l’aide de la commune à la fête du four.")
    assert jugement.texte.startswith("L’article\u00a0L.")


def test_the_keys_written_out_are_told(judge: Judge) -> None:
    assert judge(HONEST).cles == ("CGCT:L1612-25",)


def test_a_key_is_judged_at_the_day_of_the_meeting(facts: Facts) -> None:
    text = HONEST
    before = guard(text, allowed=ALLOWED, facts=facts, on=dt.date(2025, 11, 17))
    assert not before.is_proposed
    assert any("L1612-25" in motif for motif in before.motifs)
    assert guard(text, allowed=ALLOWED, facts=facts, on=DAY).is_proposed


def test_a_figure_is_the_same_however_it_is_written(judge: Judge) -> None:
    for sum_ in ("1 500 €", "1500 €", "1 500,00 €", "mille cinq cents euros", "1.500 euros"):
        assert judge(f"Il est proposé pour la fête du four une aide de {sum_}.").is_proposed, sum_
    for day in (
        "12 décembre 2026",
        "12/12/2026",
        "samedi 12 décembre 2026",
        "douze décembre deux mille vingt-six",
    ):
        assert judge(f"L’association prépare la fête du four du {day}.").is_proposed, day


def test_a_local_act_of_the_facts_may_be_told(judge: Judge) -> None:
    text = "La fête du four est prévue par la délibération du {} qui adopte le budget de la commune."
    assert judge(text.format("14 avril 2026")).is_proposed
    assert not judge(text.format("15 avril 2026")).is_proposed


def test_a_law_among_the_facts_is_no_licence_to_cite_it() -> None:
    facts = read_facts(("La fête du four suit l’article L. 511-1 du code de la sécurité intérieure.",))
    text = "La fête du four suit l’article L. 511-1 du code de la sécurité intérieure."
    assert not guard(text, allowed=(), facts=facts, on=DAY).is_proposed


def test_each_list_of_words_shows_what_it_holds_and_what_it_does_not(judge: Judge) -> None:
    empty = read_facts(("Rien.",))
    for motif in load_motifs():
        from deliberia.assistance.page import Page

        for example in motif.exemples:
            assert motif.pattern.search(Page(example).flat), (motif.id, example)
        for example in motif.permis:
            assert not motif.pattern.search(Page(example).flat), (motif.id, example)
    assert empty.mots == {"rien"}


def test_a_title_may_stop_without_a_point(judge: Judge) -> None:
    title = "Attribution d’une subvention à l’association Les Amis du Four à Pain"
    assert judge(title, Usage.TITRE).is_proposed
    assert not judge("Attribution d’une subvention de 9 000 €", Usage.TITRE).is_proposed


def test_rubbish_is_held_and_never_raises(judge: Judge) -> None:
    for text in (
        "",
        " ",
        "\x00",
        "[[",
        "]]",
        "[[[[[[",
        "\ud800",
        "é" * 5000,
        "1" * 2000,
        "L" * 2400,
        "[[A]]" * 300,
    ):
        assert not judge(text).is_proposed
