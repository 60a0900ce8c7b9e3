"""Comments written into a copy of someone's file: at the exact words, and nothing else changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from deliberia.documents.annotation.commentaire import Commentaire
from deliberia.documents.annotation.docx import annotate_docx
from deliberia.documents.annotation.odt import annotate_odt
from deliberia.documents.files import load_bytes
from deliberia.errors import DocumentError

__all__ = ["Commentaire", "annotate_document", "annotate_docx", "annotate_odt", "annotated_name"]
_ODT = frozenset({".odt", ".ott"})


def annotate_document(source: Path, commentaires: Sequence[Commentaire], *, date: dt.datetime) -> bytes:
    """Return an annotated copy of a DOCX or an ODT.

    Raises:
        DocumentError: another format, or what `annotate_docx` refuses.
    """
    data = load_bytes(source)
    if not data.startswith(b"PK\x03\x04"):
        raise DocumentError(
            "Seuls les fichiers .docx et .odt reçoivent des commentaires.",
            place=str(source),
            hint="Demandez un rapport avec --format html, ou enregistrez l’acte au format .docx.",
        )
    annotate = annotate_odt if source.suffix.lower() in _ODT else annotate_docx
    return annotate(data, commentaires, date=date, nom=str(source))


def annotated_name(source: Path) -> str:
    """Return the name of the annotated copy: « acte-annote.docx »; a .docm becomes a .docx without macros."""
    return f"{source.stem}-annote{source.suffix.lower() if source.suffix.lower() in _ODT else '.docx'}"
