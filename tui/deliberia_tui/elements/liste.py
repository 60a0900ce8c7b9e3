"""A table whose last column takes the width that remains: nothing ever scrolls sideways."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import DataTable


class Liste(DataTable[Text]):
    """Rows chosen with the arrows."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row")

    def on_resize(self, event: events.Resize) -> None:
        self.fit()

    def fit(self) -> None:
        """Give the last column what the others leave."""
        columns = self.ordered_columns
        if not columns:
            return
        others = sum(column.get_render_width(self) for column in columns[:-1])
        width = max(10, self.size.width - others - 2 * self.cell_padding - 1)
        if columns[-1].width != width:
            columns[-1].width = width
            self._require_update_dimensions = True
            self._clear_caches()
            self.refresh(layout=True)

    @property
    def chosen(self) -> str | None:
        """Key of the row under the cursor; None when there is none."""
        if not self.row_count:
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value


def one_line(text: str) -> Text:
    """Return the text of a cell: one line, cut with « … », nothing in it read as markup."""
    return Text(text, no_wrap=True, overflow="ellipsis")
