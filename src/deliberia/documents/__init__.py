"""Files in, files out: documents are read into plain text with places, acts are written in every format."""

from deliberia.documents.files import load_bytes, write_atomic
from deliberia.documents.writers.docx import render_docx, write_docx

__all__ = ["load_bytes", "render_docx", "write_atomic", "write_docx"]
