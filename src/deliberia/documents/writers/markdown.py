"""The act as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberia.documents.composition import compose
from deliberia.documents.elements import Element, Grid, Paragraph, Role, Signatures
from deliberia.model import Projet

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_STARTER = re.compile(r"(?m)^(\s*(?:\d+(?=[.)]))?)([#+\-=.)])(?=[\s#=-]|$)")
"""What would open a heading, a list or a rule at the beginning of a line."""
_HEADINGS = {Role.OBJET: "# ", Role.FORMULE: "## "}
_STRONG = frozenset({Role.COLLECTIVITE, Role.EXTRAIT})


def render_markdown(projet: Projet) -> str:
    """Give the act as Markdown; nothing in its text is taken for mark-up."""
    blocks = [block for element in compose(projet).elements for block in _iter_blocks(element)]
    return "\n\n".join(blocks) + "\n"


def _iter_blocks(element: Element) -> Iterator[str]:
    if isinstance(element, Paragraph):
        yield _render_paragraph(element)
    elif isinstance(element, Grid):
        if element.legende:
            yield f"*{_escape(element.legende)}*"
        yield _render_grid(element)
    elif isinstance(element, Signatures):
        for signature in element.signataires:
            yield f"{_escape(signature.fonction)}  \n{_escape(signature.nom)}"


def _render_paragraph(paragraph: Paragraph) -> str:
    if paragraph.role in _HEADINGS:
        text = _escape(paragraph.lead + paragraph.texte).replace("\n", " ")
        return _HEADINGS[paragraph.role] + text
    text = _break_lines(_escape(paragraph.texte))
    if paragraph.role in _STRONG:
        return f"**{text.strip()}**"
    lead = paragraph.lead
    if not lead:
        return text
    bare = lead.rstrip()
    return f"**{_escape(bare)}**{lead[len(bare) :]}{text}"


def _render_grid(grid: Grid) -> str:
    rules = ("--:" if side == "d" else ":--" for side in grid.alignements)
    rows = [_render_row(grid.colonnes), f"| {' | '.join(rules)} |"]
    rows += [_render_row(row) for row in grid.lignes]
    if grid.total:
        rows.append(
            _render_row(tuple(f"**{_escape(cell)}**" if cell else "" for cell in grid.total), raw=True)
        )
    return "\n".join(rows)


def _render_row(row: tuple[str, ...], *, raw: bool = False) -> str:
    cells = row if raw else tuple(_escape(cell) for cell in row)
    return f"| {' | '.join(cell.replace(chr(10), '<br>') for cell in cells)} |"


def _escape(text: str) -> str:
    return _STARTER.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text.replace("\t", " ")))


def _break_lines(text: str) -> str:
    return text.replace("\n", "  \n")
