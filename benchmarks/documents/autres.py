"""The same act written by the usual libraries."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from deliberia.model import BlocSorte, Projet


def make_python_docx() -> Callable[[Projet], bytes]:
    """Return a writer that builds the act with python-docx from its default template."""
    import docx

    def write(projet: Projet) -> bytes:
        document = docx.Document()
        document.core_properties.title = projet.titre
        document.add_heading(projet.titre, 1)
        document.add_paragraph(", ".join(projet.seance.presents))
        for bloc in projet.blocs:
            paragraph = document.add_paragraph()
            if bloc.intitule:
                paragraph.add_run(f"{bloc.intitule} : ").bold = True
            paragraph.add_run(bloc.texte)
            if bloc.tableau is not None:
                rows = [bloc.tableau.colonnes, *bloc.tableau.lignes, bloc.tableau.total]
                table = document.add_table(rows=len(rows), cols=3)
                for row, texts in zip(table.rows, rows, strict=True):
                    for cell, text in zip(row.cells, texts, strict=True):
                        cell.text = text
        return _save(document)

    return write


def make_docxtpl() -> Callable[[Projet], bytes]:
    """Return a writer that opens a template, renders and saves it, once for each act.

    Raises:
        ImportError: docxtpl is not installed.
    """
    import docx
    from docxtpl import DocxTemplate

    template = docx.Document()
    template.add_heading("{{ titre }}", 1)
    template.add_paragraph("{{ presents }}")
    for kind in ("visas", "motifs", "articles"):
        template.add_paragraph(f"{{%p for bloc in {kind} %}}")
        template.add_paragraph("{{ bloc.intitule }} {{ bloc.texte }}")
        template.add_paragraph("{%p endfor %}")
    table = template.add_table(rows=3, cols=3)
    table.rows[0].cells[0].text = "{%tr for ligne in lignes %}"
    for index, cell in enumerate(table.rows[1].cells):
        cell.text = f"{{{{ ligne[{index}] }}}}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    source = _save(template)

    def write(projet: Projet) -> bytes:
        document = DocxTemplate(io.BytesIO(source))
        document.render(_context(projet), autoescape=True)
        return _save(document)

    return write


def _context(projet: Projet) -> dict[str, Any]:
    def select(*sortes: BlocSorte) -> list[Any]:
        return [bloc for bloc in projet.blocs if bloc.sorte in sortes]

    table = next(bloc.tableau for bloc in projet.blocs if bloc.tableau is not None)
    return {
        "titre": projet.titre,
        "presents": ", ".join(projet.seance.presents),
        "visas": select(BlocSorte.VISA, BlocSorte.EXPOSE),
        "motifs": select(BlocSorte.CONSIDERANT),
        "articles": select(BlocSorte.ARTICLE, BlocSorte.VOTE, BlocSorte.SIGNATURE),
        "lignes": [table.colonnes, *table.lignes, table.total],
    }


def _save(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
