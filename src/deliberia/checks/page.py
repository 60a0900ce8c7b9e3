"""The public page of a rule, made from its docstring and its record."""

from __future__ import annotations

import datetime as dt
import inspect

from deliberia.checks.registre import Rule, get_rule
from deliberia.legal_refs import load_base, name_reference
from deliberia.model import VerdictKind
from deliberia.text import format_date, typeset
from deliberia.verification import verify

RUBRIQUES = ("Ce que la règle vérifie", "Pourquoi", "Exemple fautif", "Correction", "Limites")


def read_rubriques(rule: Rule) -> dict[str, str]:
    """Return the text of each heading of the page, in order; a heading that is missing is absent."""
    rubriques: dict[str, list[str]] = {}
    current: str | None = None
    for line in inspect.cleandoc(rule.page).split("\n")[1:]:
        if line.strip() in RUBRIQUES:
            current = line.strip()
            rubriques[current] = []
        elif current is not None:
            rubriques[current].append(line.strip())
    return {name: " ".join(" ".join(lines).split()) for name, lines in rubriques.items()}


def explain(rule_id: str) -> str:
    """Return the page of a rule as Markdown.

    Raises:
        UsageError: no rule has that id.
    """
    rule = get_rule(rule_id)
    lines = [f"# {rule.id} : {rule.titre}", "", f"Gravité : {rule.severite.value}."]
    if rule.since:
        lines.append(f"S’applique aux séances tenues depuis le {format_date(rule.since)}.")
    if rule.until:
        lines.append(f"S’applique aux séances tenues avant le {format_date(rule.until)}.")
    if rule.fondement:
        lines.append("Fondement : " + " ; ".join(name_reference(cle) for cle in rule.fondement) + ".")
        lines += _list_doubts(rule)
    for name, text in read_rubriques(rule).items():
        lines += ["", f"## {name}", "", text]
    return typeset("\n".join(lines)) + "\n"


def _list_doubts(rule: Rule) -> list[str]:
    """Say which basis the base cannot prove in force, on the last day that it knows."""
    base = load_base()
    day = base.etat if rule.until is None else min(base.etat, rule.until - dt.timedelta(days=1))
    doubts: list[str] = []
    for cle in rule.fondement:
        verdict = verify(cle, on=day, base=base)
        if verdict.kind is VerdictKind.NON_VERIFIABLE:
            doubts.append(f"À vérifier avant de citer : {name_reference(cle)}. {verdict.motif}")
    return doubts
