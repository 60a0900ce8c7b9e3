"""Who holds a pouvoir, and a new member of the council: two small windows of the attendance sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from deliberia_tui.ecrans.base import Fenetre, entree
from deliberia_tui.elements.texte import Texte


class ChoisirMandataire(Fenetre[str]):
    """Asks which member present votes for one who is not."""

    TITRE = "Pouvoir"
    AIDE = "Choisissez avec les flèches qui porte le pouvoir, puis Entrée."
    BINDINGS: ClassVar[list[BindingType]] = [entree("Choisir", "Ce membre porte le pouvoir.")]

    def __init__(self, mandant: str, candidates: Sequence[str], holders: Collection[str]) -> None:
        super().__init__()
        self._mandant = mandant
        self._candidates = candidates
        self._holders = holders

    def compose_corps(self) -> ComposeResult:
        yield Texte(f"Qui porte le pouvoir de {self._mandant} ?", classes="fenetre--titre")
        yield OptionList(
            *(
                Option(f"{nom}{'  (porte déjà un pouvoir)' if nom in self._holders else ''}")
                for nom in self._candidates
            ),
            id="mandataires",
            markup=False,
        )

    def on_mount(self) -> None:
        free = [rank for rank, nom in enumerate(self._candidates) if nom not in self._holders]
        options = self.query_one("#mandataires", OptionList)
        options.focus()
        options.highlighted = free[0] if free else 0

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._candidates[event.option_index])


class AjouterMembre(Fenetre[str]):
    """Asks the name of a member of the council."""

    TITRE = "Nouveau membre"
    AIDE = "Civilité, prénom et nom, comme sur la feuille de présence, puis Entrée."
    BINDINGS: ClassVar[list[BindingType]] = [entree("Ajouter", "Ajoute ce membre au conseil.")]

    def compose_corps(self) -> ComposeResult:
        yield Texte("Qui ajouter au conseil ?", classes="fenetre--titre")
        yield Input(placeholder="Mme Claire Vasseur", id="nouveau-membre", compact=True)
        yield Texte("Civilité, prénom et nom, puis Entrée.")

    def on_mount(self) -> None:
        self.query_one("#nouveau-membre").focus()

    @on(Input.Submitted)
    def _add(self, event: Input.Submitted) -> None:
        self.dismiss(" ".join(event.value.split()))
