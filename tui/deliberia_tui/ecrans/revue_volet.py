"""The right side of the review: lines drawn as they are, so that a new item lays nothing out again."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from deliberia_tui.elements.texte import cut

INDENT = 2
"""Columns by which the lines after the first of a paragraph are set in."""


class Volet(ScrollView, can_focus=False):
    """Shows a text cut to its width, from its beginning."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._contenu = Content("")
        self._lignes: list[Content] = []

    @property
    def contenu(self) -> Content:
        return self._contenu

    def show(self, contenu: Content | str) -> None:
        """Show something else, without moving what is on the screen."""
        self._contenu = contenu if isinstance(contenu, Content) else Content(contenu)
        self._cut()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        self._cut()

    def render_line(self, y: int) -> Strip:
        rank, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if rank >= len(self._lignes):
            return Strip.blank(width, self.rich_style)
        (strip, *_) = Visual.to_strips(self, self._lignes[rank], width, 1, self.visual_style)
        return strip

    def _cut(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        self._lignes = cut(self._contenu, width, INDENT)
        self.virtual_size = Size(width, len(self._lignes))
        self.refresh()
