"""One look at a folder at a time: a file is checked once it has stopped changing, and once for each content.

Looking again and again works on every disk, network shares included, where the system's own notices do not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from deliberia.auditing import Audit, Failure, check_many
from deliberia.auditing.rapports import render_html
from deliberia.documents import READABLE_EXTENSIONS, write_atomic
from deliberia.errors import DeliberiaError
from deliberia.model import Collectivite

SUFFIX = ".controle.html"
"""« acte.docx » gets « acte.docx.controle.html »."""
_MARK = "deliberia-empreinte"


class Checked(NamedTuple):
    """One file that was checked."""

    chemin: Path
    rapport: Path
    resultat: Audit | Failure


def report_path(path: Path) -> Path:
    """Return where the report of a file stands: beside it."""
    return path.with_name(path.name + SUFFIX)


class Watch:
    """A folder under watch. Each `look` checks what is new or changed since the report was written."""

    def __init__(self, folder: Path, *, collectivite: Collectivite | None = None) -> None:
        self.folder = folder
        self._collectivite = collectivite
        self._seen: dict[Path, tuple[int, int]] = {}
        """Size and time of each file at the last look: one that still grows is left for the next."""
        self._done: dict[Path, tuple[int, int]] = {}

    def look(self) -> Iterator[Checked]:
        """Check what landed and has stopped changing; a report already there for that content is kept.

        Raises:
            DeliberiaError: the folder is gone or cannot be read.
        """
        seen: dict[Path, tuple[int, int]] = {}
        found: list[tuple[Path, tuple[int, int]]] = []
        for path in self._list_files():
            try:
                stat = path.stat()
            except OSError:
                continue  # taken away meanwhile
            state = (stat.st_size, stat.st_mtime_ns)
            seen[path] = state
            if self._seen.get(path) != state or self._done.get(path) == state or not stat.st_size:
                continue
            found.append((path, state))
        self._seen = seen
        for path, state in found:
            try:
                checked = self._check(path)
            except OSError:
                continue  # taken away, or held by the program that writes it: the next look tries again
            self._done[path] = state
            if checked is not None:
                yield checked

    def _list_files(self) -> list[Path]:
        try:
            entries = list(self.folder.iterdir())
        except OSError as error:
            raise DeliberiaError(
                "Le dossier surveillé ne peut pas être lu.",
                place=str(self.folder),
                hint="Vérifiez qu’il est là et que le partage répond.",
            ) from error
        return sorted(
            path
            for path in entries
            if path.suffix.lower() in READABLE_EXTENSIONS
            and not path.name.startswith((".", "~$"))
            and not path.name.endswith(SUFFIX)
        )

    def _check(self, path: Path) -> Checked | None:
        from deliberia.verification import open_base

        proof = hashlib.sha256(path.read_bytes()).hexdigest()
        report = report_path(path)
        mark = f'<meta name="{_MARK}" content="{proof}">'
        if _holds(report, mark):
            return None
        (result,) = check_many([path], collectivite=self._collectivite, base=open_base())
        path.stat()  # a file that went meanwhile needs no report
        page = render_html([result]).replace("</head>", f"{mark}</head>", 1)
        try:
            write_atomic(report, page.encode(), force=True)
        except DeliberiaError as error:  # one report that cannot be written does not end the watch
            return Checked(path, report, Failure(chemin=str(path), message=str(error)))
        return Checked(path, report, result)


def _holds(report: Path, mark: str) -> bool:
    try:
        return mark in report.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
