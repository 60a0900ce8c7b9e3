"""What a model is told of the pseudonyms it reads."""

from __future__ import annotations

from collections.abc import Iterable

from deliberia.masking.kinds import Kind
from deliberia.masking.table import Replacement, Table


def describe_pseudonyms(table: Table, used: Iterable[str] = ()) -> str:
    """Return French sentences for the prompt: copy them as they are, who is who, Mme or M. No name in it."""
    wanted = set(used)
    rows = [row for row in table if not wanted or row.pseudonym in wanted]
    if not rows:
        return ""
    lines = [
        "Les données personnelles sont remplacées par des repères comme « Personne X1 ». Recopie chaque "
        "repère tel quel, sans l’abréger, le traduire ni en inventer."
    ]
    groups: dict[int, list[Replacement]] = {}
    for row in rows:
        groups.setdefault(row.number, []).append(row)
    for group in groups.values():
        line = _describe(group)
        if line:
            lines.append(line)
    return "\n".join(lines)


def _describe(rows: list[Replacement]) -> str:
    genre = next((row.genre for row in rows if row.genre), "")
    gender = {"f": "une femme", "m": "un homme"}.get(genre, "") if rows[0].kind is Kind.PERSONNE else ""
    names = ", ".join(row.pseudonym for row in rows)
    if len(rows) > 1:
        same = "la même personne" if rows[0].kind is Kind.PERSONNE else "la même donnée"
        return f"- {names} : {same}, {gender}." if gender else f"- {names} : {same}."
    return f"- {names} : {gender}." if gender else ""
