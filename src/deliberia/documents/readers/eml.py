"""Reader of messages: the act is their one readable attachment, or else their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from deliberia.documents.document import Document, DocumentSorte, Remarque, RemarqueSorte
from deliberia.errors import DocumentError

if TYPE_CHECKING:
    from email.message import EmailMessage

_MAX_PARTS = 200


def read_email(data: bytes, *, nom: str) -> Document:
    """Read the attachment of a message when a single one can be read; without attachment, its text.

    Raises:
        DocumentError: not a message, several acts attached, none that can be read, or what the reader of the
            attachment refuses.
    """
    from email import message_from_bytes
    from email.policy import default

    message = message_from_bytes(data, policy=default)
    if not (message["From"] or message["Date"] or message["Subject"]):
        raise DocumentError(
            "Ce fichier n’est pas un courriel.", place=nom, hint="Enregistrez le message au format .eml."
        )
    try:
        attachments = list(_iter_attachments(message))
        if attachments:
            return _read_attachment(attachments, nom)
        return _read_body(message, nom)
    except (LookupError, UnicodeError, ValueError, RecursionError) as error:
        raise DocumentError(
            "Ce courriel est endommagé.",
            place=nom,
            hint="Enregistrez-en la pièce jointe, puis donnez-la directement.",
        ) from error


def _iter_attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield the attached files with their names; pictures of the signature and messages inside are left."""
    for rank, part in enumerate(message.walk()):
        if rank >= _MAX_PARTS:
            return
        name = part.get_filename()
        if not name or part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield PurePath(name.replace("\\", "/")).name, content


def _read_attachment(attachments: list[tuple[str, bytes]], nom: str) -> Document:
    from deliberia.documents.readers.registry import READABLE_EXTENSIONS, read_document

    readable = [
        (name, content)
        for name, content in attachments
        if PurePath(name).suffix.lower() in READABLE_EXTENSIONS and not name.lower().endswith(".eml")
    ]
    if not readable:
        raise DocumentError(
            "Ce courriel ne porte aucune pièce jointe que Deliberia lise.",
            place=nom,
            hint="Demandez l’acte en .docx, .odt ou .pdf.",
        )
    if len(readable) > 1:
        raise DocumentError(
            f"Ce courriel porte {len(readable)} pièces jointes : on ne peut pas savoir laquelle est l’acte.",
            place=nom,
            hint="Enregistrez-les, puis donnez-les une par une.",
        )
    name, content = readable[0]
    document = read_document(content, nom=f"{nom} › {name}")
    remark = Remarque(
        sorte=RemarqueSorte.PIECE_JOINTE, message=f"La pièce jointe « {name} » a été lue, pas le message."
    )
    return replace(document, remarques=(remark, *document.remarques))


def _read_body(message: EmailMessage, nom: str) -> Document:
    from deliberia.documents.readers.html import read_html
    from deliberia.documents.readers.plain_text import read_text

    body = message.get_body(("plain", "html"))
    if body is None:
        raise DocumentError(
            "Ce courriel ne contient aucun texte.", place=nom, hint="Donnez la pièce jointe elle-même."
        )
    content = str(body.get_content()).encode()
    read = read_html if body.get_content_type() == "text/html" else read_text
    return replace(read(content, nom=nom), sorte=DocumentSorte.COURRIEL)
