"""The review: a queue of flagged references and findings, one key a decision."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from deliberia.errors import DeliberiaError
from deliberia.revue import ActeLu, Entree, EtatActe, Filtre, explain_refusal
from deliberia_tui.clavier import touche
from deliberia_tui.ecrans.revue_decisions import RevueDecisions

_EXTENSION = ".html"
MAX_REASONS = 3
"""Reasons told of an act that cannot be validated."""


class RevueEcran(RevueDecisions):
    """Keys, acts, filter and proof."""

    TITRE = "Revue"
    AIDE = (
        "La file des références et des constats à relire, de tous les actes du dossier. À droite, la "
        "phrase, le verdict et sa raison, ce qui peut remplacer la référence, sa fiche. Une touche décide "
        "et passe au suivant\xa0; 1 à 6 retiennent une référence proposée. Rien n’est écrit dans les "
        "actes, tout va dans un journal. Un acte se valide quand tous ses points sont décidés."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        touche("f8", "arreter", "Arrêter la lecture", "Arrête la lecture ; ce qui est lu se décide."),
        touche("a", "decider('accepter')", "Accepter", "L’acte reste écrit ainsi.", id="accepter"),
        touche(
            "c",
            "corriger",
            "Corriger",
            "Propose la référence marquée « c », ou ouvre le choix d’une autre.",
        ),
        touche("r", "decider('rejeter')", "Rejeter", "L’acte ne peut pas rester ainsi.", id="rejeter"),
        touche("b", "renvoyer", "Renvoyer", "Pose une question à l’auteur."),
        touche("u", "annuler", "Annuler", "Annule votre dernière décision ; le journal garde les deux."),
        touche("n", "suivant(1)", "Suivant", "Prochain point à décider.", id="suivant-a-decider"),
        touche("f", "filtrer", "Filtrer", "Choisit ce qui est montré."),
        touche("v", "valider", "Valider", "Valide l’acte du point choisi, si tout y est décidé."),
        touche("enter", "lire", "Lire", "Ouvre l’acte entier à cet endroit.", priority=True),
        touche("o", "choisir", "Autre correction", "Choisit ou tape la correction."),
        touche("m", "commenter", "Remarque", "Ajoute une remarque, sans décider."),
        touche("t", "trancher", "Trancher", "Tranche un désaccord, avec un motif."),
        touche("e", "exporter", "Exporter la preuve", "Écrit la preuve dans « journal-de-revue »."),
        touche("B", "renvoyer_acte", "Renvoyer l’acte", "Renvoie l’acte entier à son auteur."),
        touche("f5", "relire", "Relire le dossier", "Lit à nouveau les actes et les journaux."),
        touche("f9", "relecteur", "Votre nom", "Change le nom écrit au journal, et le garde.", show=False),
        touche("p", "suivant(-1)", "Précédent", "Point à décider précédent.", show=False, id="precedent"),
        touche(
            "pagedown", "scroll_card(1)", "Lire la suite", "Fait défiler la fiche.", show=False, priority=True
        ),
        touche("pageup", "scroll_card(-1)", "Revenir", "Remonte dans la fiche.", show=False, priority=True),
        *(Binding(str(number), f"candidat({number})", show=False) for number in range(1, 7)),
    ]

    def action_valider(self) -> None:
        vue, item = self.vue, self.item
        if vue is None:
            return
        from deliberia_tui.ecrans.revue_fenetres import ChoisirActe

        ready = [acte for acte in vue.revue.actes.values() if vue.get_state(acte.chemin) is EtatActe.PRET]
        acte = vue.revue.actes[item.acte] if item else None
        if acte is None or vue.get_state(acte.chemin) is not EtatActe.PRET:
            if ready:
                self.app.push_screen(ChoisirActe(ready), self._validate)
                return
            if acte is None:
                return
            every = list(explain_refusal(acte, vue.revue.judge_act(acte)))
            more = [f"et {len(every) - MAX_REASONS} autres raisons"] if len(every) > MAX_REASONS + 1 else []
            reasons = "\xa0; ".join([*every[:MAX_REASONS], *more] if more else every) or "déjà validé"
            self.notify(reasons, title=f"{acte.chemin} ne se valide pas", severity="warning", markup=False)
            return
        self._validate([acte])

    def _validate(self, actes: list[ActeLu] | None) -> None:
        vue = self.vue
        if vue is None or not actes:
            return

        def work() -> list[tuple[ActeLu, Entree]]:
            return [(acte, vue.revue.validate(acte)) for acte in actes]

        def refuse(error: DeliberiaError) -> None:
            for acte in actes:
                vue.update_act(acte.chemin)
            self._show_head()
            self._tell(error)

        self._atelier.run(work, self._show_validated, refuse)

    def _show_validated(self, done: list[tuple[ActeLu, Entree]]) -> None:
        from deliberia.text import agree

        vue = self.vue
        if vue is None:
            return
        for acte, _ in done:
            vue.update_act(acte.chemin)
        self._show_head()
        count, reserves = len(done), sum(int(entree.corps.get("reserves", 0)) for _, entree in done)
        told = done[0][0].chemin if count == 1 else f"{count} actes"
        more = agree(reserves, "correction", "corrections")
        note = f", sous réserve de {reserves} {more} à reporter" if reserves else ""
        self.notify(f"{told} : {agree(count, 'validé', 'validés')}{note}.", markup=False)

    def action_renvoyer_acte(self) -> None:
        from deliberia_tui.ecrans.revue_fenetres import Motif

        vue, item = self.vue, self.item
        if vue is None or item is None:
            return
        acte = vue.revue.actes[item.acte]

        def show(_: Entree) -> None:
            vue.update_act(acte.chemin)
            self._show_head()
            self.notify(f"{acte.chemin} : renvoyé à son auteur.", markup=False)

        def take(reason: str | None) -> None:
            if reason:
                self._atelier.run(partial(vue.revue.send_back, acte, reason), show, self._tell)

        self.app.push_screen(Motif(f"Pourquoi renvoyer {acte.chemin} ?"), take)

    def action_filtrer(self) -> None:
        from deliberia_tui.ecrans.revue_fenetres import Filtrer

        if self.vue is not None:
            self.app.push_screen(Filtrer(self.vue.list_facets(), self.vue.filtre), self._filter)

    def _filter(self, filtre: Filtre | None) -> None:
        if self.vue is None or filtre is None:
            return
        former = self.item
        items = self.vue.apply(filtre)
        table = self._table()
        table.clear()
        self._add_rows(items)
        if former is not None and former.id in self.vue.shown:
            table.move_cursor(row=self.vue.shown.index(former.id))
        if not items:
            self._say_empty()
        self._show_head()

    @on(DataTable.RowSelected, "#file")
    def _open_row(self) -> None:
        self.action_lire()

    def action_lire(self) -> None:
        from deliberia.revue.brouillons import load_text
        from deliberia_tui.ecrans.revue_fenetres import LireActe

        vue, item = self.vue, self.item
        if vue is None or item is None:
            return
        acte = vue.revue.actes[item.acte]

        def show(texte: str) -> None:
            if self.is_current:
                self.app.push_screen(LireActe(acte.titre, texte, item))

        self._atelier.run(partial(load_text, acte, vue.revue.base), show, self._tell)

    def action_exporter(self) -> None:
        from deliberia.revue import export_proof

        vue = self.vue
        if vue is None or self.is_reading or self.is_partial:
            more = " F5 la reprend." if self.is_partial else ""
            self.notify(f"La lecture du dossier n’est pas finie\xa0: la preuve serait incomplète.{more}")
            return
        now = dt.datetime.now().astimezone()
        path = vue.revue.journal.folder / f"preuve-{now:%Y-%m-%d-%H%M%S}{_EXTENSION}"

        def work() -> str:
            from deliberia.documents import make_folder

            make_folder(path.parent)
            return str(export_proof(vue.revue, path))

        self._atelier.run(
            work, lambda written: self.notify(f"Preuve écrite : {written}", markup=False), self._tell
        )

    def action_relire(self) -> None:
        self._open()
