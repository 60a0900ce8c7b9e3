"""Messages: the attachment is the act."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from deliberia.documents import DocumentSorte, RemarqueSorte, read_document
from deliberia.errors import DocumentError

PARAGRAPH = "<w:p><w:r><w:t>Vu le code</w:t></w:r></w:p>"


def make_message(*attachments: tuple[str, bytes], body: str = "Bonjour,", html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "mairie@val-fleuri.example"
    message["Subject"] = "Délibération"
    message.set_content(body, subtype="html" if html else "plain")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_the_one_readable_attachment_is_read(make_docx: Callable[..., bytes]) -> None:
    data = make_message(("logo.png", b"\x89PNG"), ("délibération 12.docx", make_docx(PARAGRAPH)))
    document = read_document(data, nom="m.eml")
    assert (document.sorte, document.texte) == (DocumentSorte.DOCX, "Vu le code")
    assert document.nom == "m.eml › délibération 12.docx"
    assert document.remarques[0].sorte is RemarqueSorte.PIECE_JOINTE
    assert "« délibération 12.docx »" in document.remarques[0].message


@pytest.mark.parametrize(("html", "body"), [(False, "Vu le code"), (True, "<p>Vu <b>le</b> code</p>")])
def test_a_message_alone_is_read_as_text(html: bool, body: str) -> None:
    document = read_document(make_message(body=body, html=html), nom="m.eml")
    assert document.sorte is DocumentSorte.COURRIEL
    assert document.texte.strip() == "Vu le code"


def test_what_the_reader_of_the_attachment_refuses_names_both() -> None:
    with pytest.raises(DocumentError, match=r"m\.eml › a\.docx"):
        read_document(make_message(("a.docx", b"PK\x03\x04garbage")), nom="m.eml")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (make_message(("a.txt", b"a"), ("b.txt", b"b")), "2 pièces jointes"),
        (make_message(("a.zip", b"PK")), "aucune pièce jointe"),
        (make_message(("a.eml", make_message())), "aucune pièce jointe"),
        ("Vu le code, le conseil décide.".encode(), "pas un courriel"),
        (
            b"From: a@b.example\nContent-Type: text/plain; charset=x-nothing\n\nVu \xe9\n",
            "courriel est endommagé",
        ),
    ],
    ids=["several", "none that is read", "a message inside", "a text", "an encoding that does not exist"],
)
def test_it_is_refused_with_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words) as caught:
        read_document(data, nom="m.eml")
    assert caught.value.hint
