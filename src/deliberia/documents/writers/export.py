"""One door to every format of an act."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.documents.files import write_atomic
from deliberia.documents.writers.docx import render_docx
from deliberia.documents.writers.html import render_html
from deliberia.documents.writers.markdown import render_markdown
from deliberia.documents.writers.plain import render_text
from deliberia.errors import UsageError
from deliberia.model import Projet

if TYPE_CHECKING:
    from deliberia.documents.papier import Papier

PAPER_FORMATS = ("docx", "pdf")
"""Formats that a letterhead serves."""


def _render_pdf(projet: Projet, papier: Papier | None = None) -> bytes:
    from deliberia.documents.writers.pdf import convert_to_pdf

    return convert_to_pdf({"acte.docx": render_docx(projet, papier=papier, to_print=True)})["acte.docx"]


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


def render_projet(projet: Projet, shape: str, *, papier: Papier | None = None) -> bytes:
    """Return the act in one of `FORMATS`; the same act always gives the same bytes, except in PDF.

    Raises:
        UsageError: unknown format, or one that has no letterhead.
        DocumentError: a PDF without LibreOffice.
    """
    renderer = _RENDERERS.get(shape)
    if renderer is None:
        raise UsageError(
            f"Le format « {shape} » ne peut pas être écrit.", hint=f"Choisissez parmi {', '.join(FORMATS)}."
        )
    if papier is not None:
        if shape not in PAPER_FORMATS:
            raise UsageError(
                f"Le papier à en-tête ne sert pas au format « {shape} ».", hint="Choisissez docx ou pdf."
            )
        return render_docx(projet, papier=papier) if shape == "docx" else _render_pdf(projet, papier)
    rendered = renderer(projet)
    return rendered if isinstance(rendered, bytes) else rendered.encode()


def export_projet(
    projet: Projet, path: Path | str, shape: str, *, force: bool = False, papier: Papier | None = None
) -> Path:
    """Write the act, whole or not at all; see `render_projet` and `write_atomic` for what they raise."""
    return write_atomic(path, render_projet(projet, shape, papier=papier), force=force)
