"""Measure masking: what leaves, what is masked for nothing, what it costs.

    python benchmarks/masking [--corpus ../shared/corpus-dev] [--regle-spacy] [--hostile 1000000]

Known names are those that the lists of presence of each act give; they are looked for in the masked text by
other means than those of masking. The recall by kind is measured on imaginary acts, whose places are known,
and on sentences written by hand.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

from insertion import measure_inserted, read_jeux
from phrases import print_measures
from synthese import Synthese, make_actes

from deliberia.citations import find_citations
from deliberia.masking import Kind, mask, names_of_acte
from deliberia.masking.lexicon import CIVILITIES, load_words
from deliberia.reading import split_actes
from deliberia.text import fold, normalize

PASSAGE = 3000
"""Characters: a long passage of an act."""
DENSE = 4000
GIVEN = ("Gaston", "Solange", "Jean-Yves", "Étienne", "Inès", "Oriande", "Isarn", "Zoé", "Khadidja", "Firmin")
SURNAMES = ("Dubreuil", "Marchal", "Vasseur", "Charbonnel", "Sabatéry", "Corbier", "Amar", "Roure", "Farges")
HOSTILE = ("née à x ", "a@", "MM. Jean Dubreuil et ",
           "12 rue de la ", "SARL \"", "section AB n° 1, ", "1", "M. ", "\u200b",
           "FR76 3000 ", "Personne X1 ", "A ")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus-dev"))
    parser.add_argument("--actes", type=int, default=400, help="imaginary acts")
    parser.add_argument("--hostile", type=int, default=200_000, help="characters of a hostile text")
    parser.add_argument("--regle-spacy", action="store_true", help="compare with the EntityRuler of spaCy")
    options = parser.parse_args()
    leaks = 0
    if (options.corpus / "texts").is_dir():
        paths = sorted((options.corpus / "texts").glob("*.txt"))
        leaks = measure_corpus(paths)
        for jeu in read_jeux():
            measure_inserted(paths, jeu)
    else:
        print(f"{options.corpus} est absent : les actes réels ne sont pas mesurés.")
    actes = make_actes(options.actes)
    measure_synthesis(actes)
    print_measures()
    measure_dense_list()
    if options.regle_spacy:
        from regle import compare

        compare(actes)
    measure_growth(options.hostile)
    return 1 if leaks else 0


def measure_corpus(paths: list[Path]) -> int:
    """Count the known names that leave real acts; return how many."""
    names_seen = leaks = wrong = size = 0
    spent = 0.0
    passages: list[float] = []
    kinds: Counter[str] = Counter()
    for path in paths:
        text = normalize(path.read_text(encoding="utf-8"))
        names = sorted({name for acte in split_actes(text) for name in names_of_acte(acte)})
        protected = [(one.start, one.end) for one in find_citations(text)]
        begin = time.process_time()
        masked = mask(text, known=names, protected=protected)
        spent += time.process_time() - begin
        size += len(text)
        kinds.update(entry.kind.value for entry in masked.entries)
        wrong += masked.restore(masked.text).text != text
        shown = fold(masked.text)
        names_seen += len(names)
        for name in names:
            found = find_shown(name, shown)
            leaks += len(found)
            for place in found:
                print(f"  {path.name} : un nom connu reste au caractère {place} du texte replié")
        passages += [
            time_passage(text[i : i + PASSAGE], names) for i in range(0, min(len(text), 9000), PASSAGE)
        ]
    passages.sort()
    print(f"Actes réels : {len(paths)}, {size} caractères, {names_seen} noms connus")
    print(f"  noms connus qui sortent : {leaks} ; retours inexacts : {wrong}")
    print(f"  {size / spent:,.0f} caractères par seconde".replace(",", " "))
    middle, high = passages[len(passages) // 2], passages[len(passages) * 95 // 100]
    print(f"  passage de {PASSAGE} caractères : médiane {middle:.1f} ms, 95 % sous {high:.1f} ms")
    print("  " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    return leaks


def time_passage(text: str, names: list[str]) -> float:
    """Milliseconds to mask a passage and to restore it."""
    begin = time.process_time()
    masked = mask(text, known=names)
    masked.restore(masked.text)
    return (time.process_time() - begin) * 1000


def find_shown(name: str, shown: str) -> list[int]:
    """Find a name in a folded text: whole in either order, or its last word where a civility precedes."""
    words = [word for word in re.findall(r"[a-z]+", fold(name)) if word not in CIVILITIES]
    if all(word in load_words("arrets") or len(word) < 2 for word in words):
        return []  # a line of the heading that was read as a name
    orders = {tuple(words), tuple(reversed(words)), (*words[-1:], *words[:-1])}
    whole = "|".join(r"[ ,-]+".join(order) for order in orders)
    civility = "|".join(CIVILITIES)
    pattern = rf"(?<![a-z])(?:{whole}|(?:{civility})[. ]+{words[-1]})(?![a-z])"
    return [found.start() for found in re.finditer(pattern, shown)]


def measure_synthesis(actes: list[Synthese]) -> None:
    """Print the recall of each kind on imaginary acts, and what was masked there for nothing."""
    right: Counter[Kind] = Counter()
    total: Counter[Kind] = Counter()
    over = masks = 0
    for acte in actes:
        masked = mask(acte.texte)
        masks += len(masked.entries)
        hidden = [(entry.start, entry.end) for entry in masked.entries]
        for kind, start, end in acte.places:
            total[kind] += 1
            right[kind] += all(any(a <= place < b for a, b in hidden) for place in range(start, end))
        over += sum(not any(s < b and a < e for _, s, e in acte.places) for a, b in hidden)
    print(f"Actes imaginaires : {len(actes)}, sans liste de noms connus")
    for kind in sorted(total):
        print(f"  {kind.value:12} {right[kind]:5} / {total[kind]:5}  {right[kind] / total[kind]:7.1%}")
    print(f"  masqués sans raison : {over} sur {masks} ({over / max(masks, 1):.1%})")


def measure_dense_list() -> None:
    """Print the cost of 4,000 characters of names, one after another, half of them known."""
    chance = random.Random(3)  # noqa: S311 - nothing secret
    names = [
        f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}-{chance.choice(SURNAMES)}" for _ in range(160)
    ]
    text = ", ".join(f"M. {name}" for name in names)[:DENSE]
    costs = sorted(time_passage(text, names[:60]) for _ in range(9))
    count = len(mask(text, known=names[:60]).entries)
    print(f"Liste de {DENSE} caractères, {count} noms : médiane {costs[4]:.1f} ms")


def measure_growth(size: int) -> None:
    """Print the cost of hostile texts at two sizes: four times the text must cost about four times."""
    worst = (0.0, "", 0.0)
    for piece in HOSTILE:
        costs = []
        for length in (size // 4, size):
            text = (piece * (length // len(piece) + 1))[:length]
            begin = time.process_time()
            masked = mask(text, known=("Mme Claire Vasseur",))
            masked.restore(masked.text)
            costs.append(time.process_time() - begin)
        worst = max(worst, (costs[1] / size * 1e6, piece, costs[1] / costs[0]))
    print(
        f"Textes hostiles de {size} caractères : au plus {worst[0]:.1f} µs par caractère, "
        f"{worst[2]:.1f} fois le temps pour 4 fois le texte ({worst[1]!r})"
    )


if __name__ == "__main__":
    sys.exit(main())
