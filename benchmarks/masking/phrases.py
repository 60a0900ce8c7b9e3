"""Sentences written by hand: recall of each kind in the forms that acts give it, and needless masks.

Each file of the folder `jeux` was written before the rules that its first measure led to; a data is found
when every word of it is masked, civilities, articles and legal forms aside.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from deliberia.masking import mask

FOLDER = Path(__file__).parent / "jeux"
KINDS = {
    "P": "personnes", "S": "sociétés", "A": "adresses", "T": "téléphones", "C": "courriels", "I": "comptes",
    "R": "SIRET, SIREN, TVA, RNA", "K": "parcelles", "V": "immatriculations", "N": "dates de naissance",
    "M": "numéros de personne ou de dossier",
}  # fmt: skip
_MARK = re.compile(r"⟦([A-Z])\|([^⟧]*)⟧")
_ASIDE = frozenset(
    {
        "mme",
        "m",
        "mr",
        "chez",
        "n",
        "de",
        "la",
        "le",
        "les",
        "du",
        "des",
        "au",
        "aux",
        "sarl",
        "sas",
        "sa",
        "s",
        "commune",
        "cedex",
        "numéro",
        "d",
        "l",
        "née",
        "affaire",
        "né",
        "en",
        "à",
    }
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text and its personal data: letter of the kind, start, end."""

    texte: str
    donnees: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Mesure:
    trouves: Counter[str]
    total: Counter[str]
    phrases: int
    inutiles: int
    """Replacements that touch no personal data."""


def read_phrases(path: Path) -> tuple[tuple[str, ...], list[Phrase]]:
    """Return the known names of a file and its sentences."""
    known: tuple[str, ...] = ()
    phrases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# connus : "):
            known = tuple(line.removeprefix("# connus : ").split("; "))
        elif line.strip() and not line.startswith("#"):
            phrases.append(_read(line))
    return known, phrases


def measure(paths: list[Path]) -> Mesure:
    """Mask the sentences of some files and count."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    count = useless = 0
    for path in paths:
        known, phrases = read_phrases(path)
        for phrase in phrases:
            count += 1
            entries = mask(phrase.texte, known=known).entries
            hidden = {place for entry in entries for place in range(entry.start, entry.end)}
            for kind, start, end in phrase.donnees:
                total[kind] += 1
                right[kind] += hidden.issuperset(_essential(phrase.texte, start, end, kind))
            useless += sum(
                not any(entry.start < end and start < entry.end for _, start, end in phrase.donnees)
                for entry in entries
            )
    return Mesure(right, total, count, useless)


def print_measures() -> None:
    """Print a table by kind and by set."""
    print("Phrases écrites à la main :")
    for name in ("libres", "connus", "sans-donnee"):
        for path in sorted(FOLDER.glob(f"{name}-*.txt")):
            found = measure([path])
            print(
                f"  {path.stem} : {found.phrases} phrases, {found.trouves.total()} données masquées sur "
                f"{found.total.total()}, {found.inutiles} masquées sans raison"
            )
    for label, name in (("sans liste de noms", "libres"), ("avec la liste", "connus")):
        found = measure(sorted(FOLDER.glob(f"{name}-*.txt")))
        print(f"  {label} :")
        for letter, kind in KINDS.items():
            if found.total[letter]:
                share = found.trouves[letter] / found.total[letter]
                print(f"    {kind:34} {found.trouves[letter]:4} / {found.total[letter]:4}  {share:7.1%}")


def _read(line: str) -> Phrase:
    line = line.replace("\\n", "\n").replace("\\t", "\t").replace("⍽", "\u00a0")
    pieces: list[str] = []
    places: list[tuple[str, int, int]] = []
    read = size = 0
    for found in _MARK.finditer(line):
        before = line[read : found.start()]
        start = size + len(before)
        places.append((found[1], start, start + len(found[2])))
        pieces += (before, found[2])
        size, read = start + len(found[2]), found.end()
    return Phrase("".join((*pieces, line[read:])), tuple(places))


def _essential(text: str, start: int, end: int, kind: str) -> set[int]:
    """Return the places to hide; « et » between two parcels, each of them masked, is no data."""
    aside = _ASIDE | {"et"} if kind == "K" else _ASIDE
    places: set[int] = set()
    for word in re.finditer(r"\w+", text[start:end]):
        if word[0].lower() not in aside:
            places.update(range(start + word.start(), start + word.end()))
    return places or set(range(start, end))
