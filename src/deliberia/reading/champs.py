"""Labels of the heading printed without a value."""

from __future__ import annotations

import re
from itertools import takewhile

from deliberia.model import Fact
from deliberia.reading.motifs import motif
from deliberia.reading.passage import Passage

_LABEL = motif(
    r"(?im)^[ \t|*_-]*(?P<champ>date\s+de\s+(?:la\s+)?(?:convocation|s[ée]ance)"
    r"|nombre\s+de\s+(?:membres|conseillers)\s+en\s+exercice|"
    r"(?:le\s+|la\s+)?secr[ée]taire\s+de\s+(?:la\s+)?s[ée]ance|num[ée]ro"
    r"|objet)[ \t\u00a0\u202f*]*:[ \t\u00a0*|_.…]*$"
)
_CORPS = motif(r"\W*(?:vu\b|consid[ée]rant|le\s+conseil|le\s+maire|madame|monsieur|m\.|mme\b|article)", re.I)
_COLONNES = 6
"""Lines to look at after a label: in two-column pages the value comes a few lines further."""


def find_empty_labels(entete: Passage) -> tuple[Fact[str], ...]:
    """Find the labels followed by no value on their line nor in the next lines."""
    found = []
    for match in entete.iter(_LABEL):
        following = entete.texte[match.end() : entete.end].split("\n")[1 : _COLONNES + 1]
        if any(_looks_like_value(line) for line in takewhile(_is_heading, following)):
            continue
        found.append(
            Fact(value=" ".join(match["champ"].split()), start=match.start("champ"), end=match.end("champ"))
        )
    return tuple(found)


def _is_heading(line: str) -> bool:
    """False from the first line of the body: visas, report, decision."""
    return len(line) < 110 and not _CORPS.match(line)


def _looks_like_value(line: str) -> bool:
    """A line that could be the value of a label set in another column: short, and not a label itself."""
    bare = line.strip(" \t|*_")
    return bool(bare) and not bare.endswith(":") and ":" not in bare[:40]
