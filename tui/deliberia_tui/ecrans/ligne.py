"""One row of a list, in a window: its questions, one under the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from deliberia_tui.clavier import touche
from deliberia_tui.ecrans.base import Fenetre
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.texte import Texte
from deliberia_tui.questions import Question


class FicheLigne(Fenetre[None]):
    """Calls `take` with the row at each change, so that nothing waits for the window to close."""

    TITRE = "Ligne"
    AIDE = "Les réponses d’une ligne de la liste. Échap revient à la délibération et garde ce qui est saisi."
    BINDINGS = [  # noqa: RUF012 - Textual's own shape
        touche("escape,f2", "fermer", "Terminer", "Garde la ligne et revient.", id="terminer"),
    ]

    def __init__(
        self, question: Question, row: dict[str, Any], number: int, take: Callable[[dict[str, Any]], None]
    ) -> None:
        super().__init__()
        self._question = question
        self._row = dict(row)
        self._number = number
        self._give = take

    def compose_corps(self) -> ComposeResult:
        yield Texte(f"{self._question.libelle} Ligne {self._number}", classes="fenetre--titre")
        with VerticalScroll(classes="fenetre--questions", can_focus=False):
            for one in self._question.sous_questions:
                yield Champ(one, self._row.get(one.nom))

    def on_mount(self) -> None:
        self.query(Champ).first().take_focus()

    @on(Champ.Change)
    def _take(self, event: Champ.Change) -> None:
        nom, valeur = event.champ.question.nom, event.champ.valeur
        if valeur in (None, "", []):
            self._row.pop(nom, None)
        else:
            self._row[nom] = valeur
        self._give(dict(self._row))
