"""What the review says of the acts, for the start screen. Silent where nobody has reviewed anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from deliberia.errors import DeliberiaError
from deliberia_tui.dossier.espace import Espace

if TYPE_CHECKING:
    from deliberia.revue import EtatActe, Revue
    from deliberia.revue.lecture import Lecteur

JOURNAL_FOLDER = "journal-de-revue"


class Relectures:
    """The journals of a commune's folder, as they are now. Touches no widget, writes nothing."""

    def __init__(self, espace: Espace) -> None:
        self._espace = espace
        self._revue: Revue | None = None
        self._lecteur: Lecteur | None = None
        self._named: frozenset[str] = frozenset()
        if (espace.dossier / JOURNAL_FOLDER).is_dir():
            self._open()

    def _open(self) -> None:
        from deliberia.revue import Cache, Journal, Revue
        from deliberia.revue.lecture import Lecteur
        from deliberia_tui.usages import deepest_base

        try:
            journal = Journal(self._espace.dossier)
        except DeliberiaError:
            return  # the review's own screen says what is wrong with the journals
        self._named = frozenset(entree.acte for entree in journal.entrees if entree.acte)
        if self._named:
            self._revue = Revue(self._espace.dossier, journal, base=deepest_base())
            self._lecteur = Lecteur(self._espace.dossier, self._revue.base, Cache())

    def judge(self, path: Path) -> EtatActe | None:
        """Return where an act stands in the review; None when nobody has said anything of it."""
        from deliberia.revue.arbre import Source, name_path

        if self._revue is None or self._lecteur is None:
            return None
        chemin = name_path(path.relative_to(self._espace.dossier))
        if chemin not in self._named:
            return None
        espace = self._espace
        lu = self._lecteur.read(
            Source(
                path=path,
                chemin=chemin,
                commune=espace.commune if espace.is_installe else None,
                seance=espace.seance if espace.seance.is_file() else None,
            )
        )
        if lu is None:
            return None
        self._revue.add_act(lu)
        return self._revue.judge_act(lu).etat
