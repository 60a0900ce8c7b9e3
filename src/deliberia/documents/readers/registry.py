"""Which reader opens which file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath
from typing import NamedTuple

from deliberia.documents.document import Document
from deliberia.documents.files import MAX_FILE_SIZE, load_bytes, refuse_size
from deliberia.errors import DocumentError


class Format(NamedTuple):
    """A kind of content that is recognised; without a reader it is refused with `conseil`."""

    nom: str
    """As a secretary calls it, with its article."""
    extensions: tuple[str, ...]
    reader: str = ""
    """`module.function` of this folder, imported when such a file comes: a text does not pay for PDF."""
    conseil: str = ""


_TO_DOCX = "Ouvrez-le dans votre traitement de texte et enregistrez-le au format .docx."
DOCX = Format("un document Word", (".docx", ".docm", ".dotx", ".dotm"), "docx.read_docx")
ODT = Format("un document LibreOffice", (".odt", ".ott"), "odt.read_odt")
TEXTE = Format("un texte", (".txt", ".text"), "plain_text.read_text")
MARKDOWN = Format("un texte Markdown", (".md", ".markdown"), "plain_text.read_markdown")
HTML = Format("une page HTML", (".html", ".htm", ".xhtml"), "html.read_html")
PDF = Format("un PDF", (".pdf",), "pdf.read_pdf")
RTF = Format("un document RTF", (".rtf",), "office.read_rtf")
DOC = Format("un document Word d’un ancien format (.doc)", (".doc", ".dot"), "office.read_doc")
COURRIEL = Format("un courriel", (".eml",), "eml.read_email")
OLE = Format("un fichier d’un ancien logiciel de bureau", (), "", _TO_DOCX)
PROTEGE = Format(
    "un document protégé par un mot de passe", (), "", "Retirez la protection, puis recommencez."
)
CLASSEUR = Format(
    "un classeur ou un diaporama",
    (".xlsx", ".xlsm", ".xls", ".ods", ".pptx", ".ppt", ".odp"),
    "",
    "Donnez un fichier .docx, .odt, .txt ou .md.",
)
FORMATS = (DOCX, ODT, TEXTE, MARKDOWN, HTML, PDF, RTF, DOC, COURRIEL, CLASSEUR)
_BY_EXTENSION = {extension: form for form in FORMATS for extension in form.extensions}
_TEXTUAL = frozenset({TEXTE, MARKDOWN, HTML, COURRIEL})
"""What the name alone tells apart."""

READABLE_EXTENSIONS = tuple(sorted(ext for ext, form in _BY_EXTENSION.items() if form.reader))
"""Extensions of the files that `read_document` opens."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def read_document(source: Path | str | bytes, *, nom: str = "") -> Document:
    """Read a file, or its bytes with the name that messages give it.

    Raises:
        DocumentError: missing, unreadable, refused, or of a format that is not read.
    """
    if isinstance(source, bytes):
        data, place = source, nom or "document"
        if len(data) > MAX_FILE_SIZE:
            raise refuse_size(place)
    else:
        data, place = load_bytes(source), nom or str(source)
    name = PurePath(place).name
    if name.startswith(("~$", ".~lock.")):
        raise DocumentError(
            "C’est la marque laissée par un document ouvert, pas un document.",
            place=place,
            hint="Fermez le document, puis donnez son propre fichier.",
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise DocumentError("Ce fichier est vide.", place=place, hint="Vérifiez que c’est le bon fichier.")
    form = _choose(data, PurePath(name).suffix.lower(), place)
    if not form.reader:
        raise DocumentError(f"C’est {form.nom}, que Deliberia ne lit pas.", place=place, hint=form.conseil)
    document = _load_reader(form)(data, nom=place)
    if not document.texte.strip():
        raise DocumentError(
            "Ce document ne contient aucun texte : ses pages sont peut-être des images.",
            place=place,
            hint="Donnez le fichier d’origine, ou passez-le d’abord à la reconnaissance de caractères.",
        )
    return document


def _load_reader(form: Format) -> Callable[..., Document]:
    module, _, function = form.reader.partition(".")
    found: Callable[..., Document] = getattr(import_module(f"{__package__}.{module}"), function)
    return found


def _choose(data: bytes, extension: str, place: str) -> Format:
    """Return the format of the content; it must agree with the extension when that one is known."""
    found = _recognise(data, place)
    expected = _BY_EXTENSION.get(extension)
    if expected is None or found is PROTEGE:
        return found
    if found is expected or (found in _TEXTUAL and expected in _TEXTUAL):
        return expected
    if found is TEXTE:
        raise DocumentError(
            f"Ce fichier porte l’extension {extension}, mais ce n’est pas {expected.nom}.",
            place=place,
            hint="Vérifiez qu’il n’est pas endommagé, ou donnez-lui sa vraie extension.",
        )
    if not found.reader:
        return found
    raise DocumentError(
        f"Ce fichier porte l’extension {extension}, mais c’est {found.nom}.",
        place=place,
        hint=f"Renommez-le en {found.extensions[0]}, puis recommencez.",
    )


def _recognise(data: bytes, place: str) -> Format:
    """Tell a format by the first bytes; what nothing marks is a text."""
    if data.startswith(_ZIP):
        return _recognise_archive(data, place)
    if data.startswith(_OLE):
        return _recognise_ole(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{\\rtf"):
        return RTF
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head):
        return HTML
    return TEXTE


def _recognise_archive(data: bytes, place: str) -> Format:
    from deliberia.documents.readers.container import Container

    container = Container(data, place=place)
    if "mimetype" in container:
        mimetype = container.read("mimetype")
        if mimetype.startswith(_OPEN_DOCUMENT):
            return ODT if mimetype.startswith(_OPEN_DOCUMENT + b"text") else CLASSEUR
    if any(name.startswith(("xl/", "ppt/")) for name in container.names):
        return CLASSEUR
    if "[Content_Types].xml" in container or "word/document.xml" in container:
        return DOCX
    raise DocumentError(
        "C’est une archive qui ne contient pas de document.",
        place=place,
        hint="Extrayez-en les fichiers, puis donnez-les un par un.",
    )


def _recognise_ole(data: bytes) -> Format:
    """Old Office files and encrypted new ones share one container: its stream names tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return PROTEGE
    if "Workbook".encode("utf-16-le") in data or "PowerPoint".encode("utf-16-le") in data:
        return CLASSEUR
    return DOC if "WordDocument".encode("utf-16-le") in data else OLE
