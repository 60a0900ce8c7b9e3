"""Measure the facts read in acts against a file of true facts, and print the table by fact.

python benchmarks/faits --verite faits.json --textes ../shared/corpus-dev/texts
python benchmarks/faits --verite faits.json --detail

The file holds, for the name of each text without its extension, the facts that the act states:
`{"acte-1": {"date_seance": "2026-11-17", "convocation": "2026-11-10", "en_exercice": 15, "presents": 12,
"votants": 13, "secretaire": "Léa Martin", "votes": [{"repere": "12 voix pour", "pour": 12, "contre": 1}],
"indecis": ["presents"]}}`. A fact left out is one that the act does not state: reading a value is then wrong.
`repere` is a stretch of the text of the vote. The facts of `indecis` are not judged.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from deliberia.model import Acte, Fact
from deliberia.reading import is_same_person, split_actes
from deliberia.text import fold, normalize

MEETING = ("date_seance", "convocation", "en_exercice", "presents", "votants", "secretaire")
VOTE = ("pour", "contre", "abstentions")
RIGHT, WRONG, MISSED, INVENTED = "juste", "faux", "manqué", "inventé"
Row = tuple[str, str, str, object, object]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--verite", type=Path, required=True)
    parser.add_argument("--textes", type=Path, default=Path("../shared/corpus-dev/texts"))
    parser.add_argument("--detail", action="store_true", help="print every fact that is not right")
    options = parser.parse_args()
    truth: dict[str, dict[str, Any]] = json.loads(options.verite.read_text(encoding="utf-8"))
    rows: list[Row] = []
    for name, expected in truth.items():
        text = normalize((options.textes / f"{name}.txt").read_text(encoding="utf-8"))
        rows += compare(name, expected, split_actes(text), text)
    print_table(rows, len(truth))
    if options.detail:
        for name, key, status, wanted, read in rows:
            if status != RIGHT:
                print(f"{status:8} {key:12} {name} : vrai {wanted!r}, lu {read!r}")
    return 0


def compare(name: str, expected: dict[str, Any], actes: tuple[Acte, ...], text: str) -> list[Row]:
    """Judge each fact of one text."""
    rows: list[Row] = []
    undecided = expected.get("indecis", ())
    for key in MEETING:
        read = read_fact(actes[0], key)
        status = judge(expected.get(key), read)
        if status and key not in undecided:
            rows.append((name, key, status, expected.get(key), read))
    for vote in expected.get("votes", ()):
        start = text.index(normalize(vote["repere"]))
        counts = find_counts(actes, start, start + len(vote["repere"]))
        for key in VOTE:
            status = judge(vote.get(key), counts.get(key))
            if status:
                rows.append((name, key, status, vote.get(key), counts.get(key)))
    if not expected.get("votes"):
        rows += [
            (name, key, INVENTED, None, fact.value)
            for acte in actes
            for key in VOTE
            if (fact := getattr(acte, key)) is not None
        ]
    return rows


def read_fact(acte: Acte, key: str) -> object:
    """The value read, in the form of the file of truth."""
    if key == "presents":
        stated, listed = acte.presents_nombre, acte.presents
        return stated.value if stated else len(listed.value) if listed else None
    fact: Fact[Any] | None = getattr(acte, key)
    if fact is None or fact.value == "":
        return None
    return fact.value.isoformat() if isinstance(fact.value, dt.date) else fact.value


def find_counts(actes: tuple[Acte, ...], start: int, end: int) -> dict[str, int]:
    """The counts read for the vote that stands at `[start, end)`."""
    for acte in actes:
        for decompte in acte.decomptes:
            if decompte.start < end and start < decompte.end:
                facts = {key: getattr(decompte, key) for key in VOTE}
                return {key: fact.value for key, fact in facts.items() if fact is not None}
    return {}


def judge(expected: object, read: object) -> str:
    """Compare; empty when the act does not state the fact and nothing was read."""
    if expected is None:
        return "" if read is None else INVENTED
    if read is None:
        return MISSED
    if isinstance(expected, str) and isinstance(read, str) and not expected[:1].isdigit():
        return RIGHT if is_same_person(expected, read) and not _has_more(read, expected) else WRONG
    return RIGHT if expected == read else WRONG


def _has_more(read: str, expected: str) -> bool:
    """True when words that are no part of the name were read with it, its civility left out."""
    known = {*fold(expected).replace("-", " ").split(), "m", "mme", "monsieur", "madame"}
    return any(word.strip(".") not in known for word in fold(read).replace("-", " ").split())


def print_table(rows: list[Row], acts: int) -> None:
    counts = Counter((key, status) for _, key, status, _, _ in rows)
    print(f"{'fait':14}{'énoncé':>8}{'juste':>8}{'faux':>8}{'manqué':>8}{'inventé':>9}{'justes':>9}")
    for key in (*MEETING, *VOTE, "total"):
        found = {
            status: sum(n for (name, kind), n in counts.items() if kind == status and key in (name, "total"))
            for status in (RIGHT, WRONG, MISSED, INVENTED)
        }
        stated = found[RIGHT] + found[WRONG] + found[MISSED]
        share = f"{100 * found[RIGHT] / stated:.1f} %" if stated else "-"
        print(
            f"{key:14}{stated:8}{found[RIGHT]:8}{found[WRONG]:8}{found[MISSED]:8}{found[INVENTED]:9}{share:>9}"
        )
    print(f"{acts} actes")


if __name__ == "__main__":
    sys.exit(main())
