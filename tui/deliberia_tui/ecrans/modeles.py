"""Pick a template by any word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
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

_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Fiche:
    """What the list shows of a template, and the words that find it, each after a space."""

    id: str
    nom: str
    domaine: str
    mots_du_nom: str
    mots: str
    carte: Callable[[], Content]
    """Made when it is looked at."""


class Modeles(Recherche):
    """The catalogue."""

    TITRE = "Choisir un modèle"
    AIDE = (
        "Tapez un ou plusieurs mots du sujet (« subvention », « emploi saisonnier »)\xa0: le meilleur modèle "
        "est en tête, Entrée le prend. Sans mot, la liste va par domaine."
    )
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
        found = rank_fiches(self._fiches, mots)
        vide = "Aucun modèle ne contient ces mots. Essayez un autre mot." if self._fiches else ""
        groupes = () if mots.strip() else [one.domaine for one in found]
        self.show_results([(one.id, one.nom) for one in found], vide=vide, groupes=groupes)

    def show_card(self, result: str) -> None:
        self.put_card(next(one for one in self._fiches if one.id == result).carte())

    def _read(self) -> None:
        from deliberia.catalogue import iter_templates

        fiches = sorted(map(make_fiche, iter_templates()), key=lambda one: (fold(one.domaine), fold(one.nom)))
        self.post_message(self.Lus(tuple(fiches)))

    @on(Lus)
    def _keep(self, event: Lus) -> None:
        self._fiches = event.fiches
        self.search(self.mots)

    @on(OptionList.OptionSelected, "#resultats")
    def _choose(self) -> None:
        self.action_choisir()


def rank_fiches(fiches: Sequence[Fiche], mots: str) -> list[Fiche]:
    """Return the templates that hold every word, the best first; all of them, by domain, without a word.

    A word finds those that begin with it; inside of a word it is looked for only when nothing begins so.
    """
    words = [f" {_stem(word)}" for word in _split(mots)]
    found = [one for one in fiches if all(word in one.mots for word in words)]
    if not found:
        words = [word.strip() for word in words]
        found = [one for one in fiches if all(word in one.mots for word in words)]
    return sorted(found, key=lambda one: _rank(one, words)) if words else found


def _rank(fiche: Fiche, words: list[str]) -> tuple[int, bool, bool, int, str]:
    """Put first whole words of the name, then begun ones, then the commonest acts, the shortest names."""
    from deliberia.drafting.exemple import ACTES

    score = 0
    for word in words:
        if f"{word} " not in fiche.mots_du_nom and f"{word}s " not in fiche.mots_du_nom:
            score += 1 if word in fiche.mots_du_nom else 2
    is_first = bool(words) and fiche.mots_du_nom.startswith(words[0])
    return (score, fiche.id not in ACTES, not is_first, fiche.mots_du_nom.count(" "), fiche.mots_du_nom)


def _stem(word: str) -> str:
    """Take the plural off a word of some length: « écoles » finds « école »."""
    return word[:-1] if len(word) > 4 and word[-1] in "sx" else word


def _split(text: str) -> list[str]:
    return _NOT_A_WORD.sub(" ", fold(text)).split()


def _words(*texts: str) -> str:
    """Return the words of texts, each between spaces."""
    return f" {' '.join(_split(' '.join(texts)))} "


def make_fiche(template: Template) -> Fiche:
    meta = template.meta
    asked = (f"{one.nom} {one.question}" for one in meta.champs)
    return Fiche(
        id=template.id,
        nom=typeset(meta.nom),
        domaine=typeset(meta.domaine),
        mots_du_nom=_words(meta.nom),
        mots=_words(meta.nom, template.id, meta.resume, meta.domaine, *asked),
        carte=partial(_make_card, template),
    )


def _make_card(template: Template) -> Content:
    meta = template.meta
    required = sum(one.requis for one in meta.champs)
    asked = f"{len(meta.champs)}" + (f", dont {required} indispensables" if required > 1 else "")
    rows = (
        ("Domaine", meta.domaine),
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
    return join_lines(lines)
