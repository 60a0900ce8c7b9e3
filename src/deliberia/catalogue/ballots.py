"""What a template may ask of a ballot: who is elected, which counts do not add up, how seats are shared.

A round is a row with `bulletins`, `nuls`, `blancs`, `exprimes` and `voix`, the last typed on one line:
« Mme Claire Vasseur : 9 ; M. Paul Astruc : 1 ».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from deliberia.arithmetic import LAST_ROUND, count_round, majorite_absolue, share_seats
from deliberia.catalogue.values import ABSENT, Row, is_missing
from deliberia.text import fold

_SCORE = re.compile(r"(?P<nom>[^:;]{2,}?)\s*[:=]?\s*(?P<voix>\d{1,4})(?:\s*voix)?\s*")
_FEMININE = re.compile(r"(?:Mme|Mlle|Madame|Mademoiselle)\b")
_CIVILITE = re.compile(r"(?:M|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle)\b")
_MAX_SCORES = 200


def _read_scores(typed: Any) -> dict[str, int]:  # Any: a cell, a hole or nothing
    """Return the votes of each name; nothing when one part of the line cannot be read."""
    if not isinstance(typed, str):
        return {}
    line = typed.strip(" ;.,")
    return _read_parts(line.split(";")) or _read_parts(line.split(","))


def _read_parts(parts: list[str]) -> dict[str, int]:
    scores: dict[str, int] = {}
    for part in parts[:_MAX_SCORES]:
        match = _SCORE.fullmatch(part.strip())
        if match is None or match["nom"] in scores:
            return {}
        scores[match["nom"]] = int(match["voix"])
    return scores


def _scores(typed: Any) -> tuple[Row, ...]:
    """The names of a round, with their `voix`, the most first."""
    ranked = sorted(_read_scores(typed).items(), key=lambda item: -item[1])
    return tuple(Row({"nom": nom, "voix": voix}) for nom, voix in ranked)


def _elu(tours: Iterable[Row]) -> Any:
    """Who is elected by these rounds; nothing when nobody is, or when a tie needs ages."""
    for number, tour in enumerate(tours, 1):
        scores = _read_scores(tour.get("voix"))
        if number > LAST_ROUND or not scores:
            return ABSENT
        elected = count_round(scores, tour=number).elu
        if elected is not None:
            return elected
    return ABSENT


def _superflus(tours: Iterable[Row]) -> tuple[Row, ...]:
    """The rounds of one election that come after somebody was elected."""
    rows = tuple(tours)
    return tuple(row for number, row in enumerate(rows) if number and _elu(rows[:number]) is not ABSENT)


def _majorite(exprimes: Any) -> Any:
    """The absolute majority of so many votes."""
    needed = majorite_absolue(exprimes) if isinstance(exprimes, int) and exprimes >= 0 else None
    return exprimes if is_missing(exprimes) else (needed or 0)


def _incoherents(tours: Iterable[Row]) -> tuple[Row, ...]:
    """The rounds whose counts do not add up."""
    wrong = []
    for tour in tours:
        counts = [tour.get(name) for name in ("bulletins", "nuls", "blancs", "exprimes")]
        if not all(isinstance(count, int) for count in counts):
            continue
        bulletins, nuls, blancs, exprimes = counts
        scores = _read_scores(tour.get("voix"))
        adds_up = bulletins - nuls - blancs == exprimes and sum(scores.values()) == exprimes
        if not adds_up or not scores:
            wrong.append(tour)
    return tuple(wrong)


def _noms(typed: Any) -> tuple[Any, ...]:
    """The names typed on one line between commas, semicolons or « et »."""
    if not isinstance(typed, str):
        return (typed,) if typed is not ABSENT else ()
    parts = re.split(r"\s*[;,]\s*|\s+et\s+", typed)
    return tuple(part.strip() for part in parts if part.strip())


def _sieges(listes: Iterable[Row], nombre: Any, scores: Iterable[Row]) -> tuple[Row, ...]:
    """Share `nombre` seats between lists: rows with `liste`, `voix`, `sieges` and the names `elus`.

    Nothing when votes are missing, or when a tie needs ages.
    """
    rows = tuple(listes)
    voix = {fold(str(row.get("liste"))): row.get("voix") for row in scores}
    counts = [voix.get(fold(str(row.get("liste")))) for row in rows]
    known = {str(number): count for number, count in enumerate(counts) if isinstance(count, int)}
    if len(known) != len(rows) or not rows or not isinstance(nombre, int) or min(known.values()) < 0:
        return ()
    shared = share_seats(known, nombre)
    if shared is None:
        return ()
    return tuple(
        Row(
            {
                "liste": row.get("liste"),
                "voix": known[str(number)],
                "sieges": shared[str(number)],
                "elus": _noms(row.get("candidats"))[: shared[str(number)]],
            }
        )
        for number, row in enumerate(rows)
    )


def _alterne(names: Iterable[Any]) -> bool:
    """Tell whether women and men alternate; true when a civility is not known, as nothing is proved."""
    listed = [name for name in names if isinstance(name, str)]
    if not all(_CIVILITE.match(name) for name in listed):
        return True
    kinds = [_FEMININE.match(name) is not None for name in listed]
    return all(one is not other for one, other in pairwise(kinds))


BALLOT_FILTERS: dict[str, Callable[..., Any]] = {
    "scores": _scores,
    "elu": _elu,
    "incoherents": _incoherents,
    "superflus": _superflus,
    "majorite": _majorite,
    "noms": _noms,
    "sieges": _sieges,
    "alterne": _alterne,
}
