"""The help of a screen, made from its keys."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from deliberia_tui.clavier import name_key
from deliberia_tui.ecrans.base import Fenetre
from deliberia_tui.elements.texte import Texte
from deliberia_tui.palette import Action

COMMUN = "Tab et Maj+Tab passent d’une zone à l’autre. Tout est enregistré au fur et à mesure."


class Aide(Fenetre[None]):
    """What the screen is for, then each key with what it does."""

    def __init__(self, titre: str, texte: str, actions: Iterable[Action]) -> None:
        super().__init__()
        self._titre = titre
        self._texte = texte
        self._actions = tuple(actions)
        self._width = max((len(name_key(one.binding)) for one in self._actions), default=0)

    def compose_corps(self) -> ComposeResult:
        with VerticalScroll(id="aide"):
            yield Texte(f"Aide\xa0: {self._titre}", classes="fenetre--titre")
            yield Texte(f"{self._texte}\n\n{COMMUN}\n")
            yield Texte(self._list_keys(), retrait=self._width + 2)

    def on_mount(self) -> None:
        self.query_one("#aide").focus()

    def _list_keys(self) -> Content:
        lines = [
            Content.assemble((name_key(one.binding).ljust(self._width), "bold"), f"  {one.binding.tooltip}")
            for one in self._actions
        ]
        return Content("\n").join(lines)
