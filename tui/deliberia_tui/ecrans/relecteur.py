"""Who reviews: asked once, kept in the settings."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from deliberia.errors import DeliberiaError
from deliberia_tui.ecrans.base import Fenetre, entree
from deliberia_tui.elements.texte import Texte


class NomRelecteur(Fenetre[str]):
    """Dismisses with the name, once it is kept; with nothing when it was not given."""

    TITRE = "Qui relit ?"
    AIDE = (
        "Votre prénom et votre nom sont écrits à côté de chaque décision, dans le journal de la revue. On ne "
        "vous les demande qu’une fois. « deliberia config relecteur » les change aussi."
    )
    BINDINGS: ClassVar[list[BindingType]] = [entree("Continuer", "Garde ce nom et ouvre la revue.")]

    def __init__(self, nom: str) -> None:
        super().__init__()
        self._nom = nom

    def compose_corps(self) -> ComposeResult:
        yield Texte("Qui relit ?", classes="fenetre--titre")
        yield Input(self._nom, placeholder="ex. Claire Vasseur", id="nom-relecteur", compact=True)
        yield Texte(
            "Prénom et nom, écrits au journal à côté de chaque décision. Demandés une seule fois.",
            id="relecteur-note",
        )

    def on_mount(self) -> None:
        self.query_one("#nom-relecteur").focus()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        from deliberia.revue.journal import save_reviewer

        try:
            self.dismiss(save_reviewer(event.value))
        except DeliberiaError as error:
            self.query_one("#relecteur-note", Texte).update(f"✗ {error}")
