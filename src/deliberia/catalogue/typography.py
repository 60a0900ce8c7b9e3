"""Typography, kept: in a batch of acts most paragraphs come back word for word."""

from __future__ import annotations

from functools import lru_cache

from deliberia.text import typeset


@lru_cache(maxsize=8192)
def set_once(text: str) -> str:
    """Return the text in French typography, computed once per process and text."""
    return typeset(text)
