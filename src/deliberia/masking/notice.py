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


_SHAPES = {
    "m": "masculin singulier, « le »",
    "f": "féminin singulier, « la »",
    "mv": "masculin singulier, « l’ »",
    "fv": "féminin singulier, « l’ »",
    "mp": "masculin pluriel, « les »",
    "fp": "féminin pluriel, « les »",
}


def _describe_organisation(rows: list[Replacement]) -> str:
    """Tell the article of an organisation, which its pseudonym bears as it does."""
    told = [
        f"{row.pseudonym} ({_SHAPES[row.genre]})" if row.genre else f"{row.pseudonym} (sans article)"
        for row in rows
    ]
    same = " : le même organisme" if len(rows) > 1 else " : une entreprise, une association ou un organisme"
    return f"- {', '.join(told)}{same}."


def _describe(rows: list[Replacement]) -> str:
    genre = next((row.genre for row in rows if row.genre), "")
    if rows[0].kind is Kind.SOCIETE and genre:
        return _describe_organisation(rows)
    gender = {"f": "une femme", "m": "un homme"}.get(genre, "") if rows[0].kind is Kind.PERSONNE else ""
    names = ", ".join(row.pseudonym for row in rows)
    if len(rows) > 1:
        same = "la même personne" if rows[0].kind is Kind.PERSONNE else "la même donnée"
        return f"- {names} : {same}, {gender}." if gender else f"- {names} : {same}."
    return f"- {names} : {gender}." if gender else ""
