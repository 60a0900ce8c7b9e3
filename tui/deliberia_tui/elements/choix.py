"""A choice among a few: every possibility is on the screen, the arrows change it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from deliberia_tui.clavier import touche
from deliberia_tui.elements.texte import cut
from deliberia_tui.questions import Valeur


class Choix(Widget, can_focus=True):
    """Shows « (•) oui  ( ) non »; left, right and space change, delete takes the answer away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        touche(
            "space,right",
            "step(1)",
            "Changer",
            "Réponse suivante, de celles qui sont écrites.",
            key_display="Espace",
        ),
        Binding("left", "step(-1)", "Réponse précédente", show=False),
        Binding("delete,backspace", "clear", "Sans réponse", show=False),
        touche(
            "enter,down",
            "app.focus_next",
            "Suivante",
            "Passe à la question suivante.",
            key_display="Entrée",
        ),
        Binding("up", "app.focus_previous", "Question précédente", show=False),
    ]

    valeur: reactive[Valeur] = reactive(None, layout=True)

    class Change(Message):
        """Another possibility was chosen."""

        def __init__(self, choix: Choix, valeur: Valeur) -> None:
            super().__init__()
            self.choix = choix
            self.valeur = valeur

        @property
        def control(self) -> Choix:
            return self.choix

    def __init__(
        self, choix: tuple[tuple[Valeur, str], ...], valeur: Valeur = None, *, classes: str | None = None
    ) -> None:
        super().__init__(classes=classes)
        self.choix = choix
        self.set_reactive(Choix.valeur, valeur)

    def render(self) -> Content:
        return Content("\n").join(self._lay_out(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lay_out(width))

    def _lay_out(self, width: int) -> list[Content]:
        """Return one line when all the possibilities hold in it, else one possibility a line or more."""
        parts = [f"({'•' if self._is_chosen(value) else ' '}) {label}" for value, label in self.choix]
        whole = "   ".join(parts)
        return [Content(whole)] if len(whole) <= width else cut(Content("\n".join(parts)), width, 4)

    def action_step(self, step: int) -> None:
        ranks = [rank for rank, (value, _) in enumerate(self.choix) if self._is_chosen(value)]
        rank = (ranks[0] + step) % len(self.choix) if ranks else (0 if step > 0 else len(self.choix) - 1)
        self._choose(self.choix[rank][0])

    def action_clear(self) -> None:
        self._choose(None)

    def on_key(self, event: object) -> None:
        """A letter chooses the possibility that begins with it: « o » for oui."""
        key = getattr(event, "character", None)
        if isinstance(key, str) and key.isalnum():
            begun = [value for value, label in self.choix if label.lower().startswith(key.lower())]
            if len(begun) == 1:
                self._choose(begun[0])

    def _is_chosen(self, value: Valeur) -> bool:
        return self.valeur is not None and type(value) is type(self.valeur) and value == self.valeur

    def _choose(self, valeur: Valeur) -> None:
        if valeur != self.valeur or type(valeur) is not type(self.valeur):
            self.valeur = valeur
            self.post_message(self.Change(self, valeur))
