"""PDF through LibreOffice: tagged, PDF/A-2b and PDF/UA, with the title and the language of the act.

LibreOffice ignores in silence an option that it does not know: what comes out is looked at, and an export
that is not tagged, has no title or is not in French is refused rather than handed over.
"""

from __future__ import annotations

from collections.abc import Mapping

from deliberia.documents import libreoffice
from deliberia.errors import DocumentError

_OPTIONS = {
    "UseTaggedPDF": ("boolean", "true"),
    "SelectPdfVersion": ("long", "2"),  # PDF/A-2b
    "PDFUACompliance": ("boolean", "true"),
    "ExportNotes": ("boolean", "false"),  # with any option, the default lets comments out
}
_HINT = "Enregistrez l’acte au format .docx et imprimez-le en PDF depuis votre traitement de texte."


def convert_to_pdf(contents: Mapping[str, bytes], *, is_act: bool = True) -> dict[str, bytes]:
    """Convert DOCX or HTML contents to PDF in one call: starting LibreOffice costs more than an act.

    Args:
        contents: by plain file name with its extension, all of the same kind.
        is_act: also require the title, the language and the tags of a public document.

    Raises:
        DocumentError: LibreOffice is absent, failed, or made a PDF that is not accessible.
    """
    program = libreoffice.find_soffice()
    if program is None:
        raise DocumentError(
            "Un PDF s’écrit à travers LibreOffice, qui n’est pas installé sur ce poste.",
            hint=f"Installez LibreOffice, ou choisissez le format docx ou html. {_HINT}",
        )
    is_page = any(name.endswith((".html", ".htm")) for name in contents)
    options = ",".join(
        f'"{key}":{{"type":"{kind}","value":"{value}"}}' for key, (kind, value) in _OPTIONS.items()
    )
    target = f"pdf:{'writer_web_pdf_Export' if is_page else 'writer_pdf_Export'}:{{{options}}}"
    made = libreoffice.convert(contents, program=program, target=target, extension=".pdf", hint=_HINT)
    missing = [name for name in contents if name not in made]
    if missing:
        raise DocumentError("LibreOffice n’a pas pu imprimer cet acte.", place=", ".join(missing), hint=_HINT)
    if is_act:
        for name, data in made.items():
            _verify(data, name)
    return made


def _verify(data: bytes, name: str) -> None:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    document = pdfium.PdfDocument(data)
    try:
        is_tagged = bool(raw.FPDFCatalog_IsTagged(document.raw))
        title = document.get_metadata_value("Title")
    finally:
        document.close()
    faults = [
        fault
        for fault, is_there in (
            ("sans balises", is_tagged),
            ("sans titre", bool(title.strip())),
            ("sans la langue française", b"/Lang(fr" in data or b"/Lang (fr" in data),
            ("hors de la norme PDF/A", b"pdfaid:part" in data),
        )
        if not is_there
    ]
    if faults:
        raise DocumentError(
            f"LibreOffice a écrit un PDF {' et '.join(faults)} : il n’est pas publié.",
            place=name,
            hint="Mettez LibreOffice à jour (version 7.4 ou plus récente).",
        )
