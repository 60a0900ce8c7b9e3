"""What was read of each document, kept by its content: a folder opens at once the second time.

The cache holds sentences of the acts: it stands in the user's own folder, which nobody else reads.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
import time
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deliberia.resources import user_data_dir

KEPT_DAYS = 180
_SCHEMA = "CREATE TABLE IF NOT EXISTS lu (cle TEXT PRIMARY KEY, contenu BLOB NOT NULL, jour INTEGER NOT NULL)"


def default_cache_path(environ: Mapping[str, str] | None = None) -> Path:
    """Return `XDG_CACHE_HOME/deliberia/revue.sqlite`, or its like on this system."""
    environ = os.environ if environ is None else environ
    if sys.platform in ("win32", "darwin"):
        return user_data_dir(environ) / "cache" / "revue.sqlite"
    root = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return root / "deliberia" / "revue.sqlite"


class Cache:
    """Contents by key. A cache that cannot be opened, read or written keeps nothing, and says nothing."""

    def __init__(self, path: Path | None = None) -> None:
        self._connection: sqlite3.Connection | None = None
        self.path = path = path or default_cache_path()
        with contextlib.suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            connection = sqlite3.connect(path, timeout=1, check_same_thread=False, isolation_level=None)
            weakref.finalize(self, connection.close)  # with its last reader, whatever else happens
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")  # a lost cache is read again
            connection.execute(_SCHEMA)
            connection.execute("DELETE FROM lu WHERE jour < ?", (_today() - KEPT_DAYS,))
            self._connection = connection

    def get(self, cle: str) -> dict[str, Any] | None:
        """Return what was kept under a key; None when nothing was."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT contenu, jour FROM lu WHERE cle = ?", (cle,)).fetchone()
            if row is None:
                return None
            if row[1] != _today():
                self._connection.execute("UPDATE lu SET jour = ? WHERE cle = ?", (_today(), cle))
            found: dict[str, Any] = json.loads(row[0])
        except (sqlite3.Error, ValueError):
            return None
        return found

    def put(self, cle: str, contenu: Mapping[str, Any]) -> None:
        if self._connection is None:
            return
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute(
                "INSERT OR REPLACE INTO lu VALUES (?, ?, ?)",
                (cle, json.dumps(contenu, ensure_ascii=False), _today()),
            )

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _today() -> int:
    return int(time.time() // 86400)
