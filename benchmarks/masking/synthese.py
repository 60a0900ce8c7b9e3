"""Imaginary acts whose personal data are known to the character. The same seed gives the same acts."""

from __future__ import annotations

import random
from dataclasses import dataclass

from deliberia.masking import Kind

_FIRST = (
    "Gaston", "Solange", "Aliénor", "Bastien", "Jean-Yves", "Marie-Odile", "Étienne", "Inès", "Rosalie",
    "Firmin",
)  # fmt: skip
_LAST = (
    "Dubreuil", "Marchal", "Vasseur", "Le Guennec", "d’Estrée", "Charbonnel", "Sabatéry", "de La Tournelle",
    "Bonnefoux", "Corbier", "Ouled-Amar", "Nguyen-Morel",
)  # fmt: skip
_TOWNS = ("43100 Brioude", "43150 Saint-Front", "63000 Clermont-Ferrand", "15100 Saint-Flour")
_STREETS = (
    "rue des Lilas",
    "avenue du Général Morin",
    "chemin du Pré-Long",
    "place de la Mairie",
    "impasse Solange Marchal",
)
_FIRMS = ("Dubreuil Frères", "Les Toits du Velay", "Marchal & fils", "VELADIS", "du Pré Long")
_FILLERS = (
    "Vu le code général des collectivités territoriales, notamment ses articles L. 2121-29 et L. 2241-1 ;\n",
    "Vu la loi n° 83-634 du 13 juillet 1983 et le décret n° 88-145 du 15 février 1988 ;\n",
    "Considérant que les travaux de la rue des Lilas ont coûté 12 500,00 € HT, soit 15 000,00 € TTC ;\n",
    "La séance du 17 novembre 2026 a été convoquée le 10 novembre 2026 ; 9 voix pour, 2 contre.\n",
    "Les crédits sont inscrits au chapitre 012, compte 65748, section de fonctionnement.\n",
    "Madame la maire rappelle que l’école Solange Marchal accueille 47 enfants de Val-Fleuri.\n",
)


@dataclass(frozen=True, slots=True)
class Synthese:
    """A text and its personal data, `[start, end)`."""

    texte: str
    places: tuple[tuple[Kind, int, int], ...]


def make_actes(count: int) -> list[Synthese]:
    """Make acts, always the same."""
    chance = random.Random(6)  # noqa: S311 - nothing secret
    return [_make(chance) for _ in range(count)]


def _make(chance: random.Random) -> Synthese:
    pieces: list[str] = []
    places: list[tuple[Kind, int, int]] = []
    size = 0
    for _ in range(12):
        sentence = chance.choice(_SENTENCES) if chance.random() < 0.6 else ()
        if not sentence:
            pieces.append(chance.choice(_FILLERS))
            size += len(pieces[-1])
        for part in sentence:
            text = _write(part, chance) if isinstance(part, Kind) else part
            if isinstance(part, Kind):
                places.append((part, size, size + len(text)))
            pieces.append(text)
            size += len(text)
    return Synthese("".join(pieces), tuple(places))


_SENTENCES: tuple[tuple[str | Kind, ...], ...] = (
    (
        "M. ",
        Kind.PERSONNE,
        ", né le ",
        Kind.NAISSANCE,
        ", demeurant ",
        Kind.ADRESSE,
        ", sollicite la commune.\n",
    ),
    ("La parcelle cadastrée section ", Kind.PARCELLE, " est cédée à Mme ", Kind.PERSONNE, ".\n"),
    ("Le marché est attribué à la SARL ", Kind.SOCIETE, ", SIRET ", Kind.SIRET, ".\n"),
    ("Contact : ", Kind.PERSONNE, ", tél. ", Kind.TELEPHONE, ", ", Kind.COURRIEL, ".\n"),
    ("Le loyer est versé sur le compte IBAN ", Kind.IBAN, ".\n"),
    ("Le véhicule immatriculé ", Kind.PLAQUE, " est vendu à Monsieur ", Kind.PERSONNE, ".\n"),
    ("L’agent matricule ", Kind.MATRICULE, ", numéro de sécurité sociale ", Kind.NIR, ", est titularisé.\n"),
    ("L’association inscrite sous le n° ", Kind.RNA, " (SIREN ", Kind.SIREN, ") reçoit 500 €.\n"),
    ("Rapporteur : ", Kind.PERSONNE, "\n"),
)


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def _group(digits: str, sizes: tuple[int, ...], chance: random.Random) -> str:
    space = chance.choice((" ", "\u00a0", "", ".", "\u202f"))
    parts, place = [], 0
    for size in sizes:
        parts.append(digits[place : place + size])
        place += size
    return space.join(part for part in parts if part)


def _write(kind: Kind, chance: random.Random) -> str:
    """Write one datum of a kind, in one of its forms. Check digits are wrong most of the time."""
    d = chance
    writers = {
        Kind.PERSONNE: lambda: _write_name(d),
        Kind.NAISSANCE: lambda: d.choice(("3 mars 1961", "03/03/1961", "1er mai 1980", "12.11.54")),
        Kind.ADRESSE: lambda: (
            f"{d.randint(1, 99)}{d.choice(('', ' bis', ' ter'))} {d.choice(_STREETS)}, {d.choice(_TOWNS)}"
        ),
        Kind.PARCELLE: lambda: (
            f"{d.choice(('AB', 'ZA', 'B', 'C'))} {d.choice(('n° ', '', 'n°'))}{d.randint(10, 999)}"
        ),
        Kind.SOCIETE: lambda: d.choice(_FIRMS),
        Kind.SIRET: lambda: _group(_digits(d, 14), (3, 3, 3, 5), d),
        Kind.SIREN: lambda: _group(_digits(d, 9), (3, 3, 3), d),
        Kind.TELEPHONE: lambda: _group("0" + d.choice("1234567") + _digits(d, 8), (2, 2, 2, 2, 2), d),
        Kind.COURRIEL: lambda: (
            f"{d.choice(('gaston', 's.marchal', 'contact'))}@{d.choice(('exemple.fr', 'mairie.exemple'))}"
        ),
        Kind.IBAN: lambda: _group("FR76" + _digits(d, 23), (4, 4, 4, 4, 4, 4, 3), d),
        Kind.PLAQUE: lambda: d.choice(("AB-123-CD", "GH 456 JK", "FA-001-ZZ", "1234 AB 43")),
        Kind.MATRICULE: lambda: d.choice(("A04512", "2019-0045", "4512")),
        Kind.NIR: lambda: _group("1610343" + _digits(d, 8), (1, 2, 2, 2, 3, 3, 2), d),
        Kind.RNA: lambda: "W" + _digits(d, 9),
    }
    return writers[kind]()


def _write_name(chance: random.Random) -> str:
    first, last = chance.choice(_FIRST), chance.choice(_LAST)
    form = chance.choice(("{f} {l}", "{f} {L}", "{L} {f}"))
    return form.format(f=first, l=last, L=last.upper())
