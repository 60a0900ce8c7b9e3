"""Words that the reports share: names of severities, families of rules, legal bases, places in the text."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from deliberia.errors import DeliberiaError
from deliberia.model import Finding, Severity

SEVERITES = {
    Severity.ERREUR: ("erreur", "erreurs", "E"),
    Severity.AVERTISSEMENT: ("avertissement", "avertissements", "A"),
    Severity.INFO: ("information", "informations", "I"),
}
"""Singular, plural, and the letter that marks it beside a number."""
FAMILLES = {
    "VIS": "Visas",
    "CON": "Considérants",
    "DIS": "Dispositif",
    "SEA": "Séance",
    "VOT": "Vote",
    "REF": "Références",
    "FIN": "Finances",
    "DCP": "Données personnelles",
    "EXE": "Caractère exécutoire",
    "FOR": "Forme",
}
"""By the three letters of a rule's id, in the order of an act."""


class Place(NamedTuple):
    """Line and column of a character, both from 1."""

    line: int
    column: int


class Lines:
    """Where lines begin in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def find(self, offset: int) -> Place:
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


def name_famille(regle: str) -> str:
    return FAMILLES.get(regle[:3], "Autres")


def name_fondement(cle: str) -> str:
    """Name a legal basis as a reader says it; a key that is not ours stays as it is."""
    from deliberia.legal_refs import name_reference

    try:
        return name_reference(cle)
    except DeliberiaError:
        return cle


def cut(text: str, most: int) -> str:
    """Put a text on one line of `most` characters at most."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def comment_lines(finding: Finding) -> tuple[str, ...]:
    """Return what a comment in the document says of a finding, one paragraph each."""
    lines = [f"{SEVERITES[finding.severite][0].capitalize()} {finding.regle} – {finding.message}"]
    if finding.correction:
        lines.append(f"À faire : {finding.correction}")
    if finding.fondement:
        lines.append(f"Fondement : {' ; '.join(map(name_fondement, finding.fondement))}.")
    return tuple(lines)
