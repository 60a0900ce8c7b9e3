"""Files of the folder as the screens hold them: read, changed in memory, written behind the typing.

A file that changed on the disk since it was read is never overwritten: `FichierModifie` says so.
"""

from __future__ import annotations

import hashlib
import threading
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from deliberia.errors import DataError, DocumentError
from deliberia_tui.dossier.toml import dump_toml, read_heading

MAX_BYTES = 5_000_000


class FichierModifie(DocumentError):
    """Someone else changed the file since it was read."""


@dataclass(slots=True)
class Fichier:
    """One TOML file, its content, and what was last seen of it on the disk."""

    path: Path
    contenu: dict[str, Any] = field(default_factory=dict)
    entete: str = ""
    """Comments at the top, kept."""
    empreinte: str = ""
    """Of the bytes last read or written; empty when the file does not exist yet."""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def render(self) -> bytes:
        return dump_toml(self.contenu, heading=self.entete).encode("utf-8")

    def is_changed(self) -> bool:
        """True when the file on the disk is not the one that was read or written last.

        Raises:
            DocumentError: the disk refused.
        """
        return _fingerprint(self.path) != self.empreinte

    def write(self, data: bytes, *, force: bool = False) -> None:
        """Write `data` whole, or nothing.

        Raises:
            FichierModifie: the file on the disk is not the one that was read, and `force` is false.
            DocumentError: the disk refused.
        """
        from deliberia.documents import write_atomic

        with self._lock:
            found = _fingerprint(self.path)
            if not force and found not in (self.empreinte, _hash(data)):
                raise FichierModifie(
                    "Ce fichier a été modifié ailleurs depuis son ouverture.", place=self.path.name
                )
            if found != _hash(data):
                write_atomic(self.path, data, force=True)
            self.empreinte = _hash(data)


def load_fichier(path: Path) -> Fichier:
    """Read a TOML file; a file that does not exist is an empty one.

    Raises:
        DataError: unreadable, or not TOML.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except FileNotFoundError:
        return Fichier(path)
    except OSError as error:
        raise DataError("Ce fichier est illisible.", place=path.name) from error
    if data is None:
        raise DataError("Ce fichier est trop gros pour un dossier.", place=path.name)
    try:
        text = data.decode("utf-8-sig")
        contenu = tomllib.loads(text, parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataError(
            "Ce fichier n’est pas un TOML correct.",
            place=path.name,
            hint="Corrigez-le dans un éditeur de texte, ou renommez-le.",
        ) from error
    return Fichier(path, contenu=contenu, entete=read_heading(text), empreinte=_hash(data))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _fingerprint(path: Path) -> str:
    try:
        return _hash(path.read_bytes())
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise DocumentError("Ce fichier est illisible.", place=path.name) from error
