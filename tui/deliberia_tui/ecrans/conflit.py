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
from deliberia_tui.dossier.sauvegarde import EchecEnregistrement, Sauvegarde
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

    def __init__(self, nom: str, aside: str, *, is_gone: bool = False) -> None:
        """`aside`: where our content is kept meanwhile; empty when it could not be written.

        `is_gone`: the file is not there any more.
        """
        super().__init__()
        self._nom = nom
        self._aside = aside
        self._is_gone = is_gone

    def compose_corps(self) -> ComposeResult:
        kept = f" Votre version est à l’abri dans {self._aside}." if self._aside else ""
        if self._is_gone:
            titre, theirs, ours = "Fichier disparu", "Fermer sans le récrire", "L’écrire à nouveau ici"
            told = f"{self._nom} n’est plus là\xa0: effacé, renommé ou déplacé par un autre programme."
        else:
            titre, theirs = "Fichier modifié ailleurs", "Reprendre ce qui est sur le disque"
            ours = "Garder ce que j’ai à l’écran"
            told = f"{self._nom} a changé sur le disque depuis que vous l’avez ouvert. Rien n’a été écrasé."
        yield Texte(titre, classes="fenetre--titre")
        yield Texte(f"{told}{kept} Que voulez-vous faire ?\n")
        yield OptionList(Option(theirs, id="disque"), Option(ours, id="ecran"), id="choix-conflit")

    def on_mount(self) -> None:
        self.query_one("#choix-conflit").focus()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id == "ecran")


def tell_not_saved(
    screen: Screen[None], event: EchecEnregistrement, sauvegarde: Sauvegarde, reload: Callable[[], None]
) -> None:
    """Ask when somebody else changed the file of the screen; otherwise say what went wrong."""
    if event.is_modifie and event.fichier is sauvegarde.fichier:
        ask_conflict(screen, sauvegarde, reload)
    else:
        screen.notify(event.raison, title="Enregistrement impossible", severity="error", markup=False)


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
    path = sauvegarde.fichier.path
    screen.app.push_screen(Conflit(path.name, aside, is_gone=not path.exists()), resolve)
