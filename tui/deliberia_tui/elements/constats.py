"""What there is to do or to look at, one entry each; Entrée goes there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from deliberia_tui.clavier import touche
from deliberia_tui.elements.texte import cut

SIGNES = {"erreur": ("✗", "$error"), "avertissement": ("!", "$warning"), "info": ("i", "$primary")}
"""Sign and colour of each severity."""
A_REMPLIR = ("●", "$primary")
IGNORE = ("–", "$text-muted")


class Entree(NamedTuple):
    """One entry. `cible` is what the screen goes to; None when the entry has no place."""

    signe: str
    couleur: str
    texte: str
    detail: str = ""
    cible: object = None


class Constats(OptionList):
    """A list of entries, each cut at the width of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        touche("enter", "select", "Y aller", "Va à la place de ce qui est choisi."),
    ]

    class Vers(Message):
        """The user wants to go to the place of an entry."""

        def __init__(self, constats: Constats, entree: Entree) -> None:
            super().__init__()
            self.constats = constats
            self.entree = entree

        @property
        def control(self) -> Constats:
            return self.constats

    def __init__(self, *, vide: str = "Rien à signaler.", id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self.entrees: tuple[Entree, ...] = ()
        self.vide = vide
        self._width = 0

    def show(self, entrees: Iterable[Entree]) -> None:
        """Show these entries; the one that was chosen stays chosen when it is still there."""
        entrees = tuple(entrees)
        if entrees == self.entrees and self.option_count:
            return
        rank = self.highlighted
        former = self.entrees[rank] if rank is not None and rank < len(self.entrees) else None
        self.entrees = entrees
        self._fill()
        if former in entrees:
            self.highlighted = entrees.index(former)

    def on_resize(self, event: events.Resize) -> None:
        if self.scrollable_content_region.width != self._width:
            rank = self.highlighted
            self._fill()
            self.highlighted = rank

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self.entrees):
            self.post_message(self.Vers(self, self.entrees[event.option_index]))

    def _fill(self) -> None:
        self._width = self.scrollable_content_region.width
        if self._width <= 0:
            return
        self.clear_options()
        if not self.entrees:
            self.add_option(Option(self.vide, disabled=True))
        self.add_options([Option(self._lay_out(one)) for one in self.entrees])

    def _lay_out(self, entree: Entree) -> Content:
        text = Content.assemble((f"{entree.signe} ", f"bold {entree.couleur}"), entree.texte)
        lines = cut(text, self._width - 3, 2)
        if entree.detail:
            lines += cut(Content(f"  → {entree.detail}").stylize("dim"), self._width - 3, 4)
        return Content("\n").join(lines)
