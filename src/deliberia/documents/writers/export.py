"""An act in the format asked for."""

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


def render_json(projet: Projet) -> str:
    """Give the act as data, indented and with a line end."""
    return json.dumps(projet.as_dict(), ensure_ascii=False, indent=2) + "\n"


_RENDERERS: dict[str, Callable[[Projet], bytes]] = {
    "docx": render_docx,
    "txt": lambda projet: render_text(projet).encode(),
    "md": lambda projet: render_markdown(projet).encode(),
    "html": lambda projet: render_html(projet).encode(),
    "json": lambda projet: render_json(projet).encode(),
}
EXPORT_FORMATS = tuple(_RENDERERS)
"""Names of the formats that `export_projet` writes."""


def export_projet(projet: Projet, path: Path | str, shape: str, *, force: bool = False) -> Path:
    """Write the act in the format called `shape` and return its path.

    Raises:
        UsageError: unknown format, or the file exists and `force` is false.
        DocumentError: the disk refused.
    """
    renderer = _RENDERERS.get(shape)
    if renderer is None:
        raise UsageError(
            f"Le format « {shape} » ne peut pas être écrit.",
            hint=f"Choisissez parmi {', '.join(EXPORT_FORMATS)}.",
        )
    return write_atomic(path, renderer(projet), force=force)
