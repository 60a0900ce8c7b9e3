"""The reading of the folder behind the queue of the review: the reviewer, the acts, what others wrote."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from time import monotonic, sleep
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from deliberia.errors import DeliberiaError
from deliberia.revue import ActeLu, Cache, Journal, Revue, find_reviewer, iter_actes
from deliberia_tui.ecrans.revue_file import FileVue
from deliberia_tui.ecrans.revue_table import RevueTable

if TYPE_CHECKING:
    from deliberia.legi import LegiBase

GATHERED = 0.25
"""Seconds of reading shown at once."""
PATIENCE = 0.3
"""Seconds without a key before the reading goes on."""
REFRESH = 5
"""Seconds between two looks at what other reviewers wrote."""


class RevueLecture(RevueTable):
    """Fills the queue; nothing is decided here."""

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
        self._stopped = Event()
        self._lecture = 0

    def on_mount(self) -> None:
        self._set_columns()
        self._table().focus()
        self._ask_reviewer()
        self.set_interval(REFRESH, self._look_at_others)

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
