"""Choose items of the queue: by commune, kind, severity, verdict, state, act or words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deliberia.model import Severity
from deliberia.revue.situation import Etat, Situation
from deliberia.revue.valeurs import Item
from deliberia.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtre:
    """What is shown. An empty set refuses nothing; every set that is not empty must hold the item."""

    communes: frozenset[str] = frozenset()
    sortes: frozenset[str] = frozenset()
    """`citation`, `constat`, a kind of reference (`article`, `loi`…) or a family of rules (`SEA`)."""
    severites: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()
    etats: frozenset[str] = frozenset()
    actes: frozenset[str] = frozenset()
    """Paths, or the beginning of a path that ends a folder's name."""
    mots: str = ""

    def accepts(self, item: Item, situation: Situation) -> bool:
        return (
            _holds(self.severites, item.severite.value)
            and _holds(self.verdicts, item.verdict)
            and _holds(self.etats, situation.etat.value)
            and (not self.communes or fold(item.commune) in map(fold, self.communes))
            and (not self.sortes or bool(self.sortes & {item.sorte.value, item.genre}))
            and (not self.actes or any(_is_under(item.acte, one) for one in self.actes))
            and self._holds_words(item)
        )

    def _holds_words(self, item: Item) -> bool:
        if not self.mots.strip():
            return True
        where = fold(" ".join((item.acte, item.commune, item.cle, item.surface, item.phrase, item.motif)))
        return all(word in where for word in fold(self.mots).split())


TO_DO = Filtre(
    severites=frozenset({Severity.ERREUR.value, Severity.AVERTISSEMENT.value}),
    etats=frozenset({Etat.A_DECIDER.value, Etat.DESACCORD.value}),
)
"""What holds acts back."""


def filter_items(pairs: Iterable[tuple[Item, Situation]], filtre: Filtre) -> Iterator[tuple[Item, Situation]]:
    """Yield the items that a filter accepts."""
    return ((item, situation) for item, situation in pairs if filtre.accepts(item, situation))


def _holds(wanted: frozenset[str], value: str) -> bool:
    return not wanted or value in wanted


def _is_under(acte: str, wanted: str) -> bool:
    wanted = wanted.strip("/")
    return acte == wanted or acte.startswith(f"{wanted}/")
