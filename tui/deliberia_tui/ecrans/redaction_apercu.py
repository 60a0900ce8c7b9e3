"""The act as it will be printed, beside its questions, with what is left to do."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual import on
from textual.message import Message
from textual.timer import Timer

from deliberia.errors import DeliberiaError
from deliberia.model import Finding
from deliberia_tui.ecrans.redaction_questions import RedactionQuestions
from deliberia_tui.elements.champ import Champ
from deliberia_tui.elements.constats import Constats
from deliberia_tui.elements.page import Page
from deliberia_tui.lieux import find_champ
from deliberia_tui.questions import Question
from deliberia_tui.reste import describe_reste, find_first_change, list_entrees, make_marques, soften_tables
from deliberia_tui.usages import Apercu, preview, read_seance

PREVIEW_DELAY = 0.15
"""Seconds between the last key and the drafting of the preview."""
SCREENS = {"SEA": "seance", "VOT": "vote"}
"""Where the facts of a family of rules are changed, when the finding has no place in the act."""


class RedactionApercu(RedactionQuestions):
    """Drafts and checks the act behind the typing, and goes from what is said to its place."""

    @dataclass
    class ApercuPret(Message):
        """The act was drafted and checked behind the screen; `apercu` None: `raison` says why not."""

        rank: int
        apercu: Apercu | None
        raison: str = ""

    def __init__(self, path: Path, *, modele: str = "", regle: str = "", passage: str = "") -> None:
        """`regle`, `passage`: the finding to go to, by its rule and by the words it is about."""
        super().__init__(path, modele=modele)
        self._wanted = (regle, passage)
        self._rank = 0
        self._timer: Timer | None = None
        self.apercu: Apercu | None = None

    def schedule(self, *, reread: bool = False) -> None:
        """Draft the preview again, once the typing pauses."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PREVIEW_DELAY, lambda: self._start_preview(reread=reread))

    def _start_preview(self, *, reread: bool) -> None:
        self._rank += 1
        rank, contenu, seance = self._rank, copy.deepcopy(self.fichier.contenu), self.seance

        def work() -> None:
            try:
                meeting = read_seance(self.espace) if reread or seance is None else seance
                if reread:
                    self.seance = meeting
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
        apercu = self.complete(event.apercu)
        former, self.apercu = page.texte, apercu
        texte = soften_tables(apercu.texte)
        page.border_subtitle = apercu.etat.value
        page.show(texte, make_marques(apercu))
        if former and former != texte and not page.has_focus:
            page.reveal(find_first_change(former, texte))
        missing = {nom.partition("[")[0].partition(".")[0] for nom in apercu.manquants}
        for champ in self.query(Champ):
            champ.set_manquant(champ.question.nom in missing)
        entrees = list_entrees(apercu, self._questions(), self._erreurs())
        reste = self.query_one("#reste", Constats)
        reste.show(entrees)
        reste.border_title = describe_reste(entrees)
        if any(self._wanted):
            self._go_to_finding(*self._wanted)
            self._wanted = ("", "")

    def complete(self, apercu: Apercu) -> Apercu:
        """Add what the drafting itself does not know to what is left to do."""
        return apercu

    def _questions(self) -> dict[str, Question]:
        """Return the questions by name; that of the template comes before that of the act."""
        return {champ.question.nom: champ.question for champ in reversed(list(self.query(Champ)))}

    def _erreurs(self) -> dict[str, str]:
        return {champ.question.nom: champ.erreur for champ in self.query(Champ) if champ.erreur}

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

    def action_vote(self) -> None:
        from deliberia_tui.ecrans.vote import FicheVote

        if self.seance is None:
            return
        titre = self.apercu.projet.titre if self.apercu else ""
        self.app.push_screen(FicheVote(self.fichier.contenu, self.seance, self._take_vote, titre=titre))

    def _take_vote(self, vote: dict[str, Any]) -> None:
        self.fichier.contenu.pop("vote", None)
        if vote:
            self.fichier.contenu["vote"] = vote
        self._changed()
