"""Pick a template by any word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from deliberia.text import fold, typeset
from deliberia_tui.clavier import touche
from deliberia_tui.ecrans.recherche import Recherche, join_lines, label

if TYPE_CHECKING:
    from deliberia.catalogue import Template


@dataclass(frozen=True, slots=True)
class Fiche:
    """What the list and the card show of a template."""

    id: str
    nom: str
    carte: Content
    mots: str
    """Folded words that find it."""


class Modeles(Recherche):
    """The catalogue."""

    TITRE = "Choisir un modèle"
    AIDE = "Tapez un mot du sujet (« subvention », « emploi »), choisissez avec les flèches, puis Entrée."
    INDICATION = "Un mot du sujet : subvention, emploi, tarif…"
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("enter", "choisir", "Rédiger", "Commence une délibération avec ce modèle.", priority=True),
    ]

    @dataclass
    class Lus(Message):
        """The templates were read."""

        fiches: tuple[Fiche, ...]

    def __init__(self) -> None:
        super().__init__()
        self._fiches: tuple[Fiche, ...] = ()

    def on_mount(self) -> None:
        self.put_card("Lecture des modèles…")
        self.run_worker(self._read, thread=True, exit_on_error=False)

    def action_choisir(self) -> None:
        from deliberia_tui.ecrans.redaction import Redaction

        modele = self.chosen
        if modele is not None:
            self.app.switch_screen(Redaction(self.espace.new_path(modele), modele=modele))

    def search(self, mots: str) -> None:
        words = fold(mots).split()
        found = [one for one in self._fiches if all(word in one.mots for word in words)]
        found.sort(key=lambda one: _rank(fold(one.nom), words))
        vide = "Aucun modèle ne contient ces mots. Essayez un autre mot." if self._fiches else ""
        self.show_results([(one.id, one.nom) for one in found], vide=vide)

    def show_card(self, result: str) -> None:
        self.put_card(next(one.carte for one in self._fiches if one.id == result))

    def _read(self) -> None:
        from deliberia.catalogue import iter_templates

        fiches = sorted(map(_make_fiche, iter_templates()), key=lambda one: fold(one.nom))
        self.post_message(self.Lus(tuple(fiches)))

    @on(Lus)
    def _keep(self, event: Lus) -> None:
        self._fiches = event.fiches
        self.search(self.mots)

    @on(OptionList.OptionSelected, "#resultats")
    def _choose(self) -> None:
        self.action_choisir()


def _rank(nom: str, words: list[str]) -> int:
    """Names that begin with the first word come first, then those that hold every word."""
    if words and nom.startswith(words[0]):
        return 0
    return 1 if all(word in nom for word in words) else 2


def _make_fiche(template: Template) -> Fiche:
    meta = template.meta
    mots = (
        template.id,
        meta.nom,
        meta.resume,
        meta.domaine,
        *(f"{one.nom} {one.question}" for one in meta.champs),
    )
    asked = f"{len(meta.champs)}, dont {sum(one.requis for one in meta.champs)} toujours posées"
    rows = (
        ("Vote", meta.regle_de_vote),
        ("Transmission", meta.transmission),
        ("Échéance", meta.echeance),
        ("Questions", asked),
    )
    lines = [
        Content.assemble((typeset(meta.nom), "bold $primary")),
        Content(typeset(meta.resume)),
        Content(""),
        *(label(nom, typeset(valeur)) for nom, valeur in rows if valeur),
    ]
    return Fiche(template.id, typeset(meta.nom), join_lines(lines), fold(" ".join(mots)))
