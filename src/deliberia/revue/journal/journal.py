"""The journals of a folder: one file a reviewer and machine, read together in one order."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from deliberia.errors import ReviewError
from deliberia.revue.arbre import JOURNAL_FOLDER
from deliberia.revue.journal.ecriture import append_line
from deliberia.revue.journal.entrees import FORMAT, Entree
from deliberia.revue.journal.fichiers import (
    SUFFIX,
    Anomalie,
    Ecart,
    JournalLu,
    check_witnesses,
    parse_journal,
    read_journal,
)
from deliberia.revue.journal.identite import find_machine, name_journal


def _clean(value: Any) -> Any:  # Any: JSON
    """Return a value whose texts can all be written in UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {str(name): _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value


class Journal:
    """Every decision taken in a folder. Reading needs no reviewer; writing does."""

    def __init__(
        self,
        dossier: Path,
        relecteur: str = "",
        *,
        poste: str = "",
        clock: Callable[[], dt.datetime] | None = None,
    ) -> None:
        self.folder = dossier / JOURNAL_FOLDER
        self.relecteur = relecteur
        self.poste = poste or find_machine()
        self.path = self.folder / name_journal(relecteur, self.poste)
        self._clock = clock or (lambda: dt.datetime.now(dt.UTC))
        self._stamps: dict[str, tuple[int, int]] = {}
        self._journaux: dict[str, JournalLu] = {}
        self.refresh()

    @property
    def journaux(self) -> Mapping[str, JournalLu]:
        """Every journal by name, in the order of the names."""
        return dict(sorted(self._journaux.items()))

    @property
    def entrees(self) -> tuple[Entree, ...]:
        """Every line of every journal, in one order that does not depend on who reads.

        By instant, then by name of journal; the lines of one journal stay in their order.
        """
        lines = [
            (entree.instant, nom, rank, entree)
            for nom, journal in self._journaux.items()
            for rank, entree in enumerate(journal.entrees)
        ]
        return tuple(entree for *_, entree in sorted(lines, key=lambda line: line[:3]))

    @property
    def total(self) -> int:
        """Number of lines read."""
        return sum(len(journal.entrees) for journal in self._journaux.values())

    def refresh(self) -> bool:
        """Read again the journals that changed; True when one did.

        Raises:
            ReviewError: the folder of the journals cannot be read.
        """
        changed = False
        present = dict(self._list_files())
        for nom in set(self._journaux) - set(present):
            del self._journaux[nom], self._stamps[nom]
            changed = True
        for nom, path in present.items():
            try:
                stat = path.stat()
                stamp = (stat.st_mtime_ns, stat.st_size)
                if self._stamps.get(nom) != stamp:
                    self._journaux[nom], self._stamps[nom] = read_journal(path), stamp
                    changed = True
            except OSError as error:
                raise ReviewError("Ce journal ne peut pas être lu.", place=nom) from error
        return changed

    def add(self, decision: str, **body: Any) -> Entree:
        """Record one line, and return it once it is on the disk.

        Raises:
            ReviewError: the disk refused, or another process holds the journal.
        """
        nom = self.path.name
        known = self._journaux.get(nom) or parse_journal(b"", nom)
        before, corps, size = append_line(
            self.path, known, lambda tail: self._make_body(tail, decision, body)
        )
        entree = Entree(corps, nom, max(before.instant, str(corps["quand"])))
        after = JournalLu(
            nom=nom,
            entrees=(*before.entrees, entree),
            anomalies=before.anomalies,
            taille=size,
            lignes=before.lignes + 1,
        )
        self._journaux[nom] = after
        self._stamps[nom] = (self.path.stat().st_mtime_ns, size)
        return entree

    def verify(self, proof: Mapping[str, tuple[int, str]] | None = None) -> tuple[Anomalie, ...]:
        """Return everything that does not follow, by journal then by line.

        `proof`: heads kept by a proof exported before, {name: (rank, hash)}.
        """
        lines = [anomalie for journal in self.journaux.values() for anomalie in journal.anomalies]
        return (*lines, *self._check_names(), *check_witnesses(self._journaux, proof))

    def _check_names(self) -> Iterator[Anomalie]:
        """A line stands in the journal of who wrote it."""
        for nom, journal in self.journaux.items():
            for number, entree in enumerate(journal.entrees, 1):
                poste = entree.corps.get("poste")
                if entree.is_intact and name_journal(entree.relecteur, str(poste)) != nom:
                    said = f"cette ligne est de {entree.relecteur} ({poste}), dont ce n’est pas le journal."
                    yield Anomalie(fichier=nom, ligne=number, ecart=Ecart.INSEREE, detail=said)

    def _make_body(self, tail: JournalLu, decision: str, body: Mapping[str, Any]) -> dict[str, Any]:
        heads = {
            nom: [journal.rang, journal.tete]
            for nom, journal in sorted(self._journaux.items())
            if nom != tail.nom and journal.entrees
        }
        return {
            "format": FORMAT,
            "id": secrets.token_hex(8),
            "rang": tail.rang + 1,
            "relecteur": self.relecteur,
            "poste": self.poste,
            "quand": self._clock().astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "decision": decision,
            **_clean(body),
            **({"tetes": heads} if heads else {}),
            "precedent": tail.tete,
        }

    def _list_files(self) -> Iterator[tuple[str, Path]]:
        try:
            found = sorted(self.folder.iterdir())
        except FileNotFoundError:
            return
        except OSError as error:
            raise ReviewError(
                "Le dossier des journaux ne peut pas être lu.", place=str(self.folder)
            ) from error
        for path in found:
            if path.suffix == SUFFIX and "@" in path.name and not path.name.startswith("."):
                yield path.name, path
