"""The references: what a text or an article is, and whether it is in force on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label

from deliberia.errors import DeliberiaError
from deliberia_tui.ecrans.recherche import Recherche, join_lines, label
from deliberia_tui.usages import deepest_base, read_seance, today

if TYPE_CHECKING:
    from deliberia.verification import Card

LIMIT = 60
VERDICTS = {
    "en_vigueur": ("✓ en vigueur", "$success"),
    "abroge": ("✗ abrogé", "$error"),
    "pas_encore_en_vigueur": ("✗ pas encore en vigueur", "$error"),
    "inexistant": ("✗ inexistant", "$error"),
    "deplace": ("✗ déplacé", "$error"),
    "ambigu": ("! ambigu", "$warning"),
    "non_verifiable": ("? non vérifiable", "$warning"),
}
"""Words, sign and colour of each verdict."""


class References(Recherche):
    """The browser of the reference base."""

    TITRE = "Références"
    AIDE = (
        "Cherchez un article (« L2121-29 »), une loi (« 2000-321 ») ou un sujet (« quorum »). La fiche dit "
        "si la référence est en vigueur au jour indiqué\xa0: Tab mène au jour, qui se change."
    )
    INDICATION = "Un article, un numéro de loi ou un sujet"

    @dataclass
    class Trouvees(Message):
        """A search ended."""

        mots: str
        resultats: list[tuple[str, str]]

    @dataclass
    class FichePrete(Message):
        """The card of a reference was made."""

        cle: str
        jour: dt.date
        carte: Content

    def __init__(self, cle: str = "", jour: dt.date | None = None) -> None:
        """`cle`: reference to look for first; `jour`: day of the verdict, by default that of the séance."""
        super().__init__()
        self._cle = cle
        self._jour = jour

    def compose_mots(self) -> ComposeResult:
        with Container(id="mots-et-jour"):
            yield Input(self._cle, placeholder=self.INDICATION, id="mots", compact=True)
            yield Label("au")
            yield Input(id="jour", compact=True)

    def on_mount(self) -> None:
        self.jour = self._jour or self._find_day()
        with self.prevent(Input.Changed):
            self.query_one("#jour", Input).value = f"{self.jour:%d/%m/%Y}"
        self.search(self._cle)

    def _find_day(self) -> dt.date:
        try:
            return read_seance(self.espace).date or today()
        except DeliberiaError:
            return today()

    def search(self, mots: str) -> None:
        if not mots.strip():
            self.show_results([], vide="Tapez un numéro d’article, un numéro de loi ou un mot.")
            return

        def work() -> None:
            from deliberia.verification import search_references

            hits = search_references(mots, LIMIT)
            self.post_message(self.Trouvees(mots, [(hit.cle, _name(hit.nom, hit.titre)) for hit in hits]))

        self.run_worker(work, thread=True, exclusive=True, group="recherche", exit_on_error=False)

    def show_card(self, result: str) -> None:
        jour = self.jour

        def work() -> None:
            from deliberia.verification import describe

            try:
                carte = _make_card(describe(result, on=jour, base=deepest_base()))
            except DeliberiaError as error:
                carte = Content(str(error))
            self.post_message(self.FichePrete(result, jour, carte))

        self.run_worker(work, thread=True, exclusive=True, group="fiche", exit_on_error=False)

    @on(Trouvees)
    def _show_found(self, event: Trouvees) -> None:
        if event.mots == self.mots:
            self.show_results(event.resultats, vide="La base n’a rien sous ces mots. Essayez un autre mot.")

    @on(FichePrete)
    def _show_card(self, event: FichePrete) -> None:
        if event.cle == self.chosen and event.jour == self.jour:
            self.put_card(event.carte)

    @on(Input.Changed, "#jour")
    def _change_day(self, event: Input.Changed) -> None:
        from deliberia.text import parse_date

        jour = parse_date(event.value.strip())
        event.input.set_class(jour is None, "-erreur")
        if jour is not None and jour != self.jour:
            self.jour = jour
            if self.chosen:
                self.show_card(self.chosen)


def _name(nom: str, titre: str) -> str:
    from deliberia.text import typeset

    name = typeset(f"{nom} : {titre}" if titre else nom)
    return name[:1].upper() + name[1:]


def _make_card(card: Card) -> Content:
    from deliberia.text import format_date, typeset

    verdict = card.verdict
    words, colour = VERDICTS[verdict.kind.value]
    lines = [
        Content.assemble((typeset(_name(card.nom, "")), "bold $primary")),
        Content.assemble((f"{words} au {format_date(verdict.on)}", f"bold {colour}")),
        Content(typeset(verdict.motif)),
        Content(""),
    ]
    if card.notice and card.notice.titre:
        lines.append(label("Objet", typeset(card.notice.titre)))
    if verdict.remplace_par:
        from deliberia.legal_refs import name_reference

        lines.append(label("Voir", typeset(" ; ".join(map(name_reference, verdict.remplace_par)))))
    for version in verdict.versions:
        debut = f"depuis le {format_date(version.debut)}" if version.debut else "depuis une date ancienne"
        fin = f" jusqu’au {format_date(version.fin - dt.timedelta(days=1))}" if version.fin else ""
        lines.append(label("En vigueur", debut + fin))
    lines += [
        label(format_date(event.jour), typeset(event.quoi + (f" ({event.note})" if event.note else "")))
        for event in card.evenements
    ]
    if card.texte:
        lines += [
            Content(""),
            Content.assemble((typeset(f"Texte officiel ({card.texte.source})"), "bold")),
            *map(Content, card.texte.texte.splitlines()),
            Content(""),
        ]
    lines.append(label("Confiance", verdict.confiance.value))
    if verdict.etat:
        lines.append(label("Base à jour au", format_date(verdict.etat)))
    if verdict.source:
        lines.append(label("Source", typeset(verdict.source)))
    if verdict.url:
        lines.append(label("Adresse", verdict.url))
    return join_lines(lines)
