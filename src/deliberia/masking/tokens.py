"""How a pseudonym is recognised in a text, however a model rewrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deliberia.masking.kinds import LABELS, SHAPES, Kind
from deliberia.masking.page import Page

_KINDS = {Page(label).flat: kind for kind, label in LABELS.items()}
_KINDS |= {Page(label).flat.rstrip("s"): Kind.SOCIETE for label in SHAPES.values()}
_LABEL = "|".join(sorted(_KINDS, key=len, reverse=True))
_BETWEEN = r"[ \n_*\\\"'`~<>{}\[\](),.:°#-]{0,6}(?:n°[ ]?)?"
TOKEN = re.compile(
    rf"(?<![a-z0-9])(?P<label>{_LABEL})s?{_BETWEEN}x[ _*\\-]{{0,3}}(?P<n>\d{{1,9}})(?P<v>[a-z]{{0,3}})"
    rf"(?![a-z0-9])"
)
"""A whole pseudonym."""
PARTED_VARIANT = re.compile(r"[ _*\\-]?\(?(?P<v>[b-z])\)?(?![a-z0-9'])")
"""The letter of a spelling that a model put aside: « Personne X3 (b) »."""
BARE = re.compile(r"(?<![a-z0-9])x[_\\]?(?P<n>\d{1,9})(?P<v>[a-z]{0,3})(?![a-z0-9])")
"""A number without its label."""
BROKEN = re.compile(
    rf"(?<![a-z0-9])(?P<label>{_LABEL})s?[ _*\\\n-]{{1,4}}(?:x(?![a-z0-9])|x[ ]?[a-z]?\d{{0,9}}|"
    rf"(?P<n>\d{{1,6}}[a-z]?)(?![a-z0-9,.]\d|[ ]?(?:€|%)))"
)
"""A label and a piece of its number."""
OURS = frozenset({"personne", "telephone", "courriel", "immatriculation", "naissance", "assure", "rna"})
"""Labels that no act writes with a capital before a figure: « Personne 7 » is made up by a model."""
DESIGNATED = re.compile(r"(?:la|cette|une|et|ou|mme|madame|m\.|monsieur|a|de|l'|,)[ \n]\Z")
"""What stands before « personne 3 » when it names someone; « 15 € par personne 3 fois » does not."""


@dataclass(frozen=True, slots=True)
class Token:
    """A pseudonym found, `[start, end)` in the plain text. `kind` is None without a label."""

    start: int
    end: int
    number: int
    variant: str
    kind: Kind | None


def find_tokens(flat: str) -> list[Token]:
    """Find whole pseudonyms, then bare numbers between them, in reading order."""
    tokens = [
        Token(found.start(), found.end(), int(found["n"]), found["v"], _KINDS[found["label"]])
        for found in TOKEN.finditer(flat)
    ]
    taken = {place for token in tokens for place in range(token.start, token.end)}
    tokens += [
        Token(found.start(), found.end(), int(found["n"]), found["v"], None)
        for found in BARE.finditer(flat)
        if found.start() not in taken
    ]
    return sorted(tokens, key=lambda token: token.start)
