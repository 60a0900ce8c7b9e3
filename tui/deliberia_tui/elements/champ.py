"""A question and its answer: the label, where one types, the help while one is there, what is wrong."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, TextArea

from deliberia_tui.clavier import touche
from deliberia_tui.elements.choix import Choix
from deliberia_tui.elements.tableau import Tableau
from deliberia_tui.elements.texte import Texte
from deliberia_tui.questions import Forme, Question, Valeur, show

NBSP = "\u00a0"


class Champ(Vertical):
    """One question. Posts `Change` at each change; `valeur` is what is to be kept."""

    class Change(Message):
        """The answer changed."""

        def __init__(self, champ: Champ) -> None:
            super().__init__()
            self.champ = champ

        @property
        def control(self) -> Champ:
            return self.champ

    def __init__(self, question: Question, valeur: Valeur = None) -> None:
        super().__init__(classes="champ")
        self.question = question
        self.valeur: Valeur = valeur
        self.erreur = question.read(valeur).erreur
        self.is_manquant = False

    @property
    def texte(self) -> str:
        """The answer as it is typed."""
        return _join(self.valeur, self.question)

    def compose(self) -> ComposeResult:
        yield Texte(self._label(), classes="champ--question")
        yield self._make_editor()
        if self.question.aide:
            yield Texte(self.question.aide, classes="champ--aide")
        yield Texte(self.erreur, retrait=2, classes="champ--erreur")

    def on_mount(self) -> None:
        self._show_error()

    def set_manquant(self, is_manquant: bool) -> None:
        """Mark the question as one that the act still waits for."""
        if is_manquant != self.is_manquant:
            self.is_manquant = is_manquant
            self.query_one(".champ--question", Texte).update(self._label())
            self.set_class(is_manquant, "-manquant")

    def set_erreur(self, erreur: str) -> None:
        """Show what is wrong with the answer; nothing when empty."""
        if erreur != self.erreur:
            self.erreur = erreur
            self._show_error()

    def take_focus(self) -> None:
        """Bring the cursor into the answer."""
        self.query_one(".champ--saisie").focus()

    def set_valeur(self, valeur: Valeur) -> None:
        """Put another answer, as if it had been typed elsewhere."""
        self.valeur = valeur
        editor = self.query_one(".champ--saisie")
        with self.prevent(Input.Changed, TextArea.Changed, Choix.Change, Tableau.Change):
            if isinstance(editor, Input):
                editor.value = show(valeur)
            elif isinstance(editor, TextArea):
                editor.text = _join(valeur, self.question)
            elif isinstance(editor, Choix):
                editor.valeur = valeur
            elif isinstance(editor, Tableau):
                editor.set_rows(valeur)
        self.set_erreur(self.question.read(valeur).erreur)

    def put(self, valeur: Valeur) -> None:
        """Put an answer as if it had been typed: `Change` follows."""
        reponse = self.question.read(valeur)
        self.set_valeur(reponse.valeur)
        self.set_erreur(reponse.erreur)
        self.post_message(self.Change(self))

    def _label(self) -> str:
        unit = f" ({self.question.unite.replace(' ', NBSP)})" if self.question.unite else ""
        return f"{self.question.libelle}{unit}{f'  ●{NBSP}à{NBSP}remplir' if self.is_manquant else ''}"

    def _make_editor(self) -> Input | TextArea | Choix | Tableau:
        question = self.question
        if question.forme is Forme.CHOIX:
            return Choix(question.choix, self.valeur, classes="champ--saisie")
        if question.forme is Forme.TABLEAU:
            return Tableau(question, self.valeur, classes="champ--saisie")
        if question.forme in (Forme.PARAGRAPHES, Forme.LISTE):
            return Zone(_join(self.valeur, question), classes="champ--saisie", soft_wrap=True, compact=True)
        hint = f"par défaut : {question.defaut}" if question.defaut else ""
        hint = hint or (f"ex. {question.exemple}" if question.exemple else "")
        return Saisie(
            show(self.valeur),
            placeholder=hint,
            classes="champ--saisie",
            compact=True,
            select_on_focus=question.is_remplace,
        )

    def _show_error(self) -> None:
        self.set_class(bool(self.erreur), "-erreur")
        self.query_one(".champ--erreur", Texte).update(f"✗ {self.erreur}" if self.erreur else "")

    @on(Input.Changed)
    def _take_line(self, event: Input.Changed) -> None:
        event.stop()
        self._take(event.value.strip())

    @on(TextArea.Changed)
    def _take_text(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area.text
        if self.question.forme is Forme.LISTE:
            self._take([line.strip() for line in text.splitlines() if line.strip()])
        else:
            self._take(text.strip())

    @on(Choix.Change)
    def _take_choice(self, event: Choix.Change) -> None:
        event.stop()
        self._take(event.valeur)

    @on(Tableau.Change)
    def _take_rows(self, event: Tableau.Change) -> None:
        event.stop()
        self._take(event.rows)

    def _take(self, brut: Valeur) -> None:
        reponse = self.question.read(brut)
        if reponse.valeur == self.valeur and reponse.erreur == self.erreur:
            return
        self.valeur = reponse.valeur
        self.set_erreur(reponse.erreur)
        self.post_message(self.Change(self))


class Saisie(Input):
    """One line. Arrows and Entrée go from question to question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        touche(
            "enter,down",
            "app.focus_next",
            "Suivante",
            "Passe à la question suivante.",
            key_display="Entrée",
        ),
        Binding("up", "app.focus_previous", "Question précédente", show=False),
    ]


class Zone(TextArea):
    """Several lines; at its ends the arrows go on to the neighbouring question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        touche("tab", "app.focus_next", "Suivante", "Question suivante\xa0; Entrée va à la ligne."),
    ]

    async def _on_key(self, event: events.Key) -> None:
        row, _ = self.cursor_location
        if (event.key == "up" and row == 0) or (event.key == "down" and row == self.document.line_count - 1):
            event.stop()
            event.prevent_default()
            if event.key == "up":
                self.screen.focus_previous()
            else:
                self.screen.focus_next()
            return
        await super()._on_key(event)


def _join(valeur: Valeur, question: Question) -> str:
    if isinstance(valeur, list | tuple):
        return "\n".join(str(one) for one in valeur)
    return show(valeur)
