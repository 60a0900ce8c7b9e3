"""Check a document: read it, understand it, judge its citations, run the checks.

`check(Path(...))` reads a file, `check("text")` takes the text. `check_many` goes on when a file cannot
be read. An `Audit` is a value: `as_dict()` and `citations_as_dict()` give the JSON of the commands.
"""

from deliberia.auditing.affichage import iter_finding_lines, render_terminal
from deliberia.auditing.audit import Audit, CitationReport, Failure, JudgedCitation, JudgedTarget
from deliberia.auditing.controle import check, check_acte, check_many, check_text, read_citations

__all__ = [
    "Audit",
    "CitationReport",
    "Failure",
    "JudgedCitation",
    "JudgedTarget",
    "check",
    "check_acte",
    "check_many",
    "check_text",
    "iter_finding_lines",
    "read_citations",
    "render_terminal",
]
