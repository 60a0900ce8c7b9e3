"""A few lines of text, cut where French allows: never at a non-breaking space, as Textual's own texts are."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from deliberia_tui.elements.coupe import wrap


class Texte(Widget):
    """Text of the height it needs. `retrait`: columns by which the lines after the first are set in."""

    DEFAULT_CSS = "Texte { height: auto; width: 1fr; }"

    def __init__(
        self,
        contenu: str | Content = "",
        *,
        retrait: int = 0,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._contenu = _as_content(contenu)
        self.retrait = retrait

    @property
    def contenu(self) -> Content:
        return self._contenu

    def update(self, contenu: str | Content) -> None:
        """Show something else."""
        content = _as_content(contenu)
        if not content.is_same(self._contenu):
            self._contenu = content
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return max((len(line) for line in self._contenu.plain.split("\n")), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(cut(self._contenu, width, self.retrait)) if self._contenu else 0

    def render(self) -> Content:
        return Content("\n").join(cut(self._contenu, self.content_size.width, self.retrait))


def cut(contenu: Content, width: int, retrait: int = 0) -> list[Content]:
    """Return the lines of a text. Each paragraph begins at the left, its other lines are set in."""
    lines: list[Content] = []
    for paragraph in contenu.split("\n", allow_blank=True):
        first, *_ = wrap(paragraph.plain, width)
        lines.append(paragraph[first.start : first.end])
        rest_start = first.end
        while rest_start < len(paragraph.plain) and paragraph.plain[rest_start] == " ":
            rest_start += 1
        if rest_start >= len(paragraph.plain):
            continue
        rest = paragraph[rest_start:]
        lines += [
            Content(" " * retrait) + rest[one.start : one.end] for one in wrap(rest.plain, width - retrait)
        ]
    return lines


def _as_content(contenu: str | Content) -> Content:
    return contenu if isinstance(contenu, Content) else Content(contenu)
