"""Imaginary identifiers put into real acts: what is masked of them, whatever stands around.

Each frame is a sentence of its own; the kinds and their writings are drawn by chance, always the same.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from deliberia.masking import mask
from deliberia.text import normalize

FOLDER = Path(__file__).parent / "jeux"
LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"
STREETS = (
    "rue du Portail", "avenue des Tilleuls", "impasse du Lavoir", "chemin de la Croix-Rouge", "place d’Armes",
)  # fmt: skip
TOWNS = ("43100 Brioude", "63600 Ambert", "48000 Mende", "43000 Le Puy-en-Velay")


@dataclass(frozen=True, slots=True)
class Jeu:
    """Names, and the sentences of each kind."""

    graine: int
    prenoms: tuple[str, ...]
    noms: tuple[str, ...]
    phrases: dict[str, tuple[str, ...]]


def read_jeux() -> list[Jeu]:
    """Read the sets of the folder."""
    return [Jeu(**tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]


def measure_inserted(paths: Iterable[Path], jeu: Jeu, *, per_text: int = 6) -> None:
    """Print the recall of each kind, and a few of those that leave."""
    chance = random.Random(jeu.graine)  # noqa: S311 - nothing secret
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: list[str] = []
    for path in paths:
        text, places = _insert(normalize(path.read_text(encoding="utf-8"))[:8000], (chance, jeu), per_text)
        hidden = {place for entry in mask(text).entries for place in range(entry.start, entry.end)}
        for kind, start, end, sentence in places:
            words = (
                range(start + word.start(), start + word.end())
                for word in re.finditer(r"\w+", text[start:end])
                if word[0] not in ("et", "n", "d", "de", "Les", "matricule")
            )
            is_masked = all(place in hidden for word in words for place in word)
            total[kind] += 1
            right[kind] += is_masked
            missed += [] if is_masked else [sentence]
    print(f"Données imaginaires dans {total.total() // per_text} actes réels : {total.total()}")
    for kind in jeu.phrases:
        print(f"  {kind:34} {right[kind]:4} / {total[kind]:4}  {right[kind] / max(total[kind], 1):7.1%}")
    print(f"  ensemble {right.total()} / {total.total()}, dont sortent : {' | '.join(missed[:12])}")


def _insert(
    text: str, source: tuple[random.Random, Jeu], count: int
) -> tuple[str, list[tuple[str, int, int, str]]]:
    """Put sentences after ends of lines; return the text and where the identifiers stand."""
    chance, jeu = source
    ends = [found.end() for found in re.finditer(r"[.;:]\n|\n\n", text)]
    pieces: list[str] = []
    places: list[tuple[str, int, int, str]] = []
    read = size = 0
    for end in sorted(chance.sample(ends, min(count, len(ends)))):
        kind = chance.choice(list(jeu.phrases))
        value, frame = _draw(kind, chance, jeu), chance.choice(jeu.phrases[kind])
        pieces += (text[read:end], frame.format(value), "\n")
        start = size + end - read + frame.index("{")
        places.append((kind, start, start + len(value), frame.format(value)))
        size, read = sum(map(len, pieces)), end
    return "".join((*pieces, text[read:])), places


def _draw(kind: str, chance: random.Random, jeu: Jeu) -> str:
    """Write one identifier."""
    return chance.choice(list(_write(kind, chance, jeu)))


def _write(kind: str, chance: random.Random, jeu: Jeu) -> Iterator[str]:
    def digits(count: int) -> str:
        return "".join(chance.choice("0123456789") for _ in range(count))

    def letters(count: int) -> str:
        return "".join(chance.choice(LETTERS) for _ in range(count))

    given, surname = chance.choice(jeu.prenoms), chance.choice(jeu.noms)
    match kind:
        case "personnes":
            yield from (f"{given} {surname}", f"{given} {surname.upper()}", f"{surname.upper()} {given}")
        case "sociétés":
            yield from (
                f"{surname} Frères",
                f"Toitures {surname}",
                "Les Ateliers du Haut-Bois",
                f"Agri{letters(3).lower()}",
            )
        case "adresses":
            street, number = chance.choice(STREETS), chance.randint(1, 99)
            yield from (
                f"{number} {street}",
                f"{number} bis, {street}, {chance.choice(TOWNS)}",
                f"{number} {street} {chance.choice(TOWNS)}",
            )
        case "téléphones":
            number = "0" + chance.choice("1234567") + digits(8)
            pairs = re.findall("..", number)
            yield from (number, " ".join(pairs), ".".join(pairs), f"+33 {number[1]} {' '.join(pairs[1:])}")
            yield f"{number[:4]} {number[4:7]} {number[7:]}"
        case "courriels":
            yield from (
                f"contact{digits(2)}@exemple.fr",
                f"{letters(1).lower()}.dupont-{letters(2).lower()}@sous.exemple.org",
            )
        case "comptes":
            figures = f"{digits(10)}0{digits(12)}"
            yield from (f"FR76{figures}", f"FR76 {' '.join(re.findall('.{1,4}', figures))}")
        case "SIRET, SIREN, TVA, RNA":
            siren = "4" + digits(8)
            yield from (
                f"{siren}00012",
                f"{siren[:3]} {siren[3:6]} {siren[6:]} 00012",
                f"W43{digits(7)}",
                f"FR{digits(2)}{siren}",
            )
        case "parcelles":
            section = chance.choice(("AB", "ZC", "AK", "ZH", "B", "D"))
            yield from (
                f"{section} n° {digits(2)}",
                f"{section} {chance.randint(10, 999)}",
                f"{section} n°{chance.randint(1, 99)} et {chance.randint(1, 99)}",
            )
        case "immatriculations":
            yield from (
                f"{letters(2)}-{digits(3)}-{letters(2)}",
                f"{letters(2)} {digits(3)} {letters(2)}",
                f"{chance.randint(1000, 9999)} {letters(2)} 43",
            )
        case "dates de naissance":
            yield from (
                f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/19{digits(2)}",
                f"{chance.randint(2, 28)} mars 19{digits(2)}",
                "1er mai 1980",
            )
        case _:
            yield f"1 {digits(2)} 0{chance.randint(1, 9)} 43 {digits(3)} {digits(3)} {digits(2)}"
            yield from (f"matricule 00{digits(4)}", f"PC 043 157 26 A{digits(4)}")
