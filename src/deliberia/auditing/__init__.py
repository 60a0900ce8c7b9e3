"""Check a document: read it, understand it, judge its citations, run the checks.

`check(Path(...))` reads a file, `check("text")` takes the text. `check_many` goes on when a file cannot
be read; `read_citations` judges what a document cites and runs no check. An `Audit` is a value: `as_dict()`
and `CitationReport.as_dict()` give the JSON of the commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.auditing.affichage import iter_finding_lines, render_terminal
    from deliberia.auditing.audit import Audit, Failure
    from deliberia.auditing.controle import check, check_many
    from deliberia.auditing.judged import CitationReport, JudgedCitation, JudgedTarget
    from deliberia.auditing.releve import judge_citations, read_citations

__all__ = [
    "Audit",
    "CitationReport",
    "Failure",
    "JudgedCitation",
    "JudgedTarget",
    "check",
    "check_many",
    "iter_finding_lines",
    "judge_citations",
    "read_citations",
    "render_terminal",
]

_HOMES = {
    "affichage": (
        "iter_finding_lines",
        "render_terminal",
    ),
    "audit": (
        "Audit",
        "Failure",
    ),
    "controle": (
        "check",
        "check_many",
    ),
    "judged": (
        "CitationReport",
        "JudgedCitation",
        "JudgedTarget",
    ),
    "releve": (
        "judge_citations",
        "read_citations",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
