"""The proof of a review: JSON, HTML or PDF, from the same facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.errors import UsageError
from deliberia.revue.preuve.donnees import load_heads, make_proof

if TYPE_CHECKING:
    from deliberia.revue.revue import Revue

__all__ = ["export_proof", "load_heads", "make_proof"]
EXTENSIONS = (".html", ".json", ".pdf")


def export_proof(revue: Revue, path: Path, *, force: bool = False) -> Path:
    """Write the proof; the extension gives the format.

    Raises:
        UsageError: another extension, or a file that is already there and `force` is false.
        ReviewError: a PDF is wanted and LibreOffice is absent.
        DocumentError: the disk refused.
    """
    from deliberia.documents import write_atomic

    suffix = path.suffix.lower()
    if suffix not in EXTENSIONS:
        raise UsageError(
            f"L’extension « {suffix} » n’est pas celle d’une preuve.",
            place=str(path),
            hint=f"Choisissez parmi {', '.join(EXTENSIONS)}.",
        )
    return write_atomic(path, _render(revue, suffix), force=force)


def _render(revue: Revue, suffix: str) -> bytes:
    proof = make_proof(revue)
    if suffix == ".json":
        return (json.dumps(proof, ensure_ascii=False, indent=2) + "\n").encode()
    from deliberia.revue.preuve.html import render_html

    if suffix == ".html":
        return render_html(proof).encode()
    from deliberia.revue.preuve.pdf import make_pdf

    return make_pdf(render_html(proof, is_plain=True))
