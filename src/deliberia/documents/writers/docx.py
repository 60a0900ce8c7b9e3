"""The act as a DOCX that a mayor signs."""

from __future__ import annotations

from pathlib import Path

from deliberia.documents.composition import compose
from deliberia.documents.files import write_atomic
from deliberia.documents.writers.docx_xml import (
    render_core_xml,
    render_document_xml,
    render_footer_xml,
    render_header_xml,
)
from deliberia.documents.writers.package import join_members, load_constant_members, pack_member
from deliberia.model import Projet


def render_docx(projet: Projet) -> bytes:
    """Give the DOCX of an act. The same act gives the same bytes."""
    page = compose(projet)
    varying = {
        "docProps/core.xml": render_core_xml(page, projet.seance.date),
        "word/document.xml": render_document_xml(page),
        "word/footer1.xml": render_footer_xml(page),
    }
    if page.is_projet:
        varying["word/header1.xml"] = render_header_xml()
    members = [pack_member(name, xml.encode()) for name, xml in varying.items()]
    return join_members((*load_constant_members(with_header=page.is_projet), *members))


def write_docx(projet: Projet, path: Path | str, *, force: bool = False) -> Path:
    """Write the DOCX of an act and return its path.

    Raises:
        UsageError: the file exists and `force` is false, or the path cannot be written.
        DocumentError: the disk refused.
    """
    return write_atomic(path, render_docx(projet), force=force)
