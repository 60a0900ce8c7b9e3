"""Old formats, turned into DOCX by LibreOffice when it is installed."""

from __future__ import annotations

from dataclasses import replace

from deliberia.documents import libreoffice
from deliberia.documents.document import Document, DocumentSorte, Remarque, RemarqueSorte
from deliberia.documents.readers.docx import read_docx
from deliberia.errors import DocumentError

_TO_DOCX = "Ouvrez-le dans votre traitement de texte et enregistrez-le au format .docx"
_FILTER = "docx:MS Word 2007 XML"


def read_doc(data: bytes, *, nom: str) -> Document:
    """Read a document of Word 97 to 2003.

    Raises:
        DocumentError: LibreOffice is absent, or could not open the file in time.
    """
    return _read_converted(data, nom, ".doc", DocumentSorte.DOC)


def read_rtf(data: bytes, *, nom: str) -> Document:
    """Read a document in RTF. Same errors as `read_doc`."""
    return _read_converted(data, nom, ".rtf", DocumentSorte.RTF)


def _read_converted(data: bytes, nom: str, extension: str, sorte: DocumentSorte) -> Document:
    document = read_docx(_convert(data, nom, extension), nom=nom)
    remark = Remarque(
        sorte=RemarqueSorte.CONVERSION,
        message=f"Ce fichier {extension} a été lu à travers LibreOffice : la mise en page peut différer.",
    )
    return replace(document, sorte=sorte, remarques=(remark, *document.remarques))


def _convert(data: bytes, nom: str, extension: str) -> bytes:
    program = libreoffice.find_soffice()
    if program is None:
        name = "RTF" if extension == ".rtf" else "Word d’un ancien format (.doc)"
        raise DocumentError(
            f"C’est un document {name}, que Deliberia ne lit pas sans LibreOffice.",
            place=nom,
            hint=f"{_TO_DOCX}, ou installez LibreOffice.",
        )
    hint = f"{_TO_DOCX}, puis recommencez."
    try:
        made = libreoffice.convert(
            {f"acte{extension}": data}, program=program, target=_FILTER, extension=".docx", hint=hint
        )
    except DocumentError as error:
        raise DocumentError(error.message, place=nom, hint=hint) from error
    if not made:
        raise DocumentError("LibreOffice n’a pas pu ouvrir ce fichier.", place=nom, hint=hint)
    return made[f"acte{extension}"]
