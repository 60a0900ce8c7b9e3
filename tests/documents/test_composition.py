"""Words of the heading, of the formula and of the signatures, by authority and by case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from deliberia.documents import projet_text, read_document, render_docx, render_html, render_text
from deliberia.model import CollectiviteSorte, Projet, Resultat, Scrutin, Vote

MakeProjet = Callable[..., Projet]


def lines(projet: Projet) -> list[str]:
    """Return the lines that hold something, with plain spaces."""
    return [line for line in projet_text(projet).replace("\u00a0", " ").split("\n") if line]


def test_the_heading_of_a_commune(projet: Projet) -> None:
    assert lines(projet)[:10] == [
        "République française",
        "Département : Haute-Loire",
        "Arrondissement : Brioude",
        "Commune de Val-Fleuri",
        "Extrait du registre des délibérations du conseil municipal",
        "Séance du mardi 17 novembre 2026 à 19 h 00",
        "Salle du conseil",
        "Date de convocation : 10 novembre 2026",
        "Délibération n° 2026-42",
        "Objet : Attribution de subventions",
    ]


def test_the_opening_says_the_day_in_words_the_president_and_the_secretary(projet: Projet) -> None:
    assert lines(projet)[10] == (
        "Le mardi dix-sept novembre deux mille vingt-six à 19 h 00, le conseil municipal de la commune de "
        "Val-Fleuri s’est réuni sous la présidence de Mme Claire Vasseur, maire. "
        "M. Paul Rimbert a été nommé secrétaire de séance."
    )


AUTHORITIES: list[tuple[dict[str, Any], str, str, str]] = [
    ({"nom": "Aubrac"}, "Commune d’Aubrac", "le conseil municipal de la commune d’Aubrac", "La maire,"),
    ({"nom": "Le Puy-Neuf"}, "Commune du Puy-Neuf", "de la commune du Puy-Neuf", "La maire,"),
    (
        {"nom": "Communauté de communes du Val", "sorte": CollectiviteSorte.EPCI},
        "Communauté de communes du Val",
        "le conseil communautaire de la communauté de communes du Val",
        "La présidente,",
    ),
    (
        {"nom": "Métropole des Deux-Rives", "sorte": CollectiviteSorte.EPCI},
        "Métropole des Deux-Rives",
        "le conseil métropolitain de la métropole des Deux-Rives",
        "La présidente,",
    ),
    (
        {"nom": "Val-Fleuri", "sorte": CollectiviteSorte.CCAS},
        "Centre communal d’action sociale de Val-Fleuri",
        "le conseil d’administration du centre communal d’action sociale de Val-Fleuri",
        "La présidente,",
    ),
    (
        {"nom": "Syndicat des eaux du Val", "sorte": CollectiviteSorte.SYNDICAT},
        "Syndicat des eaux du Val",
        "le comité syndical du syndicat des eaux du Val",
        "La présidente,",
    ),
]


@pytest.mark.parametrize(("collectivite", "name", "council", "signs"), AUTHORITIES)
def test_each_authority_has_its_own_words(
    make_projet: MakeProjet, collectivite: dict[str, Any], name: str, council: str, signs: str
) -> None:
    found = lines(make_projet(collectivite=collectivite))
    assert name in found
    assert council in found[10]
    assert signs in found


@pytest.mark.parametrize(
    ("maire", "secretaire", "expected"),
    [
        ("M. Jean Roux", "Mme Anne Lascombe", ["Le maire,", "La secrétaire de séance,"]),
        ("Mme Claire Vasseur", "M. Paul Rimbert", ["La maire,", "Le secrétaire de séance,"]),
    ],
)
def test_signatures_agree_with_who_signs(
    make_projet: MakeProjet, maire: str, secretaire: str, expected: list[str]
) -> None:
    projet = make_projet(collectivite={"maire": maire}, seance={"president": maire, "secretaire": secretaire})
    found = lines(projet)
    assert [found[-5], found[-3]] == expected


def test_who_presided_instead_of_the_mayor_signs(make_projet: MakeProjet) -> None:
    found = lines(make_projet(seance={"president": "M. Luc Brunel"}))
    assert "sous la présidence de M. Luc Brunel. " in found[10]
    signing = found.index("Le président de séance,")
    assert found[signing + 1] == "M. Luc Brunel"
    assert "La maire," not in found


def test_who_presided_one_item_signs_it(make_projet: MakeProjet) -> None:
    projet = replace(make_projet(), president_point="Mme Odile Charbonnel, première adjointe")
    found = lines(projet)
    signing = found.index("La présidente de séance pour ce point,")
    assert found[signing + 1].replace("\u00a0", " ") == "Mme Odile Charbonnel"
    assert "La maire," not in found


def test_the_mayor_named_with_another_civility_is_the_same_person(make_projet: MakeProjet) -> None:
    assert "La maire," in lines(make_projet(seance={"president": "Madame Claire VASSEUR"}))


@pytest.mark.parametrize(
    ("resultat", "vote", "formula"),
    [
        (Resultat.MAJORITE, Vote(votants=5), "décide :"),
        (None, Vote(votants=5), "décide :"),
        (Resultat.REJET, Vote(votants=5), "rejette le projet suivant :"),
        (Resultat.PREND_ACTE, Vote(is_prend_acte=True), "prend acte de ce qui suit :"),
        (None, Vote(is_prend_acte=True), "prend acte de ce qui suit :"),
    ],
)
def test_the_formula_follows_the_result(
    make_projet: MakeProjet, resultat: Resultat | None, vote: Vote, formula: str
) -> None:
    found = lines(make_projet(resultat=resultat, vote=vote))
    assert f"Le conseil municipal, après en avoir délibéré, {formula}" in found


def test_an_election_is_introduced_by_its_ballot(make_projet: MakeProjet) -> None:
    vote = Vote(scrutin=Scrutin.SECRET, is_prend_acte=True)
    found = lines(make_projet(resultat=Resultat.PREND_ACTE, vote=vote))
    assert "Le conseil municipal, au vu de ce résultat, décide :" in found


def test_the_number_of_voters_is_the_sum_of_the_votes_when_it_is_not_given(
    make_projet: MakeProjet,
) -> None:
    assert "| Votants | 5 |  |" in lines(make_projet(vote=Vote(pour=3, contre=1, abstentions=1)))
    assert "| Votants | […] |  |" in lines(make_projet(vote=Vote(pour=3)))
    assert not [line for line in lines(make_projet(vote=Vote(is_prend_acte=True))) if "Votants" in line]


def test_who_withdraws_is_named(make_projet: MakeProjet) -> None:
    found = lines(make_projet(vote=Vote(votants=4, ne_prennent_pas_part=("M. Luc Brunel",))))
    assert "| Ne prennent pas part au vote | 1 | M. Luc Brunel |" in found


def test_an_urgent_and_a_second_meeting_say_so(make_projet: MakeProjet) -> None:
    found = lines(make_projet(seance={"is_urgence": True, "premiere_reunion": dt.date(2026, 11, 12)}))
    assert "s’est réuni pour la seconde fois, faute de quorum le 12 novembre 2026," in found[10]
    assert "sur convocation d’urgence, sous la présidence" in found[10]


def test_the_day_of_posting_is_printed_when_given(make_projet: MakeProjet) -> None:
    assert "Date d’affichage : 11 novembre 2026" in lines(
        make_projet(seance={"affichage": dt.date(2026, 11, 11)})
    )


def test_an_act_without_blocks_still_ends_with_signatures(make_projet: MakeProjet) -> None:
    found = lines(make_projet(blocs=()))
    assert found[-5:-1] == ["La maire,", "Mme Claire Vasseur", "Le secrétaire de séance,", "M. Paul Rimbert"]


def test_what_no_page_shows_is_left_out_of_every_format(make_projet: MakeProjet) -> None:
    hidden = "\u202e\u2066\u200f\u200b\ufeff\u00ad\x07"
    projet = make_projet(titre=f"Aide à{hidden} Mme Les{hidden}cure 👩‍🌾")
    for text in (render_text(projet), read_document(render_docx(projet)).texte, render_html(projet)):
        assert "Aide à Mme Lescure 👩‍🌾" in text  # the joiner of a picture stays
        assert not set(hidden) & set(text)
    assert projet_text(projet) == read_document(render_docx(projet)).texte
