"""The block language: from the text of a template, once its values are in place, to blocks.

    # Visas                      local acts only: « Vu la délibération du … »
    # Exposé                     one paragraph, one block
    # Considérants
    # Dispositif
    ## Article                   begins an article; the engine numbers them

A blank line separates paragraphs; the lines of one paragraph are joined. Lines that begin with « | » are a
table, printed under the paragraph before them: the first is the heading, the second gives the alignments
(`---` left, `--:` right), a line that begins with « |= » is the total. A line that begins with « : » right
after a table is its caption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deliberia.catalogue.escaping import AGENT, ASSISTANCE, PARAGRAPH, restore
from deliberia.catalogue.references import collect_keys
from deliberia.catalogue.typography import set_once
from deliberia.errors import TemplateError
from deliberia.model import Bloc, BlocSorte, Provenance, Tableau
from deliberia.text import fold

_SECTIONS = {
    "visas": BlocSorte.VISA,
    "expose": BlocSorte.EXPOSE,
    "considerants": BlocSorte.CONSIDERANT,
    "dispositif": BlocSorte.ARTICLE,
}
_ORDER = tuple(_SECTIONS.values())
_RUN = re.compile(r"[ \t\r\f\v]+")
_LOOSE = re.compile(r"[ \u00a0]+([,.)])(?!\w)")
_ALIGNMENT = re.compile(r":?-{2,}:?")
_ENDING = re.compile(r"[\s;,.]+$")


@dataclass(slots=True)
class _Pending:
    """A paragraph being read, with the table that follows it."""

    lines: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    caption: str = ""

    def is_empty(self) -> bool:
        return not (self.lines or self.rows)


def parse_blocks(text: str, *, place: str) -> tuple[Bloc, ...]:
    """Cut a rendered text into blocks.

    Raises:
        TemplateError: unknown or misplaced section, text outside a section, crooked table.
    """
    blocs: list[Bloc] = []
    sorte: BlocSorte | None = None
    number = 0
    begins_article = False
    for kind, content in _iter_pieces(text, place):
        if kind == "section":
            sorte = _open_section(str(content), sorte, place)
        elif kind == "article":
            if sorte is not BlocSorte.ARTICLE:
                raise TemplateError("« ## Article » se trouve hors du dispositif.", place=place)
            number += 1
            begins_article = True
        else:
            if sorte is None:
                raise TemplateError("Du texte précède la première section « # … ».", place=place)
            if sorte is BlocSorte.ARTICLE and number == 0:
                raise TemplateError("Le dispositif commence par une ligne « ## Article ».", place=place)
            intitule = name_article(number) if begins_article else ""
            blocs += _make_blocs(content, sorte, intitule, place)
            begins_article = False
    return tuple(blocs)


def name_article(number: int) -> str:
    """Return « Article 1er », « Article 2 »."""
    return "Article 1er" if number == 1 else f"Article {number}"


def _open_section(title: str, current: BlocSorte | None, place: str) -> BlocSorte:
    sorte = _SECTIONS.get(fold(title))
    if sorte is None:
        known = "Visas, Exposé, Considérants, Dispositif"
        raise TemplateError(f"Section inconnue « {title} » ; les sections sont {known}.", place=place)
    if current is not None and _ORDER.index(sorte) <= _ORDER.index(current):
        raise TemplateError(f"La section « {title} » n’est pas à sa place.", place=place)
    return sorte


def _iter_pieces(text: str, place: str) -> list[tuple[str, str | _Pending]]:
    pieces: list[tuple[str, str | _Pending]] = []
    pending = _Pending()

    def close() -> None:
        nonlocal pending
        if not pending.is_empty():
            pieces.append(("paragraph", pending))
        pending = _Pending()

    for raw in text.split("\n"):
        line = _RUN.sub(" ", raw).strip()
        if line.startswith("#"):
            close()
            pieces.append(_read_heading(line, place))
        elif not line:
            if not pending.rows:
                close()
        elif line.startswith("|"):
            pending.rows.append(line)
        elif line.startswith(":") and pending.rows:
            pending.caption = line[1:].strip()
        else:
            if pending.rows:
                close()
            pending.lines.append(line)
    close()
    return _attach_tables(pieces)


def _attach_tables(pieces: list[tuple[str, str | _Pending]]) -> list[tuple[str, str | _Pending]]:
    """Give a table that stands alone to the paragraph just before it."""
    joined: list[tuple[str, str | _Pending]] = []
    for kind, content in pieces:
        if isinstance(content, _Pending) and not content.lines and joined:
            before = joined[-1][1]
            if isinstance(before, _Pending) and not before.rows:
                before.rows, before.caption = content.rows, content.caption
                continue
        joined.append((kind, content))
    return joined


def _read_heading(line: str, place: str) -> tuple[str, str]:
    marks, _, title = line.partition(" ")
    if marks == "#" and title:
        return "section", title.strip()
    if marks == "##" and fold(title.strip()) == "article":
        return "article", ""
    raise TemplateError(
        f"Titre inattendu « {line[:60]} » ; écrivez « # Section » ou « ## Article ».", place=place
    )


def _make_blocs(content: str | _Pending, sorte: BlocSorte, intitule: str, place: str) -> list[Bloc]:
    if isinstance(content, str):
        return []
    parts = [part for part in " ".join(content.lines).split(PARAGRAPH) if part.strip()]
    tableau = _parse_table(content, place) if content.rows else None
    if not parts:
        if tableau is None:
            return []
        parts = [""]
    blocs = []
    for index, part in enumerate(parts):
        blocs.append(
            _make_bloc(
                part,
                sorte,
                intitule if index == 0 else "",
                tableau if index == len(parts) - 1 else None,
            )
        )
    return blocs


def _make_bloc(part: str, sorte: BlocSorte, intitule: str, tableau: Tableau | None) -> Bloc:
    provenance = Provenance.MODELE
    if part.lstrip().startswith(AGENT):
        provenance = Provenance.AGENT
    elif part.lstrip().startswith(ASSISTANCE):
        provenance = Provenance.ASSISTANCE
    text, cles = collect_keys(part.replace(AGENT, "").replace(ASSISTANCE, ""))
    return Bloc(
        sorte=sorte,
        texte=finish(text, sorte),
        provenance=provenance,
        cles=cles,
        intitule=intitule,
        tableau=tableau,
    )


def finish(text: str, sorte: BlocSorte | None = None) -> str:
    """Return a text with its final typography, on one line, with the user's signs back.

    A visa or a considérant ends with a semicolon.
    """
    line = restore(_LOOSE.sub(r"\1", _RUN.sub(" ", text).strip()))
    if sorte in (BlocSorte.VISA, BlocSorte.CONSIDERANT) and line:
        line = _ENDING.sub("", line) + " ;"
    return set_once(line)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(finish(collect_keys(cell)[0]) for cell in line.strip("|").split("|"))


def _parse_table(content: _Pending, place: str) -> Tableau:
    heading, *rest = content.rows
    colonnes = _cells(heading)
    alignements = "g" * len(colonnes)
    if rest and all(_ALIGNMENT.fullmatch(cell.strip()) for cell in rest[0].strip("|").split("|")):
        alignements = "".join(
            "d" if cell.strip().endswith(":") else "g" for cell in rest[0].strip("|").split("|")
        )
        rest = rest[1:]
    total: tuple[str, ...] = ()
    lignes: list[tuple[str, ...]] = []
    for line in rest:
        cells = _cells(line[2:] if line.startswith("|=") else line[1:])
        if len(cells) != len(colonnes):
            raise TemplateError(
                f"Une ligne de tableau compte {len(cells)} cases pour {len(colonnes)} colonnes.", place=place
            )
        if line.startswith("|="):
            total = cells
        else:
            lignes.append(cells)
    if len(alignements) != len(colonnes):
        raise TemplateError("Les alignements d’un tableau ne suivent pas ses colonnes.", place=place)
    return Tableau(
        colonnes=colonnes,
        lignes=tuple(lignes),
        alignements=alignements,
        total=total,
        legende=finish(content.caption),
    )
