"""The journal of a lot: what was written, so that a stopped lot goes on; a kill cannot spoil it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from deliberia.errors import DataError
from deliberia.lot.contribution import PassageState
from deliberia.lot.folder import GO_ON
from deliberia.lot.jobs import Outcome

JOURNAL = ".deliberia-lot.jsonl"
"""Kept in the folder of the acts."""


def _read_passage(row: dict[str, Any]) -> PassageState:
    return PassageState(
        str(row["emplacement"]),
        str(row["etat"]),
        str(row["texte"]),
        tuple(map(str, row["motifs"])),
        remarques=tuple(map(str, row.get("remarques", ()))),  # a journal of before them has none
    )


class Journal:
    """One JSON line an act that was written; a line cut by a power failure is passed over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.foreign: frozenset[str] = frozenset()
        """Files that stood in the folder before its first lot: they are not replaced unasked."""

    def load(self) -> dict[str, Outcome]:
        """Return what was written, by key of row."""
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return {}
        done: dict[str, Outcome] = {}
        for line in text.splitlines():
            try:
                one = json.loads(line)
                if "lot" in one:
                    self.foreign = frozenset(map(str, one["anciens"]))
                    continue
                outcome = Outcome(
                    int(one["rang"]),
                    int(one["ligne"]),
                    str(one["etat"]),
                    str(one["cle"]),
                    str(one["fichier"]),
                    str(one["sha256"]),
                    str(one["titre"]),
                    manquants=tuple(one["manquants"]),
                    erreurs=int(one["erreurs"]),
                    avertissements=int(one["avertissements"]),
                    constats=tuple(one["constats"]),
                    passages=tuple(_read_passage(row) for row in one.get("passages", ())),
                )
            except (ValueError, KeyError, TypeError):
                continue
            done[outcome.cle] = outcome
        return done

    def __enter__(self) -> Journal:
        try:
            self._file = self._path.open("ab")
        except OSError as error:
            raise DataError(
                "Ce dossier ne peut pas recevoir les actes : il est protégé, ou son disque est plein.",
                place=str(self._path.parent),
                hint="Choisissez un autre dossier.",
            ) from error
        with self._told():
            if self._file.tell():
                self._file.write(b"\n")  # after a line cut short
            else:
                self._sign()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # what is not yet on disk was refused and told when it was added
            self._file.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DataError(
                "Ce qui a été écrit n’a pas pu être noté : le disque est plein ou refuse l’écriture.",
                place=str(self._path.parent),
                hint=GO_ON,
            ) from error

    def _sign(self) -> None:
        """Say that the lot has begun, and what stood there before: the rest is its own, even after a kill."""
        names = sorted(path.name.casefold() for path in self._path.parent.iterdir() if path.is_file())
        names = [name for name in names if not name.startswith(".deliberia-")]
        self.foreign = frozenset(names)
        self._file.write((json.dumps({"lot": 1, "anciens": names}, ensure_ascii=False) + "\n").encode())
        self._flush()

    def _flush(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what was written, at once on disk."""
        if not outcomes:
            return
        lines = []
        for one in outcomes:
            line: dict[str, object] = {
                "rang": one.rang,
                "ligne": one.ligne,
                "etat": one.etat,
                "cle": one.cle,
                "fichier": one.fichier,
                "sha256": one.sha256,
                "titre": one.titre,
                "manquants": list(one.manquants),
                "erreurs": one.erreurs,
                "avertissements": one.avertissements,
                "constats": list(one.constats),
            }
            if one.passages:
                line["passages"] = [passage.as_dict() for passage in one.passages]
            lines.append(json.dumps(line, ensure_ascii=False) + "\n")
        with self._told():
            self._file.write("".join(lines).encode())
            self._flush()
