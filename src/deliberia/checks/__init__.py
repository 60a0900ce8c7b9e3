"""The checks: rules of law and of logic over the facts of an act.

A rule is a record and a pure function; its docstring is its public page. `run_checks(acte, context)` gives
findings, which are values: a bad act never raises.
"""

from deliberia.checks.contexte import Context, Reference
from deliberia.checks.page import RUBRIQUES, explain, read_rubriques
from deliberia.checks.registre import Portee, Rule, get_rule, iter_rules, run_checks
from deliberia.checks.signal import Signal

__all__ = [
    "RUBRIQUES",
    "Context",
    "Portee",
    "Reference",
    "Rule",
    "Signal",
    "explain",
    "get_rule",
    "iter_rules",
    "read_rubriques",
    "run_checks",
]
