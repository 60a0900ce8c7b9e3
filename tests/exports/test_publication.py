"""The copy to put online."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deliberia.catalogue import get_template
from deliberia.documents import render_text
from deliberia.drafting import draft, load_seance, parse_vote
from deliberia.exports import make_public_copy
from deliberia.model import Bloc, BlocSorte, Projet, Tableau
from deliberia.resources import data_dir

PERSONAL = (
    "Madame Solène Bardoux, née le 3 avril 1985, demeurant 12 rue des Lilas 43999 Val-Fleuri, "
    "tél. 04 71 00 00 00"
)


@pytest.fixture
def projet() -> Projet:
    exemple = get_template("subvention-association").exemple
    made = draft(
        "subvention-association",
        seance=load_seance(data_dir("templates") / "_exemple" / "seance.toml"),
        champs=exemple.champs,
        vote=parse_vote(exemple.vote),
        numero="2026_41",
    )
    table = Tableau(colonnes=("Nom", "Montant"), lignes=(("Mme Solène Bardoux", "120,00 €"),))
    more = (
        Bloc(sorte=BlocSorte.EXPOSE, texte=f"La demande est faite par {PERSONAL}."),
        Bloc(
            sorte=BlocSorte.ARTICLE,
            intitule="Article 5",
            texte="Une aide est versée comme suit.",
            tableau=table,
        ),
    )
    return replace(made, blocs=(*made.blocs, *more))


def test_personal_data_leave_and_the_elected_stay(projet: Projet) -> None:
    copy = make_public_copy(projet)
    text = render_text(copy.projet)
    for secret in ("Bardoux", "3 avril 1985", "rue des Lilas", "04 71 00 00 00"):
        assert secret not in text, secret
    for kept in ("Mme Claire Vasseur", "M. Bastien Roure", "L. 1612-25", "1 500"):
        assert kept in text.replace("\u00a0", " ").replace("\u202f", " "), kept
    assert "[nom masqué]" in text.replace("\u00a0", " ")
    assert len(copy.masques) >= 4


def test_the_full_act_is_not_touched(projet: Projet) -> None:
    before = render_text(projet)
    make_public_copy(projet)
    assert render_text(projet) == before


def test_a_name_given_by_the_user_is_masked_wherever_it_stands(projet: Projet) -> None:
    text = render_text(make_public_copy(projet, known=("Les Amis du Four à Pain",)).projet)
    assert "Bardoux" not in text
    assert "Claire" in text


def test_an_act_without_personal_data_is_the_same() -> None:
    exemple = get_template("tarifs-communaux").exemple
    made = draft(
        "tarifs-communaux",
        seance=load_seance(data_dir("templates") / "_exemple" / "seance.toml"),
        champs=exemple.champs,
        vote=parse_vote(exemple.vote),
    )
    copy = make_public_copy(made)
    assert copy.projet == made
    assert copy.masques == ()
