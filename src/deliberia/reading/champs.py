"""Labels of the heading printed without a value."""

from __future__ import annotations

from deliberia.model import Fact
from deliberia.reading.motifs import motif
from deliberia.reading.passage import Passage

_LABEL = motif(
    r"(?im)^[ \t|*_-]*(?P<champ>date\s+de\s+(?:la\s+)?(?:convocation|s[ée]ance)|nombre\s+de\s+(?:membres|conseillers)\s+en\s+exercice|"
    r"(?:le\s+|la\s+)?secr[ée]taire\s+de\s+(?:la\s+)?s[ée]ance|num[ée]ro|objet)[ \t*]*:[ \t*|_.…]*$"
)
_COLONNES = 6
"""Lines to look at after a label: in two-column pages the value comes a few lines further."""


def find_empty_labels(entete: Passage) -> tuple[Fact[str], ...]:
    """Find the labels followed by no value on their line nor in the next lines."""
    found = []
    for match in entete.iter(_LABEL):
        following = entete.texte[match.end() : entete.end].split("\n")[1 : _COLONNES + 1]
        if any(_looks_like_value(line) for line in following):
            continue
        found.append(
            Fact(value=" ".join(match["champ"].split()), start=match.start("champ"), end=match.end("champ"))
        )
    return tuple(found)


def _looks_like_value(line: str) -> bool:
    """A line that could be the value of a label set in another column: short, and not a label itself."""
    bare = line.strip(" \t|*_")
    return bool(bare) and not bare.endswith(":") and ":" not in bare[:40]
