"""The civility that stands before a name, read alike when masking and when restoring."""

from __future__ import annotations

import re

from deliberia.masking.lexicon import CIVILITIES

_CIVILITY = re.compile(r"(?<![a-z])(m|mr|monsieur|mme|madame|mlle|mademoiselle)\b\.?[ \n]{0,2}[*_\"]{0,3}\Z")
_REACH = 20


def read_civility(flat: str, start: int) -> str:
    """Return the gender told right before `start`: « f », « m », or empty."""
    found = _CIVILITY.search(flat[max(0, start - _REACH) : start])
    return CIVILITIES[found[1]] if found else ""
