"""Draft an act: questions on the left, the act as it will be printed beside them, what is left to do."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from deliberia.errors import DeliberiaError
from deliberia.model import Finding, Seance
from deliberia_tui.clavier import touche
from deliberia_tui.dossier.espace import open_acte
from deliberia_tui.dossier.fichiers import Fichier
from deliberia_tui.dossier.sauvegarde import EchecEnregistrement, Enregistre, Sauvegarde
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.ecrans.conflit import ask_conflict
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.constats import Constats
from deliberia_tui.elements.page import Page
from deliberia_tui.elements.texte import Texte
from deliberia_tui.lieux import find_champ
from deliberia_tui.passages import ask_passage, find_model, keep_provenance
from deliberia_tui.questions import Forme, Question, list_questions
from deliberia_tui.reste import describe_reste, find_first_change, list_entrees, make_marques, soften_tables
from deliberia_tui.usages import Apercu, export_docx, preview, read_seance

if TYPE_CHECKING:
    from deliberia.assistance import Passage
    from deliberia.llm import Cancellation, Destination
    from deliberia_tui.ecrans.passage import Decision

PREVIEW_DELAY = 0.15
"""Seconds between the last key and the drafting of the preview."""
SCREENS = {"SEA": "seance", "VOT": "vote"}
"""Where the facts of a family of rules are changed, when the finding has no place in the act."""
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


class Redaction(Ecran):
    """One act."""

    TITRE = "Rédaction"
    AIDE = (
        "Répondez aux questions à gauche : la délibération se compose à côté, telle qu’elle sera imprimée. "
        "Les valeurs qui manquent y sont marquées […]. La liste dit ce qui reste à faire ; Entrée y conduit."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("f2", "manquant", "À remplir", "Va à la prochaine question qui attend une réponse."),
        touche("f3", "constat", "Constat", "Montre le constat suivant à sa place dans l’acte."),
        touche("f4", "vote", "Vote", "Saisit le résultat du vote."),
        touche("f5", "exporter", "Exporter en Word", "Écrit le fichier .docx à côté de l’acte."),
        touche(
            "f6", "app.ecran('seance')", "Séance", "Date, présence et pouvoirs.", show=False, priority=True
        ),
        touche("f8", "proposer", "Proposer", "Demande ce passage au modèle de langage réglé."),
    ]

    @dataclass
    class Ouvert(Message):
        """The template and the séance were read."""

        questions: tuple[Question, ...]
        seance: Seance

    @dataclass
    class ModeleTrouve(Message):
        """A language model is set up; where its text would go."""

        destination: Destination

    @dataclass
    class Refuse(Message):
        """The act cannot be opened."""

        raison: str

    @dataclass
    class ApercuPret(Message):
        """The act was drafted and checked behind the screen; `apercu` None: `raison` says why not."""

        rank: int
        apercu: Apercu | None
        raison: str = ""

    def __init__(self, path: Path, *, modele: str = "", regle: str = "", passage: str = "") -> None:
        """`modele` begins a new act, whose file is written at the first answer.

        `regle`, `passage`: the finding to go to, by its rule and by the words it is about.
        """
        super().__init__()
        self._wanted = (regle, passage)
        self._path = path
        self._modele = modele
        self._seance: Seance | None = None
        self._rank = 0
        self._timer: Timer | None = None
        self.apercu: Apercu | None = None
        self.destination: Destination | None = None
        """Where a passage would be written; None: no model is set up."""
        self._passages: dict[str, Passage] = {}
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
        if self._seance is None:
            return
        if not self.sauvegarde.is_dirty and self._is_changed():
            self._reload()
        else:
            self._schedule(reread=True)

    def _is_changed(self) -> bool:
        try:
            return bool(self.fichier.empreinte) and self.fichier.is_changed()
        except DeliberiaError:
            return False  # the next saving will say what is wrong with the disk

    def action_retour(self) -> None:
        self.sauvegarde.flush()
        self.app.pop_screen()

    def action_manquant(self) -> None:
        """Go round the questions that wait for an answer, then to what else is missing."""
        champs = [champ for champ in self.query(Champ) if champ.is_manquant or champ.erreur]
        if champs:
            every = list(self.query(Champ))
            here = next((rank for rank, champ in enumerate(every) if champ.has_focus_within), -1)
            after = [champ for champ in champs if every.index(champ) > here]
            (after or champs)[0].take_focus()
        elif self.apercu and self.apercu.manquants:
            self._go(self.apercu.manquants[0])
        else:
            self.notify("Rien ne manque : la délibération peut être exportée.")

    def action_constat(self) -> None:
        """Go round the findings: each is shown in the list, and at its place in the act when it has one."""
        reste = self.query_one("#reste", Constats)
        ranks = [rank for rank, one in enumerate(reste.entrees) if isinstance(one.cible, Finding)]
        if not ranks:
            self.notify("Aucun constat : rien à signaler.")
            return
        here = reste.highlighted if reste.highlighted is not None else -1
        rank = next((one for one in ranks if one > here), ranks[0])
        reste.highlighted = rank
        finding = reste.entrees[rank].cible
        if isinstance(finding, Finding) and finding.start is not None:
            self._go(finding)

    def action_vote(self) -> None:
        from deliberia_tui.ecrans.vote import FicheVote

        if self._seance is None:
            return
        titre = self.apercu.projet.titre if self.apercu else ""
        self.app.push_screen(FicheVote(self.fichier.contenu, self._seance, self._take_vote, titre=titre))

    def action_exporter(self) -> None:
        self.sauvegarde.flush()
        if self._seance is None:
            return
        contenu, seance = copy.deepcopy(self.fichier.contenu), self._seance
        self.run_worker(
            lambda: self._export(contenu, seance), thread=True, group="export", exit_on_error=False
        )

    def _export(self, contenu: dict[str, Any], seance: Seance) -> None:
        try:
            apercu = preview(contenu, seance)
            path = export_docx(apercu.projet, self.fichier.path)
        except DeliberiaError as error:
            self.app.call_from_thread(
                self.notify, str(error), title="Export impossible", severity="error", markup=False
            )
            return
        manque = "" if not apercu.manquants else " Il est marqué PROJET : des valeurs manquent."
        self.app.call_from_thread(
            self.notify, f"{path.name} est prêt dans {path.parent}.{manque}", markup=False
        )

    def _open(self) -> None:
        """Read the act, its template and the séance. Runs in a thread."""
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
            return
        self.post_message(self.Ouvert((*questions, NUMERO, VISAS), seance))
        with contextlib.suppress(DeliberiaError):  # « deliberia config » says what is wrong with the settings
            destination = find_model()
            if destination is not None:
                self.post_message(self.ModeleTrouve(destination))

    @on(ModeleTrouve)
    def _show_model(self, event: ModeleTrouve) -> None:
        """The place where a text would go is always on the screen."""
        self.destination = event.destination
        text = f"modèle de langage\xa0: {event.destination.host}   {self.TITRE}"
        self.query_one("#bandeau-titre", Static).update(text)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "proposer" or self.destination is not None

    def action_proposer(self) -> None:
        """Ask the model for the passage where the cursor is, else for the first one that is empty."""
        from deliberia_tui.ecrans.passage import FichePassage

        seance, destination = self._seance, self.destination
        passages = [one for one in self.query(Champ) if one.question.forme is Forme.PARAGRAPHES]
        here = [one for one in passages if one.has_focus_within]
        champ = next(iter(here or [one for one in passages if not one.valeur]), None)
        if seance is None or destination is None:
            return
        if champ is None:
            self.notify("Aucun passage à demander\xa0: ils sont remplis, ou ce modèle n’en a pas.")
            return
        contenu, nom = copy.deepcopy(self.fichier.contenu), champ.question.nom

        def ask(
            announce: Callable[[Destination], None], show: Callable[[str], None], cancel: Cancellation
        ) -> Passage | None:
            return ask_passage(contenu, seance, nom, announce=announce, show=show, cancel=cancel)

        def take(decision: Decision | None) -> None:
            if decision is not None:
                self._take_passage(champ, decision)

        self.app.push_screen(FichePassage(champ.question.libelle, destination.describe(), ask), take)

    def _take_passage(self, champ: Champ, decision: Decision) -> None:
        """Put an accepted passage in the act, and keep where it comes from beside it."""
        champ.put(decision.passage.texte)
        champ.take_focus()
        self._passages[champ.question.nom] = decision.passage
        if self.apercu is None:
            return
        projet, passages = self.apercu.projet, tuple(self._passages.values())

        def keep() -> None:
            from deliberia.revue import find_reviewer

            try:
                at = dt.datetime.now().astimezone()
                keep_provenance(self.fichier.path, projet, passages, by=find_reviewer(), at=at)
            except DeliberiaError as error:
                self.app.call_from_thread(
                    self.notify, str(error), title="Provenance non gardée", severity="error", markup=False
                )

        self.run_worker(keep, thread=True, group="provenance", exit_on_error=False)

    @on(Refuse)
    def _give_up(self, event: Refuse) -> None:
        self.app.pop_screen()
        self.app.notify(event.raison, title="Ouverture impossible", severity="error", markup=False)

    @on(Ouvert)
    async def _show_questions(self, event: Ouvert) -> None:
        self._seance = event.seance
        await self._mount_questions(event.questions)
        self._schedule()

    async def _mount_questions(self, questions: tuple[Question, ...]) -> None:
        contenu = self.fichier.contenu
        area = self.query_one("#questions")
        await area.remove_children()
        own = (NUMERO.nom, VISAS.nom)
        await area.mount_all(
            Champ(one, (contenu if one.nom in own else contenu["champs"]).get(one.nom)) for one in questions
        )
        first = next(iter(self.query(Champ)), None)
        if first is not None:
            first.take_focus()

    @on(Champ.Change)
    def _take_answer(self, event: Champ.Change) -> None:
        nom, valeur = event.champ.question.nom, event.champ.valeur
        contenu = self.fichier.contenu
        table = contenu if nom in (NUMERO.nom, VISAS.nom) else contenu["champs"]
        if valeur in (None, "", []):
            table.pop(nom, None)
        else:
            table[nom] = valeur
        self._changed()

    def _take_vote(self, vote: dict[str, Any]) -> None:
        self.fichier.contenu.pop("vote", None)
        if vote:
            self.fichier.contenu["vote"] = vote
        self._changed()

    def _changed(self) -> None:
        self.sauvegarde.mark()
        self._schedule()

    def _schedule(self, *, reread: bool = False) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PREVIEW_DELAY, lambda: self._start_preview(reread=reread))

    def _start_preview(self, *, reread: bool) -> None:
        self._rank += 1
        rank, contenu, seance = self._rank, copy.deepcopy(self.fichier.contenu), self._seance

        def work() -> None:
            try:
                meeting = read_seance(self.espace) if reread or seance is None else seance
                if reread:
                    self._seance = meeting
                self.post_message(self.ApercuPret(rank, preview(contenu, meeting)))
            except DeliberiaError as error:
                self.post_message(self.ApercuPret(rank, None, str(error)))

        self.run_worker(work, thread=True, group="apercu", exit_on_error=False)

    @on(ApercuPret)
    def _show_preview(self, event: ApercuPret) -> None:
        if event.rank != self._rank:
            return  # a later one is on its way
        page = self.query_one("#apercu", Page)
        if event.apercu is None:
            page.border_subtitle = "aperçu suspendu"
            self.query_one("#reste", Constats).show(
                list_entrees(None, self._questions(), self._erreurs(), event.raison)
            )
            return
        former, self.apercu = page.texte, event.apercu
        texte = soften_tables(event.apercu.texte)
        page.border_subtitle = event.apercu.etat.value
        page.show(texte, make_marques(event.apercu))
        if former and former != texte and not page.has_focus:
            page.reveal(find_first_change(former, texte))
        missing = {nom.partition("[")[0].partition(".")[0] for nom in event.apercu.manquants}
        for champ in self.query(Champ):
            champ.set_manquant(champ.question.nom in missing)
        entrees = list_entrees(event.apercu, self._questions(), self._erreurs())
        reste = self.query_one("#reste", Constats)
        reste.show(entrees)
        reste.border_title = describe_reste(entrees)
        if any(self._wanted):
            self._go_to_finding(*self._wanted)
            self._wanted = ("", "")

    def _go_to_finding(self, regle: str, passage: str) -> None:
        """Go to the question that gave the words of a finding, else to its place, else to its screen."""
        champ = find_champ(self.query(Champ), passage)
        if champ is not None:
            champ.take_focus()
            return
        reste = self.query_one("#reste", Constats)
        for rank, one in enumerate(reste.entrees):
            if isinstance(one.cible, Finding) and one.cible.regle == regle:
                reste.highlighted = rank
                self._go(one.cible)
                return
        screen = SCREENS.get(regle[:3])
        if screen is not None:
            self._go(screen)

    def _questions(self) -> dict[str, Question]:
        return {champ.question.nom: champ.question for champ in self.query(Champ)}

    def _erreurs(self) -> dict[str, str]:
        return {champ.question.nom: champ.erreur for champ in self.query(Champ) if champ.erreur}

    @on(Constats.Vers)
    def _go_to_entry(self, event: Constats.Vers) -> None:
        self._go(event.entree.cible)

    def _go(self, cible: object) -> None:
        """Go to a question, a passage of the act, the vote, the séance or the commune."""
        if isinstance(cible, Finding):
            if cible.start is not None:
                self.query_one("#apercu", Page).go_to(cible.start, cible.end or cible.start)
                return
            cible = SCREENS.get(cible.regle[:3], "")
        nom = str(cible or "").partition("[")[0]
        champ = next((one for one in self.query(Champ) if one.question.nom == nom), None)
        if champ is not None:
            champ.take_focus()
        elif nom.startswith("vote"):
            self.action_vote()
        elif nom.partition(".")[0] in ("seance", "commune"):
            self.application.action_ecran(nom.partition(".")[0])

    @on(Enregistre)
    def _saved(self) -> None:
        self.query_one("#questions").border_subtitle = "enregistré"

    @on(EchecEnregistrement)
    def _not_saved(self, event: EchecEnregistrement) -> None:
        self.query_one("#questions").border_subtitle = "non enregistré"
        if event.is_modifie:
            ask_conflict(self, self.sauvegarde, self._reload)
        else:
            self.notify(event.raison, title="Enregistrement impossible", severity="error", markup=False)

    def _reload(self) -> None:
        """Take what another window wrote."""
        self._modele = ""
        self.run_worker(self._open, thread=True, group="ouverture", exit_on_error=False)
