"""When an act was transmitted and published: two days, kept beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from deliberia.errors import DeliberiaError
from deliberia_tui.clavier import touche
from deliberia_tui.dossier.fichiers import Fichier, load_fichier
from deliberia_tui.dossier.sauvegarde import EchecEnregistrement, Enregistre, Sauvegarde
from deliberia_tui.ecrans.base import Fenetre
from deliberia_tui.ecrans.conflit import ask_conflict
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.texte import Texte
from deliberia_tui.questions import Question, Reponse, Valeur
from deliberia_tui.usages import today


class FicheSuites(Fenetre[None]):
    """Written at each change, so that nothing waits for the window to close."""

    TITRE = "Transmission et publication"
    AIDE = (
        "Notez le jour où la délibération a été transmise au contrôle de légalité, et celui où elle a été "
        "publiée. F2 met la date d’aujourd’hui. F6 note les mêmes jours pour les délibérations de la séance "
        "qui n’en ont pas encore. L’acte n’est pas modifié : ces dates vont dans un fichier à côté."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("escape,t", "fermer", "Terminer", "Revient ; tout est noté.", id="suites-terminer"),
        touche("f2", "aujourdhui", "Aujourd’hui", "Met la date d’aujourd’hui où se trouve le curseur."),
        touche("f6", "toutes", "Toutes", "Note ces jours pour les autres délibérations qui n’en ont pas."),
    ]

    def __init__(self, acte: Path, actes: Sequence[Path], seance: dt.date | None) -> None:
        super().__init__()
        self._acte = acte
        self._actes = tuple(actes)
        self._seance = seance
        self.fichier = Fichier(acte)
        self.sauvegarde = Sauvegarde(self, self.fichier)

    def compose_corps(self) -> ComposeResult:
        yield Texte(f"Suites de\xa0: {self._acte.stem.replace('-', ' ')}", classes="fenetre--titre")
        yield VerticalScroll(id="suites", classes="fenetre--questions", can_focus=False)
        yield Texte("Une date, par exemple 18/11/2026. F2\xa0: aujourd’hui.", retrait=2, id="suites-note")

    def on_mount(self) -> None:
        self._open()

    def _open(self) -> None:
        from deliberia.pieces import suites_path

        try:
            self.fichier = load_fichier(suites_path(self._acte))
        except DeliberiaError as error:
            self.app.notify(str(error), title="Dates illisibles", severity="error", markup=False)
            self.dismiss(None)
            return
        self.sauvegarde = Sauvegarde(self, self.fichier)
        self.run_worker(self._mount_questions(), exit_on_error=True)

    async def _mount_questions(self) -> None:
        area = self.query_one("#suites")
        await area.remove_children()
        await area.mount_all(Champ(one, self.fichier.contenu.get(one.nom)) for one in self._list_questions())
        self.query(Champ).first().take_focus()

    def on_unmount(self) -> None:
        self.sauvegarde.flush()

    def _list_questions(self) -> tuple[Question, Question]:
        def ask(nom: str, libelle: str) -> Question:
            return Question(
                nom=nom, libelle=libelle, exemple=f"{today():%d/%m/%Y}", lire=self._read, is_remplace=True
            )

        return (
            ask("transmis", "Transmise au contrôle de légalité le"),
            ask("publie", "Publiée ou affichée le"),
        )

    def _read(self, question: Question, brut: Valeur) -> Reponse:
        from deliberia.pieces.suites import explain_day
        from deliberia.text import parse_date

        jour = brut if isinstance(brut, dt.date) else parse_date(str(brut).strip())
        if jour is None:
            return Reponse(erreur="Une date, par exemple 18/11/2026.")
        return Reponse(
            valeur=jour, erreur=explain_day(question.nom, jour, seance=self._seance, today=today())
        )

    def action_aujourdhui(self) -> None:
        champs = list(self.query(Champ))
        champ = next((one for one in champs if one.has_focus_within), champs[0])
        champ.put(today())

    def action_toutes(self) -> None:
        """Note the same days for the acts of the séance that have none; a day noted before is kept."""
        from deliberia.pieces import note_suites, read_suites
        from deliberia.text import agree

        days = {one.question.nom: one.valeur for one in self.query(Champ) if one.valeur and not one.erreur}
        if not days:
            self.notify("Notez d’abord une date.")
            return
        count = 0
        try:
            for acte in self._actes:
                known = read_suites(acte)
                fresh = {nom: jour for nom, jour in days.items() if getattr(known, nom) is None}
                if acte != self._acte and fresh:
                    note_suites(
                        acte,
                        transmis=fresh.get("transmis"),
                        publie=fresh.get("publie"),
                        seance=self._seance,
                        today=today(),
                    )
                    count += 1
        except DeliberiaError as error:
            self.notify(str(error), title="Toutes ne sont pas notées", severity="error", markup=False)
            return
        words = agree(count, "autre délibération notée", "autres délibérations notées")
        self.notify(f"{count} {words}." if count else "Les autres délibérations ont déjà leurs dates.")

    @on(Champ.Change)
    def _take(self, event: Champ.Change) -> None:
        from deliberia.pieces.suites import EMPREINTE, hash_acte

        nom, valeur = event.champ.question.nom, event.champ.valeur
        self.fichier.contenu.pop(nom, None)
        if valeur is not None and not event.champ.erreur:
            self.fichier.contenu = {nom: valeur, **self.fichier.contenu}
        self.fichier.contenu[EMPREINTE] = hash_acte(self._acte)
        self.sauvegarde.mark()

    @on(Enregistre)
    def _saved(self) -> None:
        self.query_one("#suites-note", Texte).update("✓ Noté à côté de l’acte.")

    @on(EchecEnregistrement)
    def _not_saved(self, event: EchecEnregistrement) -> None:
        self.query_one("#suites-note", Texte).update(f"✗ {event.raison}")
        if event.is_modifie:
            ask_conflict(self, self.sauvegarde, self._open)
