"""Answers that name nobody: a function, « la cheffe de cuisine », a house, « le refuge intercommunal »."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from deliberia.masking.lexicon import PARTICLES, is_of_language, is_ordinary, load_words
from deliberia.masking.page import Page

_HEAD = re.compile(
    r"(?P<article>(?:l[ae]s?|une?|aux?|du|des)[ ]|l')?"
    r"(?:(?:premi(?:er|ère)|second|deuxième|troisième|quatrième|cinquième|sixième|deux|trois|quatre|cinq|six|"
    r"ancien|ancienne|futur|nouveau|nouvelle|jeune|\d{1,2}(?:er|re|e|ème))[es]{0,2}[ ]){0,2}"
    r"(?P<head>[^\W\d_]+(?:-[^\W\d_]+)?)(?![\w'])",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:^|[ ])(?:de la[ ]|de l'|des[ ]|du[ ]|de[ ]|d'|à la[ ]|à l'|aux?[ ]|à[ ]|chez[ ]|en[ ]|pour[ ])"
)
_WORD = re.compile(r"[a-z0-9]+")
_PRIVATE = frozenset(
    {"association", "associations", "club", "societe", "comite", "amicale", "entreprise", "cabinet", "groupe",
     "syndicat", "federation", "union", "cooperative", "mutuelle", "fondation", "ligue"}
)  # fmt: skip
_ADJECTIVE = re.compile(r".{2,}(?:al|ale|als|ales|aux|ique|iques|if|ive|aire|aires)\Z")
_ADJECTIVES = frozenset({
    "champetre", "champetres", "forestier", "forestiers", "enfance", "jeunesse", "petite", "public",
    "publique", "publics", "sportif", "sportive", "adjoint", "adjointe", "delegue", "deleguee",
})  # fmt: skip
_PUBLIC_ADJECTIVE = re.compile(
    r"(?:inter)?communa(?:le?s?|ux)|municipa(?:le?s?|ux)|(?:inter)?departementa(?:le?s?|ux)|regiona(?:le?s?|ux)|"
    r"nationa(?:le?s?|ux)|metropolitaine?s?|academiques?|publics?|publiques?"
)
_PUBLIC_REACH = 4
"""Words within which the adjective stands: « la régie municipale d’électricité »."""


def strip_function(part: str, is_public: Callable[[str], bool]) -> str | None:
    """Return the organisation that a function serves, empty when it names none; None when it is no function.

    « le gérant du Café de la Place » gives « Café de la Place », « le préfet du Lot » nothing.
    """
    head = _HEAD.match(part)
    if head is None:
        return None
    word = _flatten(head["head"])
    is_office = word in _load_functions()
    if not is_office and word not in load_words("fonctions"):
        return None
    if head["head"][:1].isupper() and (head["article"] or "")[:1].isupper():
        return None  # « Le Gardien du Temple » is a name
    rest = part[head.end() :]
    if not any(char.isupper() for char in rest):
        return "" if is_office or _is_description(rest) else None
    return _read_served(rest.strip(), is_public, is_office=is_office)


def _read_served(rest: str, is_public: Callable[[str], bool], *, is_office: bool) -> str | None:
    """Read what comes after « de », « du »…, from the longest to the shortest."""
    served: str | None = None
    for link in _OF.finditer(rest):
        name = rest[link.end() :]
        if is_public(name) or _flatten(name) in load_words("territoires"):
            return ""
        first = _flatten(name).split(" ")[0]
        if first in _PRIVATE:
            return name
        if name[:1].isupper():
            return "" if is_office else name
        served = served if served is not None else name
    return "" if is_office and served is not None else served


def _is_description(rest: str) -> bool:
    """Tell whether small letters after a function go on with it: « de cuisine », « municipal »."""
    if _OF.match(rest):
        return True
    words = _WORD.findall(Page(rest).flat)
    return all(_goes_on(word) for word in words)


def _goes_on(word: str) -> bool:
    if word in _ADJECTIVES or word in PARTICLES or is_ordinary(word):
        return True
    return _ADJECTIVE.match(word) is not None


def is_institution(name: str) -> bool:
    """Tell whether a name is that of a public house: an adjective says so, or all its words are plain."""
    words = _flatten(name).split()
    if not words or words[0] not in load_words("institutions"):
        return False
    near = Page(name).plain.split()[1:_PUBLIC_REACH]
    if any(_PUBLIC_ADJECTIVE.fullmatch(word) for word in near):
        return True
    if any(char.isupper() for char in name):
        return False
    return all(is_ordinary(word) or is_of_language(word) or word in PARTICLES for word in words[1:])


@cache
def _load_functions() -> frozenset[str]:
    """Return the functions that are public offices."""
    return frozenset(line[2:] for line in load_words("fonctions") if line.startswith("+ "))


def _flatten(written: str) -> str:
    return " ".join(_WORD.findall(Page(written).flat))
