"""Puts the paragraphs of a page into one text with its map.

The same rules serve what is read and what is written, so that both give the same text:

- one paragraph, one line; a blank line where the page shows a space, between zones and around tables;
- a table of data is written row by row, « | cell | cell | »; a table that only lays the page out (several
  paragraphs in most of its rows) is read cell after cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from deliberia.documents.document import Paragraphe, Piece, Zone


class RawParagraph(NamedTuple):
    """A paragraph as the file has it, before normalisation."""

    texte: str
    pieces: tuple[Piece, ...] = ()
    partie: str = ""
    rang: int = 0
    zone: Zone = Zone.CORPS
    before: str = "\n"
    """What stands before it in the text, at least; a blank line may be added."""
    after: str = ""
    """What closes the row after its last cell."""
    has_gap_before: bool = False
    has_gap_after: bool = False
    """The page shows a space there."""
    is_cellule: bool = False
    """Is a cell, or a part of one, in a row written on one line."""


class RawCell(NamedTuple):
    """A cell of a table: its paragraphs without the empty ones, and how many columns it covers."""

    paragraphs: Sequence[RawParagraph]
    span: int = 1


def assemble(raws: Iterable[RawParagraph]) -> tuple[str, tuple[Paragraphe, ...]]:
    """Join the paragraphs and count their offsets in the NFC text.

    An empty paragraph outside a row makes a blank line and no `Paragraphe`.
    """
    chunks: list[str] = []
    paragraphes: list[Paragraphe] = []
    offset = 0
    previous: RawParagraph | None = None
    is_gap = False
    for raw in raws:
        if not raw.texte and not raw.is_cellule:
            is_gap = True
            continue
        before = raw.before
        if previous is None:
            before = before.lstrip("\n")
        elif before.startswith("\n") and (is_gap or _is_apart(previous, raw)):
            before = f"\n{before}"
        texte = unicodedata.normalize("NFC", raw.texte)
        start = offset + len(before)
        end = start + len(texte)
        offset = end + len(raw.after)
        chunks += (before, texte, raw.after)
        paragraphes.append(
            Paragraphe(
                start=start,
                end=end,
                partie=raw.partie,
                rang=raw.rang,
                zone=raw.zone,
                is_cellule=raw.is_cellule,
                pieces=raw.pieces,
                brut=raw.texte if texte != raw.texte else None,
            )
        )
        previous, is_gap = raw, False
    return "".join(chunks), tuple(paragraphes)


def _is_apart(previous: RawParagraph, raw: RawParagraph) -> bool:
    return (
        previous.has_gap_after
        or raw.has_gap_before
        or previous.zone is not raw.zone
        or previous.is_cellule is not raw.is_cellule
    )


def lay_table(rows: Sequence[Sequence[RawCell]]) -> Iterator[RawParagraph]:
    """Yield the paragraphs of a table, row by row on one line each, or cell after cell."""
    if _is_data(rows):
        for index, row in enumerate(rows):
            yield from _lay_row(row, is_first=index == 0)
        return
    for row in rows:
        for cell in row:
            for index, raw in enumerate(cell.paragraphs):
                yield raw._replace(has_gap_before=True) if index == 0 else raw


def _is_data(rows: Sequence[Sequence[RawCell]]) -> bool:
    """Tell a table of data from a layout: two columns at least, and most rows hold one paragraph a cell."""
    if max((len(row) for row in rows), default=0) < 2:
        return False
    if any(raw.is_cellule for row in rows for cell in row for raw in cell.paragraphs):
        return False
    simple = sum(all(len(cell.paragraphs) <= 1 for cell in row) for row in rows)
    return simple * 2 > len(rows)


def _lay_row(row: Sequence[RawCell], *, is_first: bool) -> Iterator[RawParagraph]:
    before = "\n| "
    for number, cell in enumerate(row, 1):
        paragraphs = cell.paragraphs or (RawParagraph(""),)
        for index, raw in enumerate(paragraphs):
            is_end = number == len(row) and index == len(paragraphs) - 1
            yield RawParagraph(
                raw.texte.replace("\n", " "),
                raw.pieces,
                raw.partie,
                raw.rang,
                raw.zone,
                before,
                " |" if is_end else "",
                is_first and number == 1 and index == 0,
                False,
                True,
            )
            before = " "
        before = " | " + " | " * (cell.span - 1)
