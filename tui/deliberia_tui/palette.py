"""The command palette, in French, made from the keys of the screen it is opened on."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets.option_list import Option

from deliberia.text import fold
from deliberia_tui.clavier import name_key
from deliberia_tui.navigation import DESTINATIONS

PLACEHOLDER = "Que voulez-vous faire ? Tapez un mot ; Entrée le fait, Échap referme"


class Action(NamedTuple):
    """A key and what it acts on."""

    binding: Binding
    node: DOMNode


def list_actions(screen: Screen[Any]) -> tuple[Action, ...]:
    """Return what this screen offers, each once. Ours have a tooltip, Textual's own keys have none."""
    found: dict[str, Action] = {}
    for active in screen.active_bindings.values():
        if active.binding.tooltip and active.enabled:
            found.setdefault(active.binding.action, Action(active.binding, active.node))
    return tuple(found.values())


class Commandes(Provider):
    """What the screen can do, by any word of its label."""

    def _iter(self) -> list[tuple[str, str, Any]]:
        own = self._list_own()
        shown = {label for label, _, _ in own}
        return own + [
            (one.libelle, one.aide, partial(self.app.run_action, f"ecran('{one.nom}')", self.app))
            for one in DESTINATIONS.values()
            if one.libelle not in shown and self.app.check_action("ecran", (one.nom,))
        ]

    def _list_own(self) -> list[tuple[str, str, Any]]:
        return [
            (
                one.binding.description,
                f"{name_key(one.binding)} · {one.binding.tooltip}",
                partial(self.app.run_action, one.binding.action, one.node),
            )
            for one in list_actions(self.screen)
            if one.binding.action != "command_palette"
        ]

    async def discover(self) -> Hits:
        for label, help_text, command in self._iter():
            yield DiscoveryHit(label, command, help=help_text)

    async def search(self, query: str) -> Hits:
        words = fold(query).split()
        for label, help_text, command in self._iter():
            where = fold(f"{label} {help_text}")
            if words and all(word in where for word in words):
                score = 1.0 if fold(label).startswith(words[0]) else 0.5
                yield Hit(score, label, command, text=label, help=help_text)


class Palette(CommandPalette):
    """Textual's palette, with its own words in French."""

    def __init__(self) -> None:
        super().__init__(providers=[Commandes], placeholder=PLACEHOLDER, id="--command-palette")

    def on_mount(self) -> None:
        self.query_one(SearchIcon).icon = "›"  # the magnifying glass is not drawn by every terminal

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say in French that nothing was found; Textual offers no setting for this sentence."""
        self._stop_no_matches_countdown()

        def show() -> None:
            if search_value:
                option = Option("Aucune commande ne correspond.", disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)
