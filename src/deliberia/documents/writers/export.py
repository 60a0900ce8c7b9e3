"""One door to every format of an act."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from deliberia.documents.files import write_atomic
from deliberia.documents.writers.docx import render_docx
from deliberia.documents.writers.html import render_html
from deliberia.documents.writers.markdown import render_markdown
from deliberia.documents.writers.plain import render_text
from deliberia.errors import UsageError
from deliberia.model import Projet


def _render_pdf(projet: Projet) -> bytes:
    from deliberia.documents.writers.pdf import convert_to_pdf

    return convert_to_pdf({"acte.docx": render_docx(projet)})["acte.docx"]


def _render_json(projet: Projet) -> str:
    return json.dumps(projet.as_dict(), ensure_ascii=False, indent=2) + "\n"


_RENDERERS: dict[str, Callable[[Projet], bytes | str]] = {
    "docx": render_docx,
    "pdf": _render_pdf,
    "html": render_html,
    "md": render_markdown,
    "txt": render_text,
    "json": _render_json,
}
FORMATS = tuple(_RENDERERS)


def render_projet(projet: Projet, shape: str) -> bytes:
    """Return the act in one of `FORMATS`; the same act always gives the same bytes, except in PDF.

    Raises:
        UsageError: unknown format.
        DocumentError: a PDF without LibreOffice.
    """
    renderer = _RENDERERS.get(shape)
    if renderer is None:
        raise UsageError(
            f"Le format « {shape} » ne peut pas être écrit.", hint=f"Choisissez parmi {', '.join(FORMATS)}."
        )
    rendered = renderer(projet)
    return rendered if isinstance(rendered, bytes) else rendered.encode()


def export_projet(projet: Projet, path: Path | str, shape: str, *, force: bool = False) -> Path:
    """Write the act, whole or not at all; see `render_projet` and `write_atomic` for what they raise."""
    return write_atomic(path, render_projet(projet, shape), force=force)
