"""Files in, files out: documents are read into plain text with places, acts are written in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliberia.lazy import load_on_demand

if TYPE_CHECKING:
    from deliberia.documents.annotation import (
        Commentaire,
        annotate_document,
        annotate_docx,
        annotate_odt,
        annotated_name,
    )
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
    from deliberia.documents.files import load_bytes, make_folder, write_atomic
    from deliberia.documents.papier import Papier, load_papier, open_papier
    from deliberia.documents.properties import read_properties, write_properties
    from deliberia.documents.readers.registry import READABLE_EXTENSIONS, read_document
    from deliberia.documents.writers.docx import render_docx, render_page_docx, write_docx
    from deliberia.documents.writers.export import FORMATS, export_projet, render_projet
    from deliberia.documents.writers.html import render_html
    from deliberia.documents.writers.markdown import render_markdown
    from deliberia.documents.writers.pdf import convert_to_pdf
    from deliberia.documents.writers.plain import projet_sections, projet_text, render_text

__all__ = [
    "FORMATS",
    "READABLE_EXTENSIONS",
    "Commentaire",
    "Document",
    "DocumentSorte",
    "Papier",
    "Paragraphe",
    "Piece",
    "Place",
    "Remarque",
    "RemarqueSorte",
    "Zone",
    "annotate_document",
    "annotate_docx",
    "annotate_odt",
    "annotated_name",
    "convert_to_pdf",
    "export_projet",
    "load_bytes",
    "load_papier",
    "make_folder",
    "open_papier",
    "projet_sections",
    "projet_text",
    "read_document",
    "read_properties",
    "render_docx",
    "render_html",
    "render_markdown",
    "render_page_docx",
    "render_projet",
    "render_text",
    "write_atomic",
    "write_docx",
    "write_properties",
]

_HOMES = {
    "annotation": (
        "Commentaire",
        "annotate_document",
        "annotate_docx",
        "annotate_odt",
        "annotated_name",
    ),
    "document": (
        "Document",
        "DocumentSorte",
        "Paragraphe",
        "Piece",
        "Place",
        "Remarque",
        "RemarqueSorte",
        "Zone",
    ),
    "files": (
        "load_bytes",
        "make_folder",
        "write_atomic",
    ),
    "papier": (
        "Papier",
        "load_papier",
        "open_papier",
    ),
    "properties": (
        "read_properties",
        "write_properties",
    ),
    "readers.registry": (
        "READABLE_EXTENSIONS",
        "read_document",
    ),
    "writers.docx": (
        "render_docx",
        "render_page_docx",
        "write_docx",
    ),
    "writers.export": (
        "FORMATS",
        "export_projet",
        "render_projet",
    ),
    "writers.html": ("render_html",),
    "writers.markdown": ("render_markdown",),
    "writers.pdf": ("convert_to_pdf",),
    "writers.plain": (
        "projet_sections",
        "projet_text",
        "render_text",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = load_on_demand(__name__, _HOMES)
