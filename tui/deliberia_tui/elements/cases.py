"""Boxes to tick: « [x] Mme Vasseur ». A sign says it, not a colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from deliberia_tui.clavier import touche


class Cases(OptionList):
    """A list of names; space or Entrée ticks the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        touche("space,enter", "select", "Cocher", "Coche ou décoche."),
    ]

    class Change(Message):
        """A box was ticked or unticked."""

        def __init__(self, cases: Cases, chosen: tuple[str, ...]) -> None:
            super().__init__()
            self.cases = cases
            self.chosen = chosen

        @property
        def control(self) -> Cases:
            return self.cases

    def __init__(self, names: Iterable[str], chosen: Iterable[str] = (), *, id: str | None = None) -> None:
        self.names = tuple(names)
        self._chosen = set(chosen)
        super().__init__(
            *(Option(self._label(name)) for name in self.names), id=id, markup=False, compact=True
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if name in self._chosen)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        name = self.names[event.option_index]
        self._chosen ^= {name}
        self.replace_option_prompt_at_index(event.option_index, self._label(name))
        self.post_message(self.Change(self, self.chosen))

    def _label(self, name: str) -> str:
        return f"[{'x' if name in self._chosen else ' '}] {name}"
