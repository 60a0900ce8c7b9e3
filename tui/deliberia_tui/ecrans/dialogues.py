"""Small windows that ask one thing."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from deliberia_tui.ecrans.base import Fenetre, entree
from deliberia_tui.elements.texte import Texte


class ChoisirDossier(Fenetre[Path]):
    """Asks for a folder; dismisses with it when it exists."""

    TITRE = "Ouvrir un dossier"
    AIDE = "Tapez ou collez le chemin du dossier, puis Entrée."
    BINDINGS: ClassVar[list[BindingType]] = [entree("Ouvrir", "Ouvre ce dossier.")]

    def __init__(self, dossier: Path) -> None:
        super().__init__()
        self._dossier = dossier

    def compose_corps(self) -> ComposeResult:
        yield Texte("Quel dossier ouvrir ?", classes="fenetre--titre")
        yield Input(str(self._dossier), id="chemin-dossier", compact=True, select_on_focus=False)
        yield Texte("Le chemin du dossier de la commune, puis Entrée.", id="dossier-note")

    def on_mount(self) -> None:
        self.query_one("#chemin-dossier").focus()

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        path = read_path(event.value)
        if path.is_dir():
            self.dismiss(path.resolve())
        else:
            self.query_one("#dossier-note", Texte).update("✗ Ce dossier n’existe pas. Vérifiez le chemin.")


class DonnerMotif(Fenetre[str]):
    """Asks for a reason; dismisses with it."""

    TITRE = "Motif"
    AIDE = "Tapez le motif, puis Entrée : il est écrit à côté du fichier. Échap abandonne."
    BINDINGS: ClassVar[list[BindingType]] = [entree("Enregistrer", "Enregistre ce motif.")]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose_corps(self) -> ComposeResult:
        from deliberia.text import typeset

        yield Texte(typeset(self._question), classes="fenetre--titre")
        yield Input(placeholder="ex. convocation jointe au dossier", id="motif", compact=True)
        yield Texte("Entrée enregistre, Échap abandonne.", id="motif-note")

    def on_mount(self) -> None:
        self.query_one("#motif").focus()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.query_one("#motif-note", Texte).update("✗ Un motif est nécessaire : un mot suffit.")


def read_path(text: str) -> Path:
    """Return the path typed or pasted: quotes and spaces around it are dropped, « ~ » is the home."""
    return Path(text.strip().strip("\"'").strip() or ".").expanduser()
