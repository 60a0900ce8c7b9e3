"""What a document gives to read, wherever it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from deliberia.text import normalize


class Source(NamedTuple):
    """A document ready to be understood."""

    texte: str
    """NFC."""
    chemin: str = ""
    """Path as given, « - » for bytes, empty for a text given directly."""
    is_source: bool = False
    """It kept the typography of its author; a plain text often comes from a PDF."""
    remarques: tuple[str, ...] = ()
    """What its reader noticed, one French sentence each."""
    is_reconnu: bool = False
    """Its words come from character recognition: a figure read in them may be wrong."""
    commentaires: tuple[str, ...] = ()
    """Comments of the file, which are no part of its text."""


def load_source(source: Path | bytes | str) -> Source:
    """Read a file (`Path`), its content (`bytes`), or take the text itself (`str`, never a path).

    Raises:
        DocumentError: the file cannot be read.
    """
    if isinstance(source, str):
        return Source(normalize(source))
    from deliberia.documents import DocumentSorte, RemarqueSorte, read_document

    document = read_document(source)
    return Source(
        texte=normalize(document.texte),
        chemin="-" if isinstance(source, bytes) else str(source),
        is_source=document.sorte
        in (
            DocumentSorte.DOCX,
            DocumentSorte.ODT,
            DocumentSorte.MARKDOWN,
            DocumentSorte.DOC,
            DocumentSorte.RTF,
        ),
        remarques=tuple(remarque.message for remarque in document.remarques),
        is_reconnu=any(one.sorte is RemarqueSorte.TEXTE_RECONNU for one in document.remarques),
        commentaires=document.commentaires,
    )
