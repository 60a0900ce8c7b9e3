"""The act as one self-contained, accessible HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from deliberia.documents.composition import compose
from deliberia.documents.elements import Element, Grid, GridKind, Paragraph, Role
from deliberia.documents.wording import PLACEHOLDER
from deliberia.model import Projet

_HEAD_ROLES = frozenset(
    {
        Role.PROJET,
        Role.REPUBLIQUE,
        Role.TERRITOIRE,
        Role.COLLECTIVITE,
        Role.EXTRAIT,
        Role.NUMERO,
    }
)
_TAGS = {Role.OBJET: "h1", Role.FORMULE: "h2"}


def render_html(projet: Projet) -> str:
    """Give the act as a page that needs no other file, reads aloud in order and prints well."""
    page = compose(projet)
    is_projet = page.is_projet
    heading = [e for e in page.elements if isinstance(e, Paragraph) and e.role in _HEAD_ROLES]
    body = [e for e in page.elements if not (isinstance(e, Paragraph) and e.role in _HEAD_ROLES)]
    title = f"PROJET – {page.titre}" if is_projet else page.titre
    parts = [
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>{escape(title)} – {escape(page.auteur)}</title>\n",
        f'<meta name="author" content="{escape(page.auteur)}">\n',
        f"<style>\n{_load_css()}</style>\n</head>\n<body>\n<header>\n",
        *(_render(element, is_projet=is_projet) for element in heading),
        "</header>\n<main>\n",
        *(_render(element, is_projet=is_projet) for element in body),
        f"</main>\n<footer><p>{escape(page.pied)}</p></footer>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _render(element: Element, *, is_projet: bool) -> str:
    if isinstance(element, Paragraph):
        tag = _TAGS.get(element.role, "p")
        lead = f"<strong>{_text(element.lead, is_projet)}</strong>" if element.lead else ""
        return f'<{tag} class="{element.role.value}">{lead}{_text(element.texte, is_projet)}</{tag}>\n'
    if isinstance(element, Grid):
        return "".join(_iter_grid(element, is_projet))
    cells = "".join(
        f'<p><span class="fonction">{_text(signature.fonction, is_projet)}</span><br>'
        f"{_text(signature.nom, is_projet)}</p>"
        for signature in element.signataires
    )
    return f'<div class="signatures">{cells}</div>\n'


def _iter_grid(grid: Grid, is_projet: bool) -> Iterator[str]:
    caption = _text(grid.legende or grid.description or grid.colonnes[0], is_projet)
    hidden = "" if grid.legende else ' class="lecteur"'
    yield f'<table class="{grid.kind.value}">\n<caption{hidden}>{caption}</caption>\n<thead>'
    yield _row(grid, grid.colonnes, "col", is_projet)
    yield "</thead>\n<tbody>"
    scope = "row" if grid.kind is GridKind.PRESENCE else ""
    for row in grid.lignes:
        yield _row(grid, row, scope, is_projet)
    yield "</tbody>\n"
    if grid.total:
        yield f"<tfoot>{_row(grid, grid.total, 'row', is_projet)}</tfoot>\n"
    yield "</table>\n"


def _row(grid: Grid, row: tuple[str, ...], scope: str, is_projet: bool) -> str:
    """Give a row; `scope` "col" makes each cell a heading, "row" the first one."""
    cells = []
    for index, (text, side) in enumerate(zip(row, grid.alignements, strict=True)):
        is_heading = scope == "col" or (scope == "row" and index == 0)
        opening = f'th scope="{scope}"' if is_heading else "td"
        aligned = ' class="d"' if side == "d" else ""
        cells.append(f"<{opening}{aligned}>{_text(text, is_projet)}</{'th' if is_heading else 'td'}>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _text(text: str, is_projet: bool) -> str:
    escaped = escape(text).replace("\n", "<br>")
    return escaped.replace(PLACEHOLDER, f"<mark>{PLACEHOLDER}</mark>") if is_projet else escaped


@cache
def _load_css() -> str:
    return (files("deliberia.documents") / "parts" / "acte.css").read_text(encoding="utf-8")
