"""Deliberations of French local authorities: drafted quickly, verified at the date of the séance.

Four verbs are the door, in the order one uses them:

    find_citations(text)        what a text cites
    verify(reference, on=day)   whether a reference is in force that day, and why
    draft(modele, ...)          from facts to an act
    check(path_or_text)         what the law finds to say of an act

They take plain text or paths and give immutable values; each has `as_dict()`. No network, no global state.
"""

from __future__ import annotations

from deliberia.version import VERSION

TYPE_CHECKING = False  # `typing` would be a third of the start of every command; type checkers know the name
if TYPE_CHECKING:
    from typing import Any

    from deliberia.auditing import check
    from deliberia.citations import find_citations
    from deliberia.drafting import draft
    from deliberia.verification import verify

__version__ = VERSION
__all__ = ["__version__", "check", "draft", "find_citations", "verify"]

_ROOM = {
    "find_citations": "deliberia.citations",
    "verify": "deliberia.verification",
    "draft": "deliberia.drafting",
    "check": "deliberia.auditing",
}


def __getattr__(name: str) -> Any:  # lazily loaded: the type is that of the verb, known to type checkers
    if name in _ROOM:
        from importlib import import_module

        return getattr(import_module(_ROOM[name]), name)
    raise AttributeError(f"module 'deliberia' has no attribute {name!r}")
