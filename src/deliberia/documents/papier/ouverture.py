"""Which files serve as a letterhead: a Word document, or a Word template without its macros."""

from __future__ import annotations

import posixpath
from pathlib import PurePath
from typing import NamedTuple

from deliberia.documents.readers.container import Container
from deliberia.documents.readers.docx import find_main_part
from deliberia.documents.readers.docx_tags import STRICT
from deliberia.documents.readers.xml import parse_xml
from deliberia.errors import DocumentError

_SAVE = "Ouvrez-le dans votre traitement de texte et enregistrez-le au format .docx."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_TYPES = "[Content_Types].xml"


class Opened(NamedTuple):
    """A letterhead whose archive was accepted."""

    container: Container
    main_part: str
    remarques: tuple[str, ...]


def open_letterhead(data: bytes, place: str) -> Opened:
    """Open the archive of a letterhead.

    Raises:
        DocumentError: not a Word document, encrypted, of an old format, strict, or dangerous.
    """
    _check_kind(data, place)
    container = Container(data, place=place)
    if "mimetype" in container:
        raise _refuse(place, "C’est un document LibreOffice : un papier à en-tête est un fichier .docx.")
    if _TYPES not in container:
        raise _refuse(place, "Ce fichier n’est pas un document Word.")
    main_part = find_main_part(container)
    root = parse_xml(container.read(main_part), place=place)
    if root.tag.startswith(f"{{{STRICT}}}"):
        raise _refuse(
            place,
            "Ce fichier suit la variante « Open XML strict » de Word.",
            "Enregistrez-le au format « Document Word (.docx) ».",
        )
    return Opened(container, main_part, tuple(_remark(container, place)))


def _check_kind(data: bytes, place: str) -> None:
    if PurePath(place).name.startswith(("~$", ".~lock.")):
        raise _refuse(
            place,
            "C’est la marque laissée par un document ouvert, pas un document.",
            "Fermez le document, puis donnez son propre fichier.",
        )
    if not data:
        raise _refuse(place, "Ce fichier est vide.", "Vérifiez que c’est le bon fichier.")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _refuse(
                place,
                "Ce papier à en-tête est protégé par un mot de passe.",
                "Retirez la protection, puis recommencez.",
            )
        raise _refuse(place, "C’est un document d’un ancien format (.doc).")
    if not data.startswith(_ZIP):
        raise _refuse(place, "Ce fichier n’est pas un document Word : un papier à en-tête est un .docx.")


def _remark(container: Container, place: str) -> list[str]:
    """Say what was converted: a template into a document, macros left behind."""
    remarks = []
    types = container.read(_TYPES)
    has_macros = b"macroEnabled" in types or any(
        posixpath.basename(name).lower() == "vbaproject.bin" for name in container.names
    )
    if has_macros:
        remarks.append("Ce papier contient des macros : elles ne sont pas reprises.")
    if b".template.main+xml" in types or b"macroEnabledTemplate" in types:
        remarks.append("Ce papier est un modèle Word : il sert ici comme un document ordinaire.")
    return remarks


def _refuse(place: str, message: str, hint: str = _SAVE) -> DocumentError:
    return DocumentError(message, place=place, hint=hint)
