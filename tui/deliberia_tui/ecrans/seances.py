"""The séances of the commune: choose one, or begin a new one."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from deliberia.errors import DeliberiaError
from deliberia_tui.clavier import touche
from deliberia_tui.dossier.espace import Espace
from deliberia_tui.dossier.seances import SeanceDossier, create_seance, list_seances
from deliberia_tui.ecrans.base import Fenetre, entree
from deliberia_tui.elements.texte import Texte
from deliberia_tui.usages import today

NOUVELLE = "+"
"""Id of the last line: no folder that the interface makes bears this name."""


class ChoisirSeance(Fenetre[Espace]):
    """Dismisses with the séance to open."""

    TITRE = "Séances de la commune"
    AIDE = (
        "Chaque séance a son dossier, nommé par sa date, avec ses délibérations. Entrée ouvre celle qui est "
        "choisie ; n en commence une autre."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        entree("Ouvrir", "Ouvre la séance choisie."),
        touche("n", "nouvelle", "Nouvelle séance", "Demande la date d’une nouvelle séance."),
    ]

    def __init__(self, espace: Espace) -> None:
        super().__init__()
        self._espace = espace
        self._seances = list_seances(espace.dossier)

    def compose_corps(self) -> ComposeResult:
        yield Texte("Quelle séance ouvrir ?", classes="fenetre--titre")
        yield OptionList(
            *(Option(describe_seance(one, today()), id=f"s{one.nom}") for one in self._seances),
            Option("Nouvelle séance…", id=NOUVELLE),
            id="choix-seance",
            markup=False,
        )

    def on_mount(self) -> None:
        options = self.query_one("#choix-seance", OptionList)
        names = [one.nom for one in self._seances]
        open_now = self._espace.nom_seance
        options.highlighted = names.index(open_now) if open_now in names else len(names)
        options.focus()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == NOUVELLE:
            self.action_nouvelle()
        else:
            self.dismiss(Espace(self._espace.dossier, (event.option.id or "")[1:]))

    def action_nouvelle(self) -> None:
        def create(jour: dt.date | None) -> None:
            if jour is None:
                return
            try:
                self.dismiss(create_seance(self._espace, jour))
            except DeliberiaError as error:
                self.notify(str(error), title="Séance non créée", severity="error", markup=False)

        self.app.push_screen(NouvelleSeance(), create)


class NouvelleSeance(Fenetre[dt.date]):
    """Asks for the day."""

    TITRE = "Nouvelle séance"
    AIDE = "Tapez la date de la séance, puis Entrée. Elle se change ensuite sur l’écran Séance."
    BINDINGS: ClassVar[list[BindingType]] = [entree("Créer", "Crée la séance de ce jour.")]

    def compose_corps(self) -> ComposeResult:
        yield Texte("Quel jour se tient la séance ?", classes="fenetre--titre")
        yield Input(placeholder="ex. 17/11/2026", id="jour-seance", compact=True)
        yield Texte("Entrée crée la séance, Échap abandonne.", id="jour-note")

    def on_mount(self) -> None:
        self.query_one("#jour-seance").focus()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        from deliberia.text import parse_date

        jour = parse_date(event.value.strip())
        if jour is not None:
            self.dismiss(jour)
        else:
            self.query_one("#jour-note", Texte).update("✗ Une date, par exemple 17/11/2026.")


def describe_seance(seance: SeanceDossier, jour: dt.date) -> str:
    """Return the line of a séance: its day, whether it is to come, how many acts."""
    from deliberia.text import agree, format_date, typeset

    day = format_date(seance.date, weekday=True) if seance.date else "date à fixer"
    when = "" if seance.date is None else " (à venir)" if seance.date >= jour else ""
    count = f"{seance.actes} {agree(seance.actes, 'délibération')}" if seance.actes else "aucune délibération"
    return typeset(f"{day[:1].upper()}{day[1:]}{when} · {count}")
