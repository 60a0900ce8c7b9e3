"""Type words, choose in a list, read a card: the shape of the catalogue, the references and the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from deliberia_tui.clavier import touche
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.elements.texte import Texte, cut


class Recherche(Ecran):
    """Subclasses give `search` (called at each change of the words) and `show_card` (of one result)."""

    INDICATION: ClassVar[str] = ""
    """What the empty line of words says."""
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("down", "move(1)", "Suivant", "Résultat suivant.", show=False, priority=True),
        touche("up", "move(-1)", "Précédent", "Résultat précédent.", show=False, priority=True),
        touche(
            "pagedown", "scroll_card(1)", "Lire la suite", "Fait défiler la fiche.", show=False, priority=True
        ),
        touche("pageup", "scroll_card(-1)", "Revenir", "Remonte dans la fiche.", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[str, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._groupes: tuple[str, ...] = ()
        self._lignes: list[int | None] = []
        """For each line of the list, the rank of its result; None for the name of a group."""
        self._width = 0
        self._rank = 0
        self._are_new_words = True

    def compose_corps(self) -> ComposeResult:
        with Container(id="recherche"):
            yield from self.compose_mots()
            with Container(id="deux"):
                yield OptionList(id="resultats", markup=False)
                with VerticalScroll(id="fiche", can_focus=False):
                    yield Texte(id="carte", retrait=2)

    def compose_mots(self) -> ComposeResult:
        """Yield the line of words; the references add a day to it."""
        yield Input(placeholder=self.INDICATION, id="mots", compact=True)

    def on_mount(self) -> None:
        self.query_one("#resultats").can_focus = False
        self.query_one("#mots").focus()

    @property
    def mots(self) -> str:
        return self.query_one("#mots", Input).value

    @property
    def chosen(self) -> str | None:
        """Id of the result under the cursor."""
        line = self.query_one("#resultats", OptionList).highlighted
        rank = self._lignes[line] if line is not None and line < len(self._lignes) else None
        return self._ids[rank] if rank is not None and rank < len(self._ids) else None

    def search(self, mots: str) -> None:
        """Look for the words, then call `show_results`."""

    def show_card(self, result: str) -> None:
        """Show the card of a result."""

    def show_results(
        self, results: list[tuple[str, str]], *, vide: str = "", groupes: Sequence[str] = ()
    ) -> None:
        """Show results (id, label); `vide` is said when there is none.

        `groupes` names the group of each result; a line bears the name of each group before its first.
        New words put the cursor on the best result; the same words leave it on its result.
        """
        former = None if self._are_new_words else self.chosen
        self._are_new_words = False
        self._ids = tuple(one for one, _ in results)
        self._labels = tuple(text for _, text in results)
        self._groupes = tuple(groupes)
        self._fill(self._ids.index(former) if former in self._ids else 0)
        if not results:
            self.put_card(vide)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Cut the labels again when the list is wider or narrower."""
        options = self.query_one("#resultats", OptionList)
        if options.scrollable_content_region.width != self._width:
            chosen = self.chosen
            self._fill(self._ids.index(chosen) if chosen in self._ids else self._rank)

    def _fill(self, rank: int | None) -> None:
        """Put the rows, cut to the width; before the screen has one, only keep the rank of the cursor."""
        self._rank = rank or 0
        options = self.query_one("#resultats", OptionList)
        self._width = options.scrollable_content_region.width
        options.clear_options()
        if self._width > 0 and self._labels:
            self._lignes = list(self._iter_lines())
            options.add_options([self._make_option(number) for number in range(len(self._lignes))])
            options.highlighted = self._lignes.index(self._rank)

    def _iter_lines(self) -> Iterator[int | None]:
        former = ""
        for rank in range(len(self._labels)):
            if self._groupes and self._groupes[rank] != former:
                former = self._groupes[rank]
                yield None
            yield rank

    def _make_option(self, line: int) -> Option:
        rank = self._lignes[line]
        if rank is None:
            name = self._groupes[self._lignes[line + 1] or 0]
            head = Content(name[:1].upper() + name[1:]).stylize("bold $primary")
            return Option(Content("\n").join(cut(head, self._width - 1)), disabled=True)
        indent = "  " if self._groupes else ""
        text = Content(indent + self._labels[rank])
        return Option(Content("\n").join(cut(text, self._width - 1, len(indent) + 2)))

    def put_card(self, card: Content | str) -> None:
        self.query_one("#carte", Texte).update(card)
        self.query_one("#fiche").scroll_home(animate=False)

    def action_move(self, step: int) -> None:
        options = self.query_one("#resultats", OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_scroll_card(self, step: int) -> None:
        card = self.query_one("#fiche")
        card.scroll_relative(y=step * max(1, card.size.height - 2), animate=False)

    @on(Input.Changed, "#mots")
    def _search(self, event: Input.Changed) -> None:
        self._are_new_words = True
        self.search(event.value)

    @on(OptionList.OptionHighlighted, "#resultats")
    def _highlight(self, event: OptionList.OptionHighlighted) -> None:
        chosen = self.chosen
        if chosen is not None and event.option_index == event.option_list.highlighted:
            self.show_card(chosen)


def label(nom: str, valeur: str) -> Content:
    """Return « nom : valeur » as cards show it."""
    return Content.assemble((f"{nom}\xa0: ", "bold"), valeur)


def join_lines(lines: list[Content]) -> Content:
    return Content("\n").join(lines)
