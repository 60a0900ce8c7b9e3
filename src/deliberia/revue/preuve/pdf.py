"""The proof as a PDF, through LibreOffice when it is installed."""

from __future__ import annotations

from deliberia.documents.libreoffice import find_soffice
from deliberia.errors import ReviewError

_NAME = "preuve.html"


def make_pdf(page: str) -> bytes:
    """Turn a page of the proof into a tagged PDF.

    Raises:
        ReviewError: LibreOffice is absent.
        DocumentError: LibreOffice could not do it.
    """
    if find_soffice() is None:
        raise ReviewError(
            "LibreOffice n’est pas installé : le PDF ne peut pas être fait ici.",
            hint="Exportez en .html, puis imprimez la page en PDF.",
        )
    from deliberia.documents.writers.pdf import convert_to_pdf

    return convert_to_pdf({_NAME: page.encode()}, is_act=False)[_NAME]
