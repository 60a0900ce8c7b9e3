"""Plain text out of the page-like text of articles."""

from __future__ import annotations

BREAK = "\x1e"
"""Put where a block of text begins or ends, so that words never stick together; no XML text can hold it."""

BLOCKS = frozenset(
    [
        "p",
        "br",
        "hr",
        "div",
        "tr",
        "li",
        "ul",
        "ol",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "center",
        "dl",
        "dt",
        "dd",
    ]
)
BLOCKS |= frozenset(tag.upper() for tag in BLOCKS)
CELLS = frozenset(("td", "th", "TD", "TH"))


def clean_text(raw: str) -> str:
    """Return the text with one space between words, one line per block, and no soft hyphen."""
    lines = []
    for line in raw.split(BREAK):
        # Most lines are clean, and to see it is cheaper than to cut them in words. What is not printable:
        # line feeds, no-break spaces, soft hyphens.
        if line.isprintable() and "  " not in line:
            line = line.strip()
        else:
            line = " ".join(line.replace("\u00ad", "").split())
        if line:
            lines.append(line)
    return "\n".join(lines)


def clean_line(raw: str | None) -> str:
    """Return a title or a label on one line."""
    if not raw:
        return ""
    return " ".join((raw.replace("\u00ad", "") if "\u00ad" in raw else raw).split())
