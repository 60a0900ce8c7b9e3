"""A text to read: wrapped, with marked passages, marks in the margin, and a place to jump to."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from deliberia_tui.elements.coupe import Ligne, find_line, wrap

MARGIN = 2
"""Columns of the margin, where the marks stand."""
_SHOWN = str.maketrans({"\t": " ", "\r": " ", "\x0b": " ", "\x0c": " ", "\x00": "·", "\x1b": "·"})
_PRIORITY = ("erreur", "avertissement", "info")
_SIGNS = {"erreur": "✗", "avertissement": "!", "info": "i"}


class Marque(NamedTuple):
    """Characters `[start, end)` shown in a style: « titre », « trou », « erreur »…"""

    start: int
    end: int
    style: str


class Page(ScrollView, can_focus=True):
    """Shows a text as a page. Marks of findings also show a sign in the margin."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--titre",
        "page--discret",
        "page--trou",
        "page--erreur",
        "page--avertissement",
        "page--info",
        "page--lieu",
        "page--marge",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Monter", show=False),
        Binding("down", "scroll_down", "Descendre", show=False),
        Binding("pageup", "page_up", "Page précédente", show=False),
        Binding("pagedown,space", "page_down", "Page suivante", show=False),
        Binding("home", "scroll_home", "Début", show=False),
        Binding("end", "scroll_end", "Fin", show=False),
    ]

    def __init__(self, texte: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.texte = texte
        self.marques: tuple[Marque, ...] = ()
        self.lieu: Marque | None = None
        """The place jumped to."""
        self._lignes: list[Ligne] = []
        self._styles: dict[str, Style] = {}

    def show(self, texte: str, marques: Iterable[Marque] = ()) -> None:
        """Show another text, without moving what is on the screen."""
        changed = texte != self.texte
        self.texte = texte
        self.marques = tuple(marques)
        if changed:
            self.lieu = None
        self._lay_out()

    def go_to(self, start: int, end: int) -> None:
        """Show a place of the text, a third of the page from the top."""
        self.lieu = Marque(start, max(end, start + 1), "lieu")
        self._scroll_to_line(find_line(self._lignes, start))
        self.refresh()

    def reveal(self, offset: int) -> None:
        """Show a place without marking it, and only when it is not on the screen."""
        rank = find_line(self._lignes, offset)
        top = self.scroll_offset.y
        if not top <= rank < top + max(1, self.size.height - 1):
            self._scroll_to_line(rank)

    def is_visible_offset(self, offset: int) -> bool:
        """True when the line of that character is on the screen."""
        rank = find_line(self._lignes, offset)
        return self.scroll_offset.y <= rank < self.scroll_offset.y + self.size.height

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        rank = y + self.scroll_offset.y
        width = self.size.width
        if rank >= len(self._lignes):
            return Strip.blank(width, base)
        ligne = self._lignes[rank]
        touching = [
            one
            for one in self.marques
            if one.start < max(ligne.end, ligne.start + 1) and one.end > ligne.start
        ]
        segments = [self._make_margin(touching, base)]
        segments += self._cut(ligne, touching, base)
        return Strip(segments).adjust_cell_length(width, base)

    def _make_margin(self, touching: list[Marque], base: Style) -> Segment:
        kinds = {one.style for one in touching}
        kind = next((name for name in _PRIORITY if name in kinds), None)
        if kind is None:
            return Segment(" " * MARGIN, base)
        return Segment(_SIGNS[kind].ljust(MARGIN), base + self._style(f"{kind}"))

    def _cut(self, ligne: Ligne, touching: list[Marque], base: Style) -> list[Segment]:
        if self.lieu is not None and self.lieu.start < ligne.end and self.lieu.end > ligne.start:
            touching = [*touching, self.lieu]
        bounds = {ligne.start, ligne.end}
        for one in touching:
            bounds |= {min(max(one.start, ligne.start), ligne.end), min(max(one.end, ligne.start), ligne.end)}
        ordered = sorted(bounds)
        segments = []
        for start, end in itertools.pairwise(ordered):
            style = base
            for one in touching:
                if one.start <= start and one.end >= end:
                    style += self._style(one.style)
            segments.append(Segment(self.texte[start:end].translate(_SHOWN), style))
        return segments

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"page--{name}", partial=True)
        return self._styles[name]

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width - MARGIN - 1
        if width <= 0:
            return
        self._lignes = wrap(self.texte, width)
        self.virtual_size = Size(width, len(self._lignes))
        self.refresh()

    def _scroll_to_line(self, rank: int) -> None:
        height = max(1, self.size.height)
        self.scroll_to_region(Region(0, max(0, rank - height // 3), 1, height), animate=False, force=True)
