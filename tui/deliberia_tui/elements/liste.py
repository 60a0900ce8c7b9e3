"""A table whose last column takes the width that remains: nothing ever scrolls sideways."""

from __future__ import annotations

from collections import Counter

from rich.style import Style
from rich.text import Text
from textual import events
from textual.cache import LRUCache
from textual.strip import Strip
from textual.widgets import DataTable
from textual.widgets.data_table import ColumnKey, RowKey

KEPT = 512
"""Lines kept drawn."""


class Liste(DataTable[Text]):
    """Rows chosen with the arrows. Only those that changed, or that the cursor touches, are drawn again."""

    def __init__(self, *, id: str | None = None) -> None:
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(KEPT)
        self._versions: Counter[str | None] = Counter()
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

    def update_cell(
        self,
        row_key: RowKey | str,
        column_key: ColumnKey | str,
        value: Text,
        *,
        update_width: bool = False,
    ) -> None:
        self._versions[row_key.value if isinstance(row_key, RowKey) else row_key] += 1
        super().update_cell(row_key, column_key, value, update_width=update_width)

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    def _clear_caches(self) -> None:
        self._drawn.clear()
        super()._clear_caches()

    def _render_line(self, y: int, x1: int, x2: int, base_style: Style) -> Strip:
        try:
            row_key, line = self._get_offsets(y)
        except LookupError:
            return super()._render_line(y, x1, x2, base_style)
        rank = self._row_locations.get(row_key)
        key = (
            row_key,
            self._versions[row_key.value],
            line,
            x1,
            x2,
            self.size.width,
            base_style,
            self.show_cursor and rank == self.cursor_row,
            self._show_hover_cursor and rank == self.hover_row,
            self._pseudo_class_state,
        )
        strip = self._drawn.get(key)
        if strip is None:
            strip = super()._render_line(y, x1, x2, base_style)
            self._drawn.set(key, strip)
        return strip


def one_line(text: str) -> Text:
    """Return the text of a cell: one line, cut with « … », nothing in it read as markup."""
    return Text(text, no_wrap=True, overflow="ellipsis")
