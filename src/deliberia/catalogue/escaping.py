"""Keep what a user types from being read as the marks of the block language.

A value printed in a template passes through `protect`; once the blocks are cut, `restore` gives it back.
The marks are private-use characters, which a value never keeps.
"""

from __future__ import annotations

AGENT = "\ue010"
"""Stands before a passage typed by the drafter."""
ASSISTANCE = "\ue011"
"""Stands before a passage written by a language model."""
PARAGRAPH = "\ue012"
"""Between two paragraphs of a passage."""

_MARKS = {
    "|": "\ue001",
    "#": "\ue002",
    ":": "\ue003",
    "\n": " ",
    "\r": " ",
    "\t": " ",
    "\u2028": " ",
    "\u2029": " ",
}
_PROTECT = str.maketrans(_MARKS)
_RESTORE = str.maketrans({"\ue001": "|", "\ue002": "#", "\ue003": ":"})
_PRIVATE = dict.fromkeys(range(57344, 57376))


def strip_private(text: str) -> str:
    """Remove the private characters and control characters that a value may not contain."""
    cleaned = text.translate(_PRIVATE)
    return "".join(char for char in cleaned if char >= " " or char in "\n\r\t")


def protect(text: str) -> str:
    return text.translate(_PROTECT)


def restore(text: str) -> str:
    return text.translate(_RESTORE)
