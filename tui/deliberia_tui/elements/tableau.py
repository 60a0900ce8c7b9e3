"""Rows of answers: several beneficiaries, several tariffs. Each row is filled in a window of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from deliberia_tui.clavier import touche
from deliberia_tui.questions import Question, Valeur, show

_ADD = "+ Ajouter une ligne"
Row = dict[str, Any]


class Tableau(OptionList):
    """The rows, then a line to add one. Entrée opens, Suppr removes, Ctrl+Z brings back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        touche(
            "enter,space",
            "select",
            "Ouvrir la ligne",
            "Ouvre la ligne choisie, ou en ajoute une.",
            key_display="Entrée",
        ),
        touche("delete", "remove", "Retirer la ligne", "Retire la ligne choisie (Ctrl+Z la rend)."),
        touche("ctrl+z", "undo", "Rendre la ligne", "Rend la dernière ligne retirée.", show=False),
    ]

    class Change(Message):
        """A row was added, changed or removed."""

        def __init__(self, tableau: Tableau, rows: list[Row]) -> None:
            super().__init__()
            self.tableau = tableau
            self.rows = rows

        @property
        def control(self) -> Tableau:
            return self.tableau

    def __init__(self, question: Question, valeur: Valeur = None, *, classes: str | None = None) -> None:
        super().__init__(classes=classes, compact=True, markup=False)
        self.question = question
        self.rows: list[Row] = _rows(valeur)
        self._removed: list[tuple[int, Row]] = []

    def on_mount(self) -> None:
        self._fill(0)

    def set_rows(self, valeur: Valeur) -> None:
        self.rows = _rows(valeur)
        self._fill(0)

    def action_cursor_down(self) -> None:
        if self.highlighted == self.option_count - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if not self.highlighted:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        from deliberia_tui.ecrans.ligne import FicheLigne

        event.stop()
        rank = event.option_index
        row = self.rows[rank] if rank < len(self.rows) else {}

        def take(changed: Row) -> None:
            self.rows[rank : rank + 1] = [changed] if changed else []
            self._fill(rank)
            self._tell()

        self.app.push_screen(FicheLigne(self.question, row, rank + 1, take), self._move_on)

    def _move_on(self, _: None) -> None:
        """Back from a row: the cursor goes to the line that adds another one."""
        self.highlighted = len(self.rows)

    def action_remove(self) -> None:
        rank = self.highlighted
        if rank is None or rank >= len(self.rows):
            return
        self._removed.append((rank, self.rows.pop(rank)))
        self._fill(rank)
        self._tell()
        self.notify("Ligne retirée. Ctrl+Z la rend.", timeout=4)

    def action_undo(self) -> None:
        if self._removed:
            rank, row = self._removed.pop()
            self.rows.insert(rank, row)
            self._fill(rank)
            self._tell()

    def _tell(self) -> None:
        self.post_message(self.Change(self, [dict(row) for row in self.rows]))

    def _fill(self, rank: int) -> None:
        self.clear_options()
        labels = [self._describe(number, row) for number, row in enumerate(self.rows, 1)]
        self.add_options([Option(label) for label in (*labels, _ADD)])
        self.highlighted = min(rank, len(self.rows))

    def _describe(self, number: int, row: Row) -> str:
        shown = [
            f"{show(row[sub.nom])} {sub.unite}".strip()
            for sub in self.question.sous_questions
            if row.get(sub.nom) not in (None, "", [])
        ]
        return f"{number}. {' · '.join(shown) or 'ligne vide'}"


def _rows(valeur: Valeur) -> list[Row]:
    return (
        [dict(row) for row in valeur if isinstance(row, Mapping)] if isinstance(valeur, list | tuple) else []
    )
