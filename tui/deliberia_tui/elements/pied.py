"""The keys at the bottom of every screen, on two lines at most; a click presses them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.screen import Screen

from deliberia_tui.clavier import name_key
from deliberia_tui.elements.texte import Texte

_NBSP = "\u00a0"
_GAP = "   "
START_DEPTH = 2
"""Screens of the stack on the start screen, the only one that shows how to leave."""
LINES = 2
_ALWAYS = ("escape", "f1", "ctrl+p", "ctrl+q")
"""Keys that come last and are never left out: the way back, the help, everything else, the way out."""


class Touche(NamedTuple):
    """A key as the bottom line shows it."""

    nom: str
    libelle: str
    key: str

    @property
    def width(self) -> int:
        return len(self.nom) + 1 + len(self.libelle)


class Pied(Texte):
    """Shows the keys of the screen, those of the widget in focus first, those of every screen last."""

    def __init__(self) -> None:
        super().__init__(id="pied")
        self._shown: tuple[Touche, ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._refresh_keys)
        self._refresh_keys(self.screen)

    def on_resize(self) -> None:
        self._draw()

    def _refresh_keys(self, screen: Screen[object]) -> None:
        found: dict[str, Touche] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.action == "quit" and len(screen.app.screen_stack) > START_DEPTH:
                continue
            if binding.show and active.enabled and binding.tooltip:
                found.setdefault(binding.action, Touche(name_key(binding), binding.description, binding.key))
        shown = tuple(found.values())
        if shown != self._shown:
            self._shown = shown
            self._draw()

    def _draw(self) -> None:
        width = self.content_size.width or self.app.size.width - 2
        rows = choose_keys(self._shown, width)
        self.update(Content("\n").join(Content(_GAP).join(map(_make_item, row)) for row in rows))


def choose_keys(keys: Sequence[Touche], width: int) -> list[list[Touche]]:
    """Return the lines of keys that hold in the width; those that do not are in the help and the palette."""
    own = [one for one in keys if one.key not in _ALWAYS]
    always = sorted((one for one in keys if one.key in _ALWAYS), key=lambda one: _ALWAYS.index(one.key))
    while True:
        rows = _pack([*own, *always], width)
        if len(rows) <= LINES or not own:
            return rows
        own.pop()


def _pack(keys: Sequence[Touche], width: int) -> list[list[Touche]]:
    rows: list[list[Touche]] = [[]]
    taken = 0
    for one in keys:
        if rows[-1] and taken + len(_GAP) + one.width > width:
            rows.append([])
            taken = 0
        taken += one.width + (len(_GAP) if rows[-1] else 0)
        rows[-1].append(one)
    return rows


def _make_item(one: Touche) -> Content:
    text = Content.assemble((one.nom, "bold"), _NBSP + one.libelle.replace(" ", _NBSP))
    return text.stylize(f"@click=app.presser('{one.key}')")
