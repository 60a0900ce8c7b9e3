"""Texts of law without a mark: invented, real, elliptic, by a nickname, an abbreviation, a judgment."""

from __future__ import annotations

import random

from honnetes import Case

from deliberia.legal_refs import name_reference
from deliberia.text import spell_number
from hostiles.base import Families, pick

_NUMS = (
    "2121-29",
    "2122-22",
    "1611-4",
    "2131-1",
    "2241-1",
    "5211-10",
    "3211-1",
    "153-8",
    "332-8",
    "9-1",
    "2224-8",
)


_CODES = (
    "CGCT",
    "code général des collectivités territoriales",
    "code de l’urbanisme",
    "CGFP",
    "code de la commande publique",
)


_LAWS = (
    "la loi NOTRe",
    "la loi Sapin II",
    "la loi ALUR",
    "la loi MAPTAM",
    "la loi Élan",
    "la loi 3DS",
    "la loi Climat et résilience",
    "la loi Engagement et proximité",
    "la loi du 6 février 1992",
    "la loi n° 82-213 du 2 mars 1982",
    "loi 1901",
    "la loi de finances pour 2026",
    "la loi de transformation de la fonction publique",
    "l’ordonnance du 17 août 2021",
    "le décret du 6 mai 2017",
    "le décret n° 2022-33",
    "l’arrêté ministériel du 3 mai 2007",
    "la circulaire du 18 janvier 2010",
    "l’instruction M57",
    "le RGPD",
    "le règlement (UE) 2016/679",
    "la directive 2014/24/UE",
    "la directive Oiseaux",
    "le règlement européen sur les données",
    "la Constitution",
    "l’article 72 de la Constitution",
    "la Charte de l’environnement",
    "la Déclaration des droits de l’homme",
    "le traité de Lisbonne",
)


_CASES = (
    "l’arrêt Commune de Néris-les-Bains",
    "la décision du Conseil d’État du 12 mai 2014",
    "CE, 28 juin 2019, n° 420776",
    "le jugement du tribunal administratif",
    "la cour administrative d’appel de Lyon",
    "CAA Marseille, 5 mars 2020",
    "la jurisprudence constante",
    "le juge administratif",
    "l’avis du Conseil constitutionnel",
    "la réponse ministérielle publiée au Journal officiel",
    "la doctrine de la DGCL",
    "le guide de la préfecture",
)


def _num(chance: random.Random) -> str:
    return chance.choice(_NUMS)


def _invented(case: Case, chance: random.Random) -> str:
    num = f"{chance.choice('LRD')}. {chance.randint(1000, 9999)}-{chance.randint(50, 400)}"
    return chance.choice(
        (
            f"l’article {num} du {chance.choice(_CODES)}",
            f"l’art. {num} {chance.choice(_CODES)}",
            f"les articles {num} et suivants",
            f"{num} du code",
        )
    )


def _real(case: Case, chance: random.Random) -> str:
    cle = chance.choice(sorted(case.allowed))
    return name_reference(cle)


_elliptic = pick(
    "l’article précité",
    "l’article susvisé",
    "du même code",
    "le texte précité",
    "cet article",
    "l’article premier",
    "son article douze",
    "l’alinéa suivant",
    "les dispositions susmentionnées",
    "ladite loi",
    "ledit décret",
    "le 3° du même article",
    "l’art. 12",
    "l’art 12",
    "l’article L.",
    "le dernier alinéa",
    "le deuxième paragraphe",
    "la loi",
    "les textes en vigueur du code",
    "l’article ci-dessus mentionné",
    "le code précité",
    "les articles suivants",
    "la loi susvisée",
    "ce décret",
    "l’ordonnance précitée",
)


def _bare(case: Case, chance: random.Random) -> str:
    num = _num(chance)
    letter = chance.choice("LRDA")
    return chance.choice(
        (
            f"{letter} {num}",
            f"{letter}.{num.replace('-', '.')}",
            f"{letter}{num}",
            num,
            num.replace("-", " "),
            f"{letter.lower()} {num}",
            f"{letter.lower()}{num}",
            f"{letter}-{num}",
            f"{letter}.\u00a0{num}",
            f"{letter}. {num.replace('-', ' - ')}",
            f"{letter}*{num}",
            f"{letter} {' '.join(num)}",
            f"n° {num}",
            f"{letter}.{num} al. 2",
            f"{letter}_{num}",
            f"{letter}/{num}",
            f"({num})",
        )
    )


def _words(case: Case, chance: random.Random) -> str:
    first, _, second = _num(chance).partition("-")
    spelled = spell_number(int(first))
    return chance.choice(
        (
            f"l’article {spelled} tiret {spell_number(int(second))}",
            f"l’article {spelled}",
            f"l’article L {spelled}-{second}",
            f"la règle {spelled}",
            f"elle {spelled} tiret {spell_number(int(second))}",
            f"le point {spelled.replace(' ', '-')}",
            f"l’article {spelled.upper()}",
            f"la disposition numéro {spelled}",
        )
    )


def _law(case: Case, chance: random.Random) -> str:
    law = chance.choice(_LAWS)
    return law if chance.random() < 0.7 else law.lower()


_case_law = pick(*_CASES)


_abbreviation = pick(
    "le CGCT",
    "le cgct",
    "le C.G.C.T.",
    "le CRPA",
    "le code",
    "le RGPD",
    "la NOTRe",
    "le CGFP",
    "le cgfp",
    "L.O. 141",
    "la M57",
    "le CCP",
    "le c. urb.",
    "le CU",
    "le code gén. des coll. terr.",
)


def _mixed_case(case: Case, chance: random.Random) -> str:
    text = chance.choice(("article deux", "loi sapin", "décret tertiaire", "code rural"))
    return "".join(char.upper() if chance.random() < 0.5 else char for char in text)


FAMILIES: Families = {
    "citation inventée": (_invented, False),
    "citation réelle sans marque": (_real, False),
    "citation elliptique": (_elliptic, False),
    "numéro nu": (_bare, False),
    "numéro en lettres": (_words, False),
    "loi par son surnom": (_law, False),
    "jurisprudence et doctrine": (_case_law, False),
    "abréviation de code": (_abbreviation, False),
    "casse mêlée": (_mixed_case, False),
}
