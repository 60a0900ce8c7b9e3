"""A passage of the language model: it streams in, is judged, and waits for accept, edit or refuse.

What holds it, or what to check in it, is always on the screen: the text scrolls, and gives it room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from deliberia.errors import DeliberiaError
from deliberia_tui.clavier import touche
from deliberia_tui.ecrans.base import Fenetre
from deliberia_tui.elements.pied import Pied
from deliberia_tui.elements.texte import Texte

if TYPE_CHECKING:
    from deliberia.assistance import Passage
    from deliberia.llm import Cancellation, Destination

ROOM = 0.95
"""Share of the screen, without its keys, that this window may take, as its style says."""
AROUND = 5
"""Rows of its border, and the empty ones between its parts."""
SAID = 0.6
"""Share of the rest that what is said of a text may take from the text."""

SHOWN = "\n\u00a0\u202f"
"""What is shown as it is, though it is no printable character: line ends, the spaces of French typography."""

Ask = Callable[[Callable[["Destination"], None], Callable[[str], None], "Cancellation"], "Passage | None"]


class Choix(Enum):
    ACCEPTER = "accepter"
    MODIFIER = "modifier"


class Decision(NamedTuple):
    """What she decided of a passage."""

    passage: Passage
    choix: Choix


class FichePassage(Fenetre[Decision]):
    """Dismisses with the passage to put in the act; with nothing when it is refused or held."""

    TITRE = "Passage proposé"
    AIDE = (
        "Le modèle écrit ; le texte est ensuite contrôlé. Rien n’entre dans l’acte sans votre accord. Un "
        "passage retenu est montré avec ses raisons et n’y entre pas. « À vérifier » dit ce que le contrôle "
        "ne peut pas trancher : les mots sont soulignés, vous seul savez s’ils sont exacts. Tab passe du "
        "texte à cette liste. Vous répondez de ce que vous acceptez."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("a", "decider('accepter')", "Accepter", "Met le passage dans l’acte.", id="passage-accepter"),
        touche("e", "decider('modifier')", "Modifier", "Met le passage dans l’acte et y place le curseur."),
        touche("r,escape", "refuser", "Refuser", "Ne garde rien ; arrête ce qui est en route."),
    ]

    @dataclass
    class Annonce(Message):
        """The text is about to leave."""

        lieu: str

    @dataclass
    class Recu(Message):
        """A part of the text came."""

        texte: str

    @dataclass
    class Juge(Message):
        """The answer was judged; `passage` None: `raison` says why there is none."""

        passage: Passage | None
        raison: str = ""

    def __init__(self, question: str, lieu: str, ask: Ask) -> None:
        super().__init__()
        self._question = question
        self._lieu = lieu
        self._ask = ask
        self._cancel: Cancellation | None = None
        self.passage: Passage | None = None
        self.is_ended = False

    def compose_corps(self) -> ComposeResult:
        yield Texte(self._question, classes="fenetre--titre")
        yield Texte(self._lieu, retrait=2, id="passage-lieu")
        with VerticalScroll(id="passage"):
            yield Texte(id="passage-texte")
        with VerticalScroll(id="passage-avis"):
            yield Texte("… le modèle écrit. Échap l’arrête.", retrait=2, id="passage-etat")

    def on_mount(self) -> None:
        from deliberia.llm import Cancellation

        self._cancel = cancel = Cancellation()
        self.query_one("#passage").focus()

        def work() -> None:
            try:
                passage = self._ask(
                    lambda place: self._tell(self.Annonce(place.describe())),
                    lambda texte: self._tell(self.Recu(texte)),
                    cancel,
                )
                reason = "" if passage else "L’acte n’imprime pas ce passage, ou la séance n’a pas de date."
                self._tell(self.Juge(passage, reason))
            except DeliberiaError as error:
                self._tell(self.Juge(None, str(error)))

        self.run_worker(work, thread=True, group="passage", exit_on_error=False)

    def _tell(self, message: Message) -> None:
        if self._cancel is not None and not self._cancel.is_cancelled:
            self.post_message(message)

    def on_unmount(self) -> None:
        if self._cancel is not None:
            self._cancel.cancel()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be accepted before it is judged, nor when it is held."""
        return action != "decider" or (self.passage is not None and self.passage.is_proposed)

    def action_decider(self, choix: str) -> None:
        if self.passage is not None and self.passage.is_proposed:
            self.dismiss(Decision(self.passage, Choix(choix)))

    def action_refuser(self) -> None:
        if self._cancel is not None:
            self._cancel.cancel()
        self.dismiss(None)

    @on(Annonce)
    def _announce(self, event: Annonce) -> None:
        self.query_one("#passage-lieu", Texte).update(event.lieu)

    @on(Recu)
    def _show_text(self, event: Recu) -> None:
        self.query_one("#passage-texte", Texte).update(make_visible(event.texte))
        self.call_after_refresh(self._share_room)
        self.query_one("#passage").scroll_end(animate=False)

    @on(Juge)
    def _show_judged(self, event: Juge) -> None:
        self.is_ended, self.passage = True, event.passage
        self.query_one("#passage").scroll_home(animate=False)
        state = self.query_one("#passage-etat", Texte)
        if event.passage is None:
            state.update(Content.assemble(("✗ ", "bold $error"), event.raison))
        else:
            self.query_one("#passage-texte", Texte).update(_mark(event.passage))
            state.update(_describe(event.passage))
        self.query_one("#passage-avis").can_focus = bool(event.passage)
        self.call_after_refresh(self._share_room)
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._share_room)

    def _share_room(self) -> None:
        """Give what is said of the text the room it needs, up to its share; the text scrolls in the rest."""
        text, said = self.query_one("#passage"), self.query_one("#passage-avis")
        above = (self.query_one(".fenetre--titre"), self.query_one("#passage-lieu"))
        screen = self.size.height - self.query_one(Pied).outer_size.height
        room = int(screen * ROOM) - sum(one.outer_size.height for one in above) - AROUND
        width = text.outer_size.width - 1  # a bar may take one column
        heights = [
            self.query_one(name, Texte).get_content_height(Size(), Size(), width)
            for name in ("#passage-texte", "#passage-etat")
        ]
        given = min(heights[1], max(round(room * SAID), room - heights[0]))
        said.styles.max_height = max(given, 1)
        text.styles.max_height = max(room - given, 3)


def _mark(passage: Passage) -> Content:
    """Underline in the text the words that its remarks are about."""
    content = Content(make_visible(passage.texte))
    for start, end in _find_marks(passage.remarques, content.plain):
        content = content.stylize("underline", start, end)
    return content


def _find_marks(remarques: Iterable[str], texte: str) -> list[tuple[int, int]]:
    from deliberia.assistance import locate_remark

    return [place for remarque in remarques for place in locate_remark(remarque, texte)]


def _describe(passage: Passage) -> Content:
    """Say what the control found: why it is held, or what is left to check."""
    remarks = "".join(f"\n– {one}" for one in passage.remarques)
    if not passage.is_proposed:
        reasons = "".join(f"\n– {one}" for one in passage.motifs)
        held = Content.assemble(("✗ Retenu, il n’entrera pas dans l’acte\xa0:", "bold $error"), reasons)
        if not remarks:
            return held
        return held + Content.assemble(
            ("\nÀ vérifier aussi, si vous en reprenez une phrase\xa0:", "bold"), remarks
        )
    if not remarks:
        return Content.assemble(
            ("✓ ", "bold $success"), "Contrôlé\xa0: rien ne s’y oppose. Relisez-le\xa0: vous en répondez."
        )
    count = f" ({len(passage.remarques)})" if len(passage.remarques) > 1 else ""
    underlined = ", souligné dans le texte" if _find_marks(passage.remarques, passage.texte) else ""
    return Content.assemble(
        ("✓ ", "bold $success"),
        "Contrôlé\xa0: rien ne le retient. Relisez-le\xa0: vous en répondez.\n",
        ("! ", "bold $warning"),
        (f"À vérifier{count}{underlined}\xa0:", "bold"),
        remarks,
    )


def make_visible(texte: str) -> str:
    """Show a text that nobody vouches for yet: no control, no hidden character but the French spaces."""
    return "".join(char if char.isprintable() or char in SHOWN else "·" for char in texte)
