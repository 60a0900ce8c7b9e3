"""A text to search in: small letters, plain spaces and apostrophes, and the same length."""

from __future__ import annotations

_PLAIN = str.maketrans("àâäéèêëîïôöùûüç’‘\u00a0\u202f\u2009\n\t", "aaaeeeeiioouuuc''     ")


def flatten(text: str) -> str:
    """Return the text without accents, character for character."""
    flat = text.lower().translate(_PLAIN)
    return flat if len(flat) == len(text) else text.translate(_PLAIN)
