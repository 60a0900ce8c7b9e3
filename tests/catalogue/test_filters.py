"""French writing that templates call."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from deliberia.catalogue.ballots import BALLOT_FILTERS
from deliberia.catalogue.filters import FILTERS, FUNCTIONS
from deliberia.catalogue.values import ABSENT, HOLE, Missing, Row
from deliberia.catalogue.words import describe_collectivite, describe_executif, describe_organe
from deliberia.model import Collectivite, CollectiviteSorte

ROWS = (
    Row({"nom": "État – DETR", "eur": Decimal(10), "statut": ABSENT}),
    Row({"nom": "Région", "eur": Decimal(30), "statut": "acquise"}),
)


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("euros", (Decimal("1500.5"),), "1 500,50 €"),
        ("euros_lettres", (Decimal(1),), "1 € (un euro)"),
        ("montant", (Decimal(0),), ""),
        ("montant", (ABSENT,), ""),
        ("montant", (Decimal("-2500"),), "-2 500,00"),
        ("montant_nul", (Decimal(0),), "0,00"),
        ("tarif", (Decimal(0),), "gratuit"),
        ("tarif", (Decimal("0.2"),), "0,20 €"),
        ("arrondi", (Decimal("312.655"),), Decimal("312.66")),
        ("variation", (Decimal(-3),), "diminuent de 3 €"),
        ("de", ("le meilleur rapport",), "du meilleur rapport"),
        ("de", ("des délais courts",), "de délais courts"),
        ("de", ("leur prix",), "de leur prix"),
        ("de", ("du prix",), "du prix"),
        ("de", ("d’un meilleur prix",), "d’un meilleur prix"),
        ("de", ("de la valeur technique",), "de la valeur technique"),
        ("de", ("Dun-sur-Allier",), "de Dun-sur-Allier"),
        ("pourcent", (Decimal("33.3333"),), "33,33 %"),
        ("pourcent", (40,), "40 %"),
        ("heures", (Decimal("17.5"),), "17 heures 30"),
        ("heures", (Decimal(1),), "1 heure"),
        ("entier", (Decimal("3.9"),), 3),
        ("lettres_feminin", (21,), "vingt et une"),
        ("minuscule", ("Mme Claire Vasseur demande",), "Mme Claire Vasseur demande"),
        ("minuscule", ("Le four à pain",), "le four à pain"),
        ("minuscule", ("AB 112",), "AB 112"),
        ("maximum", ((dt.date(2026, 3, 2), ABSENT, dt.date(2026, 4, 1)),), dt.date(2026, 4, 1)),
        ("maximum", ((),), ABSENT),
        ("a", ("le département",), "au département"),
        ("a", ("Mme Aline Corbier",), "à Mme Aline Corbier"),
        ("date", (dt.date(2027, 1, 1),), "1er janvier 2027"),
        ("plus_mois", (dt.date(2026, 11, 30), 3), dt.date(2027, 2, 28)),
        ("plus_mois", (ABSENT, 3), ABSENT),
        ("plus_mois", (dt.date(2026, 11, 30), ABSENT), ABSENT),
        ("date_lettres", (dt.date(2027, 1, 1),), "premier janvier deux mille vingt-sept"),
        ("liste", (("a", "b", "c"),), "a, b et c"),
        ("liste", (("Aubrac.", "Le Puy ;"),), "Aubrac et Le Puy"),
        ("enumere", (("La pose.", "Le câblage", "M. Roure"),), "la pose, le câblage et M. Roure"),
        ("liste", (("a", Missing("x")),), "a et […]"),
        ("association", ("Les Amis du Four",), "l’association « Les Amis du Four »"),
        ("association", ("association sportive",), "l’Association sportive"),
        ("association", ("L'Association sportive",), "l’Association sportive"),
        ("associations", (("A", "B"),), "l’association « A » et l’association « B »"),
        ("organisme", ("Communauté de communes du Lac",), "la communauté de communes du Lac"),
        ("organisme", ("SIVOM du Lac",), "le SIVOM du Lac"),
        ("organisme", ("Fondation du Lac",), "la fondation du Lac"),
        ("organisme", ("OGEC Sainte-Marthe",), "l’OGEC Sainte-Marthe"),
        ("organisme", ("Archives départementales",), "les archives départementales"),
        ("organisme", ("Préfet de la Haute-Loire",), "le préfet de la Haute-Loire"),
        ("organisme", ("Établissement public du Lac",), "l’établissement public du Lac"),
        ("organisme", ("Le Syndicat du Lac",), "le Syndicat du Lac"),
        ("organisme", ("Val-Énergie",), "Val-Énergie"),
        ("personne", ("Mme Claire Vasseur",), "Madame Claire Vasseur"),
        ("personne", ("Camille Roche",), "Camille Roche"),
        ("minuscule", ("Les prix montent",), "les prix montent"),
        ("minuscule", ("SIVOM du Haut-Allier",), "SIVOM du Haut-Allier"),
        ("sans_point", ("fin de phrase. ;",), "fin de phrase"),
        ("prefixe", ("012", "chapitre"), "chapitre 012"),
        ("prefixe", ("chapitre 012", "chapitre"), "chapitre 012"),
        ("somme", (ROWS, "eur"), Decimal(40)),
        ("ou", (ROWS, "statut", "acquise"), ROWS[1:]),
        ("sauf", (ROWS, "statut", "acquise"), ROWS[:1]),
        ("contient", (ROWS, "nom", "detr"), ROWS[:1]),
        ("sans", (ROWS, "nom", "région"), ROWS[:1]),
        ("superieurs", (ROWS, "eur", 20), ROWS[1:]),
        ("avec", (ROWS, "statut"), ROWS[1:]),
        ("hors", (("M. A", "Mme É"), ("mme e",)), ("M. A",)),
        ("nomme", ("recruter Mme Dupin",), True),
        ("nomme", ("recruter un agent",), False),
        ("nomme", (ABSENT,), False),
    ],
)
def test_a_filter_writes_french(name: str, args: tuple[Any, ...], expected: Any) -> None:
    found = FILTERS[name](*args)
    if isinstance(found, str):
        found = found.replace("\u00a0", " ").replace("\u202f", " ")
    assert found == expected


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"somme"} - set(BALLOT_FILTERS)))
def test_a_filter_lets_a_hole_through(name: str) -> None:
    hole = Missing("x")
    extra = {"ou": ("a", 1), "sauf": ("a", 1), "superieurs": ("a", 1), "prefixe": ("p",)}
    rows = {"colonne", "avec", "avec_l_un", "indecis", "contient", "sans", "distincts", "premier", "nomme"}
    rows |= {"hors", "longueur", "ou", "sauf", "superieurs", "associations", "liste", "enumere"}
    if name in rows:
        listed = Missing("x", ("a",))
        args = extra.get(name, ("a",) if name in rows - {"distincts", "premier", "nomme", "longueur"} else ())
        if name in {"associations", "liste", "enumere"}:
            assert HOLE in FILTERS[name](hole)
            return
        FILTERS[name](listed, *args)
        return
    assert FILTERS[name](hole, *extra.get(name, ())) is hole


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (("M. A",), "m"),
        (("Mme A",), "f"),
        (("M. A", "Mme B"), "mp"),
        (("Mme A", "Madame B"), "fp"),
        (("Camille A",), "m"),
        ((Missing("elu"),), "m"),
    ],
)
def test_the_masculine_wins_when_mixed(people: tuple[Any, ...], expected: str) -> None:
    assert FUNCTIONS["accord_personnes"](people, "m|f|mp|fp") == expected


@pytest.mark.parametrize(
    ("collectivite", "complet", "titre"),
    [
        (Collectivite(nom="Aubrac", maire="Mme A"), "la commune d’Aubrac", "Madame la maire"),
        (Collectivite(nom="Le Puy", maire="M. A"), "la commune du Puy", "Monsieur le maire"),
        (Collectivite(nom="Val-Fleuri"), "la commune de Val-Fleuri", "Le maire"),
        (
            Collectivite(
                nom="Communauté de communes du Haut-Allier", sorte=CollectiviteSorte.EPCI, maire="Mme A"
            ),
            "la communauté de communes du Haut-Allier",
            "Madame la présidente",
        ),
        (
            Collectivite(nom="Val-Fleuri", sorte=CollectiviteSorte.CCAS, maire="M. A"),
            "le centre communal d’action sociale de Val-Fleuri",
            "Monsieur le président",
        ),
        (
            Collectivite(nom="Syndicat des eaux du Val", sorte=CollectiviteSorte.SYNDICAT, maire="M. A"),
            "le syndicat des eaux du Val",
            "Monsieur le président",
        ),
    ],
)
def test_an_authority_and_its_head_have_their_words(
    collectivite: Collectivite, complet: str, titre: str
) -> None:
    assert describe_collectivite(collectivite).get("complet") == complet
    assert describe_executif(collectivite).get("titre") == titre
    assert describe_organe(collectivite.sorte).get("au").startswith("au ")


def test_days_are_counted_between_two_dates_only() -> None:
    count = FUNCTIONS["jours_entre"]
    assert count(dt.date(2026, 4, 1), dt.date(2026, 4, 14)) == 13
    assert count(dt.date(2026, 4, 14), dt.date(2026, 4, 1)) == -13
    hole = Missing("date")
    assert count(hole, dt.date(2026, 4, 1)) is hole
    assert count(dt.date(2026, 4, 1), ABSENT) is ABSENT
