"""Draft an act: questions on the left, the act as it will be printed beside them, what is left to do."""

from __future__ import annotations

import copy
from typing import Any, ClassVar

from textual.binding import BindingType

from deliberia.errors import DeliberiaError
from deliberia.model import Seance
from deliberia_tui.clavier import touche
from deliberia_tui.ecrans.redaction_passage import RedactionPassage
from deliberia_tui.passages import join_provenance
from deliberia_tui.usages import export_docx, preview


class Redaction(RedactionPassage):
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

    def action_exporter(self) -> None:
        self.sauvegarde.flush()
        if self.seance is None:
            return
        contenu, seance = copy.deepcopy(self.fichier.contenu), self.seance
        self.run_worker(
            lambda: self._export(contenu, seance), thread=True, group="export", exit_on_error=False
        )

    def _export(self, contenu: dict[str, Any], seance: Seance) -> None:
        try:
            apercu = preview(contenu, seance)
            path = export_docx(apercu.projet, self.fichier.path)
            fault = join_provenance(contenu, self.fichier.path, path)
        except DeliberiaError as error:
            self.app.call_from_thread(
                self.notify, str(error), title="Export impossible", severity="error", markup=False
            )
            return
        if fault:
            self.app.call_from_thread(
                self.notify, fault, title="Provenance non jointe", severity="warning", markup=False
            )
        manque = "" if not apercu.manquants else " Il est marqué PROJET : des valeurs manquent."
        self.app.call_from_thread(
            self.notify, f"{path.name} est prêt dans {path.parent}.{manque}", markup=False
        )
