"""What the facts say, sentence by sentence: the stems said, those denied; what rises and falls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from deliberia.assistance.page import flatten
from deliberia.assistance.stems import iter_stems

_SENTENCE = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bdr)[.!?…](?= |\Z)|:(?= (?!\d))|[;\n]")
_DENIAL = re.compile(
    r"(?:(?<![\w'])ne |(?<!\w)n')"
    r"(?=[^.;:,]*(?<!\w)(?:pas|plus|aucun|aucune|jamais|rien|ni|guere|personne)(?!\w))"
    r"|(?<!\w)(?:sans|aucun|aucune|absence d|absence de|faute de|ni)(?!\w) ?"
    r"|(?<!\w)(?:aucun|aucune|nul|nulle) (?=[^.;:,]*(?<!\w)n[e'])"
)
_SCOPE_END = re.compile(r"[,.;:!?\n]| (?:mais|et|puis|car|or|alors que|tandis que) ")
_IF = re.compile(r"(?<!\w)(?:si|s'ils?|lorsque|faute de quoi) ")
"""A condition denies nothing."""
RISE = re.compile(
    r"(?<!\w)(?:augment(?:e|ent|ee?s?|ation|ations|era|eront|ait)|hausses?|accroi(?:t|ssent|ssement)"
    r"|accrue?s?|progress(?:e|ent|ee?|ion)|major(?:ee?s?|ation)|plus elevee?s?|alourdi\w*|grimp\w+"
    r"|double(?:nt|es?)?)(?!\w)"
)
FALL = re.compile(
    r"(?<!\w)(?:baiss(?:e|ent|es|ee?s?|era|eront|ait)|diminu(?:e|ent|ee?s?|tion|era|eront)|reduit(?:e|es|s)?"
    r"|reduction|moins elevee?s?|recul(?:e|ent)?|allege(?:e|es|nt)?|repli)(?!\w)"
)

STILL = re.compile(r"(?<!\w)(?:stables?|inchangee?s?|stabilite)(?!\w)")


@dataclass(frozen=True)
class Statement:
    """One sentence of the facts."""

    libelle: str
    mots: frozenset[str]
    nies: frozenset[str]
    """Stems that stand only in the reach of a negation."""

    @cached_property
    def dits(self) -> frozenset[str]:
        return self.mots - self.nies


def read_statements(texts: Iterable[str], denied: Iterable[str] = ()) -> tuple[Statement, ...]:
    """Read the sentences of the facts; `denied` are the questions answered by no."""
    statements = {_read(part) for text in texts for part in _SENTENCE.split(flatten(text)) if part}
    for text in denied:
        stems = frozenset(word for _, word in iter_stems(flatten(text)))
        statements.add(Statement(text, stems, stems))
    return tuple(one for one in statements if one.mots)


def _read(sentence: str) -> Statement:
    said: set[str] = set()
    no: set[str] = set()
    spans = list(iter_denials(sentence))
    spans = [] if _IF.search(sentence) else spans
    for place, word in iter_stems(sentence):
        is_denied = any(start <= place < end for start, end in spans)
        (no if is_denied else said).add(word)
    return Statement(sentence.strip(), frozenset(said | no), frozenset(no - said))


def iter_denials(flat: str) -> Iterator[tuple[int, int]]:
    """Yield the reach of each negation: from it to the end of its clause."""
    for found in _DENIAL.finditer(flat):
        end = _SCOPE_END.search(flat, found.end())
        yield found.start(), end.start() if end else len(flat)
