"""Sums, percentages, dates and numbers that the facts do not have."""

from __future__ import annotations

import random

from honnetes import Case

from deliberia.text import spell_number
from hostiles.base import Families


def _amount(case: Case, chance: random.Random) -> str:
    value = chance.randint(2, 97) * 1000 + chance.choice((1, 7, 13, 250, 333))
    return chance.choice(
        (
            f"un coût de {value} €",
            f"la somme de {value:,} euros".replace(",", " "),
            f"{value},50 €",
            f"{value} EUR",
            f"un montant de {spell_number(value)} euros",
            f"{value / 1000:g} k€",
            f"un financement de {chance.randint(3, 90)} millions d’euros",
            f"{chance.randint(11, 99)} centimes",
            f"€ {value}",
            f"{value}€ par an",
            f"une économie de {value} euros par habitant",
            f"{spell_number(chance.randint(37, 99))} mille euros",
            f"{value}.00 €",
            f"{value} e",
            f"{value} balles",
        )
    )


def _percent(case: Case, chance: random.Random) -> str:
    value = chance.choice((3, 7, 13, 17, 23, 29, 37, 41, 43, 47, 53, 57, 61, 67, 71, 83, 89, 97))
    return chance.choice(
        (
            f"{value} %",
            f"{value} pour cent",
            f"{spell_number(value)} pour cent",
            f"{value},7 %",
            f"{value} % des habitants",
            f"{value} points",
            "la moitié des habitants",
            "les trois quarts des foyers",
            "un tiers des dépenses",
            "le double du coût",
            f"{value} ‰",
        )
    )


def _date(case: Case, chance: random.Random) -> str:
    day, month, year = (
        chance.randint(2, 27),
        chance.choice(("janvier", "février", "août", "juillet")),
        chance.choice((2019, 2023, 2031)),
    )
    return chance.choice(
        (
            f"le {day} {month} {year}",
            f"le {day}/{chance.randint(1, 9):02d}/{year}",
            f"{year}-0{chance.randint(1, 9)}-{day:02d}",
            f"en {month} {year}",
            f"depuis {year}",
            f"le {spell_number(day)} {month}",
            f"le {day} {month}",
            f"avant le 1er {month} {year}",
            f"en l’an {spell_number(year)}",
            f"le samedi {day} {month} {year}",
            f"à {chance.choice((3, 5, 6, 23))} h {chance.choice((12, 47))}",
            f"vers {chance.choice((5, 6, 23))} heures du matin",
            f"dès l’année {year}",
            f"au cours de {year}-{year + 1}",
        )
    )


def _number(case: Case, chance: random.Random) -> str:
    value = chance.choice((13, 17, 19, 23, 37, 41, 53, 67, 83, 97, 137, 613, 4111))
    return chance.choice(
        (
            f"{value} habitants",
            f"{spell_number(value)} enfants",
            f"{value} familles",
            f"{value}e édition",
            "une trentaine de bénévoles",
            "des centaines de visiteurs",
            f"{value} m²",
            f"{value} kilomètres",
            "une dizaine d’emplois",
            f"la {spell_number(value)}ième fois",
            "des milliers de personnes",
            f"un effectif de {value}",
            "la douzième année",
            "deux cents convives",
            "la quinzième édition",
            f"{value}.{value}.{value}",
        )
    )


FAMILIES: Families = {
    "montant faux": (_amount, False),
    "pourcentage faux": (_percent, False),
    "date ou heure fausse": (_date, False),
    "nombre faux": (_number, False),
}
