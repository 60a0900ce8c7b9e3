"""Puts the paragraphs that a reader meets into one text with its map."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from deliberia.documents.document import Paragraphe, Piece, Zone


class RawParagraph(NamedTuple):
    """A paragraph as the file has it, before normalisation."""

    texte: str
    pieces: tuple[Piece, ...]
    partie: str
    rang: int
    zone: Zone
    separator: str
    """What stands before it in the text: a line end, or a tab between two cells."""
    is_cellule: bool


def assemble(raws: list[RawParagraph]) -> tuple[str, tuple[Paragraphe, ...]]:
    """Join the paragraphs and count their offsets in the NFC text."""
    chunks: list[str] = []
    paragraphes: list[Paragraphe] = []
    offset = 0
    for raw in raws:
        separator = raw.separator if chunks else ""
        texte = unicodedata.normalize("NFC", raw.texte)
        start = offset + len(separator)
        offset = start + len(texte)
        chunks.append(separator)
        chunks.append(texte)
        paragraphes.append(
            Paragraphe(
                start=start,
                end=offset,
                partie=raw.partie,
                rang=raw.rang,
                zone=raw.zone,
                is_cellule=raw.is_cellule,
                pieces=raw.pieces,
                brut=raw.texte if texte != raw.texte else None,
            )
        )
    return "".join(chunks), tuple(paragraphes)
