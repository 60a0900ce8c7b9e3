"""The application: which folder is open, which screen is shown, what every screen shares."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import Worker, WorkerState

from deliberia_tui import menage, theme
from deliberia_tui.clavier import name_key, touche
from deliberia_tui.dossier.espace import Espace
from deliberia_tui.dossier.seances import locate
from deliberia_tui.ecrans.accueil import Accueil
from deliberia_tui.ecrans.base import Ecran, Fenetre
from deliberia_tui.menage import Menage

AFTER_PAINT = 0.5
"""Seconds left to the first screen before what can wait."""


class Application(App[None]):
    """Deliberia on a screen."""

    TITLE = "Deliberia"
    CSS_PATH = Path(__file__).with_name("deliberia.tcss")
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        touche(
            "f1,question_mark",
            "aide",
            "Aide",
            "Montre ce que fait cet écran et ses touches.",
            key_display="F1",
        ),
        touche(
            "ctrl+p",
            "command_palette",
            "Menu",
            "Cherche une commande par un mot.",
            priority=True,
            id="commandes",
        ),
        touche("ctrl+t", "theme", "Clair ou sombre", "Passe de l’affichage sombre au clair.", show=False),
        touche(
            "ctrl+q",
            "quit",
            "Quitter",
            "Quitte Deliberia ; tout est déjà enregistré.",
            priority=True,
            id="quitter",
        ),
    ]

    def __init__(self, dossier: Path) -> None:
        super().__init__()
        self.espace = Espace(dossier.resolve())
        self.nom_commune = ""
        self.acte = ""
        """Name of the file of the act last open in this séance."""
        self._menage = Menage()
        self.pannes: list[BaseException | None] = []
        """Breakdowns of work behind the screens, oldest first."""
        self.register_theme(theme.SOMBRE)
        self.register_theme(theme.CLAIR)
        self.theme = theme.choose_theme(self.console.color_system)

    def on_mount(self) -> None:
        self.open_dossier(self.espace.dossier)
        self.set_timer(AFTER_PAINT, self._menage.begin)
        self.set_interval(menage.EACH, self._menage.look)

    def on_unmount(self) -> None:
        self._menage.end()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            self._menage.touch()
        await super().on_event(event)

    def open_dossier(self, dossier: Path) -> None:
        """Open a folder on the séance last open there, else on the next to come."""
        from deliberia_tui.memoire import find_lieu
        from deliberia_tui.usages import today

        lieu = find_lieu(dossier)
        espace = locate(dossier, today(), remembered=lieu.seance if lieu else None)
        lieu = lieu if lieu is not None or espace.dossier == dossier else find_lieu(espace.dossier)
        self.open_espace(espace, acte=lieu.acte if lieu and lieu.seance == espace.nom_seance else "")

    def open_espace(self, espace: Espace, *, acte: str = "") -> None:
        """Show the start screen of a séance, the only one left on the screen."""
        self.espace = espace
        self.acte = acte
        self.nom_commune = read_nom(espace)
        self.set_timer(AFTER_PAINT, self.remember)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(Accueil())

    def remember(self, acte: str = "") -> None:
        """Note where she is, for the next time; behind the screen."""
        from deliberia_tui.memoire import Lieu, remember

        self.acte = acte or self.acte
        if not self.espace.is_installe:
            return
        lieu = Lieu(dossier=self.espace.dossier, seance=self.espace.nom_seance, acte=self.acte)
        self.run_worker(lambda: remember(lieu), thread=True, group="memoire", exit_on_error=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The séance needs a commune."""
        return not (action == "ecran" and parameters == ("seance",) and not self.espace.is_installe)

    def action_ecran(self, nom: str) -> None:
        """Open a screen, or come back to it when it is already open underneath."""
        from deliberia_tui.navigation import DESTINATIONS

        classe = DESTINATIONS[nom].load()
        if not any(isinstance(screen, classe) for screen in self.screen_stack):
            self.push_screen(classe())
            return
        while not isinstance(self.screen, classe):
            self.pop_screen()

    def get_key_display(self, binding: Binding) -> str:
        return name_key(binding)

    def action_aide(self) -> None:
        from deliberia_tui.ecrans.aide import Aide
        from deliberia_tui.palette import list_actions

        screen = self.screen
        if isinstance(screen, Aide):
            screen.action_fermer()
        elif isinstance(screen, Ecran | Fenetre):
            self.push_screen(Aide(screen.TITRE, screen.make_aide(), list_actions(screen)))

    def action_command_palette(self) -> None:
        from deliberia_tui.palette import Palette

        if not self.screen.is_modal:
            self.push_screen(Palette())

    def action_presser(self, key: str) -> None:
        """Do what a key does: the keys at the bottom answer to a click."""
        self.simulate_key(key)

    def action_theme(self) -> None:
        if self.theme == theme.SEIZE_COULEURS:
            self.notify("Ce terminal choisit lui-même ses couleurs.")
        else:
            self.theme = theme.CLAIR.name if self.theme == theme.SOMBRE.name else theme.SOMBRE.name

    @on(Worker.StateChanged)
    def tell_failure(self, event: Worker.StateChanged) -> None:
        """A breakdown behind the screen is said, never hidden; what was typed is already saved."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.log.error(error)
            self.pannes.append(error)
            self.notify(
                f"{type(error).__name__}\xa0: {error}",
                title="Panne inattendue, rien de ce qui est saisi n’est perdu",
                severity="error",
                timeout=20,
                markup=False,
            )

    def action_help_quit(self) -> None:
        self.notify("Pour quitter : Ctrl+Q. Tout est déjà enregistré.")


def read_nom(espace: Espace) -> str:
    """Return the commune's name without judging the rest of its file."""
    try:
        content = tomllib.loads(espace.commune.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""
    inner = content.get("commune")
    nom = (inner if isinstance(inner, dict) else content).get("nom", "")
    return nom if isinstance(nom, str) else ""
