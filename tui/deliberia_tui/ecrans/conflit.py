"""Two windows on one folder: the second to write asks, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from deliberia.errors import DeliberiaError
from deliberia_tui.dossier.sauvegarde import Sauvegarde
from deliberia_tui.ecrans.base import Fenetre, entree
from deliberia_tui.elements.texte import Texte


class Conflit(Fenetre[bool]):
    """Asks which content to keep; dismisses with True for ours."""

    TITRE = "Fichier modifié ailleurs"
    AIDE = (
        "Le fichier a changé sur le disque depuis que vous l’avez ouvert : une autre fenêtre, ou une autre "
        "personne. Échap laisse les deux versions et redemande à la prochaine touche."
    )
    BINDINGS: ClassVar[list[BindingType]] = [entree("Choisir", "Garde la version choisie.")]

    def __init__(self, nom: str, aside: str) -> None:
        """`aside`: where our content is kept meanwhile; empty when it could not be written."""
        super().__init__()
        self._nom = nom
        self._aside = aside

    def compose_corps(self) -> ComposeResult:
        yield Texte("Fichier modifié ailleurs", classes="fenetre--titre")
        yield Texte(
            f"{self._nom} a changé sur le disque depuis que vous l’avez ouvert. Rien n’a été écrasé."
            f"{f' Votre version est à l’abri dans {self._aside}.' if self._aside else ''} "
            "Que voulez-vous garder ?\n"
        )
        yield OptionList(
            Option("Reprendre ce qui est sur le disque", id="disque"),
            Option("Garder ce que j’ai à l’écran", id="ecran"),
            id="choix-conflit",
        )

    def on_mount(self) -> None:
        self.query_one("#choix-conflit").focus()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id == "ecran")


def ask_conflict(screen: Screen[None], sauvegarde: Sauvegarde, reload: Callable[[], None]) -> None:
    """Ask, then write ours over the other, or take the other. Closed without a choice, it asks again."""
    if isinstance(screen.app.screen, Conflit):
        return

    def resolve(is_ours: bool | None) -> None:
        sauvegarde.resolve(force=is_ours)
        if is_ours is False:
            reload()

    try:
        aside = sauvegarde.keep_aside().name
    except DeliberiaError:
        aside = ""  # the disk refuses: what is on the screen stays there
    screen.app.push_screen(Conflit(sauvegarde.fichier.path.name, aside), resolve)
