"""Is this reference in force on that day? One question, one `Verdict`, always with its reason and its proof.

    verify("CGCT:L2121-29", on=day) -> Verdict       a key, in any known spelling
    verify_target(target, on=day) -> Verdict         a citation: ranges, laws whose number and date disagree
    is_printable(verdict)                            whether a draft may print it
    nearest_numbers("CGCT:L2122-92", on=day)         keys of the real numbers near one that does not exist
    search_references("règlement intérieur")         articles and texts by words, subject or number
    describe(cle, on=day) -> Card                    heading, versions, successors, source
    report_coverage() -> Coverage                    what the base knows, and whether it is stale
    open_base() -> Base                              the deepest base on this machine, for `base=`

What the base does not know on that day is `non_verifiable`, never `en_vigueur` by default; `etat` and
`dernier_etat` then say the last day known and what the reference was on that day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.verification.cards import Card, describe
    from deliberia.verification.coverage import CodeCoverage, Coverage, report_coverage
    from deliberia.verification.dossiers import make_url
    from deliberia.verification.engine import is_printable, verify
    from deliberia.verification.nearest import nearest_numbers
    from deliberia.verification.opening import open_base
    from deliberia.verification.search import Hit, search_references
    from deliberia.verification.targets import count_covered, verify_target

__all__ = [
    "Card",
    "CodeCoverage",
    "Coverage",
    "Hit",
    "count_covered",
    "describe",
    "is_printable",
    "make_url",
    "nearest_numbers",
    "open_base",
    "report_coverage",
    "search_references",
    "verify",
    "verify_target",
]

_HOMES = {
    "cards": (
        "Card",
        "describe",
    ),
    "coverage": (
        "CodeCoverage",
        "Coverage",
        "report_coverage",
    ),
    "dossiers": ("make_url",),
    "engine": (
        "is_printable",
        "verify",
    ),
    "nearest": ("nearest_numbers",),
    "opening": ("open_base",),
    "search": (
        "Hit",
        "search_references",
    ),
    "targets": (
        "count_covered",
        "verify_target",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
