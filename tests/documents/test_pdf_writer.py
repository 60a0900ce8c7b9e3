"""The act as a PDF that anyone can read: tagged, titled, in French, with the text of the act."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from deliberia.documents import (
    convert_to_pdf,
    libreoffice,
    read_document,
    render_docx,
    render_projet,
    render_text,
)
from deliberia.documents.writers import pdf
from deliberia.errors import DocumentError
from deliberia.model import Bloc, BlocSorte, Projet

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


def _narrow(docx: bytes) -> bytes:
    """Set the act on a page of 10 cm, where nearly every line ends near a number."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(buffer, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            target.writestr(member.filename, data.replace(b'w:pgSz w:w="11906"', b'w:pgSz w:w="5670"'))
    return buffer.getvalue()


@needs_office
def test_no_number_is_cut_at_the_end_of_a_line_and_each_reads_as_it_was_written(
    make_projet: Callable[..., Projet], tmp_path: Path
) -> None:
    numbers = ("L. 5212-7", "L. 2121-29", "R. 421-1", "L. 5211-10-1", "2000-321")
    blocs = tuple(
        Bloc(sorte=BlocSorte.VISA, texte=f"Vu {'x' * width} l’article {', l’article '.join(numbers)} ;")
        for width in range(1, 15)
    )
    printed = _narrow(render_docx(make_projet(blocs=blocs), to_print=True))
    path = tmp_path / "etroit.pdf"
    path.write_bytes(convert_to_pdf({"etroit.docx": printed})["etroit.docx"])
    document = pypdfium2.PdfDocument(path)
    try:
        raw = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    text = read_document(path).texte
    for number in numbers:
        for read in (raw, text):  # a search in the page, and our reader
            assert read.count(number.rpartition(" ")[2]) == len(blocs)
    assert "\u2011" not in raw


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
