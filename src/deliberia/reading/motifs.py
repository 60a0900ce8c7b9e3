"""Compile the patterns of the readers so that no layout can make them slow."""

from __future__ import annotations

import re

_BLANCS = 4
"""A page set in columns holds hundreds of blanks in a row: patterns that allow any number of them at
several places would try every split. Facts printed together are never further apart than this."""


def motif(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile `pattern` with `\\s*` and `\\s+` bounded."""
    bounded = pattern.replace(r"\s*", rf"\s{{0,{_BLANCS}}}").replace(r"\s+", rf"\s{{1,{_BLANCS}}}")
    return re.compile(bounded, flags)
