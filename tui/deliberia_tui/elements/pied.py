"""The keys at the bottom of every screen, on two lines where one is too short; a click presses them."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen

from deliberia_tui.clavier import name_key
from deliberia_tui.elements.texte import Texte

_NBSP = "\u00a0"
START_DEPTH = 2
"""Screens of the stack on the start screen, the only one that shows how to leave."""


class Pied(Texte):
    """Shows the keys of the screen, those of the widget in focus first."""

    def __init__(self) -> None:
        super().__init__(id="pied")
        self._shown: tuple[tuple[str, str, str], ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._refresh_keys)
        self._refresh_keys(self.screen)

    def _refresh_keys(self, screen: Screen[object]) -> None:
        found: dict[str, tuple[str, str, str]] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.action == "quit" and len(screen.app.screen_stack) > START_DEPTH:
                continue
            if binding.show and active.enabled and binding.tooltip:
                found.setdefault(binding.action, (name_key(binding), binding.description, binding.key))
        shown = tuple(found.values())
        if shown != self._shown:
            self._shown = shown
            self.update(Content("   ").join([_make_item(*one) for one in shown]))


def _make_item(shown: str, label: str, key: str) -> Content:
    text = Content.assemble((shown, "bold"), _NBSP + label.replace(" ", _NBSP))
    return text.stylize(f"@click=app.presser('{key}')")
