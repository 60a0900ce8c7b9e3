"""The questions of an act: opened, answered, saved; nothing is drafted here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.message import Message

from deliberia.errors import DeliberiaError
from deliberia.model import Seance
from deliberia_tui.dossier.espace import open_acte
from deliberia_tui.dossier.fichiers import Fichier
from deliberia_tui.dossier.sauvegarde import EchecEnregistrement, Enregistre, Sauvegarde
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.ecrans.conflit import tell_not_saved
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.constats import Constats
from deliberia_tui.elements.page import Page
from deliberia_tui.elements.texte import Texte
from deliberia_tui.questions import Forme, Question, list_questions
from deliberia_tui.suites import read_noted
from deliberia_tui.usages import read_seance

NUMERO = Question(
    nom="numero",
    libelle="Quel numéro porte la délibération ?",
    exemple="2026-44",
    aide="Facultatif avant la séance.",
)
VISAS = Question(
    nom="visas",
    libelle="Faut-il viser d’autres textes ou délibérations ?",
    forme=Forme.LISTE,
    aide="Un visa par ligne, sans « Vu ». Chaque référence est vérifiée à la date de la séance.",
)


class RedactionQuestions(Ecran):
    """One act, as its file holds it."""

    @dataclass
    class Ouvert(Message):
        """The template and the séance were read."""

        questions: tuple[Question, ...]
        seance: Seance
        suites: str
        """When the act was transmitted and published, in words; empty when nothing is noted."""

    @dataclass
    class Refuse(Message):
        """The act cannot be opened."""

        raison: str

    def __init__(self, path: Path, *, modele: str = "") -> None:
        """`modele` begins a new act, whose file is written at the first answer."""
        super().__init__()
        self._path = path
        self._modele = modele
        self.seance: Seance | None = None
        self.fichier = Fichier(path)
        self.sauvegarde = Sauvegarde(self, self.fichier)

    def compose_corps(self) -> ComposeResult:
        with Container(id="redaction"):
            with VerticalScroll(id="questions", can_focus=False):
                yield Texte("Ouverture…", id="ouverture")
            with Container(id="cote"):
                yield Page(id="apercu")
                yield Constats(vide="Rien ne manque, rien à signaler.", id="reste")

    def on_mount(self) -> None:
        self.query_one("#apercu").border_title = "Aperçu"
        self.query_one("#reste").border_title = "Reste à faire"
        self.application.remember(self._path.name)
        self.run_worker(self._open, thread=True, group="ouverture", exit_on_error=False)

    def on_unmount(self) -> None:
        self.sauvegarde.flush()

    def on_screen_suspend(self) -> None:
        """Another screen may read the act."""
        self.sauvegarde.flush()

    def on_screen_resume(self) -> None:
        """The séance, the commune or the act's vote may have changed on another screen."""
        if self.seance is None:
            return
        if not self.sauvegarde.is_dirty and self._is_changed():
            self._reload()
        else:
            self.schedule(reread=True)

    def _is_changed(self) -> bool:
        try:
            return bool(self.fichier.empreinte) and self.fichier.is_changed()
        except DeliberiaError:
            return False  # the next saving will say what is wrong with the disk

    def action_retour(self) -> None:
        self.sauvegarde.flush()
        self.app.pop_screen()

    def _open(self) -> bool:
        """Read the act, its template and the séance; False when it cannot be opened. Runs in a thread."""
        from deliberia.catalogue import get_template

        try:
            if self._modele:
                self.fichier.contenu = {"modele": self._modele, "champs": {}}
            else:
                read = open_acte(self._path)
                self.fichier.contenu, self.fichier.entete = read.contenu, read.entete
                self.fichier.empreinte = read.empreinte
            questions = list_questions(get_template(self.fichier.contenu["modele"]))
            seance = read_seance(self.espace)
        except DeliberiaError as error:
            self.post_message(self.Refuse(str(error)))
            return False
        noted = read_noted(self._path)
        suites = noted.describe() if noted is not None else ""
        self.post_message(self.Ouvert((*questions, NUMERO, VISAS), seance, suites))
        return True

    @on(Refuse)
    def _give_up(self, event: Refuse) -> None:
        if self.is_current:
            self.app.pop_screen()
        self.app.notify(event.raison, title="Ouverture impossible", severity="error", markup=False)

    @on(Ouvert)
    async def _show_questions(self, event: Ouvert) -> None:
        self.seance = event.seance
        await self._mount_questions(event.questions)
        if event.suites:
            self.notify(f"Cette délibération est déjà {event.suites}.", severity="warning", markup=False)
        self.schedule()

    async def _mount_questions(self, questions: tuple[Question, ...]) -> None:
        area = self.query_one("#questions")
        await area.remove_children()
        await area.mount_all(Champ(one, self._table_of(one).get(one.nom)) for one in questions)
        first = next(iter(self.query(Champ)), None)
        if first is not None:
            first.take_focus()

    def _table_of(self, question: Question) -> dict[str, Any]:
        """A template may ask for a number of its own: it is not that of the act."""
        contenu = self.fichier.contenu
        table: dict[str, Any] = contenu if question in (NUMERO, VISAS) else contenu["champs"]
        return table

    @on(Champ.Change)
    def _take_answer(self, event: Champ.Change) -> None:
        nom, valeur = event.champ.question.nom, event.champ.valeur
        table = self._table_of(event.champ.question)
        if valeur in (None, "", []):
            table.pop(nom, None)
        else:
            table[nom] = valeur
        self._changed()

    def _changed(self) -> None:
        self.sauvegarde.mark()
        self.schedule()

    def schedule(self, *, reread: bool = False) -> None:
        """Called when the answers, or the séance (`reread`), have changed."""

    @on(Enregistre)
    def _saved(self) -> None:
        self.query_one("#questions").border_subtitle = "enregistré"

    @on(EchecEnregistrement)
    def _not_saved(self, event: EchecEnregistrement) -> None:
        self.query_one("#questions").border_subtitle = "non enregistré"
        tell_not_saved(self, event, self.sauvegarde, self._reload)

    def _reload(self) -> None:
        """Take what another window wrote."""
        self._modele = ""
        self.run_worker(self._open, thread=True, group="ouverture", exit_on_error=False)
