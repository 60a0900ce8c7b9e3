"""Reader of plain texts in the encodings that town halls have."""

from __future__ import annotations

import codecs
import re
import unicodedata

from deliberia.documents.document import Document, DocumentSorte, Paragraphe, Remarque, RemarqueSorte
from deliberia.errors import DocumentError

MAX_TEXT_SIZE = 30 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE = re.compile(r"[^\r\n]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_SAMPLE = 4096


def read_text(data: bytes, *, nom: str) -> Document:
    return _read(data, nom, DocumentSorte.TEXTE)


def read_markdown(data: bytes, *, nom: str) -> Document:
    return _read(data, nom, DocumentSorte.MARKDOWN)


def decode(data: bytes, *, place: str) -> tuple[str, str]:
    """Return the text and the name of its encoding: Unicode with or without mark, else Windows-1252.

    Raises:
        DocumentError: too large, binary, or in none of these encodings.
    """
    if len(data) > MAX_TEXT_SIZE:
        raise DocumentError(
            f"Ce texte dépasse {MAX_TEXT_SIZE // (1024 * 1024)} Mo.",
            place=place,
            hint="Découpez-le, puis recommencez.",
        )
    encoding, text = _detect(data)
    if text is None or _CONTROL.search(text):
        raise DocumentError(
            "Ce fichier n’est pas un texte lisible.",
            place=place,
            hint="Donnez un fichier .docx, .odt, .txt (UTF-8 ou Windows-1252) ou .md.",
        )
    return unicodedata.normalize("NFC", text), encoding


def _read(data: bytes, nom: str, sorte: DocumentSorte) -> Document:
    texte, encoding = decode(data, place=nom)
    paragraphes = tuple(
        Paragraphe(start=line.start(), end=line.end(), partie="", rang=rank)
        for rank, line in enumerate(_LINE.finditer(texte))
    )
    remarques: tuple[Remarque, ...] = ()
    if encoding != "utf-8":
        message = f"Ce texte a été lu dans l’encodage {encoding} : s’il contient des signes étranges, "
        message += "enregistrez-le en UTF-8."
        remarques = (Remarque(sorte=RemarqueSorte.ENCODAGE, message=message),)
    return Document(
        nom=nom,
        sorte=sorte,
        texte=texte,
        paragraphes=paragraphes,
        remarques=remarques,
        encodage=encoding,
    )


def _detect(data: bytes) -> tuple[str, str | None]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, _try_decode(data[len(mark) :], encoding)
    for encoding in ("utf-8", *_guess_utf16(data), "windows-1252"):
        text = _try_decode(data, encoding)
        if text is not None and "\x00" not in text:
            return encoding, text
    return "", None


def _guess_utf16(data: bytes) -> tuple[str, ...]:
    """French text in UTF-16 has a zero byte beside almost each letter."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample):
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _try_decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
