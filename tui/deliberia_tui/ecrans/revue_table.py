"""The queue of the review as it is shown: the table at the left, what is to be decided at the right."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import DataTable

from deliberia.errors import DeliberiaError
from deliberia.revue import Etat, EtatActe, Item
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.ecrans.revue_atelier import Atelier, Fait, Panne
from deliberia_tui.ecrans.revue_fiche import SIGNES, SIGNES_ETAT, Dossier, look_up, make_fiche
from deliberia_tui.ecrans.revue_file import FileVue
from deliberia_tui.ecrans.revue_volet import Volet
from deliberia_tui.elements.liste import Liste, one_line
from deliberia_tui.elements.texte import Texte

if TYPE_CHECKING:
    from deliberia.legi import LegiBase

KEPT = 32
"""Cards kept ready."""
GRAVITES = {"erreur": "✗", "avertissement": "!", "info": "i"}


class Ligne(Texte):
    """A line whose height never changes: saying something else moves nothing on the screen."""

    def update(self, contenu: str | Content) -> None:
        self._contenu = contenu if isinstance(contenu, Content) else Content(contenu)
        self.refresh()


class RevueTable(Ecran):
    """What is shown of the queue; nothing is read nor decided here."""

    DEFAULT_CSS = """
    RevueTable {
        #revue-tete { height: 1; padding: 0 1; }
        #revue-deux { layout: horizontal; height: 1fr; }
        #file { width: 28; height: 1fr; }
        #revue-fiche { width: 1fr; height: 1fr; padding: 0 1; border-left: solid $border; }
        #revue-fiche { overflow-y: scroll; }
        &.-moyen #file { width: 44; }
        &.-large #file { width: 86; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.vue: FileVue | None = None
        self.is_reading = True
        self.is_partial = False
        """The reading was stopped: acts of the folder are not in the queue."""
        self.progress = (0, 0)
        """Files read, and files to read."""
        self._atelier = Atelier(self)
        self._legi: LegiBase | None = None
        self._dossiers: dict[str, Dossier] = {}
        self._asked: set[str] = set()
        self._touched = 0.0
        """When a key was last pressed."""

    def compose_corps(self) -> ComposeResult:
        yield Ligne("Lecture du dossier…", id="revue-tete")
        with Container(id="revue-deux"):
            yield Liste(id="file")
            yield Volet(id="revue-fiche")

    def make_lieu(self) -> str:
        who = self.vue.revue.journal.relecteur if self.vue else ""
        return f"{super().make_lieu()} · {who}" if who else super().make_lieu()

    def on_unmount(self) -> None:
        self._atelier.close()

    # The table

    def _table(self) -> Liste:
        return self.query_one("#file", Liste)

    def _volet(self) -> Volet:
        return self.query_one("#revue-fiche", Volet)

    def _set_columns(self) -> None:
        table = self._table()
        table.clear(columns=True)
        table.add_column("", key="etat", width=3)
        if self._is_wide:
            table.add_column("Commune", key="commune", width=14)
            table.add_column("Séance", key="seance", width=10)
            table.add_column("Verdict", key="verdict", width=14)
        table.add_column("Point", key="point", width=12)

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= 150

    def on_resize(self) -> None:
        if self.vue is None or ("commune" in self._table().columns) == self._is_wide:
            return
        rank = self._table().cursor_row
        self._set_columns()
        self._add_rows([self.vue.revue.items[one] for one in self.vue.shown])
        self._table().move_cursor(row=rank)

    def _add_rows(self, items: list[Item]) -> None:
        table = self._table()
        for item in items:
            table.add_row(*self._make_cells(item), key=item.id)
        if items:
            table.fit()

    def _make_cells(self, item: Item) -> list[Text]:
        from deliberia.revue.preuve.libelles import VERDICTS

        state = one_line(f"{self._sign(item)} {GRAVITES[item.severite.value]}")
        if not self._is_wide:
            return [state, one_line(item.label if item.is_citation else f"{item.regle} {item.motif}")]
        day = f"{item.date:%d/%m/%Y}" if item.date else "?"
        verdict = VERDICTS.get(item.verdict, item.regle)
        label = item.label if item.is_citation else item.motif
        return [state, one_line(item.commune), one_line(day), one_line(verdict), one_line(label)]

    def _sign(self, item: Item) -> str:
        situation = self.vue.situations[item.id] if self.vue else None
        if situation is None:
            return " "
        decision = situation.decision
        return SIGNES[decision.choix][0] if decision else SIGNES_ETAT[situation.etat][0]

    def _show_row(self, item: Item) -> None:
        self._put_sign(item, self._sign(item))

    def _put_sign(self, item: Item, sign: str) -> None:
        """Change a cell only when it says something else: the whole table is drawn again each time."""
        table, cell = self._table(), one_line(f"{sign} {GRAVITES[item.severite.value]}")
        if item.id in table.rows and table.get_cell(item.id, "etat") != cell:
            table.update_cell(item.id, "etat", cell)

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        chosen = self._table().chosen
        return self.vue.revue.items.get(chosen) if self.vue and chosen else None

    @on(DataTable.RowHighlighted, "#file")
    def _follow(self) -> None:
        self._touched = monotonic()
        self._show_fiche()
        self._volet().scroll_home(animate=False)

    def on_key(self) -> None:
        self._touched = monotonic()

    # The right side

    def _show_fiche(self) -> None:
        vue, item = self.vue, self.item
        if vue is None or item is None:
            return
        dossier = self._dossiers.get(item.id)
        carte = make_fiche(vue.revue.actes[item.acte], item, vue.situations[item.id], dossier)
        self._volet().show(carte)
        if dossier is None:
            self._ask(item)
        following = self._table().cursor_row + 1
        if following < len(vue.shown):
            self._ask(vue.revue.items[vue.shown[following]])

    def _ask(self, item: Item) -> None:
        """Look an item up behind the screen, once."""
        vue = self.vue
        if vue is None or item.id in self._dossiers or item.id in self._asked:
            return
        self._asked.add(item.id)
        legi = self._legi

        def take(dossier: Dossier) -> None:
            self._asked.discard(item.id)
            if vue is not self.vue:
                return
            self._dossiers[item.id] = dossier
            if len(self._dossiers) > KEPT:
                del self._dossiers[next(iter(self._dossiers))]
            if item == self.item:
                self._show_fiche()

        def refuse(error: DeliberiaError) -> None:
            self._asked.discard(item.id)

        self._atelier.run(partial(look_up, vue.revue, item, legi), take, refuse, is_later=True)

    def _show_head(self) -> None:
        from deliberia.text import agree, typeset

        vue = self.vue
        if vue is None:
            return
        waiting, decided = vue.counts[Etat.A_DECIDER], vue.counts[Etat.DECIDE]
        parts = [f"{waiting} à décider", f"{decided} {agree(decided, 'décidé', 'décidés')}"]
        for count, words in (
            (vue.counts[Etat.RENVOYE], ("renvoyé", "renvoyés")),
            (vue.counts[Etat.DESACCORD], ("désaccord", "désaccords")),
            (vue.count_acts(EtatActe.PRET), ("acte prêt à valider", "actes prêts à valider")),
            (vue.count_acts(EtatActe.VALIDE), ("acte validé", "actes validés")),
        ):
            if count:
                parts.append(f"{count} {agree(count, *words)}")
        done, total = self.progress
        if self.is_reading:
            parts.insert(0, f"lecture : {done} sur {total}…" if total else "lecture…")
        elif self.is_partial:
            parts.insert(0, f"! lecture arrêtée à {done} sur {total} : F5 reprend")
        faults = [
            one for journal in vue.revue.journal.journaux.values() for one in journal.anomalies
            if one.ecart.is_fault
        ]  # fmt: skip
        if faults:
            parts.insert(0, "! journal modifié : deliberia revue verifier")
        text = typeset(" · ".join(parts))
        self.query_one("#revue-tete", Ligne).update(text)

    def _say_empty(self) -> None:
        told = "Rien ne répond au filtre : la touche f le change."
        if self.vue is not None and not self.vue.revue.items:
            told = "Aucun acte de ce dossier n’appelle de décision."
        self._volet().show(told)

    def action_scroll_card(self, step: int) -> None:
        fiche = self._volet()
        fiche.scroll_relative(y=step * max(1, fiche.size.height - 2), animate=False)

    def _tell(self, error: DeliberiaError) -> None:
        self.notify(str(error), title="Rien n’a été enregistré", severity="error", markup=False)

    @on(Fait)
    def _act(self, event: Fait) -> None:
        event.act()

    @on(Panne)
    def _tell_breakdown(self, event: Panne) -> None:
        self.application.pannes.append(event.error)
        self.notify(str(event.error), title="Panne inattendue", severity="error", markup=False)
