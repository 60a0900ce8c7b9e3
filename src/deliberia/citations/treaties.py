"""The Constitution, treaties and charters."""

from __future__ import annotations

import datetime as dt
import re

from deliberia.citations.events import Reference, Text
from deliberia.model.citation import TargetKind

CONSTITUTION = dt.date(1958, 10, 4)
_CONSTITUTION_AFTER = re.compile(
    r"(?a)(?P<name>\s{1,4}(?:francaise|de la republique(?: francaise)?|de la (?:ve|cinquieme) republique|"
    r"du 4 octobre 1958(?: modifiee)?|de 1958))?"
    r"(?=\s{0,4}(?:$|[,;.:)\"-]|(?:et|ou|ainsi|notamment|modifiee?|dans|pose|prevoit|precitee|susvisee|vu|qui)\b|"
    r"en\s+s(?:on|es)\b|francais))"
)
_LEAD = re.compile(r"(?a)(?:\bvu|\bla|\ba la|\bde la|\bsus)\s{1,4}$|^$")
_ARTICLE_BEFORE = re.compile(r"(?a)\barticles?\s[\d\s,a-z-]{1,25}\bde la\s{1,3}$")
_TREATIES = (
    ("TFUE", r"trait?e\s+sur\s+le\s+fonctionnement\s+de\s+l'union(?:\s+europeenne)?"),
    ("TUE", r"trait?e\s+sur\s+l'union\s+europeenne"),
    ("TCE", r"trait?e\s+instituant\s+la\s+communaute\s+(?:economique\s+)?europeenne"),
    (
        "CEDH",
        r"convention\s+europeenne\s+(?:de\s+sauvegarde\s+)?des\s+droits\s+de\s+l'homme(?:\s+et\s+des\s+libertes\s+fondamentales)?",
    ),
    ("CIDE", r"convention\s+internationale\s+(?:relative\s+aux|des)\s+droits\s+de\s+l'enfant"),
    ("Aarhus", r"convention\s+d'aarhus"),
    ("CEAL", r"charte\s+europeenne\s+de\s+l'autonomie\s+locale"),
    ("CDFUE", r"charte\s+des\s+droits\s+fondamentaux(?:\s+de\s+l'union\s+europeenne)?"),
    ("CharteEnv", r"charte\s+de\s+l'environnement(?:\s+de\s+2004)?"),
    (
        "DDHC",
        r"declaration\s+des\s+droits\s+de\s+l'homme(?:\s+et\s+du\s+citoyen)?(?:\s+(?:de\s+1789|du\s+26\s+aout\s+1789))?",
    ),
)
_NAMES = re.compile("(?a)(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _TREATIES) + ")")


def read_constitution(flat: str, raw: str, start: int, end: int) -> Text | None:
    """Read « la Constitution »; a « constitution de servitude » is none."""
    after = _CONSTITUTION_AFTER.match(flat, end)
    if not after or not _LEAD.search(flat[max(0, start - 8) : start]):
        return None
    if (
        not raw[start].isupper()
        and not after["name"]
        and not _ARTICLE_BEFORE.search(flat[max(0, start - 45) : start])
    ):
        return None
    return Text(TargetKind.CONSTITUTION, start, after.end(), [Reference("", CONSTITUTION)])


def read_treaty(flat: str, start: int) -> Text | None:
    """Read the treaty, charter or declaration whose name begins at `start`."""
    found = _NAMES.match(flat, start)
    return Text(TargetKind.TRAITE, start, found.end(), [Reference(found.lastgroup or "")]) if found else None


def read_treaty_sigle(flat: str, start: int, end: int) -> Text:
    """Read « TFUE »."""
    return Text(TargetKind.TRAITE, start, end, [Reference(flat[start:end].upper())])
