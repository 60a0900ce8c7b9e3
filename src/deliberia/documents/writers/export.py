"""One door to every format of an act."""

from __future__ import annotations

import json
from pathlib import Path

from deliberia.documents.files import write_atomic
from deliberia.documents.writers.docx import render_docx
from deliberia.documents.writers.html import render_html
from deliberia.documents.writers.markdown import render_markdown
from deliberia.documents.writers.plain import render_text
from deliberia.model import Projet

FORMATS = ("docx", "html", "md", "txt", "json")


def render_projet(projet: Projet, shape: str) -> bytes:
    """Return the act in one of `FORMATS`; the same act always gives the same bytes."""
    if shape == "docx":
        return render_docx(projet)
    if shape == "html":
        return render_html(projet).encode()
    if shape == "md":
        return render_markdown(projet).encode()
    if shape == "json":
        return (json.dumps(projet.as_dict(), ensure_ascii=False, indent=2) + "\n").encode()
    return render_text(projet).encode()


def export_projet(projet: Projet, path: Path, shape: str, *, force: bool = False) -> Path:
    """Write the act, whole or not at all; see `write_atomic` for what it raises."""
    return write_atomic(path, render_projet(projet, shape), force=force)
