"""French sentences for what the user mistyped."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`; None when none is close."""
    folded = {candidate.casefold().replace("-", "_"): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold().replace("-", "_"), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def quote(name: str) -> str:
    return f"« {name} »"


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say that `name` is unknown, with the nearest known name: « Champ inconnu « x » : … »."""
    names = tuple(known)
    close = nearest(name, names)
    if close:
        return f"{what} {quote(name)} : vouliez-vous écrire {quote(close)} ?"
    if names:
        return f"{what} {quote(name)} ; les noms admis sont {', '.join(names)}."
    return f"{what} {quote(name)}."
