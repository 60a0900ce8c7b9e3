"""Save at each key, whole files: before the key is shown on an ordinary disk, in a thread on a slow one."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from deliberia.errors import DeliberiaError
from deliberia_tui.dossier.fichiers import Fichier, FichierModifie

DELAY = 0.01
"""Seconds between the first change not yet written and its writing; typing on does not put it off."""

QUICK = 0.4
"""Seconds of the last writing below which the next one does not go in a thread: nothing typed waits."""
SLOW = 3.0
"""Seconds of one writing after which it is said."""


@dataclass
class Enregistre(Message):
    """The file was written."""

    fichier: Fichier


@dataclass
class EchecEnregistrement(Message):
    """The file could not be written; what was typed is still on the screen."""

    fichier: Fichier
    raison: str
    is_modifie: bool
    """Someone else changed the file in the meantime."""


class Sauvegarde:
    """Keeps one file of one screen up to date. `mark` after each change, `flush` before leaving."""

    def __init__(self, owner: Widget, fichier: Fichier) -> None:
        self.fichier = fichier
        self._owner = owner
        self._timer: Timer | None = None
        self._is_dirty = False
        self._is_suspended = False
        self._rank = 0
        self._written = 0
        self._is_writing = False
        self._took = 0.0
        """Seconds that the last writing took."""
        self._told = ""
        self._is_told_slow = False
        self._order = threading.Lock()

    @property
    def is_dirty(self) -> bool:
        """Something typed is not on the disk yet."""
        return self._is_dirty

    def mark(self) -> None:
        """Note a change; the writing follows."""
        self._is_dirty = True
        if self._is_suspended:
            return
        if self._took < QUICK and self._timer is None and not self._is_writing:
            self._save(self.fichier.render(), self._next())
        elif self._timer is None:
            self._timer = self._owner.set_timer(DELAY, self._start)

    def flush(self) -> None:
        """Write now, before leaving the screen."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._is_dirty and not self._is_suspended:
            self._save(self.fichier.render(), self._next())

    def keep_aside(self) -> Path:
        """During a conflict, write our content beside the file, so that nothing depends on the answer.

        Raises:
            DocumentError: the disk refused.
        """
        from deliberia.documents import write_atomic

        return write_atomic(self._aside, self.fichier.render(), force=True)

    def resolve(self, *, force: bool | None) -> None:
        """End a conflict: `force` puts our content over the other, False gives it up, None waits."""
        self._is_suspended = False
        if force is None:
            return
        with contextlib.suppress(OSError):
            self._aside.unlink(missing_ok=True)
        if force:
            self._save(self.fichier.render(), self._next(), force=True)
        else:
            self._is_dirty = False

    @property
    def _aside(self) -> Path:
        path = self.fichier.path
        return path.with_name(f"{path.stem}-autre-version{path.suffix}")

    def _start(self) -> None:
        self._timer = None
        if self._is_writing:  # a slow disk: what comes in the meantime is written at once afterwards
            self._timer = self._owner.set_timer(DELAY, self._start)
            return
        self._is_writing = True
        data, rank = self.fichier.render(), self._next()

        def work() -> None:
            try:
                self._save(data, rank)
            finally:
                self._is_writing = False

        self._owner.run_worker(work, thread=True, group="sauvegarde", exit_on_error=False)
        if not self._is_told_slow:
            self._owner.set_timer(SLOW, lambda: self._tell_slow(rank))

    def _tell_slow(self, rank: int) -> None:
        """Say, once, that the disk has not answered yet to the writing of that rank."""
        if self._is_writing and self._written < rank and not self._is_told_slow:
            self._is_told_slow = True
            self._owner.app.notify(
                "Le disque répond lentement\xa0: l’enregistrement se poursuit. Laissez l’écran ouvert.",
                severity="warning",
                timeout=10,
            )

    def _next(self) -> int:
        self._rank += 1
        self._is_dirty = False
        return self._rank

    def _save(self, data: bytes, rank: int, *, force: bool = False) -> None:
        """Write unless a later content already stands on the disk. Runs in a thread."""
        with self._order:
            if rank < self._written:
                return
            since = monotonic()
            try:
                self.fichier.write(data, force=force)
            except DeliberiaError as error:
                self._is_dirty = True
                self._is_suspended = isinstance(error, FichierModifie)
                if str(error) != self._told:  # said once, not at each key
                    self._told = "" if self._is_suspended else str(error)
                    self._owner.post_message(
                        EchecEnregistrement(self.fichier, str(error), self._is_suspended)
                    )
                return
            finally:
                self._took = monotonic() - since
            self._written = rank
            self._told = ""
        self._owner.post_message(Enregistre(self.fichier))
