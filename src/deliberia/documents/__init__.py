"""Files in, files out: documents are read into plain text with places, acts are written in every format."""

from deliberia.documents.document import (
    Document,
    DocumentSorte,
    Paragraphe,
    Piece,
    Place,
    Remarque,
    RemarqueSorte,
    Zone,
)
from deliberia.documents.files import load_bytes, write_atomic
from deliberia.documents.readers.registry import READABLE_EXTENSIONS, read_document
from deliberia.documents.writers.docx import render_docx, write_docx
from deliberia.documents.writers.export import FORMATS, export_projet, render_projet
from deliberia.documents.writers.html import render_html
from deliberia.documents.writers.markdown import render_markdown
from deliberia.documents.writers.plain import projet_sections, projet_text, render_text

__all__ = [
    "FORMATS",
    "READABLE_EXTENSIONS",
    "Document",
    "DocumentSorte",
    "Paragraphe",
    "Piece",
    "Place",
    "Remarque",
    "RemarqueSorte",
    "Zone",
    "export_projet",
    "load_bytes",
    "projet_sections",
    "projet_text",
    "read_document",
    "render_docx",
    "render_html",
    "render_markdown",
    "render_projet",
    "render_text",
    "write_atomic",
    "write_docx",
]
