"""A passage asked from the language model, in the act being drafted."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widgets import Static

from deliberia.errors import DeliberiaError
from deliberia_tui.ecrans.passage import Choix
from deliberia_tui.ecrans.redaction_apercu import RedactionApercu
from deliberia_tui.elements.champ import Champ
from deliberia_tui.passages import ask_passage, find_model, keep_provenance, list_points, load_kept
from deliberia_tui.questions import Forme
from deliberia_tui.usages import Apercu, add_constats

if TYPE_CHECKING:
    from deliberia.assistance import Passage
    from deliberia.llm import Cancellation, Destination
    from deliberia_tui.ecrans.passage import Decision


class RedactionPassage(RedactionApercu):
    """Asks, shows, and keeps where an accepted passage comes from. Nothing asks by itself."""

    @dataclass
    class ModeleTrouve(Message):
        """A language model is set up; where its text would go."""

        destination: Destination

    def __init__(self, path: Path, *, modele: str = "", regle: str = "", passage: str = "") -> None:
        super().__init__(path, modele=modele, regle=regle, passage=passage)
        self.destination: Destination | None = None
        """Where a passage would be written; None: no model is set up."""
        self._passages: dict[str, Passage] = {}
        self._to_check: dict[str, Passage] = {}
        """Passages that she took to edit them: their remarks stay until the words they quote are gone."""

    def _open(self) -> bool:
        if not super()._open():
            return False
        self._passages = load_kept(self.fichier.path)
        self._to_check = {
            nom: one for nom, one in self._passages.items() if one.is_to_check and not one.is_accepted
        }
        with contextlib.suppress(DeliberiaError):  # « deliberia config » says what is wrong with the settings
            destination = find_model()
            if destination is not None:
                self.post_message(self.ModeleTrouve(destination))
        return True

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

        seance, destination = self.seance, self.destination
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

    def complete(self, apercu: Apercu) -> Apercu:
        """Add what is left to check in the passages that are being edited."""
        found = [
            point
            for nom, passage in self._to_check.items()
            for champ in self.query(Champ)
            if champ.question.nom == nom
            for point in list_points(passage, champ.texte, apercu.texte)
        ]
        return add_constats(apercu, found) if found else apercu

    def _take_passage(self, champ: Champ, decision: Decision) -> None:
        """Put an accepted passage in the act, and keep where it comes from beside it."""
        champ.put(decision.passage.texte)
        champ.take_focus()
        nom = champ.question.nom
        self._passages[nom] = decision.passage
        self._to_check.pop(nom, None)
        if decision.choix is Choix.MODIFIER and decision.passage.is_to_check:
            self._to_check[nom] = decision.passage
        if self.apercu is None:
            return
        projet, passages, pending = self.apercu.projet, tuple(self._passages.values()), set(self._to_check)

        def keep() -> None:
            from deliberia.revue import find_reviewer

            try:
                at = dt.datetime.now().astimezone()
                by = find_reviewer()
                keep_provenance(self.fichier.path, projet, passages, pending=pending, by=by, at=at)
            except DeliberiaError as error:
                self.app.call_from_thread(
                    self.notify, str(error), title="Provenance non gardée", severity="error", markup=False
                )

        self.run_worker(keep, thread=True, group="provenance", exit_on_error=False)
