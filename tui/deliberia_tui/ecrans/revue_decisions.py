"""What one key does to an item of the review."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from deliberia.errors import DeliberiaError
from deliberia.revue import Candidat, Choix, Entree, Etat, Item
from deliberia_tui.ecrans.revue_fiche import SIGNES, Dossier
from deliberia_tui.ecrans.revue_lecture import RevueLecture

if TYPE_CHECKING:
    from deliberia_tui.ecrans.revue_fenetres import Correction


PATIENCE = 0.3
"""Seconds that a decision has to reach the disk before anything is painted of it."""
HURRY = 0.03
"""The same, while the disk is slow: the keys do not wait for it."""
EN_COURS = "…"
"""Sign of a decision that the disk has not taken yet."""


class RevueDecisions(RevueLecture):
    """A decision is on the disk before it is painted; a slow disk is not waited for, and its sign says so."""

    _is_slow = False
    """The last decision was still on its way when the screen went on."""

    def action_decider(self, choix: str) -> None:
        if self.item is not None:
            self._decide(self.item, Choix(choix))

    def action_corriger(self) -> None:
        """Propose the one successor in force; open the choice when there is none, or several."""
        item = self.item
        dossier = self._dossiers.get(item.id) if item else None
        if item is not None and dossier is not None and dossier.evident is not None:
            self._decide(item, Choix.CORRIGER, par=dossier.evident.cle)
        else:
            self.action_choisir()

    def action_candidat(self, number: int) -> None:
        item = self.item
        dossier = self._dossiers.get(item.id) if item else None
        if item is None or dossier is None or number > len(dossier.candidats):
            return
        one = dossier.candidats[number - 1]
        if one.is_in_force:
            self._decide(item, Choix.CORRIGER, par=one.cle)
        else:
            self.notify(one.motif, title=one.cle, severity="warning", markup=False)

    def action_choisir(self) -> None:
        from deliberia_tui.ecrans.revue_fenetres import Corriger

        vue, item = self.vue, self.item
        if vue is None or item is None:
            return
        dossier = self._dossiers.get(item.id) or Dossier()

        def judge(typed: str, show: Callable[[tuple[Candidat, ...]], object]) -> None:
            self._atelier.run(partial(vue.revue.judge_choice, item, typed), show, self._tell)

        def take(correction: Correction | None) -> None:
            if correction is not None:
                self._decide(
                    item, Choix.CORRIGER, par=correction.par, accepts_unknown=correction.accepts_unknown
                )

        self.app.push_screen(Corriger(item, dossier.candidats, judge), take)

    def action_renvoyer(self) -> None:
        self._ask_reason(
            "Que faut-il demander à l’auteur ?", Choix.RENVOYER, "quelle est la date de la convocation ?"
        )

    def action_commenter(self) -> None:
        self._ask_reason("Quelle remarque ajouter ?", Choix.COMMENTER, "à revoir avec le trésorier")

    def action_trancher(self) -> None:
        """Settle a disagreement: the opinion chosen is that of the last reviewer, or its opposite."""
        vue, item = self.vue, self.item
        if vue is None or item is None:
            return
        if vue.situations[item.id].etat is not Etat.DESACCORD:
            self.notify("Il n’y a pas de désaccord sur ce point.")
            return
        from deliberia_tui.ecrans.revue_fenetres import Motif, Trancher

        def settle(avis: Entree | None) -> None:
            if avis is None:
                return

            def record(reason: str | None) -> None:
                if reason:
                    self._decide(
                        item,
                        Choix(avis.choix),
                        par=avis.par,
                        pourquoi=reason,
                        accepts_unknown=True,
                        is_arbitrage=True,
                    )

            self.app.push_screen(Motif("Pourquoi trancher ainsi ?"), record)

        self.app.push_screen(Trancher(vue.situations[item.id].avis), settle)

    def _ask_reason(self, question: str, choix: Choix, exemple: str) -> None:
        from deliberia_tui.ecrans.revue_fenetres import Motif

        item = self.item
        if item is None:
            return

        def take(reason: str | None) -> None:
            if reason:
                self._decide(item, choix, pourquoi=reason)

        self.app.push_screen(Motif(question, exemple), take)

    def _decide(
        self,
        item: Item,
        choix: Choix,
        *,
        par: str = "",
        pourquoi: str = "",
        accepts_unknown: bool = False,
        is_arbitrage: bool = False,
    ) -> None:
        """Send the decision to the disk, and go to the next item: a slow disk is not waited for."""
        vue = self.vue
        if vue is None:
            return

        def work() -> Entree:
            return vue.revue.decide(
                item,
                choix,
                par=par,
                pourquoi=pourquoi,
                accepts_unknown=accepts_unknown,
                is_arbitrage=is_arbitrage,
            )

        is_kept = self._atelier.run(
            work,
            lambda _: self._show_decided(item),
            partial(self._refuse_decision, item),
            patience=HURRY if self._is_slow else PATIENCE,
        )
        self._is_slow = not is_kept
        if choix is Choix.COMMENTER:
            return
        self._put_sign(item, SIGNES[choix.value][0] if is_kept else EN_COURS)
        self._go_on(item)

    def _go_on(self, item: Item) -> None:
        """Move to the next item to decide, the one just decided left out."""
        vue = self.vue
        if vue is None:
            return
        rank = self._table().cursor_row
        place = vue.find_next(rank, 1)
        if place is not None and vue.shown[place] != item.id:
            self._table().move_cursor(row=place)

    def _show_decided(self, item: Item) -> None:
        vue = self.vue
        if vue is None or item.id not in vue.revue.items:
            return
        vue.update(item)
        self._show_row(item)
        self._show_head()
        if item == self.item:
            self._show_fiche()

    def _refuse_decision(self, item: Item, error: DeliberiaError) -> None:
        """Say why nothing was recorded, and show the item as it was."""
        self._tell(error)
        if self.vue is not None and item.id in self.vue.situations:
            self._show_row(item)
            if item.id in self.vue.shown:
                self._table().move_cursor(row=self.vue.shown.index(item.id))

    def action_annuler(self) -> None:
        vue = self.vue
        if vue is None:
            return

        def show(entree: Entree) -> None:
            item = vue.revue.items.get(entree.objet)
            if item is not None:
                vue.update(item)
                self._show_row(item)
                if item.id in vue.shown:
                    self._table().move_cursor(row=vue.shown.index(item.id))
                self._show_fiche()
            elif entree.acte in vue.revue.actes:
                vue.update_act(entree.acte)
            self._show_head()
            self.notify("Décision annulée ; le journal garde les deux lignes.", timeout=4)

        self._atelier.run(vue.revue.undo, show, self._tell)

    def action_suivant(self, step: int) -> None:
        if self.vue is None or not self.vue.shown:
            return
        place = self.vue.find_next(self._table().cursor_row, step)
        if place is None:
            self.notify("Plus rien à décider dans ce qui est montré.", timeout=4)
        else:
            self._table().move_cursor(row=place)
