"""Plain text out of the page-like text of articles."""

from __future__ import annotations

BREAK = "\x1e"
"""Put where a block of text begins or ends, so that words never stick together; no XML text can hold it."""

BLOCKS = frozenset(
    "p br hr div tr li ul ol blockquote table thead tbody h1 h2 h3 h4 h5 h6 pre center dl dt dd".split()
)
BLOCKS |= frozenset(tag.upper() for tag in BLOCKS)
CELLS = frozenset(("td", "th", "TD", "TH"))

_SPACES = "\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_ODD = ("  ", *"\n\t\r\x0b\x0c\x85\u00a0\u00ad", *_SPACES)
"""What makes a text worth normalising: looking for it is ten times cheaper than doing it."""


def clean_text(raw: str) -> str:
    """Return the text with one space between words, one line per block, and no soft hyphen."""
    # The line feeds that the file puts between blocks.
    raw = raw.replace(BREAK + "\n", BREAK).strip()
    for odd in _ODD:
        if odd in raw:
            raw = raw.replace("\u00ad", "")
            return "\n".join(filter(None, (" ".join(line.split()) for line in raw.split(BREAK))))
    return "\n".join(filter(None, map(str.strip, raw.split(BREAK))))


def clean_line(raw: str | None) -> str:
    """Return a title or a label on one line."""
    if not raw:
        return ""
    return " ".join((raw.replace("\u00ad", "") if "\u00ad" in raw else raw).split())
