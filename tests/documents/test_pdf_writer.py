"""The act as a PDF that anyone can read: tagged, titled, in French, with the text of the act."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberia.documents import convert_to_pdf, libreoffice, read_document, render_projet, render_text
from deliberia.documents.writers import pdf
from deliberia.errors import DocumentError
from deliberia.model import Projet

needs_office = pytest.mark.skipif(libreoffice.find_soffice() is None, reason="LibreOffice n’est pas installé")


def _words(text: str) -> list[str]:
    """Words without the marks that a page adds: its number, the rules of tables, the hyphens of line ends."""
    kept = "".join(char if char.isalnum() else " " for char in text.casefold())
    return [word for word in kept.split() if word not in {"page", "sur"} and not word.isdigit()]


@needs_office
def test_the_pdf_is_tagged_titled_french_and_says_what_the_act_says(projet: Projet, tmp_path: Path) -> None:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    data = render_projet(projet, "pdf")
    document = pdfium.PdfDocument(data)
    try:
        assert raw.FPDFCatalog_IsTagged(document.raw)
        assert document.get_metadata_value("Title") == projet.titre
    finally:
        document.close()
    assert b"<pdfaid:part>2" in data
    assert b"<pdfuaid:part>1" in data
    assert b"/Lang(fr-FR)" in data
    path = tmp_path / "acte.pdf"
    path.write_bytes(data)
    missing = set(_words(render_text(projet))) - set(_words(read_document(path).texte))
    assert missing == set()


@needs_office
def test_a_pdf_without_title_is_refused_rather_than_published(tmp_path: Path) -> None:
    page = b"<html><body><p>Sans titre ni langue</p></body></html>"
    with pytest.raises(DocumentError, match="sans titre"):
        convert_to_pdf({"acte.html": page})
    assert convert_to_pdf({"acte.html": page}, is_act=False)["acte.html"].startswith(b"%PDF")


def test_without_libreoffice_one_sentence_says_what_to_do(
    projet: Projet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    with pytest.raises(DocumentError, match="LibreOffice, qui n’est pas installé") as caught:
        render_projet(projet, "pdf")
    assert "docx" in str(caught.value)


def test_an_act_that_could_not_be_printed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: "soffice")
    monkeypatch.setattr(libreoffice, "convert", lambda sources, **options: {})
    with pytest.raises(DocumentError, match="pu imprimer") as caught:
        pdf.convert_to_pdf({"acte-7.docx": b""})
    assert "acte-7.docx" in str(caught.value)
