"""The rules: how one is declared, when it applies, how it is run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import import_module

from deliberia.checks.contexte import Context
from deliberia.checks.signal import Signal
from deliberia.errors import UsageError
from deliberia.model import Acte, CollectiviteSorte, Finding, Forme, Severity
from deliberia.text import typeset

CheckFunction = Callable[[Acte, Context], Iterator[Signal]]
_ID = re.compile(r"^(?:VIS|CON|DIS|SEA|VOT|REF|FIN|DCP|EXE|FOR)\d{3}$")


class Portee(StrEnum):
    """Which part of a document a rule looks at."""

    SEANCE = "seance"
    """The meeting: a whole act, or the preamble of minutes; never an item cut from minutes."""
    ACTE = "acte"
    """One decision: a whole act, or an item of minutes; never minutes taken as a block."""
    TEXTE = "texte"
    """Any text."""


_FORMES = {
    Portee.SEANCE: frozenset({Forme.DELIBERATION, Forme.PROCES_VERBAL}),
    Portee.ACTE: frozenset({Forme.DELIBERATION, Forme.POINT}),
    Portee.TEXTE: frozenset(Forme),
}

COMMUNES = frozenset({CollectiviteSorte.COMMUNE})
COMMUNES_EPCI = frozenset({CollectiviteSorte.COMMUNE, CollectiviteSorte.EPCI, CollectiviteSorte.SYNDICAT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check: what identifies it, when it applies, and the function that looks."""

    id: str
    origine: str
    severite: Severity
    fondement: tuple[str, ...]
    portee: Portee
    sortes: frozenset[CollectiviteSorte] | None
    """Authorities concerned; None: all. An authority that is not known is let pass by no limited rule."""
    since: dt.date | None
    """First day of meeting concerned."""
    until: dt.date | None
    """First day of meeting no longer concerned."""
    genres: frozenset[str]
    """Kinds of act concerned; empty: all."""
    function: CheckFunction

    @property
    def page(self) -> str:
        """The public page, in French: the docstring of the function."""
        return self.function.__doc__ or ""

    @property
    def titre(self) -> str:
        return self.page.split("\n", 1)[0].rstrip(".")

    def applies_to(self, acte: Acte, context: Context) -> bool:
        """True when the rule has something to say of such an act on such a day."""
        if acte.forme not in _FORMES[self.portee]:
            return False
        if self.genres and not self.genres & acte.genres:
            return False
        if self.sortes is not None and context.get_sorte(acte) not in self.sortes:
            return False
        if (self.since or self.until) and context.date is None:
            return False
        if self.since is not None and context.date is not None and context.date < self.since:
            return False
        return not (self.until is not None and context.date is not None and context.date >= self.until)

    def make_finding(self, signal: Signal) -> Finding:
        start, end = signal.place
        return Finding(
            regle=self.id,
            origine=self.origine,
            severite=signal.limit(self.severite),
            message=typeset(signal.message),
            correction=typeset(signal.correction),
            fondement=self.fondement if signal.fondement is None else signal.fondement,
            start=start,
            end=end,
        )


_RULES: dict[str, Rule] = {}


def check(
    rule_id: str,
    *,
    origine: str,
    severite: Severity,
    fondement: tuple[str, ...] = (),
    portee: Portee = Portee.ACTE,
    sortes: frozenset[CollectiviteSorte] | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    genres: frozenset[str] = frozenset(),
) -> Callable[[CheckFunction], CheckFunction]:
    """Declare a rule. The decorated function stays a pure function of the act and the context.

    Raises:
        ValueError: the id is malformed or already taken: a mistake in the source, seen at import.
    """

    def register(function: CheckFunction) -> CheckFunction:
        if not _ID.match(rule_id) or rule_id in _RULES:
            raise ValueError(f"rule id {rule_id!r} is malformed or already taken")
        _RULES[rule_id] = Rule(
            id=rule_id,
            origine=origine,
            severite=severite,
            fondement=fondement,
            portee=portee,
            sortes=sortes,
            since=since,
            until=until,
            genres=genres,
            function=function,
        )
        return function

    return register


@lru_cache(maxsize=1)
def iter_rules() -> tuple[Rule, ...]:
    """Return all rules, ordered by id."""
    from deliberia.checks.regles import MODULES

    for name in MODULES:
        import_module(f"deliberia.checks.regles.{name}")
    return tuple(_RULES[rule_id] for rule_id in sorted(_RULES))


def get_rule(rule_id: str) -> Rule:
    """Return the rule of that id.

    Raises:
        UsageError: no rule has that id.
    """
    wanted = rule_id.strip().upper()
    for rule in iter_rules():
        if rule.id == wanted or rule.origine == rule_id.strip():
            return rule
    raise UsageError(
        f"La règle « {rule_id} » n’existe pas.",
        hint="Listez-les avec deliberia regles lister.",
    )


def run_checks(acte: Acte, context: Context) -> tuple[Finding, ...]:
    """Run every rule that applies; findings come in reading order, those without a place first."""
    findings = [
        rule.make_finding(signal)
        for rule in iter_rules()
        if rule.applies_to(acte, context)
        for signal in rule.function(acte, context)
    ]
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.start if f.start is not None else -1, f.regle)))
