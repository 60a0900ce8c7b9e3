"""Elision, contraction, agreement and lists in French."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deliberia.text.normal import fold

APOSTROPHE = "\u2019"
_ELIDED = {"de", "que", "le", "la", "je", "me", "te", "se", "ne", "ce", "jusque", "lorsque", "puisque"}
_CONTRACTED = {"de": {"le": "du", "les": "des"}, "à": {"le": "au", "les": "aux"}}
_MUTE_H = (
    "habit", "he", "hy", "hippo", "hist", "hiver", "homm", "hono", "hopita", "horai", "horizon", "horlog",
    "horten", "horti", "hote", "hospi", "hubert", "huil", "huiss", "human", "humain", "humid", "humour",
)  # fmt: skip
"""Beginnings of words whose h is silent. Usage wavers for place names in h: any other one keeps « de »."""
_ASPIRATED = ("heaulm", "herisson", "heriss", "hernie", "heron", "herse", "hetre", "heurt", "hersin")
_NO_ELISION = re.compile(r"(?:onz|oui\b|ouistiti|ouat|uhlan|yacht|yaour|y[aeiou](?!u\b|rres|nne))")
_VOWEL = re.compile(r"[aeiouy]")


def elide(word: str, name: str, *, contract: bool = True) -> str:
    """Put a short word before a name: « d’Aubrac », « de Val-Fleuri », « du Puy », « des Aubiers ».

    « La » and « L’ » stay whole (« de La Roche »). With `contract=False`, the form for a person's surname,
    « Le » and « Les » stay too: « de Le Goff ».
    """
    first, _, rest = name.partition(" ")
    contracted = _CONTRACTED.get(word, {}).get(first.lower())
    if contract and contracted and rest:
        return f"{contracted} {rest}"
    if word in _ELIDED and _calls_elision(name):
        return word[:-1] + APOSTROPHE + name
    return f"{word} {name}"


def _calls_elision(name: str) -> bool:
    bare = fold(name)
    if bare.startswith("h"):
        return bare.startswith(_MUTE_H) and not bare.startswith(_ASPIRATED)
    return _VOWEL.match(bare) is not None and _NO_ELISION.match(bare) is None


def join_french(words: Sequence[str], *, last: str = "et") -> str:
    """Join with commas and « et »: « a, b et c ». Nothing gives an empty text."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def agree(count: int, singular: str, plural: str | None = None) -> str:
    """Return the form for that count; the French plural begins at two.

    Without `plural`, an s is added unless the word ends in s, x or z.
    """
    if abs(count) < 2:
        return singular
    if plural is not None:
        return plural
    return singular if singular.endswith(("s", "x", "z")) else singular + "s"
