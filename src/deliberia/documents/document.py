"""What is read of a file: its text, and where each character stands in it."""

from __future__ import annotations

import itertools
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class DocumentSorte(StrEnum):
    """Format of the file, told by its content and not by its name."""

    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    TEXTE = "txt"
    MARKDOWN = "md"
    PDF = "pdf"
    DOC = "doc"
    """Word before 2007, read through LibreOffice."""
    RTF = "rtf"
    COURRIEL = "eml"
    """The body of a message; an attachment keeps its own kind."""


class Zone(StrEnum):
    """Which part of the page a paragraph belongs to."""

    CORPS = "corps"
    EN_TETE = "en_tete"
    PIED = "pied"
    NOTE = "note"
    CADRE = "cadre"
    """A text box or a frame: Word accepts no comment there, nor in notes, headers and footers."""


class RemarqueSorte(StrEnum):
    """What a reader has to say about a file beyond its text."""

    REVISIONS = "revisions"
    COMMENTAIRES = "commentaires"
    TEXTE_MASQUE = "texte_masque"
    NUMEROTATION = "numerotation"
    DOCUMENT_INCLUS = "document_inclus"
    MACROS = "macros"
    LIENS_EXTERNES = "liens_externes"
    EXTENSION = "extension"
    ENCODAGE = "encodage"
    TEXTE_RECONNU = "texte_reconnu"
    """The words come from character recognition: nothing read in them is sure."""
    PAGES_NUMERISEES = "pages_numerisees"
    TEXTE_ILLISIBLE = "texte_illisible"
    COPIE_INTERDITE = "copie_interdite"
    CHAMPS = "champs"
    CONVERSION = "conversion"
    PIECE_JOINTE = "piece_jointe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarque:
    """A warning about the file, in one French sentence."""

    sorte: RemarqueSorte
    message: str


class Piece(NamedTuple):
    """A stretch of text that one child of one run holds; offsets count from the paragraph's start."""

    debut: int
    longueur: int
    run: int
    """Rank of the run among the `w:r` (or text nodes) of the part, in document order."""
    enfant: int
    """Rank of the child inside the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphe:
    """One paragraph of the file, `[start, end)` in `Document.texte`."""

    start: int
    end: int
    partie: str
    """Member of the archive: « word/document.xml »; « page 3 » in a PDF; empty for a plain text."""
    rang: int
    """Rank among the paragraphs of that part, in document order."""
    zone: Zone = Zone.CORPS
    is_cellule: bool = False
    """Stands in a cell of a table."""
    pieces: tuple[Piece, ...] = ()
    brut: str | None = None
    """Text before NFC normalisation when it differs: offsets of `pieces` count in it."""


class Place(NamedTuple):
    """Characters `[debut, fin)` of one child of a run: what a comment or a revision is anchored on."""

    partie: str
    paragraphe: int
    zone: Zone
    run: int
    enfant: int
    debut: int
    fin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was read.

    `texte` is NFC; each paragraph is a line, the cells of a row of a table are separated by tabs when each
    holds one paragraph. Headers come first, then the body, the notes and the footers. The text of a plain
    file is that of the file, line ends included.
    """

    nom: str
    sorte: DocumentSorte
    texte: str
    paragraphes: tuple[Paragraphe, ...] = ()
    remarques: tuple[Remarque, ...] = ()
    commentaires: tuple[str, ...] = ()
    """Text of the comments in the margin (Word, LibreOffice) or in the source (HTML); no part of `texte`."""
    encodage: str = "utf-8"

    def find_paragraphe(self, offset: int) -> Paragraphe | None:
        """Return the paragraph that holds the character at `offset`; None between two paragraphs."""
        position = bisect_right(self.paragraphes, offset, key=lambda paragraphe: paragraphe.start) - 1
        if position < 0:
            return None
        paragraphe = self.paragraphes[position]
        return paragraphe if offset < paragraphe.end else None

    def iter_places(self, start: int, end: int) -> Iterator[Place]:
        """Yield where the characters `[start, end)` stand in the file, in reading order.

        Characters that no run holds (ends of lines between paragraphs, tabs between cells) yield nothing.
        """
        first = bisect_right(self.paragraphes, start, key=lambda paragraphe: paragraphe.start) - 1
        for paragraphe in self.paragraphes[max(first, 0) :]:
            if paragraphe.start >= end:
                return
            low = max(start, paragraphe.start) - paragraphe.start
            high = min(end, paragraphe.end) - paragraphe.start
            if low < high:
                yield from _places_in(paragraphe, low, high)


def _places_in(paragraphe: Paragraphe, low: int, high: int) -> Iterator[Place]:
    if paragraphe.brut is not None:
        low, high = _to_raw(paragraphe.brut, (low, high))
    for piece in paragraphe.pieces:
        start, end = max(low, piece.debut), min(high, piece.debut + piece.longueur)
        if start < end:
            yield Place(
                paragraphe.partie,
                paragraphe.rang,
                paragraphe.zone,
                piece.run,
                piece.enfant,
                start - piece.debut,
                end - piece.debut,
            )


def _to_raw(raw: str, bounds: Sequence[int]) -> tuple[int, int]:
    """Turn a span of the NFC text into the smallest span of the raw text that holds it.

    The raw text is cut before each character that begins a cluster; each cluster is normalised alone.
    """
    starts = [0]
    starts += [i for i in range(1, len(raw)) if _begins_cluster(raw[i])]
    starts.append(len(raw))
    nfc = 0
    low, high = bounds
    raw_low, raw_high = len(raw), len(raw)
    for begin, raw_end in itertools.pairwise(starts):
        length = len(unicodedata.normalize("NFC", raw[begin:raw_end]))
        if nfc <= low < nfc + length:
            raw_low = begin
        if nfc < high <= nfc + length:
            raw_high = raw_end
        nfc += length
    return raw_low, raw_high


def _begins_cluster(char: str) -> bool:
    """Tell whether normalisation never merges this character with the one before."""
    if unicodedata.combining(char):
        return False
    return not "\u1160" <= char <= "\u11ff"  # vowels and finals of Hangul compose with what precedes
