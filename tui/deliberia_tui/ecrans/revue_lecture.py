"""The queue of the review on the screen: reading behind it, its table, the right side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Event
from time import monotonic, sleep
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable
from textual.worker import get_current_worker

from deliberia.errors import DeliberiaError
from deliberia.revue import ActeLu, Cache, Etat, EtatActe, Item, Journal, Revue, find_reviewer, iter_actes
from deliberia_tui.ecrans.base import Ecran
from deliberia_tui.ecrans.revue_atelier import Atelier, Fait, Panne
from deliberia_tui.ecrans.revue_fiche import SIGNES, SIGNES_ETAT, Dossier, look_up, make_fiche
from deliberia_tui.ecrans.revue_file import FileVue
from deliberia_tui.ecrans.revue_volet import Volet
from deliberia_tui.elements.liste import Liste, one_line
from deliberia_tui.elements.texte import Texte

if TYPE_CHECKING:
    from deliberia.legi import LegiBase

GATHERED = 0.25
"""Seconds of reading shown at once."""
PATIENCE = 0.3
"""Seconds without a key before the reading goes on."""
KEPT = 32
"""Cards kept ready."""
REFRESH = 5
"""Seconds between two looks at what other reviewers wrote."""
GRAVITES = {"erreur": "✗", "avertissement": "!", "info": "i"}


class Ligne(Texte):
    """A line whose height never changes: saying something else moves nothing on the screen."""

    def update(self, contenu: str | Content) -> None:
        self._contenu = contenu if isinstance(contenu, Content) else Content(contenu)
        self.refresh()


class RevueLecture(Ecran):
    """The queue at the left, what is to be decided at the right; nothing is decided here."""

    DEFAULT_CSS = """
    RevueLecture {
        #revue-tete { height: 1; padding: 0 1; }
        #revue-deux { layout: horizontal; height: 1fr; }
        #file { width: 28; height: 1fr; }
        #revue-fiche { width: 1fr; height: 1fr; padding: 0 1; border-left: solid $border; }
        #revue-fiche { overflow-y: scroll; }
        &.-moyen #file { width: 44; }
        &.-large #file { width: 86; }
    }
    """

    @dataclass
    class Ouverte(Message):
        """The journals were read."""

        vue: FileVue
        legi: LegiBase | None

    @dataclass
    class ActesLus(Message):
        """Some acts were read behind the screen."""

        actes: list[ActeLu]
        lecture: int
        done: int
        total: int
        is_last: bool = False
        is_whole: bool = True
        """False when the reading was stopped before the end."""

    def __init__(self) -> None:
        super().__init__()
        self.vue: FileVue | None = None
        self.is_reading = True
        self.is_partial = False
        """The reading was stopped: acts of the folder are not in the queue."""
        self.progress = (0, 0)
        """Files read, and files to read."""
        self._stopped = Event()
        self._atelier = Atelier(self)
        self._legi: LegiBase | None = None
        self._dossiers: dict[str, Dossier] = {}
        self._asked: set[str] = set()
        self._touched = 0.0
        self._lecture = 0
        self._tete = ""

    def compose_corps(self) -> ComposeResult:
        yield Ligne("Lecture du dossier…", id="revue-tete")
        with Container(id="revue-deux"):
            yield Liste(id="file")
            yield Volet(id="revue-fiche")

    def make_lieu(self) -> str:
        who = self.vue.revue.journal.relecteur if self.vue else ""
        return f"{super().make_lieu()} · {who}" if who else super().make_lieu()

    def on_mount(self) -> None:
        self._set_columns()
        self._table().focus()
        self._ask_reviewer()
        self.set_interval(REFRESH, self._look_at_others)

    def on_unmount(self) -> None:
        self._atelier.close()

    # Reading

    def _ask_reviewer(self) -> None:
        """Ask who reviews, the first time; closed without an answer, the user of the machine does."""
        from deliberia.revue.journal import load_reviewer

        try:
            is_known = bool(load_reviewer())
        except DeliberiaError as error:
            self.call_after_refresh(self._give_up, error)
            return
        if is_known:
            self._open()
        else:
            self.action_relecteur()

    def action_relecteur(self) -> None:
        from deliberia.revue.journal import find_session
        from deliberia_tui.ecrans.relecteur import NomRelecteur

        former = self.vue.revue.journal.relecteur if self.vue else find_session()
        self.app.push_screen(NomRelecteur(former), self._take_reviewer)

    def _take_reviewer(self, nom: str | None) -> None:
        if nom is not None or self.vue is None:
            self._open()

    def _open(self) -> None:
        dossier = self.espace.dossier

        def work() -> RevueLecture.Ouverte:
            from deliberia.legi import find_legi

            revue = Revue(dossier, Journal(dossier, find_reviewer()))
            return self.Ouverte(FileVue(revue), find_legi())

        self._atelier.run(work, self._begin, self._give_up)

    def _give_up(self, error: DeliberiaError) -> None:
        if self.is_current:
            self.app.pop_screen()
        self.app.notify(str(error), title="La revue ne peut pas s’ouvrir", severity="error", markup=False)

    def _begin(self, event: RevueLecture.Ouverte) -> None:
        former = self.vue
        self.vue, self._legi = event.vue, event.legi
        if former is not None:
            self.vue.filtre = former.filtre
        self._dossiers.clear()
        self._table().clear()
        self.is_reading, self.is_partial = True, False
        self.progress = (0, 0)
        self._lecture += 1
        self.refresh_bindings()
        self.refresh_bandeau()
        self._show_head()
        number = self._lecture
        self.run_worker(
            lambda: self._read(number), thread=True, exclusive=True, group="lecture", exit_on_error=False
        )

    def _read(self, number: int) -> None:
        """Read the acts, by handfuls; whoever uses the keys goes first. Touches no widget."""
        from deliberia.verification import open_base

        worker = get_current_worker()
        self._stopped.clear()
        gathered: list[ActeLu] = []
        since, done, total = monotonic(), 0, 0

        def is_stopped() -> bool:
            return worker.is_cancelled or self._stopped.is_set()

        def wait() -> bool:
            while monotonic() - self._touched < PATIENCE and not is_stopped():
                sleep(PATIENCE / 4)
            return not is_stopped()

        def tell(read: int, count: int) -> None:
            nonlocal gathered, since, done, total
            done, total = read, count
            if monotonic() - since > GATHERED:
                self.post_message(self.ActesLus(gathered, number, done, total))
                gathered, since = [], monotonic()

        cache = Cache()
        try:
            for acte in iter_actes(
                self.espace.dossier, open_base(), cache=cache, coeurs=0, wait=wait, progress=tell
            ):
                gathered.append(acte)
        finally:
            cache.close()
        is_whole = not is_stopped()
        self.post_message(self.ActesLus(gathered, number, total if is_whole else done, total, True, is_whole))

    @on(ActesLus)
    def _take_acts(self, event: ActesLus) -> None:
        if self.vue is None or event.lecture != self._lecture:
            return
        fresh = self.vue.add(event.actes)
        self._add_rows(fresh)
        for acte in event.actes:
            if acte.erreur:
                self.notify(acte.erreur, title="Acte illisible", severity="warning", markup=False)
        self.progress = (event.done, event.total)
        if event.is_last:
            self.is_reading, self.is_partial = False, not event.is_whole
            self.refresh_bindings()
            if not self.vue.shown:
                self._say_empty()
        self._show_head()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "arreter" or self.is_reading

    def action_arreter(self) -> None:
        """Stop the reading: what was read can be decided."""
        self._stopped.set()

    def _look_at_others(self) -> None:
        vue = self.vue
        if vue is None or self.is_reading:
            return
        self._atelier.run(vue.revue.refresh_journals, self._take_others, self._tell, is_later=True)

    def _take_others(self, has_changed: bool) -> None:
        if self.vue is None or not has_changed:
            return
        for item in self.vue.update_all():
            self._show_row(item)
        self._show_head()
        self._show_fiche()

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
