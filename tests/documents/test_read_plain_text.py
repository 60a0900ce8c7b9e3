"""Plain texts, in the encodings of town halls."""

from __future__ import annotations

import codecs

import pytest

from deliberia.documents import DocumentSorte, RemarqueSorte, read_document

TEXT = "Vu l’arrêté n° 12 ; cœur à 3 €\r\nDécide"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("windows-1252"), "windows-1252"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
    ],
)
def test_the_encoding_is_found(data: bytes, encoding: str) -> None:
    document = read_document(data, nom="acte.txt")
    assert document.texte == TEXT
    assert document.encodage == encoding


def test_another_encoding_than_utf8_is_said() -> None:
    (remarque,) = read_document(TEXT.encode("windows-1252"), nom="acte.txt").remarques
    assert remarque.sorte is RemarqueSorte.ENCODAGE
    assert "windows-1252" in remarque.message


def test_a_text_in_nfc_is_kept_character_for_character() -> None:
    assert read_document(b"a \t b\r\n\r\n c \n", nom="acte.txt").texte == "a \t b\r\n\r\n c \n"


def test_decomposed_accents_are_composed() -> None:
    assert read_document("de\u0301libe\u0301ration".encode(), nom="acte.txt").texte == "délibération"


def test_each_line_that_holds_something_is_a_paragraph() -> None:
    document = read_document(b"un\r\n\r\ndeux\ntrois", nom="acte.txt")
    lines = [document.texte[p.start : p.end] for p in document.paragraphes]
    assert lines == ["un", "deux", "trois"]
    assert [p.rang for p in document.paragraphes] == [0, 1, 2]


@pytest.mark.parametrize(
    ("nom", "sorte"),
    [
        ("acte.txt", DocumentSorte.TEXTE),
        ("ACTE.TXT", DocumentSorte.TEXTE),
        ("acte.md", DocumentSorte.MARKDOWN),
        ("", DocumentSorte.TEXTE),
        ("acte.sauvegarde", DocumentSorte.TEXTE),
        ("acte.html", DocumentSorte.HTML),
    ],
)
def test_the_name_tells_one_text_from_another(nom: str, sorte: DocumentSorte) -> None:
    assert read_document(b"# Objet", nom=nom).sorte is sorte
