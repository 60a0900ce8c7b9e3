"""Read a name as lists write it: « Mme Claire Vasseur », « VASSEUR Claire », « C. Vasseur », « Vasseur »."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from deliberia.masking.lexicon import CIVILITIES, PARTICLES, load_words
from deliberia.masking.page import Page

WORD = re.compile(r"[a-z]+")
_ARTICLES = frozenset({"de", "des", "du", "la", "le", "les"})
_TITLE = re.compile(r"^(?:le|la|l')\s*(?:maire|president|presidente|adjoint|adjointe)\b[\s,]*", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\([^()]{0,80}\)")
_TAIL = re.compile(r"[,;:].*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, read: words are plain and in small letters."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    """Without its particles: « de la Tour » gives `("tour",)`."""
    genre: str = ""
    is_known: bool = True
    """Given by the user; false for a name met in the text after a civility."""
    whole: tuple[str, ...] = field(default=(), compare=False)
    """The surname with its particles, in order: « Le Guennec » gives `("le", "guennec")`."""

    key: str = field(init=False, default="", compare=False)
    """The same for all the writings of one person."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", " ".join((*self.given, "|", *self.surname)))


@lru_cache(maxsize=8192)
def read_name(written: str, *, is_known: bool = True) -> Name | None:
    """Read a name as one writes it on a list; None when nothing of it can be a surname."""
    plain = _PARENTHESIS.sub(" ", Page(written).plain)
    plain = _TAIL.sub("", plain).strip()
    genre = ""
    while True:
        head = re.match(r"\s*([A-Za-z]+)\b\.?\s*", plain)
        if (
            head is None
            or head[1].lower() not in CIVILITIES
            or (head[1] in "Mm" and "." not in head[0] and head.end() < 2)
        ):
            break
        genre = genre or CIVILITIES[head[1].lower()]
        plain = _TITLE.sub("", plain[head.end() :])
    words = [found[0] for found in re.finditer(r"[A-Za-z]+'?", plain)]
    elided = {place for place, word in enumerate(words) if word.endswith("'")}
    words = [word.rstrip("'") for word in words]
    if not words or (len(words) > 1 and all(word.lower() in load_words("arrets") for word in words)):
        return None
    given, surname = _split(words, plain, elided)
    kept = tuple(word.lower() for word in surname if word.lower() not in PARTICLES) or tuple(
        word.lower() for word in surname
    )
    if not any(len(word) > 1 and word not in _ARTICLES for word in kept):
        return None
    whole = tuple(word.lower() for word in surname)
    return Name(tuple(word.lower() for word in given), kept, genre, is_known, whole)


def is_same_given(one: str, other: str) -> bool:
    """Tell whether two given names, or an initial and one, may be the same."""
    return one == other or (one[0] == other[0] and 1 in (len(one), len(other)))


def _split(words: list[str], plain: str, elided: set[int]) -> tuple[list[str], list[str]]:
    """Tell the given names from the surname: by capitals, then by the list of given names, then by order.

    A letter elided, « d’ », is of the surname; any other is an initial.
    """
    if len(words) == 1:
        return [], words
    capitals = [len(word) > 1 and word.isupper() for word in words]
    small = [word for word, is_capital in zip(words, capitals, strict=True) if not is_capital]
    if any(capitals) and any(word.lower() not in PARTICLES for word in small):
        first = capitals.index(True)
        last = len(words) - 1 - capitals[::-1].index(True)
        before, after = words[:first], words[last + 1 :]
        particles = [word for word in before if word.lower() in PARTICLES]
        given = [word for word in (*before, *after) if word not in particles]
        return given, [*particles, *words[first : last + 1]]
    prenoms = load_words("prenoms")
    leading = 0
    hyphens = {
        place for place in range(len(words) - 1) if re.search(rf"{words[place]}-{words[place + 1]}", plain)
    }
    while leading < len(words) - 1 and (
        words[leading].lower() in prenoms
        or (len(words[leading]) == 1 and leading not in elided)
        or (leading and leading - 1 in hyphens and leading == 1)
    ):
        leading += 1
    if leading:
        return words[:leading], words[leading:]
    if words[-1].lower() in prenoms:
        trailing = len(words) - 1
        while trailing > 1 and words[trailing - 1].lower() in prenoms and trailing - 1 in hyphens:
            trailing -= 1
        return words[trailing:], words[:trailing]
    return words[:1], words[1:]
