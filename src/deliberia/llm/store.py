"""Answers kept for a while, so that a batch that stopped goes on where it was. No prompt is kept, no key."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from deliberia.errors import DataError
from deliberia.llm.records import Answer, Usage
from deliberia.resources import user_cache_dir

_NAME = "reponses.sqlite"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS reponses (cle TEXT PRIMARY KEY, instant TEXT NOT NULL, hote TEXT NOT NULL, "
    "modele TEXT NOT NULL, reponse TEXT NOT NULL)"
)


def default_cache_path() -> Path:
    """Return the path of the answers in the user's cache folder."""
    return user_cache_dir() / _NAME


def make_key(*parts: Any) -> str:
    """Return the SHA-256 of what determines an answer: address, model, messages, parameters, shape."""
    written = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


class AnswerStore(AbstractContextManager["AnswerStore"]):
    """The file of answers, shared by the threads of a batch.

    Opening it erases what is older than `days`; with 0 nothing is ever kept.
    """

    def __init__(
        self,
        path: Path,
        *,
        days: int,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.path = path
        self._days = days
        self._now = now
        self._lock = threading.Lock()
        self._base = _open(path)
        self.purge(older_than=days)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._base.close()

    def __len__(self) -> int:
        with self._lock:
            (count,) = self._base.execute("SELECT count(*) FROM reponses").fetchone()
            return int(count)

    def get(self, key: str) -> Answer | None:
        """Return a kept answer, marked `from_cache`."""
        with self._lock:
            row = self._base.execute("SELECT reponse, instant FROM reponses WHERE cle = ?", (key,)).fetchone()
        return replace(_read(row[0]), came=dt.datetime.fromisoformat(row[1])) if row else None

    def put(self, key: str, answer: Answer, *, host: str) -> None:
        """Keep a whole answer; one that is cut, or read from a cut prompt, is not worth it."""
        if self._days <= 0 or answer.is_cut or answer.prompt_cut:
            return
        row = (key, self._now().isoformat(), host, answer.model, _write(answer))
        with self._lock, self._base:
            self._base.execute("INSERT OR REPLACE INTO reponses VALUES (?, ?, ?, ?, ?)", row)

    def purge(self, *, older_than: int = 0) -> int:
        """Erase the answers older than a number of days, all of them with 0; return how many."""
        limit = (self._now() - dt.timedelta(days=older_than)).isoformat()
        with self._lock, self._base:
            if older_than <= 0:
                return self._base.execute("DELETE FROM reponses").rowcount
            return self._base.execute("DELETE FROM reponses WHERE instant < ?", (limit,)).rowcount


def _open(path: Path) -> sqlite3.Connection:
    """Open the file, made anew when it is damaged: all that it holds can be asked again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _connect(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            path.unlink()
            return _connect(path)
    except (OSError, sqlite3.Error) as error:
        raise DataError(
            "le cache des réponses ne peut pas être ouvert.",
            place=str(path),
            hint="Vérifiez vos droits sur ce dossier, ou effacez ce fichier.",
        ) from error


def _connect(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, check_same_thread=False, timeout=10)
    try:
        base.execute("PRAGMA secure_delete = ON")  # what is purged does not stay on the disk
        base.execute(_TABLE)
        with contextlib.suppress(OSError):
            os.chmod(path, 0o600)
    except sqlite3.Error:
        base.close()
        raise
    return base


def _write(answer: Answer) -> str:
    return json.dumps(answer.as_dict(), ensure_ascii=False)


def _read(text: str) -> Answer:
    row = json.loads(text)
    usage = row["usage"]
    return Answer(
        text=row["texte"],
        finish=row["fin"],
        model=row["modele"],
        usage=Usage(
            prompt_tokens=usage["jetons_demande"],
            completion_tokens=usage["jetons_reponse"],
            cost=Decimal(usage["cout_euros"]) if usage["cout_euros"] is not None else None,
            announced_cost=Decimal(usage["cout_annonce"]) if usage["cout_annonce"] is not None else None,
            energy_kwh=_pair(usage["energie_kwh"]),
            carbon_kg=_pair(usage["carbone_kg"]),
        ),
        seconds=row["secondes"],
        warnings=tuple(row["avertissements"]),
        from_cache=True,
    )


def _pair(value: list[float] | None) -> tuple[float, float] | None:
    return (value[0], value[1]) if value else None
