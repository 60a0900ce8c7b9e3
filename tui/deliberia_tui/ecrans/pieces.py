"""The papers of the séance: all of them, or one."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from deliberia_tui.ecrans.base import Fenetre, entree
from deliberia_tui.elements.texte import Texte
from deliberia_tui.pieces_seance import Ecrites, list_pieces

TOUTES = "toutes"


class ChoisirPieces(Fenetre[tuple[str, ...]]):
    """Dismisses with the names of the papers to write."""

    TITRE = "Pièces de la séance"
    AIDE = (
        "Entrée écrit les papiers choisis en Word, dans le dossier de la séance. Ce qui manque est imprimé "
        "[…] et la pièce porte la marque PROJET. Une pièce que vous aviez modifiée va dans « corbeille »."
    )
    BINDINGS: ClassVar[list[BindingType]] = [entree("Écrire", "Écrit la pièce choisie en Word.")]

    def compose_corps(self) -> ComposeResult:
        yield Texte("Quelles pièces écrire ?", classes="fenetre--titre")
        yield OptionList(
            Option("Toutes les pièces", id=TOUTES),
            *(Option(titre, id=name) for name, titre in list_pieces()),
            id="choix-pieces",
            markup=False,
        )

    def on_mount(self) -> None:
        self.query_one("#choix-pieces").focus()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        name = event.option.id or ""
        self.dismiss(tuple(one for one, _ in list_pieces()) if name == TOUTES else (name,))


def describe_written(ecrites: Ecrites) -> str:
    """Return the sentence that says what was written, where, and what to look at."""
    from deliberia.text import agree, typeset

    count, first = len(ecrites.paths), ecrites.paths[0]
    parts = [f"{first.name if count == 1 else f'{count} pièces'} dans {first.parent}."]
    if ecrites.projets:
        missing = len(ecrites.projets)
        words = agree(missing, "pièce porte", "pièces portent")
        parts.append(typeset(f"{missing} {words} la marque PROJET : des valeurs manquent."))
    if ecrites.remplacees:
        parts.append(typeset("L’ancienne version est dans « corbeille »."))
    return " ".join(parts)
