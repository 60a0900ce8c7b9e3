"""What every screen has: a line at the top, the keys at the bottom, help, and the way back."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import Input, OptionList, Static
from textual.worker import Worker

from deliberia_tui.clavier import touche
from deliberia_tui.dossier.espace import Espace
from deliberia_tui.elements.pied import Pied

if TYPE_CHECKING:
    from deliberia_tui.app import Application

RETOUR = touche("escape", "retour", "Retour", "Revient à l’écran précédent ; tout est enregistré.")


class Ecran(Screen[None]):
    """A whole screen. Subclasses give `TITRE`, `AIDE` and `compose_corps`."""

    TITRE: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-etroit"), (116, "-moyen"), (150, "-large")]  # noqa: RUF012 - Textual's own shape
    AIDE: ClassVar[str] = ""
    """What one does here, in two or three sentences, shown above the keys by the help."""
    BINDINGS: ClassVar[list[BindingType]] = [
        RETOUR,
    ]

    @property
    def application(self) -> Application:
        return cast("Application", self.app)

    @cached_property
    def espace(self) -> Espace:
        """The folder that was open when the screen was."""
        return self.application.espace

    def compose(self) -> ComposeResult:
        with Container(id="bandeau"):
            yield Static(self.make_lieu(), id="bandeau-lieu", markup=False)
            yield Static(self.TITRE, id="bandeau-titre", markup=False)
        yield from self.compose_corps()
        yield Pied()

    def compose_corps(self) -> ComposeResult:
        """Yield what stands between the top line and the keys."""
        yield from ()

    def make_lieu(self) -> str:
        """Return what the left of the top line says: where one is."""
        return f"Deliberia · {self.application.nom_commune or 'nouveau dossier'}"

    def make_aide(self) -> str:
        """Return what the help says above the keys."""
        return self.AIDE

    def refresh_bandeau(self) -> None:
        self.query_one("#bandeau-lieu", Static).update(self.make_lieu())

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The work of a screen tells its end to that screen alone."""
        self.application.tell_failure(event)

    def action_retour(self) -> None:
        self.app.pop_screen()


def entree(libelle: str, aide: str) -> Binding:
    """Make the key Entrée of a window where one chooses or types one thing."""
    return touche("enter", "entree", libelle, aide, priority=True)


class Fenetre(ModalScreen[ScreenResultType]):
    """A window over a screen, with its own keys at the bottom."""

    TITRE: ClassVar[str] = ""
    AIDE: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("escape", "fermer", "Fermer", "Ferme la fenêtre."),
        touche("f1", "app.aide", "Aide", "Montre ce que fait cette fenêtre et ses touches."),
    ]

    def compose(self) -> ComposeResult:
        with Container(classes="fenetre"):
            yield from self.compose_corps()
        yield Pied()

    def compose_corps(self) -> ComposeResult:
        yield from ()

    def make_aide(self) -> str:
        return self.AIDE

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        cast("Application", self.app).tell_failure(event)

    async def action_entree(self) -> None:
        """Do what Entrée does where the cursor is."""
        if isinstance(self.focused, OptionList):
            self.focused.action_select()
        elif isinstance(self.focused, Input):
            await self.focused.action_submit()

    def action_fermer(self) -> None:
        self.dismiss(None)
