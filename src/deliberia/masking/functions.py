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
    {"association", "associations", "club", "societe", "comite", "amicale", "entreprise", "cabinet",
     "syndicat", "federation", "union", "cooperative", "mutuelle", "fondation", "ligue"}
)  # fmt: skip
_ADJECTIVE = re.compile(r".{2,}(?:al|ale|als|ales|aux|ique|iques|if|ive|aire|aires)\Z")
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
        return "" if is_office else _read_small(rest)
    return _read_served(rest, is_public, is_office=is_office)


def _read_small(rest: str) -> str | None:
    """Read small letters after a function: « du café de la place » names a house, « de cuisine » nobody."""
    link = _OF.match(rest)
    if link is not None and _begins_private(rest[link.end() :]):
        return rest[link.end() :]
    return "" if all(_is_plain(word) for word in _flatten(rest).split()) else None


def _begins_private(name: str) -> bool:
    first = _flatten(name).split(" ")[0]
    return first in _PRIVATE or first in load_words("metiers")


def _is_plain(word: str) -> bool:
    """Tell whether a word is of the language, nobody’s name."""
    if is_ordinary(word) or is_of_language(word) or word in PARTICLES or _ADJECTIVE.match(word):
        return True
    return any(word in load_words(name) for name in ("services", "institutions", "fonctions"))


def _read_served(rest: str, is_public: Callable[[str], bool], *, is_office: bool) -> str | None:
    """Read what comes after « de », « du »…, from the longest to the shortest."""
    served: str | None = None
    for link in _OF.finditer(rest):
        if served is None and any(char.isupper() for char in rest[: link.start()]):
            return None  # « la directrice Dubreuil de la Tuque »
        name = rest[link.end() :]
        if is_public(name) or _flatten(name) in load_words("territoires"):
            return ""
        if _begins_private(name):
            return name
        if name[:1].isupper():
            return "" if is_office else name
        served = served if served is not None else name
    return "" if is_office and served is not None else served


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
    return all(_is_plain(word) for word in words[1:])


@cache
def _load_functions() -> frozenset[str]:
    """Return the functions that are public offices."""
    return frozenset(line[2:] for line in load_words("fonctions") if line.startswith("+ "))


def _flatten(written: str) -> str:
    return " ".join(_WORD.findall(Page(written).flat))
