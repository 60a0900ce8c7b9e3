"""A short way to write expected citations in a table.

CGCT                    a code                      CGCT:L2121-29      an article
CGCT:L2121-29+          « et suivants »             CVR:L171-1..L171-11  a range
loi:82-213@1982-03-02#9-1   kind, number, date, article (each only if present)
~ at the end: taken up from the context; ? at the end: deduced
"""

from __future__ import annotations

from deliberia.citations import find_citations
from deliberia.model.citation import CODE_KINDS, Citation, Resolution, Target, TargetKind

_MARK = {Resolution.EXPLICITE: "", Resolution.REPRISE: "~", Resolution.DEDUITE: "?"}


def write_target(target: Target) -> str:
    """Write one target in the short notation."""
    following = "+" if target.suivants else ""
    if target.kind is TargetKind.CODE:
        return target.text
    if target.kind is TargetKind.RANGE:
        return f"{target.text}:{target.from_num}..{target.to_num}{following}"
    if target.kind in CODE_KINDS:
        return f"{target.text}:{target.num}{following}"
    date = f"@{target.date.isoformat()}" if target.date else ""
    article = f"#{target.article}{following}" if target.article else ""
    return f"{target.kind.value}:{target.num}{date}{article}"


def write_citation(citation: Citation) -> str:
    """Write one citation: its targets, joined by « & », and how it was resolved."""
    return " & ".join(map(write_target, citation.targets)) + _MARK[citation.resolution]


def write_citations(text: str, *, codes: bool = False) -> str:
    """Write the citations of a text; the codes named beside articles are left out unless asked for."""
    found = find_citations(text)
    kept = [c for c in found if codes or len(found) == 1 or c.targets[0].kind is not TargetKind.CODE]
    if not kept:
        kept = list(found)
    return " | ".join(map(write_citation, kept))
