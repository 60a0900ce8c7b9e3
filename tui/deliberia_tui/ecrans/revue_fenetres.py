"""The windows of the review: another reference, a comment, the filter, the act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from deliberia.revue import TO_DO, ActeLu, Candidat, Entree, Filtre, Item
from deliberia.revue.preuve.libelles import VERDICTS
from deliberia.text import typeset
from deliberia_tui.clavier import touche
from deliberia_tui.ecrans.base import Fenetre, entree
from deliberia_tui.ecrans.revue_fiche import say_entry
from deliberia_tui.elements.cases import Cases
from deliberia_tui.elements.page import Marque, Page
from deliberia_tui.elements.texte import Texte

Judge = Callable[[str, Callable[[tuple[Candidat, ...]], object]], None]
"""Judges what is typed behind the screen, then gives the answer."""


class Correction(NamedTuple):
    """What the reviewer proposes."""

    par: str
    accepts_unknown: bool = False


class Corriger(Fenetre[Correction]):
    """Choose a candidate or type a reference: it is verified at once, at the date of the act."""

    TITRE = "Corriger"
    AIDE = (
        "Choisissez une référence avec les flèches, ou tapez-en une (« L. 2121-29 », « CGCT:L2121-29 », "
        "« loi n° 2000-321 »)\xa0: elle est vérifiée à la date de l’acte. L’acte n’est pas modifié\xa0: la "
        "correction est une proposition, gardée dans le journal."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        entree("Proposer", "Propose ce qui est tapé, sinon la référence choisie."),
        touche("down", "move(1)", "Suivant", "Proposition suivante.", show=False, priority=True),
        touche("up", "move(-1)", "Précédent", "Proposition précédente.", show=False, priority=True),
    ]

    def __init__(self, item: Item, candidats: tuple[Candidat, ...], judge: Judge) -> None:
        super().__init__()
        self._item = item
        self._candidats = candidats
        self._judge = judge
        self._judged: tuple[str, tuple[Candidat, ...]] = ("", ())
        self._warned = ""

    def compose_corps(self) -> ComposeResult:
        item = self._item
        titre = f"Corriger {item.label}" if item.is_citation else f"Corriger {item.regle} : {item.motif}"
        yield Texte(typeset(titre), classes="fenetre--titre")
        hint = "Tapez ce qu’il faut écrire à la place"
        if item.is_citation:
            hint = "Tapez une référence" + (", ou choisissez plus bas" if self._candidats else "")
        yield Input(placeholder=hint, id="correction", compact=True)
        yield Texte(id="correction-note", retrait=2)
        options = [
            Option(Content(typeset(f"{one.nom}, {VERDICTS[one.verdict.value]} ({one.origine})")))
            for one in self._candidats
        ]
        yield OptionList(*options, id="propositions")
        told = "Entrée retient ce qui est tapé" + (", sinon la proposition choisie." if options else ".")
        yield Texte(told, id="correction-aide")

    def on_mount(self) -> None:
        options = self.query_one("#propositions", OptionList)
        options.can_focus = False
        options.display = bool(self._candidats)
        if self._candidats:
            options.highlighted = 0
        self.query_one("#correction").focus()

    def action_move(self, step: int) -> None:
        options = self.query_one("#propositions", OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Changed)
    def _verify(self, event: Input.Changed) -> None:
        typed = event.value.strip()
        self._warned = ""
        if not typed:
            self._say("")
            return

        def show(found: tuple[Candidat, ...]) -> None:
            if self.is_attached and self.query_one("#correction", Input).value.strip() == typed:
                self._judged = (typed, found)
                self._show(found)

        self._judge(typed, show)

    def _show(self, found: tuple[Candidat, ...]) -> None:
        if not found and self._item.is_citation:
            self._say("Aucune référence reconnue pour l’instant.")
            return
        lines = [
            f"{'✓' if one.is_in_force else '✗' if one.verdict.is_faulty else '!'} {one.nom}, "
            f"{VERDICTS[one.verdict.value]}. {one.motif}"
            for one in found
        ]
        self._say("\n".join(lines))

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        if not typed:
            self._take_candidate()
            return
        if self._judged[0] != typed:
            return  # the answer is on its way
        found = self._judged[1]
        if not found and self._item.is_citation:
            return
        if any(one.verdict.is_faulty for one in found):
            self._say(
                "✗ Cette référence n’est pas en vigueur à la date de l’acte\xa0: choisissez-en une autre."
            )
        elif all(one.is_in_force for one in found) or self._warned == typed:
            self.dismiss(Correction(typed, accepts_unknown=self._warned == typed))
        else:
            self._warned = typed
            self._say(
                "! La base ne la connaît pas à cette date. Entrée à nouveau l’enregistre quand même, "
                "avec la mention « non vérifiée »."
            )

    def _take_candidate(self) -> None:
        rank = self.query_one("#propositions", OptionList).highlighted
        if rank is None:
            return
        one = self._candidats[rank]
        if one.is_in_force:
            self.dismiss(Correction(one.cle))
        else:
            self._say(f"✗ {one.motif}")

    def _say(self, text: str) -> None:
        self.query_one("#correction-note", Texte).update(typeset(text))


class Motif(Fenetre[str]):
    """Asks for a sentence."""

    TITRE = "Motif"
    AIDE = "Tapez une phrase, puis Entrée. Échap revient sans rien enregistrer."
    BINDINGS: ClassVar[list[BindingType]] = [entree("Enregistrer", "Enregistre cette phrase au journal.")]

    def __init__(self, question: str, exemple: str = "") -> None:
        super().__init__()
        self._question = question
        self._exemple = exemple

    def compose_corps(self) -> ComposeResult:
        yield Texte(typeset(self._question), classes="fenetre--titre")
        yield Input(placeholder=f"ex. {self._exemple or 'vu avec la préfecture'}", id="motif", compact=True)
        yield Texte("Entrée enregistre, Échap abandonne.", id="motif-note")

    def on_mount(self) -> None:
        self.query_one("#motif").focus()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.query_one("#motif-note", Texte).update("✗ Une phrase est nécessaire\xa0: un mot suffit.")


class Filtrer(Fenetre[Filtre]):
    """Words, then boxes to tick; none ticked under a heading means all."""

    TITRE = "Filtrer"
    AIDE = (
        "Tapez des mots, ou descendez et cochez avec Espace. Sans case cochée sous un titre, tout passe. "
        "F2 applique le filtre, F4 remet celui du début."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("f2", "appliquer", "Appliquer", "Montre ce qui répond au filtre."),
        touche("f4", "defaut", "À décider", "Remet ce qui attend une décision."),
        touche("f6", "tout", "Tout", "Montre toute la file."),
    ]

    def __init__(self, facettes: Mapping[str, tuple[str, str]], filtre: Filtre) -> None:
        super().__init__()
        self._facettes = dict(facettes)
        self._filtre = filtre

    def compose_corps(self) -> ComposeResult:
        yield Texte("Que montrer ?", classes="fenetre--titre")
        yield Input(
            self._filtre.mots, placeholder="Mots de la phrase ou du fichier", id="mots-filtre", compact=True
        )
        ticked = [
            name for name, (field, value) in self._facettes.items() if value in getattr(self._filtre, field)
        ]
        yield Cases(self._facettes, ticked, id="facettes")

    def on_mount(self) -> None:
        self.query_one("#facettes").focus()

    @on(Input.Submitted)
    def action_appliquer(self) -> None:
        sets: dict[str, set[str]] = {}
        for name in self.query_one("#facettes", Cases).chosen:
            field, value = self._facettes[name]
            sets.setdefault(field, set()).add(value)
        mots = self.query_one("#mots-filtre", Input).value
        self.dismiss(Filtre(mots=mots, **{field: frozenset(values) for field, values in sets.items()}))

    def action_defaut(self) -> None:
        self.dismiss(TO_DO)

    def action_tout(self) -> None:
        self.dismiss(Filtre())


class LireActe(Fenetre[None]):
    """The whole act, at the place of the item."""

    TITRE = "Lire l’acte"
    AIDE = "Le texte entier de l’acte, ouvert à l’endroit du point. Échap revient à la file."

    def __init__(self, titre: str, texte: str, item: Item) -> None:
        super().__init__()
        self._titre = titre
        self._texte = texte
        self._item = item

    def compose_corps(self) -> ComposeResult:
        yield Texte(typeset(self._titre), classes="fenetre--titre")
        yield Page(id="acte-lu")

    def on_mount(self) -> None:
        from deliberia_tui.reste import soften_tables

        page = self.query_one("#acte-lu", Page)
        start, end = self._item.start, self._item.end
        marques = [Marque(start, end, self._item.severite.value)] if start is not None and end else []
        page.show(soften_tables(self._texte), marques)
        page.focus()
        if start is not None:
            self.call_after_refresh(page.go_to, start, end or start)


class Trancher(Fenetre[Entree]):
    """Which of the opinions stands."""

    TITRE = "Trancher"
    AIDE = "Choisissez l’avis qui l’emporte avec les flèches, puis Entrée. Les deux avis restent au journal."
    BINDINGS: ClassVar[list[BindingType]] = [entree("Choisir", "Cet avis l’emporte, avec un motif.")]

    def __init__(self, avis: tuple[Entree, ...]) -> None:
        super().__init__()
        self._avis = avis

    def compose_corps(self) -> ComposeResult:
        yield Texte("Quel avis l’emporte ?", classes="fenetre--titre")
        yield OptionList(*(Option(Content(typeset(say_entry(one)))) for one in self._avis), id="avis")

    def on_mount(self) -> None:
        options = self.query_one("#avis", OptionList)
        options.highlighted = 0
        options.focus()

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._avis[event.option_index])


class ChoisirActe(Fenetre[list[ActeLu]]):
    """Acts that can be validated."""

    TITRE = "Valider des actes"
    AIDE = "Cochez avec Espace les actes à valider, puis F2. F6 les coche tous."
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("f2", "valider", "Valider", "Valide les actes cochés."),
        touche("f6", "tous", "Tous", "Valide tous ces actes."),
    ]

    def __init__(self, actes: list[ActeLu]) -> None:
        super().__init__()
        self._actes = {acte.chemin: acte for acte in actes}

    def compose_corps(self) -> ComposeResult:
        yield Texte("Prêts à valider : tous leurs points sont décidés", classes="fenetre--titre")
        yield Cases(self._actes, id="actes-prets")

    def on_mount(self) -> None:
        self.query_one("#actes-prets").focus()

    def action_valider(self) -> None:
        chosen = self.query_one("#actes-prets", Cases).chosen
        if chosen:
            self.dismiss([self._actes[name] for name in chosen])
        else:
            self.notify("Cochez d’abord un acte.")

    def action_tous(self) -> None:
        self.dismiss(list(self._actes.values()))
